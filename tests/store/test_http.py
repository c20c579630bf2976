"""Requests to a server under a deadline: slow ones, kept connections, who we are."""

from __future__ import annotations

import os
import socket
import threading
import time
import warnings

import pytest

from kg.errors import KgError, QueryError
from kg.store.http import Sent
from kg.store.query_errors import LimitError
from tests.store.stub_server import JSON, ROWS, Received, make_answer, say, serve

SELECT = "SELECT ?s { ?s ?p ?o }"


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


def test_what_a_server_says_of_an_idle_connection_is_no_answer() -> None:
    told = threading.Event()

    def behave(connection: socket.socket, _: Received) -> bytes | None:
        if len(stub.received) > 2:
            return make_answer(ROWS)
        connection.sendall(make_answer(ROWS))
        # The next request is not waited for, as when a server's own time-out has passed.
        assert asked.wait(5)
        if len(stub.received) == 1:
            connection.sendall(make_answer(b"Resource temporarily unavailable", status="500 No"))
        connection.shutdown(socket.SHUT_RDWR)
        told.set()
        return None

    with serve(behave) as stub:
        store = stub.store()
        for connections in (1, 2, 3):
            asked, told = threading.Event(), threading.Event()
            assert len(store.select(SELECT).rows) == 2
            assert stub.connections == connections
            asked.set()
            assert connections == 3 or told.wait(5)
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


def test_a_server_that_refuses_before_it_has_read_all_is_heard() -> None:
    body = b"x" * 20_000_000
    refusal = make_answer(b"too large", "text/plain", "413 Too Large")

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(refusal)

        thread = threading.Thread(target=refuse)
        thread.start()
        with serve(say(b"")) as stub:
            stub.port = listener.getsockname()[1]
            assert stub.client().send(Sent("PUT", "/store", body)).status == 413
        thread.join()
