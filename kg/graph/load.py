"""Reading the graph from its Turtle files: one named graph a file."""

from __future__ import annotations

import logging
from pathlib import Path

from rdflib import Graph

from kg.errors import GraphError, locate
from kg.names import (
    GRAPH,
    GRAPH_CURATED,
    GRAPH_CURATED_BODIES,
    GRAPH_CURATED_MUNICIPALITIES,
    GRAPH_DECISIONS,
    GRAPH_INFERRED,
    make_document_graph,
)

_SINGLE = {
    "curated.ttl": GRAPH_CURATED,
    "curated-bodies.ttl": GRAPH_CURATED_BODIES,
    "curated-municipalities.ttl": GRAPH_CURATED_MUNICIPALITIES,
    "inferred.ttl": GRAPH_INFERRED,
    "decisions.ttl": GRAPH_DECISIONS,
}

#: What people write by hand or decide.
_KEPT = ("curated.ttl", "decisions.ttl")


def find_graph_files(ttl: Path) -> dict[str, Path]:
    """The Turtle files of a graph folder, by the IRI of the named graph that each holds.

    Raises GraphError for a folder that does not exist.
    """
    if not ttl.is_dir():
        raise GraphError(
            "グラフがまだありません / there is no graph yet",
            where=locate(ttl),
            fix="`kg build` で作ってください / make it with `kg build`",
        )
    files = {iri: ttl / name for name, iri in _SINGLE.items() if (ttl / name).exists()}
    for path in sorted(ttl.glob("*/*.ttl")):
        try:
            files[make_document_graph(path.parent.name, path.stem)] = path
        except ValueError as error:
            raise GraphError(
                "団体コードの名でないフォルダにあります / lies in a folder that is no municipality",
                where=locate(path),
                why=str(error),
                fix="data/ttl から除いてください / take it out of data/ttl",
            ) from error
    return dict(sorted(files.items()))


def name_graph(ttl: Path, path: Path) -> str:
    """The IRI of the named graph that a file below a graph folder holds."""
    relative = path.relative_to(ttl)
    if relative.name in _SINGLE and len(relative.parts) == 1:
        return _SINGLE[relative.name]
    if len(relative.parts) != 2:
        raise ValueError(f"{GRAPH}… は {relative} に対応しません / no graph lies at {relative}")
    return make_document_graph(relative.parts[0], relative.stem)


def read_turtle(path: Path) -> Graph:
    """The triples of a Turtle file. Raises GraphError naming the line that does not parse."""
    try:
        return parse_turtle(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        line = None
        if isinstance(error, UnicodeDecodeError):
            line = error.object.count(b"\n", 0, error.start) + 1
        raise GraphError(
            "Turtle ファイルを読めません / the Turtle file cannot be read",
            where=locate(path, line),
            why=str(error),
            fix="`kg build` で作り直してください / build the file again",
        ) from error


def parse_turtle(text: str, path: Path | str) -> Graph:
    """The triples of a Turtle text, literals as written. Raises GraphError as `read_turtle`."""
    # rdflib logs a warning for a literal that its datatype does not allow; the shapes report it.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        return Graph().parse(data=text, format="turtle")
    except Exception as error:
        line = getattr(error, "lines", None)
        raise GraphError(
            "Turtle として読めません / not valid Turtle",
            where=locate(path, int(line) + 1 if line is not None else None),
            why=getattr(error, "_why", str(error).strip().splitlines()[0]),
            fix=say_mend(Path(path)),
        ) from error


def say_mend(path: Path) -> str:
    """How to mend a file of the graph: what people keep cannot be built again."""
    if path.name in _KEPT:
        return (
            "この行を直すか、版管理から戻してください。`kg build` では作れません / "
            "mend the line, or restore the file: `kg build` cannot make it"
        )
    return (
        "この行を直すか、`kg build` で作り直してください / mend the line, or build the file again"
    )


def load_graphs(ttl: Path) -> dict[str, Graph]:
    """The named graphs of a graph folder by IRI, as rdflib graphs."""
    return {iri: read_turtle(path) for iri, path in find_graph_files(ttl).items()}


def merge_graphs(graphs: dict[str, Graph]) -> Graph:
    """The union of named graphs as one plain graph."""
    union = Graph()
    for graph in graphs.values():
        union += graph
    return union
