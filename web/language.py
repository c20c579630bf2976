"""The languages of the pages: Japanese in the sources, English in a gettext catalogue."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g
from flask_babel import Babel

from web.links import LANGUAGES

TRANSLATIONS: Final = Path(__file__).parent / "translations"
_CATALOGUE: Final = Path("en/LC_MESSAGES/messages.po")


def get_language() -> str:
    """The language of the request, Japanese outside of one."""
    language: str = g.get("language", LANGUAGES[0])
    return language


def set_up_languages(app: Flask) -> None:
    """Give the app its languages; the catalogue is compiled when it is missing or outdated."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compile_catalogue(TRANSLATIONS))
    Babel(app, default_locale=LANGUAGES[0], locale_selector=get_language)


def compile_catalogue(folder: Path) -> Path:
    """The folder that holds the compiled catalogue: `folder`, or a temporary one if read-only."""
    source = folder / _CATALOGUE
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return folder
    try:
        _compile(source, target)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="seisaku-kg-"))
        target = (folder / _CATALOGUE).with_suffix(".mo")
        target.parent.mkdir(parents=True)
        _compile(source, target)
    return folder


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGES[1])
    # Another worker may read while this one writes: the file is moved into place whole.
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".messages")
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(draft).chmod(0o644)  # mkstemp keeps it from other users
        Path(draft).replace(target)
    finally:
        Path(draft).unlink(missing_ok=True)
