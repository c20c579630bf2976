"""The graph on disk as Oxigraph keeps it: built from the Turtle files, whole or not at all.

A snapshot is named by the hash of what it was made of and never changes. It is built beside its
place and moved there in one step, so that a crash leaves the old one or the new one. Who reads one
holds a lock that keeps it from being cleared away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, locate
from kg.store.embedded import EmbeddedStore, fill_store
from kg.store.graph_files import find_named_graphs
from kg.store.kept import find_kept_folder, make_alone, make_kept_error

#: Another way of filling a store makes other snapshots.
_FORMAT: Final = "1"
_STORE: Final = "store"
_LOCK: Final = "lock"


def open_snapshot(ttl: Path) -> EmbeddedStore:
    """The graph of a graph folder from its snapshot, built first when there is none yet.

    Raises GraphError for bad Turtle, KgError where the snapshot cannot be written.
    """
    store = prepare_snapshot(ttl)
    return EmbeddedStore(ox.Store.read_only(str(store)), union=False, place=store.parent)


def prepare_snapshot(ttl: Path) -> Path:
    """The folder of the snapshot, which this process keeps in place as long as it runs.

    Raises as `open_snapshot`.
    """
    folder = find_kept_folder(ttl, "store")
    place = folder / _hash_files(ttl)
    try:
        if _hold(place):
            return place / _STORE
        folder.mkdir(parents=True, exist_ok=True)
        with make_alone(folder / ".building"):
            if not _hold(place):
                _clear(folder, ".new-")
                _build(ttl, folder, place)
                _hold(place)
                _clear(folder, "")
    except OSError as error:
        what = "問い合わせ用の写しを置けません / the store cannot be kept on disk"
        raise make_kept_error(what, folder, error) from error
    return place / _STORE


def prepare_apart(ttl: Path) -> Path:
    """The same, built in a process of its own: who forks afterwards must not have opened a store.

    The engine's threads do not live on in a fork, and it waits for them at its end.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        other.submit(prepare_snapshot, ttl).result()
    return prepare_snapshot(ttl)


def _hash_files(ttl: Path) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {version('pyoxigraph')}".encode())
    for name, paths in find_named_graphs(ttl).items():
        digest.update(f"\0{name}\0".encode())
        for path in paths:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _build(ttl: Path, folder: Path, place: Path) -> None:
    draft = folder / f".new-{os.getpid()}"
    try:
        (draft / _LOCK).parent.mkdir()
        (draft / _LOCK).touch()
        store = ox.Store(str(draft / _STORE))
        fill_store(store, ttl)
        store.optimize()
        store.flush()
        del store
        if _hash_files(ttl) != place.name:
            raise KgError(
                "作っている間にグラフが変わりました / the graph changed while it was read",
                where=locate(ttl),
                fix="もう一度実行してください / run it again",
            )
        for path in (*(draft / _STORE).iterdir(), draft / _STORE, draft):
            _sync(path)
        draft.rename(place)
        _sync(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


#: The locks of this process, kept until it ends.
_held: Final[dict[Path, int]] = {}


def _hold(place: Path) -> bool:
    """Keep a snapshot from being cleared away; whether it is there."""
    if place in _held and place.is_dir():
        return True
    try:
        descriptor = os.open(place / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if not place.is_dir():
        # It was cleared away between the two steps.
        os.close(descriptor)
        return False
    _held[place] = descriptor
    return True


def _clear(folder: Path, prefix: str) -> None:
    """Remove what a crash left, or the snapshots that nobody reads."""
    for old in folder.iterdir():
        if not old.is_dir() or not old.name.startswith(prefix) or old in _held:
            continue
        if prefix or old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)
            continue
        try:
            descriptor = os.open(old / _LOCK, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            gone = old.with_name(f".old-{old.name}")
            old.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(descriptor)
