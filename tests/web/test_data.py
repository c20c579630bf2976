"""Linked data: what comes back is parsed, and is the same in every format."""

from __future__ import annotations

import gzip
import re
import socket
from pathlib import Path
from urllib.parse import quote as percent

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.names import GRAPH, ID
from kg.questions.find import SearchIndex
from tests.endpoint.served import serve
from tests.questions.small_graph import DOCUMENT, ODD, PARK, ROAD, row, write_small_data
from tests.web.reading import get_location
from web.links import FORMATS
from web.negotiate import choose

TYPES = {suffix: media_type for suffix, (media_type, _) in FORMATS.items()}
PARSERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
THINGS = [ROAD, PARK, ODD, DOCUMENT, f"{DOCUMENT}/node/1/1-(1)", row("道路事業")[1:-1]]


def read_data(client: FlaskClient, address: str, suffix: str) -> set[ox.Triple]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.mimetype == TYPES[suffix]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return {quad.triple for quad in ox.parse(response.text, format=PARSERS[suffix])}


def is_told_of(iri: str, triples: set[ox.Triple]) -> bool:
    return any(triple.subject == ox.NamedNode(iri) for triple in triples)


@pytest.mark.parametrize("iri", THINGS)
def test_all_formats_say_the_same(small: FlaskClient, iri: str) -> None:
    graphs = [
        read_data(small, f"/data/{iri.removeprefix(ID)}.{suffix}", suffix) for suffix in FORMATS
    ]
    assert is_told_of(iri, graphs[0])
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize("iri", THINGS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_an_iri_leads_to_the_data_that_is_asked_for(
    small: FlaskClient, iri: str, suffix: str
) -> None:
    response = small.get(f"/id/{iri.removeprefix(ID)}", headers={"Accept": TYPES[suffix]})
    assert "Accept" in response.headers["Vary"]
    assert is_told_of(iri, read_data(small, get_location(response), suffix))


@pytest.mark.parametrize("iri", THINGS)
def test_japanese_raw_or_percent_encoded_leads_to_the_same_thing(
    small: FlaskClient, iri: str
) -> None:
    path = iri.removeprefix(ID)
    raw, encoded = f"/id/{path}", f"/id/{percent(path, safe='/%()+-')}"
    assert get_location(small.get(raw)) == get_location(small.get(encoded))


def test_a_reader_without_wishes_gets_the_page_in_its_language(small: FlaskClient) -> None:
    thing = f"/id/{ROAD.removeprefix(ID)}"
    page = get_location(small.get(thing))
    assert page.startswith("/page/990001/project/")
    english = {"Accept": "text/html", "Accept-Language": "en-GB,ja;q=0.5"}
    response = small.get(thing, headers=english)
    assert get_location(response) == f"/en{page}"
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("nonsense", "text/html"),
        (";;,,q=1", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ('text/turtle;profile="x"', "text/turtle"),
        ("text/turtle;q=0.9, application/ld+json", "application/ld+json"),
        ("application/n-triples, text/turtle;q=0.5", "application/n-triples"),
        ("text/*", "text/html"),
        ("application/*", "application/ld+json"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", "application/rdf+xml"),
        ("text/turtle;q=nonsense", "text/turtle"),
    ],
)
def test_what_a_reader_prefers_is_chosen(accept: str | None, chosen: str | None) -> None:
    offers = ("text/html", *(media_type for media_type, _ in FORMATS.values()))
    assert choose(accept, offers) == chosen


def test_what_is_not_to_be_had_is_refused_in_words(small: FlaskClient) -> None:
    response = small.get(f"/id/{ROAD.removeprefix(ID)}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "Turtle" in response.text


def test_jsonld_is_compacted_with_the_terms_of_the_context(client: FlaskClient, app: Flask) -> None:
    index: SearchIndex = app.extensions["site"].index
    project = next(hit for hit in index.search("").hits if hit.kind.iri.endswith("#Project"))
    told = client.get(f"/data/{project.iri.removeprefix(ID)}.jsonld").get_json()
    nodes = told.get("@graph", [told])
    keys = {key for node in nodes for key in node}
    assert {"id", "type", "prefLabel"} <= keys
    assert not any("://" in key for key in keys)


def test_every_iri_of_the_real_graph_answers(client: FlaskClient, app: Flask) -> None:
    site = app.extensions["site"]
    rows = site.store.select("SELECT DISTINCT ?thing WHERE { ?thing a ?kind }").rows
    things = [row["thing"] for row in rows if row["thing"].startswith(ID)]
    assert len(things) > 1000
    for thing in things:
        assert client.get(f"/id/{thing.removeprefix(ID)}").status_code == 303, thing
        assert client.get(f"/data/{thing.removeprefix(ID)}.nt").status_code == 200, thing


def test_a_named_graph_leads_to_its_page_or_to_its_file(small: FlaskClient) -> None:
    graph = f"/graph/{DOCUMENT.removeprefix(ID)}"
    assert get_location(small.get(graph)) == f"/page/{DOCUMENT.removeprefix(ID)}"
    dumps = {
        suffix: get_location(small.get(graph, headers={"Accept": media_type}))
        for suffix, media_type in TYPES.items()
    }
    told = [read_data(small, address, suffix) for suffix, address in dumps.items()]
    assert len(told[0]) > 100
    assert all(one == told[0] for one in told)
    assert get_location(small.get("/graph/curated")) == "/about"
    assert get_location(small.get("/graph/ontology")) == "/ontology"
    assert small.get("/graph/nothing").status_code == 404
    assert small.get("/dump/../documents.ttl").status_code == 404
    assert GRAPH.endswith("/graph/")


@pytest.mark.parametrize(
    "address", ["/data/x", "/data/.ttl", "/data/990001/project/無い.ttl", "/data/990001.xml"]
)
def test_data_that_is_not_there_is_refused_in_plain_text(small: FlaskClient, address: str) -> None:
    response = small.get(address)
    assert response.status_code == 404
    assert response.mimetype == "text/plain"


@pytest.mark.parametrize("suffix", FORMATS)
def test_data_is_kept_as_long_as_it_says_the_same(small: FlaskClient, suffix: str) -> None:
    address = f"/data/{ROAD.removeprefix(ID)}.{suffix}"
    first = small.get(address)
    again = small.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = small.get(address, headers={"If-None-Match": '"another"'})
    assert other.data == first.data


def test_the_head_of_data_says_what_its_body_would(small: FlaskClient) -> None:
    address = f"/data/{ROAD.removeprefix(ID)}.ttl"
    head, whole = small.head(address), small.get(address)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "Link"):
        assert head.headers[name] == whole.headers[name]


def test_long_data_is_packed_for_who_can_unpack_it(small: FlaskClient) -> None:
    address = f"/data/{DOCUMENT.removeprefix(ID)}.nt"
    plain = small.get(address)
    packed = small.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "address",
    [f"/id/{ROAD.removeprefix(ID)}", "/id/nothing", "/graph/curated", "/ontology", "/shapes"],
)
def test_scripts_of_any_site_may_follow_an_iri(
    small: FlaskClient, address: str, method: str
) -> None:
    response = small.open(address, method=method, headers={"Accept": "text/turtle"})
    assert response.status_code in (204, 303, 404)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    if method == "OPTIONS":
        assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_raw_japanese_bytes_in_a_request_line_are_understood(tmp_path: Path) -> None:
    path = ROAD.removeprefix(ID)
    assert not path.isascii()
    with serve(write_small_data(tmp_path / "data").root) as served:
        replies = []
        for target in (path.encode(), percent(path).encode()):
            with socket.create_connection(("127.0.0.1", served.port), timeout=30) as peer:
                head = b"Host: x\r\nAccept: application/rdf+xml\r\nConnection: close\r\n\r\n"
                peer.sendall(b"GET /id/" + target + b" HTTP/1.1\r\n" + head)
                replies.append(peer.makefile("rb").read())
        for reply in replies:
            assert reply.startswith(b"HTTP/1.1 303 ")
            (place,) = re.findall(rb"(?m)^Location: (\S+)", reply)
            assert place == f"/data/{percent(path)}.rdf".encode()
        data = served.send("GET", place.decode())
    triples = {quad.triple for quad in ox.parse(data.body, format=ox.RdfFormat.RDF_XML)}
    assert is_told_of(ROAD, triples)
