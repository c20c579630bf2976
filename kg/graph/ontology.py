"""The ontology, code lists, rules and shapes: where they lie, and reading them."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from kg.errors import GraphError, locate
from kg.graph.load import read_turtle

_FOLDER = Path(__file__).parent.parent.parent / "ontology"


def find_ontology_folder() -> Path:
    """The folder of the ontology. Raises GraphError when it is not beside the packages."""
    if not (_FOLDER / "mpo.ttl").exists():
        raise GraphError(
            "オントロジーがありません / the ontology is missing",
            where=locate(_FOLDER / "mpo.ttl"),
            fix="リポジトリーを取り直してください / check the project out again",
        )
    return _FOLDER


def load_ontology() -> Graph:
    """The classes, properties, code lists and rules as one graph."""
    folder = find_ontology_folder()
    union = Graph()
    for name in ("mpo.ttl", "codes.ttl", "rules.ttl"):
        union += read_turtle(folder / name)
    return union


def load_shapes() -> Graph:
    """All shapes as one graph."""
    union = Graph()
    for path in sorted((find_ontology_folder() / "shapes").glob("*.ttl")):
        union += read_turtle(path)
    return union
