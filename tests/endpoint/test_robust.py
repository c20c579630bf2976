"""What ends, hangs up or dawdles: the endpoint goes on, and nothing of it stays behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.endpoint.served import Served, find_processes, serve
from tests.questions.conftest import REAL

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROWS = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(REAL.root, {"KG_QUERY_SECONDS": "20", "KG_QUERY_RUNNING": "4"}) as served:
        yield served


def find_children(pid: int) -> list[int]:
    return sorted(find_processes(pid, depth=1) - {pid})


def find_named(parent: int, word: str) -> list[int]:
    """The children of a process whose command line holds a word."""
    return [
        pid
        for pid in find_children(parent)
        if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    ]


def find_keeper(served: Served) -> int:
    (keeper,) = find_named(served.process.pid, "kg.store.pool")
    return keeper


def wait_for(deed: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not deed():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.05)


def is_replaced(served: Served, supervisor: int) -> bool:
    return supervisor not in find_children(find_keeper(served))


def answers(served: Served) -> bool:
    return served.ask("ASK {}").status == 200


def test_a_supervisor_that_is_killed_is_replaced_again_and_again(served: Served) -> None:
    for _ in range(4):
        (supervisor,) = find_children(find_keeper(served))
        os.kill(supervisor, signal.SIGKILL)
        wait_for(partial(is_replaced, served, supervisor))
        wait_for(lambda: answers(served))


def test_a_worker_of_the_pool_that_is_killed_is_replaced(served: Served) -> None:
    (supervisor,) = find_children(find_keeper(served))
    for worker in find_children(supervisor):
        os.kill(worker, signal.SIGKILL)
    wait_for(lambda: answers(served))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_of_the_server_that_ends_takes_nothing_with_it(
    served: Served, number: signal.Signals
) -> None:
    keeper = find_keeper(served)
    pages = find_named(served.process.pid, "serve")
    assert len(pages) == 2
    os.kill(pages[0], number)
    wait_for(lambda: pages[0] not in find_children(served.process.pid))
    for _ in range(6):
        wait_for(lambda: answers(served))
    assert find_keeper(served) == keeper


def test_who_hangs_up_frees_the_place(served: Served) -> None:
    request = f"GET /sparql?query={quote(FOREVER)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(12):
        with socket.create_connection(("127.0.0.1", served.port)) as peer:
            peer.sendall(request)
            time.sleep(0.05)
    started = time.monotonic()
    assert answers(served)
    # Each of them would have run for 20 s, four at a time.
    assert time.monotonic() - started < 10


def test_peers_who_do_not_close_do_not_hold_up_the_site(served: Served) -> None:
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    peers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(100)]
    try:
        for peer in peers:
            peer.sendall(request)
        started = time.monotonic()
        assert served.send("GET", "/about").status == 200
        assert time.monotonic() - started < 15
    finally:
        for peer in peers:
            peer.close()


def test_half_a_request_is_given_up(served: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=40) as peer:
        peer.sendall(head + b"Content-Length: 500\r\n\r\nASK {}")
        assert peer.recv(1 << 16).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_is_cut_short_is_not_taken_for_a_query(served: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=40) as peer:
        peer.sendall(head + b"Content-Length: 500\r\n\r\nASK {}")
        peer.shutdown(socket.SHUT_WR)
        reply = b"".join(iter(lambda: peer.recv(1 << 16), b""))
    assert reply.startswith(b"HTTP/1.1 400 ")
    assert "途中で切れました" in reply.decode()


def test_if_none_match_star_tells_nothing_of_an_answer(served: Served) -> None:
    star = {"If-None-Match": "*"}
    assert served.send("GET", "/sparql?query=SELECT", headers=star).status == 400
    assert served.send("GET", "/sparql?query=ASK%7B%7D", headers=star).status == 200


def test_readers_who_do_not_read_are_counted(served: Served) -> None:
    request = f"GET /sparql?query={quote(ROWS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    peers = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(30)]
    try:
        for peer in peers:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.sendall(request)
        # Pages are still served, whatever becomes of further queries.
        assert served.send("GET", "/about").status == 200
    finally:
        for peer in peers:
            peer.close()
    wait_for(lambda: answers(served), 40)


def test_two_thousand_queries_leave_no_process_file_or_descriptor_behind(served: Served) -> None:
    def count_descriptors() -> int:
        found = find_processes(served.process.pid, depth=2)
        return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in found)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: answers(served), range(100)))
        before = count_descriptors()
        assert all(pool.map(lambda _: answers(served), range(2000)))
    wait_for(lambda: count_descriptors() <= before + 8)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_behind_when_it_is_ended(number: signal.Signals) -> None:
    with serve(REAL.root) as served:
        everyone = find_processes(served.process.pid, depth=5)
        folder = next(
            part
            for pid in everyone
            for part in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            if "kg-pool-" in part
        )
        os.kill(served.process.pid, number)
        served.process.wait(40)
        wait_for(lambda: not any(is_alive(pid) for pid in everyone), 40)
        wait_for(lambda: not Path(folder).exists())


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_graph_names_without_end_are_refused(served: Served) -> None:
    names = "&".join(f"default-graph-uri=urn:a{number}" for number in range(201))
    reply = served.send("GET", f"/sparql?query=ASK%7B%7D&{names}")
    assert (reply.status, json.loads(reply.body)["type"]) == (400, "/query#protocol")
