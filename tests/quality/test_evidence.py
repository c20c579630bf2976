"""The passages and hashes of a graph against its sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from kg.names import make_passage
from kg.quality.evidence import check_evidence, check_hashes
from tests.quality.sample import DOCUMENT, PASSAGE, TEXT, make_damaged, make_graph, mpo, oa

WHERE = "141305/plan:2"


def offset(number: int) -> Literal:
    return Literal(number, datatype=XSD.nonNegativeInteger)


def test_a_graph_that_quotes_its_source_has_no_finding() -> None:
    assert check_evidence(make_graph(), {DOCUMENT: TEXT}) == []
    assert check_hashes(make_graph(), {DOCUMENT: "a" * 64}) == []


@pytest.mark.parametrize(
    ("predicate", "value", "code"),
    [
        (oa.exact, Literal("広聴事業(再揭)"), "evidence-exact"),
        (mpo.startLine, Literal(1), "evidence-lines"),
        (mpo.endLine, Literal(3), "evidence-lines"),
    ],
)
def test_each_fault_of_a_passage_is_told_at_its_line(
    predicate: URIRef, value: Literal, code: str
) -> None:
    (found,) = check_evidence(make_damaged(PASSAGE, predicate, value), {DOCUMENT: TEXT})
    assert (found.code, found.severity, found.where) == (code, "fault", WHERE)
    assert found.thing == str(PASSAGE)
    assert all((found.ja, found.en, found.fix_ja, found.fix_en))


def test_a_passage_moved_by_one_character_is_a_misquotation_under_a_wrong_name() -> None:
    graph = make_damaged(PASSAGE, oa.start, offset(4))
    codes = [found.code for found in check_evidence(graph, {DOCUMENT: TEXT})]
    assert codes == ["evidence-exact", "evidence-iri", "evidence-lines"]


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (oa.end, offset(len(TEXT) + 1)),
        (oa.end, offset(5)),
        (oa.end, Literal("十三")),
        (oa.start, Literal(-1)),
    ],
)
def test_offsets_that_are_no_stretch_of_the_source_are_a_fault(
    predicate: URIRef, value: Literal
) -> None:
    (found,) = check_evidence(make_damaged(PASSAGE, predicate, value), {DOCUMENT: TEXT})
    assert found.code == "evidence-offsets"


def test_a_misquotation_says_where_the_words_really_stand() -> None:
    (found,) = check_evidence(
        make_damaged(PASSAGE, oa.exact, Literal("合計 2件")), {DOCUMENT: TEXT}
    )
    assert "3 行目" in found.ja
    assert "line 3" in found.en


def test_lines_end_at_lf_only_and_a_bom_is_a_character() -> None:
    text = "\ufeff一\r\n二\u2028三\x0b四\n五"
    start = text.index("四")
    graph = Graph()
    passage = URIRef(make_passage(DOCUMENT, start, start + 1))
    for predicate, value in (
        (oa.hasSource, URIRef(DOCUMENT)),
        (oa.exact, Literal("四")),
        (oa.start, offset(start)),
        (oa.end, offset(start + 1)),
        (mpo.startLine, Literal(2)),
        (mpo.endLine, Literal(2)),
    ):
        graph.add((passage, predicate, value))
    assert check_evidence(graph, {DOCUMENT: text}) == []


def test_a_passage_over_two_lines_ends_on_the_line_of_its_last_character() -> None:
    graph = Graph()
    passage = URIRef(make_passage(DOCUMENT, 0, 9))
    for predicate, value in (
        (oa.hasSource, URIRef(DOCUMENT)),
        (oa.exact, Literal(TEXT[0:9])),
        (oa.start, offset(0)),
        (oa.end, offset(9)),
        (mpo.startLine, Literal(1)),
        (mpo.endLine, Literal(2)),
    ):
        graph.add((passage, predicate, value))
    assert check_evidence(graph, {DOCUMENT: TEXT}) == []


def test_a_wrong_number_of_characters_is_a_fault_of_the_document() -> None:
    graph = make_damaged(URIRef(DOCUMENT), mpo.characters, Literal(7))
    (found,) = check_evidence(graph, {DOCUMENT: TEXT})
    assert (found.code, found.thing, found.where) == (
        "evidence-characters", DOCUMENT, "141305/plan",
    )


def test_a_passage_whose_source_is_not_at_hand_cannot_be_checked_and_is_told() -> None:
    (found,) = check_evidence(make_graph(), {})
    assert found.code == "evidence-source"


def test_the_path_of_the_file_is_printed_when_it_is_known() -> None:
    graph = make_damaged(PASSAGE, oa.exact, Literal("別の文"))
    (found,) = check_evidence(graph, {DOCUMENT: TEXT}, files={DOCUMENT: "data/plan.txt"})
    assert found.where == "data/plan.txt:2"


@pytest.mark.parametrize("digests", [{DOCUMENT: "b" * 64}, {}])
def test_bytes_that_are_not_those_received_are_a_fault(digests: dict[str, str]) -> None:
    (found,) = check_hashes(make_graph(), digests)
    assert (found.code, found.thing) == ("evidence-sha256", DOCUMENT)


def test_a_source_that_the_graph_does_not_know_is_a_fault() -> None:
    other = DOCUMENT + "-2"
    (found,) = check_hashes(make_graph(), {DOCUMENT: "a" * 64, other: "b" * 64})
    assert found.thing == other


@given(st.text(min_size=1, max_size=40), st.data())
def test_any_stretch_of_any_text_quoted_as_it_stands_is_right(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    graph = Graph()
    passage = URIRef(make_passage(DOCUMENT, start, end))
    for predicate, value in (
        (oa.hasSource, URIRef(DOCUMENT)),
        (oa.exact, Literal(text[start:end])),
        (oa.start, offset(start)),
        (oa.end, offset(end)),
        (mpo.startLine, Literal(text[:start].count("\n") + 1)),
        (mpo.endLine, Literal(text[: end - 1].count("\n") + 1)),
    ):
        graph.add((passage, predicate, value))
    assert check_evidence(graph, {DOCUMENT: text}) == []
