"""An external engine as strangers meet it: the standards' formats, and no part of an answer."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import replace
from io import BytesIO

import pytest

from kg.errors import KgError, QueryError
from kg.store.asking import Question
from kg.store.limits import Limits
from kg.store.query_errors import BusyError, LimitError, NotAcceptableError, RefusedError
from kg.store.remote_answers import RemoteAnswers
from tests.store.stub_server import JSON, ROWS, TRIPLES, Received, Stub, make_answer, say, serve

SELECT = "SELECT ?s { ?s ?p ?o }"
NT = "application/n-triples"
FORMS = {"solutions": "csv", "boolean": "json", "triples": "ttl"}


def answer(stub: Stub, query: str, limits: Limits | None = None, **given: object) -> bytes:
    question = Question(query, **{"forms": FORMS, **given})  # type: ignore[arg-type]
    file = BytesIO()
    RemoteAnswers(stub.store().endpoint, limits or Limits()).answer(question, file)
    return file.getvalue()


def test_rows_truth_and_triples_come_in_the_form_that_is_wanted() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        assert answer(stub, SELECT) == b"s\r\nurn:a\r\nurn:b\r\n"
    with serve(say(make_answer(b'{"head":{},"boolean":true}'))) as stub:
        assert json.loads(answer(stub, "ASK {}"))["boolean"] is True
    with serve(say(make_answer(TRIPLES, NT))) as stub:
        assert b"<urn:a> <urn:p> <urn:b> , <urn:c>" in answer(stub, "CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_stranger_declares_prefixes_and_names_graphs_himself() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        answer(stub, SELECT, default_graphs=("urn:g",), named_graphs=("urn:h", "urn:i"))
        answer(stub, "SELECT ?s { ?s a mpo:Body }")
        named, plain = (one.fields for one in stub.received)
    assert named["default-graph-uri"] == ["urn:g"]
    assert named["named-graph-uri"] == ["urn:h", "urn:i"]
    assert plain == {"query": ["SELECT ?s { ?s a mpo:Body }"]}


def test_values_and_repeats_are_mended_on_the_way() -> None:
    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    row = {"s": {"type": "typed-literal", "datatype": boolean, "value": "1"}}
    body = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [row, row]}}).encode()
    with serve(say(make_answer(body))) as stub:
        assert answer(stub, "SELECT DISTINCT ?s { ?t ?p ?s }") == b"s\r\ntrue\r\n"
        assert answer(stub, "SELECT ?s { ?t ?p ?s }") == b"s\r\ntrue\r\ntrue\r\n"


@pytest.mark.parametrize(
    ("told", "query"),
    [
        (make_answer(ROWS[:-9]), SELECT),
        (make_answer(ROWS)[:-9], SELECT),
        (make_answer(TRIPLES[:-9], NT), "CONSTRUCT WHERE { ?s ?p ?o }"),
        (make_answer(b"", JSON), "ASK {}"),
    ],
)
def test_a_part_of_an_answer_is_an_error(told: bytes, query: str) -> None:
    def behave(connection: socket.socket, _: Received) -> None:
        connection.sendall(told)

    with serve(behave) as stub, pytest.raises(QueryError, match="breaks off"):
        answer(stub, query)


def test_limits_of_rows_and_bytes_hold_for_what_others_answer() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        with pytest.raises(LimitError) as caught:
            answer(stub, SELECT, replace(Limits(), rows=1))
        assert caught.value.limit == "rows"
        with pytest.raises(LimitError) as caught:
            answer(stub, SELECT, replace(Limits(), size=5))
        assert caught.value.limit == "size"
        with pytest.raises(NotAcceptableError):
            answer(stub, SELECT, forms={"solutions": None})


def test_what_is_refused_is_not_passed_on() -> None:
    with serve(say(make_answer(ROWS))) as stub:
        with pytest.raises(RefusedError):
            answer(stub, "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")
        assert stub.received == []


def test_who_finds_the_server_busy_is_told_so() -> None:
    asked, done = threading.Event(), threading.Event()

    def behave(_: object, __: Received) -> bytes:
        asked.set()
        done.wait(5)
        return make_answer(ROWS)

    with serve(behave) as stub:
        answers = RemoteAnswers(stub.store().endpoint, replace(Limits(), running=1, seconds=0.2))
        question = Question(SELECT, forms=FORMS)
        first = threading.Thread(target=answers.answer, args=(question, BytesIO()))
        first.start()
        assert asked.wait(5)
        with pytest.raises(BusyError):
            answers.answer(question, BytesIO())
        done.set()
        first.join()


def test_a_server_that_cannot_be_reached_is_an_error_that_says_so() -> None:
    with serve(say(b"")) as stub:
        stub.port = 1
        with pytest.raises(KgError, match="cannot be reached"):
            answer(stub, SELECT)
