"""The Graph Store Protocol, as far as it reads."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote as percent

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from kg.documents.folder import DataFolder
from kg.names import GRAPH, GRAPH_CURATED, GRAPH_DECISIONS, GRAPH_ONTOLOGY
from kg.store.graph_files import find_named_graphs, read_triples
from tests.questions.small_graph import write_small_data
from tests.web.reading import make_test_app
from tests.web.test_data import PARSERS, TYPES
from web.links import FORMATS

STORE = "/rdf-graph-store"
WRITING = ("PUT", "POST", "DELETE", "PATCH")


def ask(client: FlaskClient, query: str, accept: str = "", method: str = "GET") -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    return client.open(f"{STORE}?{query}", method=method, headers=headers)


def name(graph: str) -> str:
    return f"graph={percent(graph, safe='')}"


def read(response: TestResponse, suffix: str) -> set[ox.Triple]:
    assert (response.status_code, response.mimetype) == (200, TYPES[suffix])
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return {quad.triple for quad in ox.parse(response.data, format=PARSERS[suffix])}


def find_graphs(app: Flask) -> dict[str, set[ox.Triple]]:
    """What the Turtle files say, by the graph that each is."""
    graphs = find_named_graphs(app.extensions["site"].folder.ttl)
    return {iri: set(read_triples(paths)) for iri, paths in graphs.items()}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_named_graph_is_whole_in_every_format(
    client: FlaskClient, app: Flask, suffix: str
) -> None:
    graphs = find_graphs(app)
    assert {GRAPH_CURATED, GRAPH_ONTOLOGY, GRAPH_DECISIONS} <= graphs.keys()
    for graph, triples in graphs.items():
        assert read(ask(client, name(graph), TYPES[suffix]), suffix) == triples


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_default_graph_is_what_all_graphs_say(
    client: FlaskClient, app: Flask, suffix: str
) -> None:
    response = ask(client, "default", TYPES[suffix])
    triples = read(response, suffix)
    assert triples == set().union(*find_graphs(app).values())
    if suffix == "nt":
        assert response.data.count(b"\n") == len(triples)  # each once


def test_turtle_is_what_a_reader_without_wishes_gets(small: FlaskClient) -> None:
    assert ask(small, "default").mimetype == "text/turtle"
    assert ask(small, "default", "application/rdf+xml;q=0.2, */*;q=0.1").mimetype == TYPES["rdf"]
    assert ask(small, "default", "application/json").mimetype == TYPES["jsonld"]


def test_a_graph_answers_for_itself_under_its_own_iri(small: FlaskClient) -> None:
    """Section 4.1, direct graph identification, by 303: the IRI names a graph, not a file."""
    path = f"/graph/{GRAPH_CURATED.removeprefix(GRAPH)}"
    for suffix, media_type in TYPES.items():
        direct = small.get(path, headers={"Accept": media_type}, follow_redirects=True)
        assert read(direct, suffix) == read(ask(small, name(GRAPH_CURATED), media_type), suffix)


@pytest.mark.parametrize("method", WRITING)
@pytest.mark.parametrize("address", [f"{STORE}?default", f"{STORE}?graph=urn:x", "/graph/curated"])
def test_every_change_is_refused(small: FlaskClient, address: str, method: str) -> None:
    body = "<a:b> <a:c> <a:d> ."
    response = small.open(address, method=method, data=body, content_type="text/turtle")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.mimetype == "application/problem+json"
    assert response.get_json(force=True)["status"] == 405


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("default&graph=urn:x", 400),
        ("graph=urn:x&graph=urn:y", 400),
        ("default&default", 400),
        ("graph=", 400),
        ("graph=curated", 400),
        ("graph=/graph/curated", 400),
        ("graph=http://a%20b/", 400),
        ("graph=urn:%ff", 400),
        ("graph=urn:nothing", 404),
        (f"{name(GRAPH)}", 404),
        ("graph=file:///etc/passwd", 404),
        ("graph=union", 400),
        ("graph=urn:x", 404),
        (f"{name(GRAPH_CURATED + '/')}", 404),
    ],
)
def test_what_names_no_graph_is_told_so(small: FlaskClient, query: str, status: int) -> None:
    response = ask(small, query)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    told = response.get_json(force=True)
    assert told["status"] == status
    assert told["title"]
    assert told["fix"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_format_that_is_not_to_be_had_is_refused(small: FlaskClient) -> None:
    response = ask(small, "default", "text/html")
    assert response.status_code == 406
    assert "application/rdf+xml" in response.get_json(force=True)["fix"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_head_says_what_the_body_would(small: FlaskClient, suffix: str) -> None:
    for query in ("default", name(GRAPH_CURATED)):
        head = ask(small, query, TYPES[suffix], "HEAD")
        whole = ask(small, query, TYPES[suffix])
        assert (head.status_code, head.data) == (200, b"")
        for header in ("Content-Type", "Content-Length", "ETag", "Vary"):
            assert head.headers[header] == whole.headers[header]
        assert int(whole.headers["Content-Length"]) == len(whole.data)


def test_a_preflight_is_answered(small: FlaskClient) -> None:
    response = ask(small, "default", method="OPTIONS")
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_graph_is_kept_as_long_as_it_says_the_same(small: FlaskClient) -> None:
    first = ask(small, "default")
    headers = {"If-None-Match": first.headers["ETag"]}
    again = small.get(f"{STORE}?default", headers=headers)
    assert (again.status_code, again.data) == (304, b"")
    other = small.get(f"{STORE}?default", headers={**headers, "Accept": TYPES["nt"]})
    assert other.status_code == 200
    assert {"Accept", "Accept-Encoding"} <= set(first.headers["Vary"].split(", "))


def test_a_graph_is_packed_for_who_can_unpack_it(small: FlaskClient) -> None:
    plain = ask(small, "default")
    packed = small.get(f"{STORE}?default", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)


def read_pieces(app: Flask, address: str) -> Iterator[bytes]:
    """The answer as a server sends it, piece by piece."""
    with app.test_request_context(address, headers={"Accept": TYPES["nt"]}):
        response = app.full_dispatch_request()
        assert isinstance(response, Response)
        yield from response.iter_encoded()


def test_the_default_graph_is_sent_in_constant_memory(app: Flask, client: FlaskClient) -> None:
    size = int(ask(client, "default", TYPES["nt"], "HEAD").headers["Content-Length"])
    assert size > 5_000_000
    tracemalloc.start()
    try:
        sent = sum(len(piece) for piece in read_pieces(app, f"{STORE}?default"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent == size
    assert peak < 1_500_000


def test_what_changed_behind_the_server_is_not_passed_off_as_its_version(tmp_path: Path) -> None:
    folder = write_small_data(tmp_path / "data")
    app = make_test_app(folder)
    digest = app.extensions["site"].version.digest
    with (folder.ttl / "curated.ttl").open("a", encoding="utf-8") as file:
        file.write("<urn:a> <urn:b> <urn:c> .\n")
    response = app.test_client().get(f"{STORE}?default")
    assert response.status_code == 500
    assert "起動" in response.get_json(force=True)["title"]
    again = make_test_app(DataFolder(folder.root))
    assert again.extensions["site"].version.digest != digest
    assert "urn:c" in again.test_client().get(f"{STORE}?default").text
