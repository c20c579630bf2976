"""A walk over the real graph: an IRI of every kind leads to a page and to its data in every format.

What comes back is parsed, and the thing is its subject.
"""

from __future__ import annotations

import re
import shlex
from urllib.parse import quote as percent
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.names import BASE, ID, MPO
from tests.test_house import ROOT
from tests.web.test_data import PARSERS, TYPES
from web.links import FORMATS, make_ascii

_PLACE = re.compile(r"[0-9]+(?:-[0-9]+)?|[0-9a-f]{16}|[^a-z]+")
#: They name a whole that the data is part of, and are no subjects of their own.
WHOLES = {f"{BASE}ontology/0.1.0"}
OUTSIDE_THE_GRAPH = (
    f"{BASE}shapes#Project",
    f"{BASE}example/01-source-documents",
    f"{BASE}example/prefixes",
    f"{BASE}void#dataset",
    f"{BASE}void#catalogue",
    f"{BASE}sparql",
    f"{BASE}rdf-graph-store",
)


def make_kind(iri: str) -> str:
    """The pattern of an IRI: its words without its names and numbers."""
    path = iri.removeprefix(BASE).replace("#", "/#/")
    words = [word for word in path.split("/") if not _PLACE.fullmatch(word)]
    return "/".join(words[:6:2] if words[0] == "id" else words[:1])


def find_samples(app: Flask) -> dict[str, list[str]]:
    """IRIs of ours that stand anywhere in the graph, by class and by pattern, two of each."""
    store = app.extensions["site"].store
    places = "{ ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x FILTER(isIRI(?x)) }"
    rows = store.select(f"SELECT DISTINCT ?x WHERE {{ {places} }} ORDER BY ?x").rows
    samples: dict[str, list[str]] = {}
    for iri in (str(row["x"]) for row in rows):
        if iri.startswith(BASE):
            samples.setdefault(make_kind(iri), []).append(iri)
    for row in store.select("SELECT ?k ?x WHERE { ?x a ?k } ORDER BY ?k ?x").rows:
        if str(row["x"]).startswith(BASE):
            samples.setdefault(str(row["k"]), []).append(str(row["x"]))
    return {kind: [iris[0], iris[-1]] for kind, iris in samples.items()}


def follow(client: FlaskClient, iri: str, accept: str) -> tuple[str, TestResponse]:
    """The last answer on the way from an IRI, and where it came from; at most two steps on."""
    address = make_ascii("/" + iri.partition("#")[0].removeprefix(BASE))
    for _ in range(3):
        response = client.get(address, headers={"Accept": accept})
        if response.status_code not in (302, 303):
            return address, response
        address = response.headers["Location"]
    raise AssertionError(f"too many steps from {iri}")


def read(response: TestResponse, suffix: str) -> set[ox.Triple]:
    assert response.status_code == 200
    assert response.mimetype == TYPES[suffix]
    return {quad.triple for quad in ox.parse(response.data, format=PARSERS[suffix])}


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_iri_of_every_kind_is_the_subject_of_its_data(
    client: FlaskClient, app: Flask, suffix: str
) -> None:
    samples = find_samples(app)
    assert len(samples) > 60
    for kind in ("Passage", "Link", "PlanCell", "Listing", "Claim", "TextPart", "Rule", "Article"):
        assert MPO + kind in samples
    for iri in {iri for iris in samples.values() for iri in iris} | set(OUTSIDE_THE_GRAPH):
        address, response = follow(client, iri, TYPES[suffix])
        if iri == f"{BASE}rdf-graph-store":
            assert response.status_code == 400
            continue
        triples = read(response, suffix)
        thing = ox.NamedNode(iri)
        assert iri in WHOLES or any(one.subject == thing for one in triples), iri
        # Once there, the suffix says the format; raw or percent-encoded is the same.
        wish = {} if address.endswith(f".{suffix}") else {"Accept": TYPES[suffix]}
        again = client.get(percent(address, safe="/%?=()+-~"), headers=wish)
        assert again.data == response.data
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Accept" in response.headers["Vary"]


def test_an_iri_of_every_kind_has_a_page_with_its_place_on_it(
    client: FlaskClient, app: Flask
) -> None:
    for iri in {iri for iris in find_samples(app).values() for iri in iris}:
        address, response = follow(client, iri, "text/html")
        assert response.status_code == 200, iri
        assert response.mimetype == "text/html"
        anchor = urlsplit(address).fragment
        assert not anchor or f'id="{anchor}"' in response.text, address


def test_every_term_of_the_vocabulary_has_its_place_on_the_page(
    client: FlaskClient, app: Flask
) -> None:
    query = "SELECT DISTINCT ?x WHERE { ?x ?p ?o FILTER(STRSTARTS(STR(?x), STR(mpo:))) }"
    terms = [str(row["x"]) for row in app.extensions["site"].store.select(query).rows]
    assert len(terms) > 150
    for address in ("/ontology", "/en/ontology"):
        page = client.get(address).text
        assert [term for term in terms if f'id="{term.removeprefix(MPO)}"' not in page] == []


def test_a_thing_is_the_same_by_accept_and_by_suffix(client: FlaskClient) -> None:
    path = "141305/document/kawasaki-action-plan-2011-policy-7"
    for suffix, media_type in TYPES.items():
        _, negotiated = follow(client, ID + path, media_type)
        assert negotiated.data == client.get(f"/data/{path}.{suffix}").data


def test_every_request_that_the_guide_shows_is_answered(client: FlaskClient) -> None:
    guide = (ROOT / "docs/linked-data.md").read_text(encoding="utf-8")
    calls = [shlex.split(line) for line in guide.splitlines() if line.startswith("curl ")]
    assert len(calls) >= 8
    for call in calls:
        address = call[-1].removeprefix("http://127.0.0.1:8000")
        headers = dict(one.split(": ") for one in call if one.startswith("Accept: "))
        response = client.get(address, headers=headers, follow_redirects="-L" in call)
        assert response.status_code == 200, call
        accept = headers.get("Accept")
        assert accept is None or response.mimetype == accept
