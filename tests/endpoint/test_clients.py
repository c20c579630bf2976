"""The clients that researchers use, as they come: each gets the same names from the endpoint."""

from __future__ import annotations

import io
import subprocess
from typing import Any
from urllib.parse import urlencode

import pandas
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, RDFXML, TURTLE, XML, SPARQLWrapper

from kg.names import MPO
from tests.endpoint.served import Served
from tests.endpoint.test_protocol import ROWS, read_names

CONSTRUCT = f"CONSTRUCT WHERE {{ ?p a <{MPO}Project> ; <{SKOS.prefLabel}> ?name }}"


@pytest.fixture
def names(endpoint: Served) -> list[str]:
    return read_names(endpoint.ask(ROWS))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("request_method", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_reads_json(
    endpoint: Served, names: list[str], method: str, request_method: str
) -> None:
    client: Any = SPARQLWrapper(f"{endpoint.address}/sparql")
    client.setQuery(ROWS)
    client.setReturnFormat(JSON)
    client.setMethod(method)
    if method == "POST":
        client.setRequestMethod(request_method)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_sparqlwrapper_reads_xml_csv_and_graphs(endpoint: Served, names: list[str]) -> None:
    client: Any = SPARQLWrapper(f"{endpoint.address}/sparql")
    client.setQuery(ROWS)
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == len(names)
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().count("\r\n") == len(names) + 1
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(RDFXML)
    graph = client.queryAndConvert()
    assert {str(one) for one in graph.objects(None, SKOS.prefLabel)} == set(names)
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == len(graph)


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_it_as_a_store(
    endpoint: Served, names: list[str], form: str, method: str
) -> None:
    store = SPARQLStore(f"{endpoint.address}/sparql", returnFormat=form, method=method)
    graph = Graph(store)
    rows: Any = graph.query(ROWS)
    assert [str(row[0]) for row in rows] == names
    if form in ("xml", "json"):
        assert sum(1 for _ in graph.triples((None, SKOS.prefLabel, None))) > len(names)


def test_rdflib_asks_one_named_graph(endpoint: Served) -> None:
    store = SPARQLStore(f"{endpoint.address}/sparql")
    found = list(Graph(store).query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    assert len(found) > 5
    curated = Graph(store, URIRef("https://w3id.org/seisaku-kg/graph/curated"))
    assert 0 < len(curated) < len(Graph(store))


def test_pandas_reads_csv_by_its_address(endpoint: Served, names: list[str]) -> None:
    address = f"{endpoint.address}/sparql?" + urlencode({"query": ROWS, "format": "csv"})
    assert pandas.read_csv(address)["name"].tolist() == names


def test_curl_posts_a_file_and_gets_csv(endpoint: Served, names: list[str]) -> None:
    command = ["curl", "--silent", "--show-error", "--fail", "--compressed"]
    headers = ["-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv"]
    done = subprocess.run(
        [*command, *headers, "--data-binary", "@-", f"{endpoint.address}/sparql"],
        input=ROWS.encode(),
        capture_output=True,
        check=True,
    )
    assert pandas.read_csv(io.BytesIO(done.stdout))["name"].tolist() == names


def test_curl_encodes_a_query_in_the_address(endpoint: Served) -> None:
    query = 'SELECT (CONCAT("再", "掲") AS ?mark) {}'
    done = subprocess.run(
        [
            "curl",
            "-sS",
            "--get",
            f"{endpoint.address}/sparql",
            "--data-urlencode",
            f"query={query}",
        ],
        capture_output=True,
        check=True,
    )
    assert "再掲" in done.stdout.decode()
