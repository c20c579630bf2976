"""The ontology, code lists, rules and shapes: where they lie, and reading them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rdflib import Graph

from kg.errors import GraphError, locate
from kg.graph.load import read_turtle
from kg.graph.ntriples import RULE, Term
from kg.graph.ontology_folder import find_ontology_folder
from kg.graph.terms import MPO


def find_ontology_files() -> tuple[Path, ...]:
    """The files that the named graph of the ontology is made of."""
    folder = find_ontology_folder()
    return tuple(folder / name for name in ("mpo.ttl", "codes.ttl", "rules.ttl"))


def load_ontology() -> Graph:
    """The classes, properties, code lists and rules as one graph."""
    union = Graph()
    for path in find_ontology_files():
        union += read_turtle(path)
    return union


def load_shapes() -> Graph:
    """All shapes as one graph."""
    union = Graph()
    for path in sorted((find_ontology_folder() / "shapes").glob("*.ttl")):
        union += read_turtle(path)
    return union


@cache
def load_rules() -> Graph:
    """The rules by which the program concludes links; not to be changed."""
    return read_turtle(find_ontology_folder() / "rules.ttl")


@cache
def load_confidences() -> Mapping[Term, float]:
    """What each rule of ontology/rules.ttl has earned, by its IRI as an N-Triples term."""
    return {f"<{rule}>": float(str(value)) for rule, value in load_rules()[: MPO.confidence :]}


def get_confidence(slug: str) -> float:
    """What one rule has earned, by the end of its IRI. Raises GraphError for an unknown rule."""
    found = load_confidences().get(RULE[slug])
    if found is None:
        raise GraphError(
            f"規則 {slug} がありません / there is no such rule",
            where=locate(find_ontology_folder() / "rules.ttl"),
            fix="rules.ttl に規則を書いてください / describe the rule there",
        )
    return found
