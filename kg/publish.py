"""The build: source documents become the Turtle files of the graph, all or none of them.

documents.toml -> source -> layout -> records -> one graph a document -> rules -> data/ttl
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import Graph

from kg.building.documents import ReadingJob, Summary, load_document
from kg.building.region import GENERATED
from kg.building.store import DiskStore, MemoryStore, Store, open_store
from kg.building.whole import BODIES, MUNICIPALITIES, Builder, Kept
from kg.building.work import Workers
from kg.decisions.apply import Outdated
from kg.decisions.load import read_decisions
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry
from kg.errors import GraphError, KgError, locate
from kg.graph.commit import commit_files, lock_data
from kg.graph.load import find_graph_files, read_turtle
from kg.graph.ntriples import Triples, from_graph
from kg.layouts.reading import ReadDocument
from kg.store.kept import find_kept_folder

_CURATED = "curated.ttl"
#: How far into a file its heading may reach.
_HEADING = 2000


@dataclass(frozen=True)
class Build:
    """The files of a build by their path below the graph folder, and what became of the documents.

    `kept` is where people keep what no document says; `jobs` are the documents to be looked at.
    """

    files: dict[Path, str]
    jobs: tuple[ReadingJob, ...]
    summaries: tuple[Summary, ...]
    kept: Path
    outdated: tuple[Outdated, ...] = ()

    @cached_property
    def documents(self) -> tuple[ReadDocument, ...]:
        """The documents as they were read."""
        return tuple(load_document(job) for job in self.jobs)

    @cached_property
    def curated(self) -> Graph:
        """What people know that no document says, read when it is asked for."""
        return read_turtle(self.kept) if self.kept.exists() else Graph()


def make_build(
    folder: DataFolder,
    *,
    corrected: bool = True,
    progress: Callable[[DocumentEntry], None] | None = None,
    failed: Callable[[DocumentEntry, KgError], None] | None = None,
    store: Store | None = None,
    cores: int = 1,
) -> Build:
    """All files that the sources, curated facts and decisions give.

    What the `store` holds of an earlier build is not made again, and the files are the same to the
    byte. `progress` is called with each document when it is done. Where one cannot be read,
    `failed` is called with its error and the others are read all the same. Then the build ends with
    the first error; without `failed` it ends at once. Raises CoverageError when less of a document
    was understood than its manifest entry demands.
    """
    decisions = read_decisions(folder.ttl)
    kept = [
        _read_kept(folder.ttl / name) if (folder.ttl / name).exists() else Triples()
        for name in (_CURATED, "decisions.ttl")
    ]
    with Workers(cores) as workers:
        builder = Builder(folder, store or MemoryStore(), workers, corrected=corrected)
        whole = builder.build(Kept(tuple(kept), decisions), progress, failed)
    return Build(
        whole.files, whole.documents, whole.summaries, folder.ttl / _CURATED, whole.outdated
    )


def open_kept_store(folder: DataFolder) -> DiskStore:
    """The store of what was built from a data folder before (KG_VAR)."""
    return open_store(lambda: find_kept_folder(folder.ttl, "build"))


def _read_kept(path: Path) -> Triples:
    """The triples of a file that people keep, sorted. Raises GraphError for a blank node too."""
    try:
        return Triples(sorted(from_graph(read_turtle(path))))
    except ValueError as error:
        raise GraphError(
            "名前のないもの（空白ノード）があります / a blank node",
            where=locate(path),
            why=str(error),
            fix="IRI で名前を付けてください / give it an IRI",
        ) from error


def write_build(
    folder: DataFolder,
    build: Build,
    more: Mapping[Path, bytes] | None = None,
    gone: Sequence[Path] = (),
) -> tuple[list[Path], list[Path]]:
    """Write the files of a build; returns those that changed and those that were removed.

    `more` are files of the data folder that are written with them, by their path below its root,
    `gone` files that are removed with them.
    All is changed or nothing, whenever the command is killed (kg/graph/commit.py). One build at a
    time writes. Raises GraphError when that cannot be done.
    """
    try:
        with lock_data(folder.root):
            changed = [
                path for path, text in build.files.items() if _read_text(folder.ttl / path) != text
            ]
            stale = [path.relative_to(folder.ttl) for path in find_stale(folder, build)]
            graph = {Path("ttl") / path: build.files[path].encode() for path in changed}
            commit_files(
                folder.root,
                {**(more or {}), **graph},
                [*gone, *(Path("ttl") / one for one in stale)],
            )
            return changed, stale
    except OSError as error:
        raise GraphError(
            "グラフを書けません / the graph cannot be written",
            where=locate(error.filename or folder.ttl),
            why=error.strerror or str(error),
            fix="場所と権限、空き容量を確かめてください / check the place, rights and space",
        ) from error


def find_stale(folder: DataFolder, build: Build) -> list[Path]:
    """The generated files of the graph folder that no source gives any more."""
    return [
        path
        for path in (
            *sorted(folder.ttl.glob("*/*.ttl")),
            folder.ttl / BODIES,
            folder.ttl / MUNICIPALITIES,
        )
        if path.relative_to(folder.ttl) not in build.files
        and GENERATED in (_read_text(path) or "")[:_HEADING]
    ]


def check_build(folder: DataFolder, build: Build) -> None:
    """Raise GraphError when the graph folder is not what the sources give."""
    find_graph_files(folder.ttl)
    wrong = [path for path, text in build.files.items() if _read_text(folder.ttl / path) != text]
    wrong += [path.relative_to(folder.ttl) for path in find_stale(folder, build)]
    if wrong:
        error = GraphError(
            f"{wrong[0]} は、元の文書から作られるものと違います / not what the sources give",
            where=locate(folder.ttl / wrong[0], _find_difference(folder, build, wrong[0])),
            why="、".join(str(path) for path in wrong),
            fix="`kg build` を実行して差分を確かめてください / run `kg build` and review the diff",
        )
        error.exit_code = 1
        raise error


def _find_difference(folder: DataFolder, build: Build, path: Path) -> int | None:
    old = (_read_text(folder.ttl / path) or "").splitlines()
    new = build.files.get(path, "").splitlines()
    for number, (left, right) in enumerate(zip(old, new, strict=False), start=1):
        if left != right:
            return number
    return min(len(old), len(new)) + 1


def _read_text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None
