"""Each limit by itself, over a real socket: named in the error, with its value and what to do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.endpoint.served import Reply, Served, serve
from tests.questions.conftest import REAL

SETTINGS = {
    "KG_QUERY_SECONDS": "1.5",
    "KG_QUERY_ROWS": "1000",
    "KG_QUERY_BYTES": "400000",
    "KG_QUERY_MEMORY": str(200 << 20),
    "KG_QUERY_TEXT": "5000",
    "KG_QUERY_RUNNING": "3",
    "KG_QUERY_WAITING": "2",
}
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: Some hundred bytes a row.
WIDE = "SELECT * { ?s ?p ?o BIND(?s AS ?t) BIND(?s AS ?u) BIND(?s AS ?v) } LIMIT 1000"
LARGE = (
    "SELECT (COUNT(DISTINCT ?x) AS ?n)"
    " { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?d), STR(?c), STR(?f)) AS ?x) }"
)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(REAL.root, SETTINGS) as served:
        yield served


def read(reply: Reply) -> dict[str, object]:
    assert reply.media_type == "application/problem+json", reply.body
    told: dict[str, object] = json.loads(reply.body)
    assert told["fix"]
    assert told["type"] == "/query#limits"
    return told


def test_seconds(served: Served) -> None:
    reply = served.ask(FOREVER)
    told = read(reply)
    assert (reply.status, told["limit"], told["value"]) == (503, "seconds", 1.5)
    assert told["title"] == "1.5秒以内に答えが出ませんでした / no answer within 1.5 s"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_to_the_very_row(served: Served, form: str) -> None:
    query = "SELECT ?p { ?s ?p ?o } LIMIT "
    assert served.ask(query + "1000", format=form).status == 200
    reply = served.ask(query + "1001", format=form)
    told = read(reply)
    assert (reply.status, told["limit"], told["value"]) == (503, "rows", 1000)


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_triples_to_the_very_triple(served: Served, form: str) -> None:
    query = "CONSTRUCT { ?x <urn:a#p> ?n } WHERE { ?x <http://www.w3.org/ns/oa#start> ?n } LIMIT "
    assert served.ask(query + "1000", format=form).status == 200
    told = read(served.ask(query + "1001", format=form))
    assert told["limit"] == "rows"


def test_bytes(served: Served) -> None:
    reply = served.ask(WIDE)
    told = read(reply)
    assert (reply.status, told["limit"], told["value"]) == (503, "size", 400_000)


def test_memory(served: Served) -> None:
    reply = served.ask(LARGE)
    told = read(reply)
    assert reply.status == 503
    # On a slow machine the time is up before the memory is used.
    assert told["limit"] in ("memory", "seconds")


def test_memory_of_all_together() -> None:
    settings = {
        "KG_QUERY_SECONDS": "20",
        "KG_QUERY_MEMORY": str(2 << 30),
        "KG_QUERY_ALL_MEMORY": str(250 << 20),
    }
    with serve(REAL.root, settings) as served, ThreadPoolExecutor(3) as pool:
        replies = list(pool.map(lambda _: served.ask(LARGE), range(3)))
        told = [read(reply) for reply in replies]
        # The largest is ended first; the last may have the memory to itself until its time is up.
        assert [one["limit"] for one in told].count("memory") >= 2
        assert served.ask("ASK {}").status == 200


def test_text_of_the_query(served: Served) -> None:
    assert served.post(b"ASK {}" + b" " * 4_994).status == 200
    reply = served.post(b"ASK {}" + b" " * 4_995)
    assert (reply.status, read(reply)["limit"]) == (413, "text")


def test_depth_and_operators(served: Served) -> None:
    assert read(served.ask("ASK " + "{" * 101 + "}" * 101))["limit"] == "depth"
    assert read(served.ask("ASK { FILTER(" + "!" * 1001 + "true) }"))["limit"] == "steps"


def test_more_than_may_run_wait_or_come_again(
    served: Served,
) -> None:
    with ThreadPoolExecutor(9) as pool:
        replies = list(pool.map(lambda _: served.ask(FOREVER), range(9)))
    kinds = [json.loads(reply.body)["type"] for reply in replies]
    assert {reply.status for reply in replies} == {503}
    assert kinds.count("/query#busy") >= 3
    busy = next(reply for reply in replies if b"#busy" in reply.body)
    assert busy.headers["retry-after"] == "5"
    assert served.ask("ASK {}").status == 200


def test_who_hangs_up_frees_the_place(served: Served) -> None:
    def give_up() -> None:
        with pytest.raises(OSError, match="timed out"):
            served.send("GET", "/sparql?query=" + FOREVER.replace(" ", "+"), timeout=0.2)

    threads = [threading.Thread(target=give_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    started = time.monotonic()
    assert served.ask("ASK {}").status == 200
    assert time.monotonic() - started < 10


def test_an_answer_at_a_limit_is_whole(served: Served) -> None:
    reply = served.ask("SELECT ?p { ?s ?p ?o } LIMIT 1000")
    assert len(json.loads(reply.body)["results"]["bindings"]) == 1000
    assert int(reply.headers["content-length"]) == len(reply.body)
