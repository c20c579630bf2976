"""The named graphs as files: those of the graph folder, and the ontology beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, locate
from kg.graph.load import find_graph_files, say_mend
from kg.graph.ontology import find_ontology_files
from kg.names import GRAPH_ONTOLOGY


def find_named_graphs(ttl: Path) -> Mapping[str, tuple[Path, ...]]:
    """The Turtle files of every named graph that is published, by the graph's IRI, in its order.

    Raises GraphError for a folder that does not exist.
    """
    graphs = {iri: (path,) for iri, path in find_graph_files(ttl).items()}
    return dict(sorted({**graphs, GRAPH_ONTOLOGY: find_ontology_files()}.items()))


def read_triples(paths: Sequence[Path]) -> Iterator[ox.Triple]:
    """The triples of Turtle files as they are written, each as soon as it is read.

    Raises GraphError for bad Turtle and for a blank node: its label would be another every time.
    """
    for path in paths:
        for triple in parse_triples(path):
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                raise GraphError(
                    "名前のないもの（空白ノード）があります / a blank node",
                    where=locate(path),
                    why=str(triple),
                    fix="IRI で名前を付けてください / give it an IRI",
                )
            yield triple


def parse_triples(path: Path) -> Iterator[ox.Triple]:
    """The triples of a Turtle file as they are read. Raises GraphError for bad Turtle."""
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield quad.triple
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(
            "Turtle として読めません / not valid Turtle",
            where=locate(path, getattr(error, "lineno", None)),
            why=str(error),
            fix=say_mend(path),
        ) from error
