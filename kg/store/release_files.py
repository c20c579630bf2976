"""Writing the files of a release: the same data gives the same bytes, whatever its size."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from kg.names import GRAPH
from kg.store.formats import TRIPLE_FORMATS
from kg.store.graph_files import find_named_graphs, read_triples
from kg.store.release import STEM, UNION, ReleaseFile
from kg.store.sorting import sort_lines
from kg.store.writers import (
    make_lines,
    read_lines,
    read_union,
    write_graph,
    write_jsonld_dataset,
    write_trig,
)

_LEVEL: Final = 6
_PIECE: Final = 1 << 16
_QUADS: Final = f"{STEM}.nq.gz"


class ReleaseWriter:
    """Writes files into a folder and keeps their sizes and checksums."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[ReleaseFile] = []

    @contextmanager
    def open(self, name: str, media_type: str, graph: str = "") -> Iterator[IO[bytes]]:
        """A file to write to; one whose name ends in .gz is compressed and bears no date."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            if name.endswith(".gz"):
                with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packer:
                    buffered = io.BufferedWriter(cast(io.RawIOBase, packer), _PIECE)
                    yield buffered
                    buffered.flush()
                    content = packer.tell()
                    buffered.detach()
            else:
                yield file
                content = file.tell()
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        self.files.append(ReleaseFile(name, media_type, size, sha256, content, graph))


def write_graphs(ttl: Path, writer: ReleaseWriter) -> None:
    """Write the dataset, its union and each named graph. Raises GraphError for bad Turtle."""
    graphs = find_named_graphs(ttl)
    for graph, paths in graphs.items():
        # Sorted, so that what is said of a thing comes together, and once.
        with writer.open(_name(graph, "nt"), TRIPLE_FORMATS["nt"], graph) as out:
            out.writelines(sort_lines(make_lines(read_triples(paths))))
        for form, media_type in TRIPLE_FORMATS.items():
            if form != "nt":
                with writer.open(_name(graph, form), media_type, graph) as out:
                    if form == "ttl" and len(paths) == 1:
                        # As it lies in the graph folder, made for readers.
                        with paths[0].open("rb") as turtle:
                            shutil.copyfileobj(turtle, out)
                    else:
                        for _, file in _open_all([graph], writer.folder, "nt"):
                            write_graph(read_lines(file), form, out)
    with writer.open(_QUADS, "application/n-quads") as out:
        out.writelines(sort_lines(_make_quads(graphs, writer.folder)))
    with writer.open(f"{STEM}.trig.gz", "application/trig") as out:
        opened = _open_all(graphs, writer.folder, "nt")
        write_trig(((graph, read_lines(file)) for graph, file in opened), out)
    with writer.open(f"{STEM}.jsonld.gz", TRIPLE_FORMATS["jsonld"]) as out:
        write_jsonld_dataset(_open_all(graphs, writer.folder, "jsonld"), out)
    for form, media_type in TRIPLE_FORMATS.items():
        name = f"{STEM}.ttl.gz" if form == "ttl" else f"graphs/{UNION}.{form}.gz"
        with (
            gzip.open(writer.folder / _QUADS) as quads,
            writer.open(name, media_type, UNION) as out,
        ):
            write_graph(read_union(cast(IO[bytes], quads)), form, out)


def _name(graph: str, form: str) -> str:
    return f"graphs/{graph.removeprefix(GRAPH)}.{form}.gz"


def _open_all(graphs: Iterable[str], folder: Path, form: str) -> Iterator[tuple[str, IO[bytes]]]:
    """The graphs as they have been written in a format."""
    for graph in graphs:
        with gzip.open(folder / _name(graph, form)) as file:
            yield graph, cast(IO[bytes], file)


def _make_quads(graphs: Iterable[str], folder: Path) -> Iterator[bytes]:
    for graph, file in _open_all(graphs, folder, "nt"):
        end = f"<{graph}> .\n".encode()
        for line in file:
            yield line.removesuffix(b".\n") + end
