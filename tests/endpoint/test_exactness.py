"""The dataset of a query is a merge: what two graphs share is there once."""

from __future__ import annotations

import csv
import io
from itertools import combinations
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import QueryError
from kg.names import BASE
from kg.store.asking import Graphs, Question, ask, read_graphs
from tests.endpoint.served import Served

X, Y = "urn:g:x", "urn:g:y"
COUNT: Final = "SELECT (COUNT(*) AS ?n)"


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    for name in (X, Y):
        graph = ox.NamedNode(name)
        for value in ("urn:shared", name):
            terms = ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode(value)
            store.add(ox.Quad(*terms, graph))
            store.add(ox.Quad(*terms))
    return store


def read_count(store: ox.Store, question: Question) -> int:
    found = ask(store, question)
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    value = row[0]
    assert isinstance(value, ox.Literal)
    return int(value.value)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (f"{COUNT} FROM <{X}> FROM <{Y}> {{ ?s ?p ?o }}", 3),
        (f"{COUNT} FROM <{X}> FROM <{X}> {{ ?s ?p ?o }}", 2),
        (f"{COUNT} FROM<{X}>FROM<{Y}>WHERE{{ ?s <urn:p>/^<urn:p> ?o }}", 3),
        (f"PREFIX g: <urn:g:> {COUNT} FROM g:x # FROM <urn:g:z>\nfrom g:y {{ ?s ?p ?o }}", 3),
        (f"BASE <urn:g:x> {COUNT} FROM <> FROM <{Y}> {{ ?s ?p ?o }}", 3),
        (f"{COUNT} FROM <{X}> FROM <{Y}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 0),
        (f"{COUNT} FROM <{X}> FROM <{Y}> FROM NAMED <{X}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 2),
        (f"{COUNT} FROM NAMED <{X}> FROM NAMED <{X}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 2),
        (f"{COUNT} FROM NAMED <{X}> {{ ?s ?p ?o }}", 0),
        (f"{COUNT} FROM <{X}> FROM <urn:none> {{ ?s ?p ?o }}", 2),
        (f"{COUNT} {{ ?s ?p ?o FILTER(?o != 'FROM <{X}> FROM <{Y}>') }}", 3),
    ],
)
def test_from_is_a_merge(store: ox.Store, query: str, rows: int) -> None:
    assert read_count(store, Question(query)) == rows


@pytest.mark.parametrize(
    ("default", "named", "rows"),
    [((X, Y), None, 3), ((X, X), None, 2), (None, (X,), 0), ((X, Y, X), (Y,), 3)],
)
def test_parameters_are_a_merge_and_replace_from(
    store: ox.Store, default: tuple[str, ...] | None, named: tuple[str, ...] | None, rows: int
) -> None:
    query = f"{COUNT} FROM <{X}> {{ ?s ?p ?o }}"
    assert read_count(store, Question(query, default, named)) == rows


@pytest.mark.parametrize(
    "query", ["DESCRIBE <urn:s> {}", "CONSTRUCT {{ ?s ?p ?o }} {} {{ ?s ?p ?o }}"]
)
def test_triples_come_once(store: ox.Store, query: str) -> None:
    sources = f"FROM <{X}> FROM <{Y}>"
    found = ask(store, Question(query.format(sources).replace("{{", "{").replace("}}", "}")))
    assert isinstance(found, ox.QueryTriples)
    told = [str(triple) for triple in found]
    assert len(told) == len(set(told)) == 3


def test_the_form_of_a_query_hides_no_clause() -> None:
    x, y = ox.NamedNode(X), ox.NamedNode(Y)
    both = f"FROM <{X}> FROM NAMED <{Y}>"
    for query in (
        f"SELECT DISTINCT ?s (COUNT(?o) AS ?n) {both} {{ ?s ?p ?o }} GROUP BY ?s",
        f"ASK {both} {{}}",
        f"CONSTRUCT {{ ?s ?p ?o }} {both} WHERE {{ ?s ?p ?o }}",
        f"CONSTRUCT {both} WHERE {{ ?s ?p ?o }}",
        f"DESCRIBE <urn:s> ?x {both} {{ ?x ?p ?o }}",
        f"DESCRIBE * {both} {{ ?x ?p ?o }}",
        f"DESCRIBE <urn:s> {both}",
    ):
        assert read_graphs(query) == Graphs((x,), (y,)), query
    assert read_graphs("ASK FROM <g> {}") == Graphs((ox.NamedNode(BASE + "g"),), ())
    assert read_graphs("ASK FROM g:x {}", {"g": "urn:g:"}) == Graphs((x,), ())


@pytest.mark.parametrize(
    "query",
    [
        "ASK {}",
        f"ASK {{ ?s ?p 'x' }} # FROM <{X}>",
        f"PREFIX e: <urn:> SELECT * FROM <{X}> FROMe:y {{}}",
        f"SELECT * FROMNAMED <{X}> {{}}",
        "ASK FROM unknown:x {}",
        f"ASK FROM <{X}> FROM",
        "FROM",
        f"SELECT ?x WHERE {{ {{ SELECT * FROM <{X}> {{}} }} }}",
    ],
)
def test_what_is_not_certain_is_left_to_the_engine(query: str) -> None:
    assert read_graphs(query) is None


def test_a_name_that_is_no_iri_is_refused(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="no IRI"):
        ask(store, Question("ASK {}", ("x y",)))


def read_rows(endpoint: Served, query: str, parameters: list[tuple[str, str]]) -> list[list[str]]:
    path = "/sparql?" + urlencode([("query", query), ("format", "csv"), *parameters])
    reply = endpoint.send("GET", path)
    assert reply.status == 200, reply.body
    return list(csv.reader(io.StringIO(reply.body.decode())))[1:]


def test_the_endpoint_counts_what_graphs_share_once(endpoint: Served) -> None:
    names = [row[0] for row in read_rows(endpoint, "SELECT ?g { GRAPH ?g {} }", [])]
    shared = "SELECT * { GRAPH <%s> { ?s ?p ?o } GRAPH <%s> { ?s ?p ?o } } LIMIT 1"
    one, other = next(
        pair for pair in combinations(names, 2) if read_rows(endpoint, shared % pair, [])
    )
    either = f"{{ GRAPH <{one}> {{ ?s ?p ?o }} }} UNION {{ GRAPH <{other}> {{ ?s ?p ?o }} }}"
    wanted = read_rows(endpoint, f"{COUNT} {{ SELECT DISTINCT ?s ?p ?o {{ {either} }} }}", [])
    said = f"{COUNT} FROM <{one}> FROM <{other}> {{ ?s ?p ?o }}"
    assert read_rows(endpoint, said, []) == wanted
    given = [("default-graph-uri", name) for name in (one, other, one)]
    assert read_rows(endpoint, f"{COUNT} {{ ?s ?p ?o }}", given) == wanted


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_endpoint_says_json_ld_and_xml_exactly_or_refuses_in_words(endpoint: Served) -> None:
    query = 'CONSTRUCT { <urn:s> <urn:p> "1.0"^^<http://www.w3.org/2001/XMLSchema#double> } {}'
    reply = endpoint.ask(query, "application/ld+json")
    (value,) = Graph().parse(data=reply.body, format="json-ld").objects()
    assert (reply.status, str(getattr(value, "datatype", "")).rpartition("#")[2]) == (200, "double")
    for query, accept in (
        ('SELECT ("\\u0001" AS ?x) {}', "application/sparql-results+xml"),
        ("CONSTRUCT { <urn:s> <http://x/1> 1 } {}", "application/rdf+xml"),
    ):
        reply = endpoint.ask(query, accept)
        assert reply.status in (400, 406), reply.body
        assert "cannot be said in this format" in reply.body.decode()
