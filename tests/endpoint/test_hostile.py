"""Hostile queries over a real socket: none outlives its deadline or takes anything down."""

from __future__ import annotations

import json
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.endpoint.hostile import BODIES, FAR, OUTSIDE, PRODUCTS, QUERIES
from tests.endpoint.served import Reply, Served, find_processes, serve
from tests.questions.conftest import REAL

SECONDS = 1.0
#: Beyond the deadline, for a machine that does other work at the same time.
GRACE = 8.0
CHEAP = "SELECT ?s { ?s a <https://w3id.org/seisaku-kg/ontology#Project> } LIMIT 5"
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    settings = {
        "KG_QUERY_SECONDS": f"{SECONDS:g}",
        "KG_QUERY_ROWS": "100000",
        "KG_QUERY_BYTES": f"{64 * MEBIBYTE}",
        "KG_QUERY_MEMORY": f"{512 * MEBIBYTE}",
    }
    with serve(REAL.root, settings) as served:
        yield served


class Listener:
    """Counts who connects to it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.seen = 0
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                peer, _address = self._socket.accept()
            except OSError:
                return
            self.seen += 1
            peer.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def ask(served: Served, query: str, listener: Listener) -> Reply:
    text = query.replace(FAR, FAR.format(port=listener.port))
    return served.post(text.encode())


def find_servers(served: Served) -> set[int]:
    """The processes that must never end: gunicorn's, and of the pool the keeper and supervisor.

    The workers of the pool, which are made to end, are one step further down.
    """
    return find_processes(served.process.pid, depth=2)


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(QUERIES) + len(BODIES) >= 60


@pytest.mark.parametrize("name", QUERIES)
def test_each_is_answered_by_its_deadline(name: str, served: Served, listener: Listener) -> None:
    before = find_servers(served)
    started = time.monotonic()
    reply = ask(served, QUERIES[name], listener)
    assert time.monotonic() - started < SECONDS + GRACE
    assert reply.status in (200, 400, 403, 503), reply.body
    if reply.status == 200:
        # A whole answer: it names its variables, or it is Turtle, and its end is there.
        assert reply.media_type == "text/turtle" or json.loads(reply.body)
    else:
        assert reply.media_type == "application/problem+json"
        problem = json.loads(reply.body)
        assert problem["title"]
        assert problem["status"] == reply.status
        assert "Traceback" not in reply.body.decode()
    assert find_servers(served) == before
    assert listener.seen == 0
    assert served.ask(CHEAP).status == 200


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_reaches_outside(name: str, served: Served, listener: Listener) -> None:
    reply = ask(served, OUTSIDE[name], listener)
    if name.startswith(("FROM", "GRAPH")) and "file" not in name:
        assert reply.status == 200
        assert json.loads(reply.body)["results"]["bindings"] == []
    else:
        # What may be a comment or an expression is refused as it stands.
        assert reply.status == (400 if "false comment" in name else 403)
    assert listener.seen == 0


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_in_words(name: str, served: Served) -> None:
    before = find_servers(served)
    reply = served.post(BODIES[name])
    assert reply.status in (400, 413), reply.body
    assert reply.media_type == "application/problem+json"
    assert find_servers(served) == before


def measure(served: Served, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        assert served.ask(CHEAP).status == 200
        times.append(time.perf_counter() - started)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def test_a_cheap_query_stays_quick_meanwhile(served: Served, listener: Listener) -> None:
    measure(served, 20)
    idle = p95(measure(served, 100))
    queries = list(PRODUCTS.values())[:8]
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(ask, served, query, listener) for query in queries]
        time.sleep(0.7)
        busy: list[float] = []
        while not all(one.done() for one in running) and len(busy) < 100:
            busy += measure(served, 1)
    assert len(busy) > 10
    # Two cores, eight runaways: without their lower priority it would wait for its turn.
    assert p95(busy) < max(20 * idle, 0.25), (idle, p95(busy))
