"""What others made and these pages use: from npm by their licences, from PyPI as installed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Final

_LICENCES: Final = Path(__file__).parent / "static/vendor/licences.txt"
_HEAD: Final = re.compile(
    r"^(?P<name>\S+) (?P<version>\d\S*)\nLicence: (?P<licence>.+)\nAuthor: (?P<author>.+)$", re.M
)
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_SELF: Final = "seisaku-kg"
_KEYS: Final = ("License-Expression", "License")


@dataclass(frozen=True)
class Part:
    """A package with its version, licence and author, "" where it does not say."""

    name: str
    version: str
    licence: str
    author: str
    source: str


@cache
def list_parts() -> tuple[Part, ...]:
    """The packages, those of the pages before those of the program."""
    return (*_list_npm(), *_list_pypi())


def _list_npm() -> tuple[Part, ...]:
    try:
        text = _LICENCES.read_text(encoding="utf-8")
    except OSError:
        return ()
    return tuple(
        Part(found["name"], found["version"], found["licence"], _plain(found["author"]), "npm")
        for found in _HEAD.finditer(text)
    )


def _list_pypi() -> tuple[Part, ...]:
    try:
        rules = requires(_SELF) or []
    except PackageNotFoundError:
        return ()
    parts = []
    for rule in rules:
        name = _NAME.match(rule)
        if name is None or "extra ==" in rule:
            continue
        try:
            told = metadata(name[0])
        except PackageNotFoundError:
            continue
        licence = next((told[key] for key in _KEYS if key in told), "")
        if not licence or "\n" in licence or len(licence) > 40:
            licence = _read_classifier(told.get_all("Classifier") or []) or licence[:40]
        parts.append(Part(told["Name"], told["Version"], licence.strip(), "", "PyPI"))
    return tuple(sorted(parts, key=lambda one: one.name.lower()))


def _read_classifier(classifiers: list[str]) -> str:
    found = (one for one in classifiers if one.startswith("License ::"))
    return next((one.rpartition(":: ")[2] for one in found), "")


def _plain(author: str) -> str:
    """An author without an address; of a package that names none, nothing."""
    name = re.sub(r"\s*[<(].*$", "", author)
    return "" if name == "see below" else name
