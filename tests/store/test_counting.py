"""Rows counted in the engine's own output: exact for any text, cut anywhere."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.counting import COUNTERS

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
#: What a careless counter would take for the border of a row.
PIECES = ("},{", "[{", '"', "\\", "\n", "\r\n", "<result>", "<results>", "{}", ",", "a", "日本")
QUERIES = [
    "SELECT ?s ?o { ?s ?p ?o }",
    "SELECT ?o { ?s ?p ?o }",
    "SELECT ?unbound { ?s ?p ?o }",
    "SELECT ?s ?unbound ?o { ?s ?p ?o }",
    "SELECT ?s { ?s <urn:none> ?o }",
    "SELECT * {}",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=12)


@pytest.mark.parametrize("form", FORMATS)
@given(texts=TEXTS, query=st.sampled_from(QUERIES), cuts=st.lists(st.integers(1, 40), min_size=1))
def test_rows_are_counted_exactly_wherever_the_text_is_cut(
    form: str, texts: list[str], query: str, cuts: list[int]
) -> None:
    store = ox.Store()
    for number, text in enumerate(texts):
        store.add(ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode("urn:p"), ox.Literal(text)))
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    rows = len(list(found))
    file = io.BytesIO()
    again = store.query(query)
    assert isinstance(again, ox.QuerySolutions)
    again.serialize(file, FORMATS[form])
    counter, data, start, turn = COUNTERS[form](), file.getvalue(), 0, 0
    while start < len(data):
        length = cuts[turn % len(cuts)]
        counter.read(data[start : start + length])
        start, turn = start + length, turn + 1
    assert counter.rows == rows
