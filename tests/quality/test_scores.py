"""The reviewed readings measure the graph: they agree with it, and any damage shows."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.commands.scores import find_document_facts, get_document_graph
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.errors import ManifestError
from kg.graph.terms import DCT, MPO, SKOS
from kg.layouts.reading import ReadDocument
from kg.publish import Build, make_build
from kg.quality.named_facts import NAMED
from kg.quality.scores import (
    Fact,
    Score,
    compare,
    load_expected,
    reads_names,
)
from tests.workbench import DATA, EXPECTED

FILES = [
    EXPECTED / entry.municipality / f"{entry.slug}.tsv"
    for entry in load_manifest(DATA / "sources").documents
]
DAMAGED = 50
#: What stands in running text is read well, not wholly: no document may fall below this.
LEAST_PRECISION = 0.96
LEAST_RECALL = 0.93
#: Parts that the page layout cut beyond repair; what is read of them is told by kg scores.
_CUT = ("opinion", "section")
#: What an expectation file speaks of; every other triple is structure or proof.
_SCORED = {
    MPO.level,
    SKOS.notation,
    SKOS.prefLabel,
    DCT.description,
    MPO.issue,
    MPO.approach,
    SKOS.broader,
    MPO.printedName,
    MPO.isReappearance,
    MPO.printedMark,
    MPO.currentState,
    MPO.planPeriodEffort,
    MPO.lists,
    MPO.under,
    MPO.wardScope,
    MPO.responsibleBody,
    MPO.mark,
    MPO.text,
    MPO.milestone,
    MPO.partial,
    MPO.continues,
    MPO.fiscalYear,
    MPO.bodyKind,
    MPO.instrumentKind,
    MPO.unit,
    MPO.printedValue,
    MPO.indicator,
    MPO.eventStatus,
    MPO.sessions,
    DCT.issued,
    DCT.created,
    DCT.date,
}


@cache
def _build() -> Build:
    return make_build(DataFolder(DATA))


def _document(path: Path) -> ReadDocument:
    return next(d for d in _build().documents if d.entry.slug == path.stem)


def _graph(path: Path) -> Graph:
    return get_document_graph(_build(), _document(path))


def test_every_document_of_the_project_has_a_reviewed_reading() -> None:
    assert [str(path) for path in FILES if not path.exists()] == []


def _find(path: Path, graph: Graph, expected: set[Fact]) -> set[Fact]:
    return find_document_facts(_build(), _document(path), expected, graph)


def _is_structure(fact: Fact) -> bool:
    """Whether a fact is of the document's parts, and not of what its text names."""
    kind = fact.thing.partition(":")[0]
    return kind not in (*NAMED, "body", *_CUT) and fact.field != "article"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_parts_of_each_document_are_read_as_its_reviewers_read_them(path: Path) -> None:
    expected = load_expected(path, corrected=True)
    result = compare(_find(path, _graph(path), expected), expected)
    assert [fact for fact in result.wrong if _is_structure(fact)] == []
    assert [fact for fact in result.missing if _is_structure(fact)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_text_of_each_document_names_is_read_nearly_whole(path: Path) -> None:
    expected = load_expected(path, corrected=True)
    assert reads_names(expected)
    total = compare(_find(path, _graph(path), expected), expected).total
    assert total.precision >= LEAST_PRECISION
    assert total.recall >= LEAST_RECALL


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fact_of_a_reading_cites_the_line_that_holds_its_value(path: Path) -> None:
    lines = (
        (DATA / "sources" / path.parent.name / f"{path.stem}.txt").read_text("utf-8").split("\n")
    )
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()[1:]]
    numbers = [int(row[0]) for row in rows]
    assert numbers == sorted(numbers)
    for line, thing, field, value, _ in rows:
        parts_only = thing.startswith(("node:", "listing:", "section:"))
        if field in ("printed_name", "label", "printed_mark") and parts_only:
            assert value.replace(" ", "") in lines[int(line) - 1].replace(" ", "").replace("\t", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_any_damage_to_the_output_lowers_the_score(path: Path) -> None:
    graph = _graph(path)
    expected = load_expected(path, corrected=True)
    whole = compare(_find(path, graph, expected), expected).total
    chosen = random.Random(20260401)
    triples = sorted((t for t in graph if t[1] in _SCORED and _is_read(t)), key=str)
    damaged = 0
    for triple in chosen.sample(triples, min(len(triples), 3 * DAMAGED)):
        graph.remove(triple)
        without = compare(_find(path, graph, expected), expected).total
        if without.right < whole.right and damaged < DAMAGED:
            # It is one of the facts that are right: another value in its place is wrong.
            damaged += 1
            other = (triple[0], triple[1], _damage(triple[2], triples, chosen))
            graph.add(other)
            score = compare(_find(path, graph, expected), expected).total
            assert _f1(score) < _f1(whole), triple
            graph.remove(other)
        graph.add(triple)
        if damaged == DAMAGED:
            break
    assert damaged == DAMAGED
    assert compare(_find(path, graph, expected), expected).total == whole


def _is_read(triple: tuple[Node, Node, Node]) -> bool:
    """Whether readings speak of a triple: of no claim or part, of a project's name alone."""
    subject = str(triple[0])
    if "/project/" in subject:
        return triple[1] == SKOS.prefLabel
    return not any(word in subject for word in ("/claim/", "/link/", "/part/"))


def _damage(value: Node, triples: list[tuple[Node, Node, Node]], chosen: random.Random) -> Node:
    if isinstance(value, Literal):
        text = str(value)
        if text in ("true", "false"):
            return Literal("false" if text == "true" else "true", datatype=value.datatype)
        if text.isdecimal():
            return Literal(str(int(text) + 5), value.language, value.datatype)
        at = chosen.randrange(len(text))
        return Literal(text[:at] + "〓" + text[at + 1 :], value.language, value.datatype)
    others = sorted(
        {
            t[2]
            for t in triples
            if isinstance(t[2], URIRef)
            and str(t[2]).split("/")[-1] != str(value).split("/")[-1]
            and str(t[2]).split("/")[-2] == str(value).split("/")[-2]
        },
        key=str,
    )
    return chosen.choice(others) if others else URIRef(f"{value}x")


def _f1(score: Score) -> float:
    return 2 * score.right / (score.found + score.expected)


def test_a_score_counts_what_is_right_found_and_expected() -> None:
    found = {Fact("node:1", "label", "a"), Fact("node:1", "label", "b")}
    result = compare(found, {Fact("node:1", "label", "a"), Fact("node:2", "label", "c")})
    assert result.total == Score(right=1, found=2, expected=2)
    assert result.total.precision == result.total.recall == 0.5
    assert [fact.value for fact in result.wrong] == ["b"]
    assert [fact.value for fact in result.missing] == ["c"]


def test_an_expectation_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("line\tthing\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"x\.tsv:1: 列は line thing field value note です"):
        load_expected(path, corrected=False)
