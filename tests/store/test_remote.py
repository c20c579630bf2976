"""An external engine that misbehaves: never a part of an answer, always an error that says why."""

from __future__ import annotations

import socket

import pytest

from kg.errors import KgError, QueryError
from kg.store.endpoint import Dataset
from kg.store.query_errors import RefusedError
from kg.store.terms import Iri, Text
from tests.store.stub_server import JSON, ROWS, TRIPLES, Received, make_answer, say, serve

SELECT = "SELECT ?s { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
NT = "application/n-triples"
CLOSED = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n"


def find_error(answer: bytes, query: str = SELECT) -> KgError:
    """How a question fails when the server says this and closes."""

    def behave(connection: socket.socket, _: Received) -> None:
        connection.sendall(answer)

    with serve(behave) as stub, pytest.raises(KgError) as caught:
        stub.store().run(query)
    return caught.value


def chunk(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def test_rows_truth_and_triples_come_from_the_server() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        assert stub.store().select(SELECT).rows == [{"s": Iri("urn:a")}, {"s": Iri("urn:b")}]
    with serve(say(make_answer(b'{"head":{},"boolean":true}'))) as stub:
        assert stub.store().run("ASK {}") is True
    with serve(say(make_answer(TRIPLES, NT))) as stub:
        assert stub.store().construct(CONSTRUCT, "nt") == TRIPLES.decode()


def test_only_the_prefixes_that_a_query_lacks_are_sent_before_its_first_line() -> None:
    query = "PREFIX skos: <urn:x#>\nSELECT ?s { ?s a mpo:Body ; skos:prefLabel ?n } # oa:start"
    with serve(say(make_answer(ROWS))) as stub:
        stub.store().select(query)
        (sent,) = stub.received[0].fields["query"]
    assert sent == f"PREFIX mpo: <https://w3id.org/seisaku-kg/ontology#> {query}"
    assert stub.received[0].headers["accept"] == JSON


def test_graphs_are_named_beside_a_query_that_names_none() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        store = stub.store().limit_to(Dataset(("urn:all",), ("urn:g", "urn:h")))
        store.select(SELECT)
        store.select("SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
        store.select("SELECT ?s FROM <urn:g> { ?s ?p ?o }")
        plain, graph, own = (one.fields for one in stub.received)
    assert plain["default-graph-uri"] == graph["default-graph-uri"] == ["urn:all"]
    assert "named-graph-uri" not in plain
    assert graph["named-graph-uri"] == ["urn:g", "urn:h"]
    assert own.keys() == {"query"}


def test_a_bound_value_is_not_asked_for_but_stands_in_every_row() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        found = stub.store().select("SELECT ?o ?s { ?s ?p ?o }", o=Text("あ", "ja"))
        (sent,) = stub.received[0].fields["query"]
    assert " ".join(sent.split()) == 'SELECT ?s { ?s ?p "あ"@ja }'
    assert found.variables == ("o", "s")
    assert [row["o"] for row in found.rows] == ["あ", "あ"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(make_answer(ROWS)[:-20], id="a length that the body does not reach"),
        pytest.param(make_answer(ROWS[:-20]), id="half a JSON text with its own length"),
        pytest.param(make_answer(b""), id="an empty body"),
        pytest.param(CLOSED % JSON.encode() + ROWS[:-20], id="half a body without a length"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + chunk(ROWS),
            id="chunks without the last one",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + chunk(ROWS)[:-20],
            id="half a chunk",
        ),
        pytest.param(
            make_answer(ROWS, extra="X-SPARQL-MaxRows: 10000\r\n"), id="a row limit of Virtuoso"
        ),
        pytest.param(
            make_answer(ROWS, extra="X-SQL-State: S1TAT\r\nX-SQL-Message: RC...: time\r\n"),
            id="a time limit of Virtuoso",
        ),
    ],
)
def test_a_part_of_an_answer_is_no_answer(answer: bytes) -> None:
    error = find_error(answer)
    assert isinstance(error, QueryError)
    assert error.what == "答えが途中で切れました / the answer breaks off"
    assert error.where.startswith("http://127.0.0.1:")
    assert error.why


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(make_answer(TRIPLES[:-9], NT), id="half a line"),
        pytest.param(make_answer(TRIPLES[:-1], NT), id="a line without its end"),
        pytest.param(CLOSED % NT.encode() + TRIPLES, id="lines whose number nobody tells"),
    ],
)
def test_triples_that_may_be_a_part_are_no_answer(answer: bytes) -> None:
    assert find_error(answer, CONSTRUCT).what == "答えが途中で切れました / the answer breaks off"


def test_a_row_limit_that_virtuoso_keeps_to_itself_is_found_by_the_rows_behind_a_graph() -> None:
    def behave(_: socket.socket, received: Received) -> bytes:
        if received.headers["accept"] == NT:
            return make_answer(TRIPLES, NT, extra="Server: Virtuoso/07.20\r\n")
        return make_answer(ROWS, extra="X-SPARQL-MaxRows: 2\r\n")

    with serve(behave) as stub, pytest.raises(QueryError, match="X-SPARQL-MaxRows: 2"):
        stub.store().run(CONSTRUCT)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (make_answer(b"<html>", "text/html"), "came instead"),
        (make_answer(ROWS, "application/sparql-results+xml"), "came instead"),
        (make_answer(b"boom", "text/plain", "500 Oops"), "the server cannot answer (500)"),
        (make_answer(b"slow", "text/plain", "503 Busy"), "the server cannot answer (503)"),
        (make_answer(b"", "text/plain", "404 None"), "the server cannot answer (404)"),
        (make_answer(ROWS, JSON, "206 Partial"), "the server cannot answer (206)"),
        (make_answer(b"", JSON, "403 No"), "refused by the server (403)"),
        (make_answer(b"", JSON, "401 No"), "refused by the server (401)"),
        (
            make_answer(b"", JSON, "302 Found", "Location: http://127.0.0.1:1/\r\n"),
            "points elsewhere (302)",
        ),
        (b"hello\r\n\r\n", "cannot be reached"),
        (b"", "cannot be reached"),
    ],
)
def test_any_other_answer_is_an_error_that_says_what_came(answer: bytes, what: str) -> None:
    error = find_error(answer)
    assert what in error.what
    assert error.where.startswith("http://127.0.0.1:")


def test_a_redirect_is_told_but_not_followed() -> None:
    with serve(say(make_answer(ROWS))) as other:
        place = f"Location: http://127.0.0.1:{other.port}/\r\n"
        error = find_error(make_answer(b"", JSON, "307 There", place))
        assert other.received == []
    assert error.why == f"http://127.0.0.1:{other.port}/"


def test_what_the_server_cannot_parse_is_told_with_its_words() -> None:
    error = find_error(make_answer(b"<p>error at 1:3: expected</p>", "text/html", "400 Bad"))
    assert isinstance(error, QueryError)
    assert error.what == "問い合わせを解釈できません / the query does not parse"
    assert error.why == "error at 1:3: expected"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "DROP ALL",
        "SELECT (<bif:http_get>('http://127.0.0.1:1/') AS ?x) {}",
        "PREFIX f: <bif:> SELECT (f:http_get('http://127.0.0.1:1/') AS ?x) {}",
        "SELECT (`SQL` AS ?x) {}",
    ],
)
def test_what_reaches_outside_is_refused_before_it_is_sent(query: str) -> None:
    with serve(say(make_answer(ROWS))) as stub:
        with pytest.raises(RefusedError):
            stub.store().run(query)
        assert stub.received == []


@pytest.mark.parametrize("query", ["", "x", 'DEFINE get:soft "soft" SELECT * {}', "PREFIX a: <b>"])
def test_what_begins_like_no_query_is_not_sent(query: str) -> None:
    with serve(say(make_answer(ROWS))) as stub:
        with pytest.raises(QueryError) as caught:
            stub.store().run(query)
        assert stub.received == []
    assert caught.value.what == "問い合わせを解釈できません / the query does not parse"


def test_a_query_of_another_kind_is_refused() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        with pytest.raises(QueryError, match="not a SELECT query"):
            stub.store().select("ASK {}")
        with pytest.raises(QueryError, match="not a CONSTRUCT query"):
            stub.store().construct(SELECT, "nt")
