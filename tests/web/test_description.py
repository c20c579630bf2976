"""The service description: what it promises is what the endpoint does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, VOID, Namespace

from kg.store.formats import SOLUTION_FORMATS, TRIPLE_FORMATS
from tests.web.reading import get_location
from tests.web.test_data import PARSERS, TYPES
from tests.web.test_terms import read_graph
from web.links import FORMATS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
#: The media types of the formats that are named at http://www.w3.org/ns/formats/.
NAMES = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
    "Turtle": "text/turtle",
    "N-Triples": "application/n-triples",
    "RDF_XML": "application/rdf+xml",
    "JSON-LD": "application/ld+json",
}


@pytest.fixture(scope="module")
def told(app: Flask) -> Graph:
    return read_graph(app.test_client(), "/sparql", "ttl")


def get_service(told: Graph) -> URIRef:
    (service,) = told.subjects(RDF.type, SD.Service)
    assert isinstance(service, URIRef)
    return service


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_description_is_the_same_in_every_format(
    client: FlaskClient, told: Graph, suffix: str
) -> None:
    response = client.get("/sparql", headers={"Accept": TYPES[suffix]})
    assert response.mimetype == TYPES[suffix]
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert PARSERS.keys() == FORMATS.keys()
    graph = read_accepted(client, suffix)
    assert isomorphic(graph, told)


def read_accepted(client: FlaskClient, suffix: str) -> Graph:
    import pyoxigraph as ox

    data = client.get("/sparql", headers={"Accept": TYPES[suffix]}).data
    lines = ox.serialize(
        (quad.triple for quad in ox.parse(data, format=PARSERS[suffix])),
        format=ox.RdfFormat.N_TRIPLES,
    )
    assert lines is not None
    return Graph().parse(data=lines, format="nt")


def test_the_endpoint_is_where_the_description_came_from(small: FlaskClient) -> None:
    response = small.get("/sparql", headers={"Host": "kg.example.org"})
    graph = Graph().parse(data=response.text, format="turtle")
    endpoint = graph.value(get_service(graph), SD.endpoint)
    assert str(endpoint) == "http://kg.example.org/sparql"


def test_every_promised_format_is_answered(client: FlaskClient, told: Graph) -> None:
    service = get_service(told)
    promised = {str(one).rpartition("/")[2] for one in told.objects(service, SD.resultFormat)}
    assert {NAMES[name] for name in promised} == {
        *SOLUTION_FORMATS.values(),
        *TRIPLE_FORMATS.values(),
    }
    for name in promised:
        query = "SELECT ?s WHERE { ?s a mpo:Project } LIMIT 1"
        if NAMES[name] in TRIPLE_FORMATS.values():
            query = "CONSTRUCT WHERE { ?s a mpo:Project } LIMIT 1"
        query = f"PREFIX mpo: <https://w3id.org/seisaku-kg/ontology#> {query}"
        headers = {"Accept": NAMES[name]}
        response = client.get("/sparql", query_string={"query": query}, headers=headers)
        assert (response.status_code, response.mimetype) == (200, NAMES[name])


def ask_count(client: FlaskClient, query: str) -> int:
    headers = {"Accept": "application/sparql-results+json"}
    response = client.get("/sparql", query_string={"query": query}, headers=headers)
    (row,) = response.get_json(force=True)["results"]["bindings"]
    return int(row["n"]["value"])


def test_the_default_graph_is_the_union_of_the_named_ones(client: FlaskClient, told: Graph) -> None:
    service = get_service(told)
    assert (service, SD.feature, SD.UnionDefaultGraph) in told
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in told
    # Nothing is promised that is refused: no update, no federation.
    assert set(told.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    dataset = told.value(service, SD.defaultDataset)
    default = told.value(dataset, SD.defaultGraph)
    whole = ask_count(client, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert int(str(told.value(default, VOID.triples))) == whole
    named = list(told.objects(dataset, SD.namedGraph))
    assert len(named) == ask_count(
        client, "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    )
    for one in named:
        name = told.value(one, SD.name)
        held = int(str(told.value(told.value(one, SD.graph), VOID.triples)))
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        assert held == ask_count(client, query)


def test_a_person_is_sent_to_the_page_of_queries(small: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    response = small.get("/sparql", headers={**browser, "Accept-Language": "en"})
    assert get_location(response) == "/en/query"
    assert "Accept" in response.headers["Vary"]
    for accept in ("", "*/*"):
        assert small.get("/sparql", headers={"Accept": accept}).mimetype == "text/turtle"


def test_a_description_in_no_format_of_ours_is_refused_as_a_problem(small: FlaskClient) -> None:
    response = small.get("/sparql", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"
    assert "text/turtle" in response.get_json(force=True)["fix"]


def test_the_description_is_kept_as_long_as_it_says_the_same(small: FlaskClient) -> None:
    first = small.get("/sparql")
    again = small.get("/sparql", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert small.head("/sparql").headers["ETag"] == first.headers["ETag"]
