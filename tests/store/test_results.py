"""What other engines say, in the terms of the embedded one; and what is half of an answer."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import PREFIXES
from kg.store.results import drop_repeats, parse_rows, parse_triples, settle
from kg.store.terms import Iri, Result, Row, Term, Text
from kg.store.whole import make_row_query

XSD = PREFIXES["xsd"]
SMALL = st.integers(-(10**15), 10**15)


def store_and_read(text: str, datatype: str) -> tuple[str, str]:
    """A literal as the embedded engine gives it back."""
    store = ox.Store()
    literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), literal))
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value, quad.object.datatype.value


def settled(text: str, datatype: str) -> tuple[str, str]:
    term = settle(Text(text, datatype=XSD + datatype))
    assert isinstance(term, Text)
    return str(term), term.datatype


@given(SMALL, st.sampled_from(["", "0", "00"]), st.sampled_from(["integer", "long"]))
def test_whole_numbers_are_told_as_the_embedded_engine_stores_them(
    number: int, zeros: str, datatype: str
) -> None:
    sign = "-" if number < 0 else "+" if number % 2 else ""
    text = f"{sign}{zeros}{abs(number)}"
    assert settled(text, datatype) == store_and_read(text, datatype)


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("nonNegativeInteger", "0"),
        ("nonNegativeInteger", "0010089"),
        ("positiveInteger", "+7"),
        ("nonPositiveInteger", "-7"),
        ("negativeInteger", "-1"),
        ("int", "-0"),
        ("unsignedByte", "255"),
        ("integer", "a"),
        ("integer", ""),
        ("decimal", "a.b"),
        ("decimal", "."),
        ("boolean", "1"),
        ("boolean", "0"),
        ("boolean", "true"),
        ("boolean", "false"),
        ("boolean", "TRUE"),
        ("gYear", "2011"),
        ("string", "007"),
    ],
)
def test_values_are_told_as_the_embedded_engine_stores_them(datatype: str, text: str) -> None:
    assert settled(text, datatype) == store_and_read(text, datatype)


@given(SMALL, st.text("0123456789", max_size=6), st.sampled_from(["", "00"]))
def test_decimals_are_told_as_the_embedded_engine_stores_them(
    whole: int, part: str, zeros: str
) -> None:
    sign = "-" if whole < 0 else ""
    text = f"{sign}{zeros}{abs(whole)}" + (f".{part}" if part else "")
    assert settled(text, "decimal") == store_and_read(text, "decimal")


@pytest.mark.parametrize("term", [Iri("urn:1"), Text("1"), Text("1", "ja"), Text("01", "en")])
def test_what_is_no_number_stays_as_it_is(term: Term) -> None:
    assert settle(term) is term


def make_json(*rows: dict[str, str]) -> bytes:
    told = [{"o": {"type": "typed-literal", **row}} for row in rows]
    return json.dumps({"head": {"link": [], "vars": ["o"]}, "results": {"bindings": told}}).encode()


def test_rows_of_virtuoso_are_read_as_rows_of_the_embedded_engine() -> None:
    body = make_json(
        {"datatype": XSD + "boolean", "value": "1"},
        {"datatype": XSD + "nonNegativeInteger", "value": "12"},
        {"datatype": XSD + "decimal", "value": "0.50"},
    )
    found = parse_rows(body)
    assert isinstance(found, Result)
    values = [row["o"] for row in found.rows]
    assert values == ["true", "12", "0.5"]
    assert [value.datatype for value in values if isinstance(value, Text)] == [
        XSD + "boolean",
        XSD + "integer",
        XSD + "decimal",
    ]


def test_a_truth_value_of_virtuoso_comes_as_rows() -> None:
    yes = make_json({"datatype": XSD + "integer", "value": "1"}).replace(b'"o"', b'"__ASK_RETVAL"')
    no = make_json().replace(b'"o"', b'"__ASK_RETVAL"')
    assert (parse_rows(yes), parse_rows(no)) == (True, False)


def test_every_beginning_of_an_answer_in_json_is_told_from_the_whole() -> None:
    body = make_json(
        {"datatype": XSD + "integer", "value": "12"}, {"value": "あ}", "xml:lang": "ja"}
    )
    assert parse_rows(body)
    for end in range(len(body)):
        with pytest.raises((SyntaxError, ValueError)):
            parse_rows(body[:end])


def test_a_beginning_of_triples_is_told_from_the_whole_but_at_the_end_of_a_line() -> None:
    body = '<urn:a> <urn:p> "あ\\n."@ja .\n<urn:a> <urn:p> <urn:b> .\n'.encode()
    whole = {body.index(b"\n") + 1, len(body), 0}
    for end in range(len(body) + 1):
        if end in whole:
            list(parse_triples(body[:end]))
            continue
        with pytest.raises((SyntaxError, ValueError)):
            list(parse_triples(body[:end]))


def test_rows_said_to_be_distinct_are() -> None:
    rows: list[Row] = [
        {"o": Text("1", datatype=XSD + "integer")},
        {"o": Text("1")},
        {"o": Text("1")},
    ]
    found = Result(("o",), [*rows, {}, {}, {"o": Iri("1")}])
    once: list[Row] = [rows[0], rows[1], {}, {"o": Iri("1")}]
    assert drop_repeats("SELECT DISTINCT ?o { ?s ?p ?o }", found).rows == once
    assert drop_repeats("select distinct ?o { ?s ?p ?o }", found).rows == once
    for query in ("SELECT ?o { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?o) AS ?n) {}"):
        assert drop_repeats(query, found) is found


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "CONSTRUCT { ?s ?p ?o . } WHERE { ?s ?p ?o } LIMIT 3",
            "SELECT (1 AS ?kg_row)  WHERE { ?s ?p ?o } LIMIT 3",
        ),
        (
            "PREFIX a: <b> construct{?s a:b ?o}{?s ?p ?o}",
            "PREFIX a: <b> SELECT (1 AS ?kg_row) {?s ?p ?o}",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "SELECT (1 AS ?kg_row)  WHERE { ?s ?p ?o }"),
        (
            "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }",
            "SELECT (1 AS ?kg_row)  FROM <urn:g> WHERE { ?s ?p ?o }",
        ),
        ("DESCRIBE ?s <urn:a> { ?s ?p ?o }", "SELECT (1 AS ?kg_row)  { ?s ?p ?o }"),
        ("DESCRIBE * WHERE { ?s ?p ?o }", "SELECT (1 AS ?kg_row)  WHERE { ?s ?p ?o }"),
        ("DESCRIBE <urn:a>", None),
    ],
)
def test_the_rows_behind_a_graph_can_be_asked_for(query: str, rows: str | None) -> None:
    assert make_row_query(query) == rows
