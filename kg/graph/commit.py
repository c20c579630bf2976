"""Files of a data folder changed all or none, whenever the process is killed.

    .commit/new/…     what is to be written, whole and kept from a power cut
    .commit/journal   says that all of it is there: renamed into place, it is the decision
    .commit/ttl       the graph folder as it will be, until it changes places with the one there

Before the journal lies there nothing has changed, and what lies in `.commit` is thrown away; once
it does, `recover` does what is left to do, by content, however often it is begun. Everything that
opens a data folder begins with `recover`.

Sources and layouts come first, then the list of documents, then the graph, then what goes. Nobody
reads a source that the list does not name, the list is read by builds alone, which recover first,
and the graph changes as one where the system can exchange two folders (`exchange`). So whoever
reads the files at any time finds the graph of before or the whole new one, and all sources that it
quotes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import GraphError, locate
from kg.graph.commit_files import (
    link_tree,
    put,
    read_digest,
    remove_file,
    remove_tree,
    sync_folder,
    write_file,
)
from kg.graph.exchange import exchange
from kg.graph.lock import lock_folder

STAGING: Final = ".commit"
_JOURNAL: Final = "journal"
_GRAPH: Final = "ttl"
_LIST: Final = Path("sources/documents.toml")
_VERSION: Final = 1


@dataclass(frozen=True)
class _Plan:
    """What a journal says: the digests of what is written, and what goes; paths below the root."""

    writes: Mapping[Path, str]
    removals: Sequence[Path]

    def find_writes(self, *, graph: bool) -> list[Path]:
        """The files that are written in or outside the graph folder, the list of documents last."""
        found = [path for path in self.writes if _is_graph(path) is graph]
        return sorted(found, key=lambda path: (path == _LIST, path))

    def find_removals(self, *, graph: bool) -> list[Path]:
        """The files that go in or outside the graph folder."""
        return [path for path in self.removals if _is_graph(path) is graph]


@contextmanager
def lock_data(root: Path) -> Iterator[None]:
    """Wait until nobody else changes the graph; what a killed command left is done or gone then."""
    graph = root / _GRAPH
    graph.mkdir(parents=True, exist_ok=True)
    with lock_folder(graph):
        _recover(root)
        yield


def recover(root: Path) -> None:
    """Finish what a killed command had decided to change, and throw away what it had not.

    Raises GraphError where that cannot be done. Costs one look when nothing is left over.
    """
    if not (root / STAGING).is_dir():
        return
    try:
        with lock_data(root):
            pass
    except OSError as error:
        if not (root / STAGING / _JOURNAL).exists():
            # Nothing was decided: the graph is that of before, whoever clears the drafts away.
            return
        raise _stuck(root, error.strerror or str(error)) from error


def commit_files(root: Path, writes: Mapping[Path, bytes], removals: Sequence[Path] = ()) -> None:
    """Write and remove files of a data folder, all or none; the paths are relative to it.

    Under `lock_data`. Raises OSError, and then everything is as it was.
    """
    if not writes and not removals:
        return
    staging = root / STAGING
    remove_tree(staging)
    try:
        os.mkdir(staging)  # noqa: PTH102
        for path, data in writes.items():
            write_file(staging / "new" / path, data, staging)
        plan = _Plan(
            {path: hashlib.sha256(data).hexdigest() for path, data in writes.items()},
            list(removals),
        )
        _keep_old(root, plan)
        write_file(staging / "draft", _write_plan(plan), staging)
    except BaseException:
        remove_tree(staging)
        raise
    with ExitStack() as held:
        try:
            os.replace(staging / "draft", staging / _JOURNAL)  # noqa: PTH105
            sync_folder(staging)
            _apply(root, plan, held)
        except BaseException:
            _take_back(root, plan)
            raise
        _finish(root)


def _keep_old(root: Path, plan: _Plan) -> None:
    """Keep what a change replaces, to be put back when it fails halfway."""
    old = root / STAGING / "old"
    for path in (*plan.writes, *plan.removals):
        if (root / path).exists():
            put(root / path, old / path, root / STAGING)


def _apply(root: Path, plan: _Plan, held: ExitStack) -> None:
    """Do what is not done yet; the lock of a new graph folder is `held` until all is done."""
    new = root / STAGING / "new"
    for path in plan.find_writes(graph=False):
        if read_digest(root / path) != plan.writes[path]:
            put(new / path, root / path, root / STAGING)
    if not _is_done(root, plan):
        _change_graph(root, plan, held)
    for path in plan.find_removals(graph=False):
        remove_file(root / path)


def _is_done(root: Path, plan: _Plan) -> bool:
    """Whether the graph folder is as it will be."""
    return all(
        read_digest(root / path) == plan.writes[path] for path in plan.find_writes(graph=True)
    ) and not any((root / path).exists() for path in plan.find_removals(graph=True))


def _change_graph(root: Path, plan: _Plan, held: ExitStack) -> None:
    """The graph folder as it will be, in one step where the system can do that."""
    staging, graph = root / STAGING, root / _GRAPH
    writes, removals = plan.find_writes(graph=True), plan.find_removals(graph=True)
    several = len(writes) + len(removals) > 1
    if several and not graph.is_symlink() and not os.path.ismount(graph):
        # What people changed since the journal was written is taken along: their file is the
        # same file in both folders.
        draft = staging / _GRAPH
        remove_tree(draft)
        changed = {path.relative_to(_GRAPH) for path in (*writes, *removals)}
        link_tree(graph, draft, changed)
        for path in writes:
            put(staging / "new" / path, staging / path, staging)
        # Whoever waits for the folder there now waits for this one after it is there.
        held.enter_context(lock_folder(draft))
        if exchange(draft, graph):
            sync_folder(root)
            return
        remove_tree(draft)
    # One file after another; the graphs of documents before what follows from them.
    for path in sorted(writes, key=lambda path: (-len(path.parts), path)):
        if read_digest(root / path) != plan.writes[path]:
            put(staging / "new" / path, root / path, staging)
    for path in removals:
        remove_file(root / path)


def _take_back(root: Path, plan: _Plan) -> None:
    """Put back what was there before a change failed; what even that cannot do, `recover` ends."""
    staging = root / STAGING
    old = staging / "old"
    with suppress(OSError):
        for path in (*plan.removals, *reversed(list(plan.writes))):
            if (old / path).exists():
                if read_digest(root / path) != read_digest(old / path):
                    put(old / path, root / path, staging)
            elif path in plan.writes:
                remove_file(root / path)
        _finish(root)


def _finish(root: Path) -> None:
    """Nothing is left to do: the journal goes first, then the rest."""
    staging = root / STAGING
    remove_file(staging / _JOURNAL)
    sync_folder(staging)
    remove_tree(staging)


def _recover(root: Path) -> None:
    staging = root / STAGING
    journal = staging / _JOURNAL
    if journal.exists():
        with ExitStack() as held:
            _apply(root, _read_plan(root, journal), held)
            _finish(root)
    else:
        remove_tree(staging)


def _write_plan(plan: _Plan) -> bytes:
    told = {
        "version": _VERSION,
        "writes": {path.as_posix(): digest for path, digest in plan.writes.items()},
        "removals": [path.as_posix() for path in plan.removals],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _read_plan(root: Path, journal: Path) -> _Plan:
    """The plan of a journal, all of whose new files are there or done. Raises GraphError."""
    try:
        told = json.loads(journal.read_bytes())
        if told["version"] != _VERSION:
            raise _stuck(root, f"version {told['version']}")
        writes = {_check(path): str(digest) for path, digest in told["writes"].items()}
        plan = _Plan(writes, [_check(path) for path in told["removals"]])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _stuck(root, f"{type(error).__name__}: {error}") from error
    for path, digest in plan.writes.items():
        if digest not in (read_digest(root / STAGING / "new" / path), read_digest(root / path)):
            raise _stuck(root, f"{path}: sha256 ≠ {digest[:12]}…")
    return plan


def _check(path: str) -> Path:
    """A path of a journal, below the data folder. Raises ValueError for any other."""
    found = Path(path)
    if found.is_absolute() or ".." in found.parts or not found.parts:
        raise ValueError(path)
    return found


def _is_graph(path: Path) -> bool:
    return path.parts[0] == _GRAPH


def _stuck(root: Path, why: str) -> GraphError:
    return GraphError(
        "途中で止まった書き込みを終えられません / a change that was cut short cannot be finished",
        where=locate(root / STAGING / _JOURNAL),
        why=why,
        fix="場所と権限、空き容量を確かめてください。直らなければ、このフォルダを除き、"
        "データを版管理から戻してください / check the place, rights and space; else remove this "
        "folder and restore the data from version control",
    )
