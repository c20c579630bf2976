"""The index of a search on disk, beside the snapshot that it was made of: `open_index`.

It is made once, whole or not at all, by whichever process needs it first, and read by all. It lies
in the folder of its snapshot, which never changes and whose name is the hash of the graph, and it
goes when that goes: it is never of another graph.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np

from kg.questions.find import SearchIndex
from kg.questions.search.build import build_columns
from kg.questions.search.columns import Columns, open_columns, write_columns
from kg.store.kept import make_alone
from kg.store.store import Store

_PREFIX: Final = "search-"
_DRAFT: Final = ".new-"
_LOCK: Final = ".search"
#: What the columns are made by; another way of making them makes another folder.
_CODE: Final = ("kg.questions", "kg.text")
_SUFFIXES: Final = (".py", ".rq", ".toml")


def open_index(store: Store) -> SearchIndex:
    """The index of a store: from disk where it is kept or can be, else made in memory."""
    place: Path | None = getattr(store, "place", None)
    if place is None:
        return SearchIndex(store)
    columns = _open(store, place)
    if columns is None and (temporary := _find_temporary(place)) is not None:
        columns = _open(store, temporary)
    return SearchIndex(store, columns)


def _open(store: Store, folder: Path) -> Columns | None:
    """The columns of a folder, made first where there are none; None where none can be kept."""
    kept = folder / f"{_PREFIX}{_hash_code()}"
    try:
        if not kept.is_dir():
            with make_alone(folder / _LOCK):
                if not kept.is_dir():
                    _make(store, folder, kept)
        return open_columns(kept)
    except OSError:
        return None


def _make(store: Store, folder: Path, kept: Path) -> None:
    """Make the columns beside their place and move them there in one step.

    What other code made goes: who still reads it has it mapped.
    """
    draft = folder / f"{_DRAFT}{kept.name}-{os.getpid()}"
    # Before the work: where nothing can be written, nothing is made in vain.
    draft.mkdir()
    try:
        write_columns(draft, build_columns(store))
        draft.rename(kept)
    finally:
        for old in (*folder.glob(f"{_DRAFT}{_PREFIX}*"), *folder.glob(f"{_PREFIX}*")):
            if old != kept:
                shutil.rmtree(old, ignore_errors=True)


@cache
def _hash_code() -> str:
    """A name for the code that makes the columns."""
    digest = hashlib.sha256(np.__version__.encode())
    for package in _CODE:
        for path in sorted(Path(str(files(package))).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _find_temporary(place: Path) -> Path | None:
    """A folder of our own for a snapshot whose folder cannot be written; None for a stranger's."""
    own = Path(tempfile.gettempdir()) / f"seisaku-kg-{os.getuid()}"
    folder = own / place.name
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        seen = own.lstat()
        if own.is_symlink() or seen.st_uid != os.getuid() or seen.st_mode & 0o077:
            return None
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder
