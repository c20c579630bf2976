"""SPARQL 1.1 Protocol over a real socket, beside the W3C's own cases: what HTTP adds to it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import socket
from collections.abc import Mapping
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.names import GRAPH_CURATED, GRAPH_INFERRED
from tests.endpoint.served import Reply, Served

PREFIXES = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    "PREFIX mpo: <https://w3id.org/seisaku-kg/ontology#>"
)
ROWS = PREFIXES + "SELECT ?name { ?project a mpo:Project ; skos:prefLabel ?name } ORDER BY ?name"
ASK = "ASK { ?s ?p ?o }"
GRAPH = PREFIXES + "CONSTRUCT WHERE { ?project a mpo:Project ; skos:prefLabel ?name }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SELECT_TYPES = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


def read_names(reply: Reply) -> list[str]:
    """The names of the rows, whatever their format."""
    text = reply.body.decode()
    match reply.media_type:
        case "application/sparql-results+json":
            return [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]]
        case "application/sparql-results+xml":
            name = "{http://www.w3.org/2005/sparql-results#}literal"
            return [one.text or "" for one in ElementTree.fromstring(text).iter(name)]
        case "text/csv":
            return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
        case "text/tab-separated-values":
            return [line.removesuffix("@ja")[1:-1] for line in text.splitlines()[1:]]
    raise AssertionError(reply.media_type)


def count(reply: Reply) -> int:
    assert reply.status == 200, reply.body
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("media_type", sorted(SELECT_TYPES))
def test_rows_come_in_every_format_with_the_same_values(endpoint: Served, media_type: str) -> None:
    reply = endpoint.ask(ROWS, media_type)
    assert reply.media_type == media_type
    names = read_names(reply)
    assert len(names) > 100
    assert names == read_names(endpoint.ask(ROWS))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("media_type", sorted(GRAPH_TYPES))
def test_triples_come_in_every_format_and_are_the_same(endpoint: Served, media_type: str) -> None:
    reply = endpoint.ask(GRAPH, media_type)
    assert reply.media_type == media_type
    graph = Graph().parse(data=reply.body, format=GRAPH_TYPES[media_type])
    same = Graph().parse(data=endpoint.ask(GRAPH).body, format="turtle")
    assert len(graph) > 100
    assert isomorphic(graph, same)


def test_json_ld_speaks_our_words(endpoint: Served) -> None:
    told = json.loads(endpoint.ask(GRAPH, "application/ld+json").body)
    assert told["@context"]["mpo"] == "https://w3id.org/seisaku-kg/ontology#"
    assert {one["type"] for one in told["@graph"]} == {"Project"}


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/json", "application/sparql-results+json"),
        (ROWS, "application/xml", "application/sparql-results+xml"),
        (ROWS, "text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        (
            ROWS,
            "text/turtle, application/sparql-results+xml;q=0.1",
            "application/sparql-results+xml",
        ),
        (ROWS, "text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        (ROWS, "text/*", "text/csv"),
        (ASK, "text/csv, */*;q=0.1", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (GRAPH, "application/sparql-results+json, text/turtle;q=0.2", "text/turtle"),
        (GRAPH, "application/json", "application/ld+json"),
        (GRAPH, "application/xml", "application/rdf+xml"),
        (GRAPH, "application/n-triples;q=1.0,text/turtle;q=0.9", "application/n-triples"),
    ],
)
def test_the_format_is_chosen_by_the_readers_preference(
    endpoint: Served, query: str, accept: str, given: str
) -> None:
    reply = endpoint.ask(query, accept)
    assert (reply.status, reply.media_type) == (200, given)
    assert {"Accept", "Accept-Encoding"} <= set(reply.headers["vary"].split(", "))


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ROWS, "text/turtle"), (ASK, "text/csv"), (GRAPH, "text/csv"), (ROWS, "a/b")],
)
def test_a_format_that_cannot_say_the_answer_is_406_and_names_those_that_can(
    endpoint: Served, query: str, accept: str
) -> None:
    reply = endpoint.ask(query, accept)
    assert (reply.status, reply.media_type) == (406, "application/problem+json")
    assert "/" in json.loads(reply.body)["fix"]


@pytest.mark.parametrize(
    ("word", "query", "given"),
    [
        ("csv", ROWS, "text/csv"),
        ("json", ASK, "application/sparql-results+json"),
        ("xml", GRAPH, "application/rdf+xml"),
        ("json", GRAPH, "application/ld+json"),
        ("nt", GRAPH, "application/n-triples"),
    ],
)
def test_an_address_may_name_the_format(
    endpoint: Served, word: str, query: str, given: str
) -> None:
    assert endpoint.ask(query, "text/html", format=word).media_type == given


def test_a_word_that_is_not_ours_leaves_the_choice_to_accept(endpoint: Served) -> None:
    assert endpoint.ask(GRAPH, "text/turtle", format="rdf+xml").media_type == "text/turtle"


def test_get_form_and_direct_post_give_the_same_answer(endpoint: Served) -> None:
    got = endpoint.ask(ROWS).body
    form = urlencode({"query": ROWS}).encode()
    assert endpoint.post(form, "application/x-www-form-urlencoded").body == got
    assert endpoint.post(ROWS.encode()).body == got
    assert endpoint.post(ROWS.encode(), "application/sparql-query; charset=UTF-8").body == got


def test_head_gives_the_headers_of_get_alone(endpoint: Served) -> None:
    got = endpoint.ask(ROWS)
    head = endpoint.send("HEAD", "/sparql?" + urlencode({"query": ROWS}))
    assert head.body == b""
    for name in ("content-type", "content-length", "etag", "vary", "access-control-allow-origin"):
        assert head.headers[name] == got.headers[name]


def test_options_tells_a_browser_that_any_site_may_ask(endpoint: Served) -> None:
    reply = endpoint.send(
        "OPTIONS",
        "/sparql",
        headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST"},
    )
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "Content-Type" in reply.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_and_told_what_is_allowed(endpoint: Served, method: str) -> None:
    reply = endpoint.send(method, "/sparql", b"x")
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_an_answer_that_has_not_changed_is_304_without_asking_again(endpoint: Served) -> None:
    tag = endpoint.ask(ROWS).headers["etag"]
    path = "/sparql?" + urlencode({"query": ROWS})
    again = endpoint.send("GET", path, headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = endpoint.send("GET", path, headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert other.status == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "struuid ( )"])
def test_an_answer_that_changes_by_itself_has_no_tag(endpoint: Served, call: str) -> None:
    assert "etag" not in endpoint.ask(f"SELECT ({call} AS ?x) {{}}").headers


def test_answers_are_packed_for_readers_who_take_that(endpoint: Served) -> None:
    path = "/sparql?" + urlencode({"query": ROWS})
    plain = endpoint.send("GET", path, headers={"Accept-Encoding": "identity"})
    packed = endpoint.send("GET", path, headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    refused = endpoint.send("GET", path, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_the_dataset_of_the_request_replaces_that_of_the_query(endpoint: Served) -> None:
    curated = count(endpoint.ask(COUNT, **{"default-graph-uri": GRAPH_CURATED}))
    inferred = count(endpoint.ask(COUNT, **{"default-graph-uri": GRAPH_INFERRED}))
    own = COUNT.replace(" {", f" FROM <{GRAPH_CURATED}> {{")
    assert count(endpoint.ask(own)) == curated
    assert count(endpoint.ask(own, **{"default-graph-uri": GRAPH_INFERRED})) == inferred
    pairs = [
        ("query", COUNT),
        ("default-graph-uri", GRAPH_CURATED),
        ("default-graph-uri", GRAPH_INFERRED),
    ]
    both = endpoint.send("GET", "/sparql?" + urlencode(pairs))
    assert max(curated, inferred) < count(both) <= curated + inferred
    posted = endpoint.post(urlencode(pairs).encode(), "application/x-www-form-urlencoded")
    assert count(posted) == count(both)
    direct = endpoint.send(
        "POST",
        "/sparql?" + urlencode(pairs[1:]),
        COUNT.encode(),
        {"Content-Type": "application/sparql-query"},
    )
    assert count(direct) == count(both)


def test_named_graphs_of_the_request_are_all_there_is(endpoint: Served) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(endpoint.ask(query)) > 5
    assert count(endpoint.ask(query, **{"named-graph-uri": GRAPH_CURATED})) == 1
    assert count(endpoint.ask(COUNT, **{"named-graph-uri": GRAPH_CURATED})) == 0


def test_a_graph_that_is_not_here_is_empty_and_not_fetched(endpoint: Served) -> None:
    assert count(endpoint.ask(COUNT, **{"default-graph-uri": "https://example.org/none"})) == 0


def test_a_graphs_name_that_is_no_iri_is_told(endpoint: Served) -> None:
    reply = endpoint.ask(COUNT, **{"default-graph-uri": "no iri"})
    assert (reply.status, json.loads(reply.body)["where"]) == (400, "no iri")


def test_japanese_may_be_raw_in_the_address(endpoint: Served) -> None:
    query = 'SELECT (STRLEN("再掲") AS ?n) {}'
    encoded = endpoint.send("GET", "/sparql?query=" + quote(query))
    assert count(encoded) == 2
    # As curl sends what was typed: the request line in UTF-8.
    path = "/sparql?query=" + query.replace(" ", "+").replace('"', "%22")
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=60) as peer:
        peer.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        raw = b"".join(iter(lambda: peer.recv(1 << 16), b""))
    assert raw.endswith(encoded.body)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/sparql?query=ASK{}&query=ASK{}", None, {}, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 403),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("POST", "/sparql", b"query=ASK{}", {}, 415),
        ("POST", "/sparql", b"ASK{}", {"Content-Type": "text/plain"}, 415),
        (
            "POST",
            "/sparql",
            b"ASK{}",
            {"Content-Type": "application/sparql-query;charset=utf-16"},
            415,
        ),
        ("POST", "/sparql", b"", {"Content-Type": FORM}, 400),
        ("POST", "/sparql", b"query=ASK{}&query=ASK{}", {"Content-Type": FORM}, 400),
        ("POST", "/sparql", b"update=CLEAR+ALL", {"Content-Type": FORM}, 403),
        ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403),
        (
            "POST",
            "/sparql?query=ASK{}",
            b"ASK{}",
            {"Content-Type": "application/sparql-query"},
            400,
        ),
        ("POST", "/sparql", b"a=1&" * 2000, {"Content-Type": FORM}, 400),
    ],
)
def test_a_request_against_the_protocol_is_told_what_to_change(
    endpoint: Served,
    method: str,
    path: str,
    body: bytes | None,
    headers: Mapping[str, str],
    status: int,
) -> None:
    reply = endpoint.send(method, path, body, headers)
    assert (reply.status, reply.media_type) == (status, "application/problem+json")
    told = json.loads(reply.body)
    assert told["status"] == status
    assert told["title"]
    assert told["type"].startswith("/query#")
    assert reply.headers["access-control-allow-origin"] == "*"


def test_a_query_that_does_not_parse_is_told_with_its_place(endpoint: Served) -> None:
    told = json.loads(endpoint.ask("SELECT * {\n  ?s ?p ?o .\n  ?s ?p }\n").body)
    assert told["where"] == "3行9字目 line 3, column 9: ?s ?p }"
    assert "SPARQL 1.1" in told["fix"]


def test_a_forgotten_prefix_is_offered_to_copy(endpoint: Served) -> None:
    told = json.loads(endpoint.ask("SELECT * { ?s a mpo:Project ; skos:prefLabel ?n }").body)
    assert "PREFIX mpo: <https://w3id.org/seisaku-kg/ontology#>" in told["fix"]
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in told["fix"]
