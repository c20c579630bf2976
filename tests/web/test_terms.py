"""The vocabulary, its rules, shapes and example queries: each IRI a page, each file data."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.graph.ontology import load_ontology, load_shapes
from kg.names import BASE
from tests.web.reading import get_location
from tests.web.test_data import PARSERS, TYPES, is_told_of, read_data
from web.links import FORMATS


def read_graph(client: FlaskClient, address: str, suffix: str) -> Graph:
    """A graph that may hold blank nodes, read by one parser and compared by another."""
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, TYPES[suffix])
    triples = (quad.triple for quad in ox.parse(response.data, format=PARSERS[suffix]))
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    return Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_vocabulary_and_the_shapes_are_whole_in_every_format(
    small: FlaskClient, suffix: str
) -> None:
    assert isomorphic(read_graph(small, f"/ontology.{suffix}", suffix), load_ontology())
    shapes = read_graph(small, f"/shapes.{suffix}", suffix)
    assert len(shapes) == len(load_shapes())


@pytest.mark.parametrize("address", ["/ontology.xml", "/shapes.csv", "/example/nothing", "/void.x"])
def test_what_is_no_format_or_no_example_is_not_found(small: FlaskClient, address: str) -> None:
    assert small.get(address).status_code == 404


def test_the_vocabulary_is_a_page_and_files(client: FlaskClient) -> None:
    page = client.get("/ontology")
    assert page.mimetype == "text/html"
    assert 'id="Project"' in page.text
    for suffix, media_type in TYPES.items():
        place = get_location(client.get("/ontology", headers={"Accept": media_type}))
        assert place == f"/ontology.{suffix}"
    assert is_told_of(f"{BASE}ontology", read_data(client, "/ontology/mpo.ttl", "ttl"))
    assert client.get("/ontology/context.jsonld").get_json()["@context"]
    assert client.get("/ontology/shapes").status_code == 404


def test_the_version_of_the_vocabulary_leads_to_it(small: FlaskClient) -> None:
    assert get_location(small.get("/ontology/0.1.0")) == "/ontology"
    turtle = small.get("/ontology/0.1.0", headers={"Accept": "text/turtle"})
    assert get_location(turtle) == "/ontology.ttl"
    assert small.get("/ontology/9.9.9").status_code == 404


def test_a_rule_leads_to_its_description(client: FlaskClient) -> None:
    place = get_location(client.get("/rule/same-folded-name"))
    assert f'id="{place.split("#")[1]}"' in client.get(place.split("#")[0]).text
    english = client.get("/rule/same-folded-name", headers={"Accept-Language": "en"})
    assert get_location(english) == "/en/ontology#rule-same-folded-name"
    data = client.get("/rule/same-folded-name", headers={"Accept": "text/turtle"})
    told = read_data(client, get_location(data), "ttl")
    assert is_told_of(f"{BASE}rule/same-folded-name", told)
    assert client.get("/rule/nothing").status_code == 404


def test_an_example_leads_to_the_page_of_queries_or_to_its_data(client: FlaskClient) -> None:
    address = "/example/01-source-documents"
    assert get_location(client.get(address)) == "/query?example=01-source-documents"
    for suffix, media_type in TYPES.items():
        place = get_location(client.get(address, headers={"Accept": media_type}))
        assert place == f"{address}.{suffix}"
        assert is_told_of(BASE + address[1:], read_data(client, place, suffix))
