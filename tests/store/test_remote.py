"""An external engine that misbehaves: never a part of an answer, always an error that says why."""

from __future__ import annotations

import os
import socket
import threading
import time
import warnings

import pytest

from kg.errors import KgError, QueryError
from kg.store.endpoint import Dataset
from kg.store.http import Sent
from kg.store.query_errors import LimitError, RefusedError
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


def drip(connection: socket.socket, data: bytes, pause: float) -> None:
    for place in range(len(data)):
        connection.sendall(data[place : place + 1])
        time.sleep(pause)


@pytest.mark.parametrize("start", [0, 30, 120])
def test_a_server_that_drips_is_left_at_the_deadline(start: int) -> None:
    answer = make_answer(ROWS)

    def behave(connection: socket.socket, _: Received) -> None:
        connection.sendall(answer[:start])
        drip(connection, answer[start:], 0.05)

    with serve(behave) as stub:
        began = time.monotonic()
        with pytest.raises(LimitError) as caught:
            stub.store(seconds=0.3).select(SELECT)
        assert time.monotonic() - began < 1
    assert caught.value.limit == "seconds"
    assert "0.3 s" in caught.value.what


def test_a_server_that_says_nothing_is_left_at_the_deadline() -> None:
    done = threading.Event()

    def behave(_: socket.socket, __: Received) -> None:
        done.wait(5)

    with serve(behave) as stub:
        began = time.monotonic()
        with pytest.raises(LimitError):
            stub.store(seconds=0.2).select(SELECT)
        assert time.monotonic() - began < 1
        done.set()


def test_an_answer_is_read_to_the_limit_of_bytes_and_no_further() -> None:
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n" % JSON.encode()

    def behave(connection: socket.socket, _: Received) -> None:
        connection.sendall(endless)
        while True:
            connection.sendall(b" " * 65536)

    with serve(behave) as stub, pytest.raises(LimitError) as caught:
        stub.store(size=1_000_000).select(SELECT)
    assert caught.value.limit == "size"


def test_nobody_there_is_said_plainly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with serve(say(b"")) as stub:
        stub.port = port
        with pytest.raises(KgError) as caught:
            stub.store().select(SELECT)
    assert "the SPARQL server cannot be reached" in caught.value.what
    assert "refused" in caught.value.why


def test_a_connection_is_kept_and_one_that_aged_is_made_anew() -> None:
    def behave(_: socket.socket, __: Received) -> bytes | None:
        if len(stub.received) == 4:
            return None  # the third request on this connection finds it closed
        return make_answer(ROWS)

    with serve(behave) as stub:
        store = stub.store()
        for _ in range(3):
            store.select(SELECT)
        assert stub.connections == 1
        store.select(SELECT)
        assert stub.connections == 2
        assert len(stub.received) == 5
        store.close()


def test_an_answer_that_breaks_off_is_not_asked_for_again() -> None:
    def behave(connection: socket.socket, _: Received) -> bytes | None:
        if len(stub.received) == 1:
            return make_answer(ROWS)
        connection.sendall(make_answer(ROWS)[:-5])
        return None

    with serve(behave) as stub:
        store = stub.store()
        store.select(SELECT)
        with pytest.raises(QueryError, match="breaks off"):
            store.select(SELECT)
        assert len(stub.received) == 2


def test_threads_do_not_share_a_connection() -> None:
    barrier = threading.Barrier(4)

    def behave(_: socket.socket, __: Received) -> bytes:
        barrier.wait(5)
        return make_answer(ROWS)

    with serve(behave) as stub:
        store = stub.store()
        found: list[int] = []
        threads = [
            threading.Thread(target=lambda: found.append(len(store.select(SELECT).rows)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [2, 2, 2, 2]
        assert stub.connections == 4
        store.close()


def test_a_forked_process_makes_connections_of_its_own() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        store = stub.store()
        store.select(SELECT)
        with warnings.catch_warnings():
            # Python 3.12 warns of a fork beside threads; the child uses none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            code = 1
            try:
                code = 0 if len(store.select(SELECT).rows) == 2 else 1
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert stub.connections == 2
        store.select(SELECT)
        assert stub.connections == 2
        store.close()


@pytest.mark.parametrize(
    ("challenge", "begins"),
    [
        ('Basic realm="x"', "Basic dTpzZWNyZXQ="),
        ('Digest realm="x", nonce="n1", qop="auth", algorithm="MD5"', 'Digest username="u"'),
    ],
)
def test_a_server_learns_who_we_are_only_when_it_asks(challenge: str, begins: str) -> None:
    def behave(_: socket.socket, received: Received) -> bytes:
        if "authorization" not in received.headers:
            return make_answer(b"", JSON, "401 Who", f"WWW-Authenticate: {challenge}\r\n")
        return make_answer(ROWS)

    with serve(behave) as stub:
        client = stub.client(user="u")
        for _ in range(2):
            assert client.send(Sent("GET", "/sparql")).status == 200
        told = [one.headers.get("authorization", "") for one in stub.received]
        client.close()
    assert told[0] == ""
    assert [one.startswith(begins) for one in told] == [False, True, True]
    assert "secret" not in "".join(told)


def test_a_password_that_is_refused_is_not_tried_for_ever() -> None:
    def behave(_: socket.socket, __: Received) -> bytes:
        asked = f'WWW-Authenticate: Digest realm="x", nonce="{len(stub.received)}", qop="auth"\r\n'
        return make_answer(b"", JSON, "401 Who", asked)

    with serve(behave) as stub:
        assert stub.client(user="u").send(Sent("GET", "/sparql")).status == 401
        assert len(stub.received) == 2


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
