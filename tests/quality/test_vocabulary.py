"""The page of the vocabulary, and which terms count as declared."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.errors import GraphError
from kg.names import MPO
from kg.quality.vocabulary import (
    COMMAND,
    PAGE,
    declared_terms,
    load_ontology,
    render_vocabulary,
    write_vocabulary,
)
from tests.workbench import ROOT

FOLDER = ROOT / "ontology"
M = Namespace(MPO)
LANGUAGES = 2


@cache
def load_all() -> Graph:
    return load_ontology(FOLDER)


def test_the_vocabulary_page_is_current() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8") if (ROOT / PAGE).exists() else ""
    current = page == render_vocabulary(load_all())
    assert current, f"{PAGE} は古くなっています / is out of date. 対処 fix: {COMMAND}"


def test_the_page_does_not_depend_on_the_order_of_the_triples() -> None:
    triples = sorted(load_all(), key=str)
    random.Random(1).shuffle(triples)
    shuffled = Graph()
    for triple in triples:
        shuffled.add(triple)
    assert render_vocabulary(shuffled) == render_vocabulary(load_all())


def test_the_page_shows_every_term_in_each_language() -> None:
    page = render_vocabulary(load_all())
    shown = Counter(re.findall(r"^(?:\| )?`(mpo:\w+)`", page, re.MULTILINE))
    for term in declared_terms(load_all()):
        assert shown[f"mpo:{term.removeprefix(MPO)}"] >= LANGUAGES, term


def test_the_page_is_written_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "ontology").symlink_to(FOLDER)
    assert write_vocabulary(tmp_path).read_text(encoding="utf-8") == render_vocabulary(load_all())


def test_a_term_without_its_text_is_named() -> None:
    graph = Graph()
    graph += load_all()
    graph.remove((M.Ward, RDFS.comment, None))
    with pytest.raises(GraphError, match="mpo:Ward"):
        render_vocabulary(graph)


def test_a_term_that_is_only_used_is_not_declared() -> None:
    graph = Graph()
    graph.add((M.Ward, RDF.type, OWL.Class))
    graph.add((M.somewhere, RDFS.label, Literal("何か")))
    graph.add((URIRef("https://example.org/a"), RDF.type, SKOS.Concept))
    assert declared_terms(graph) == {str(M.Ward)}
