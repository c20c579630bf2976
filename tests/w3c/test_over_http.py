"""The W3C's suites over HTTP: the protocols, and every query test once more."""

from __future__ import annotations

import re

import pytest

from kg.errors import QueryError
from tests.w3c import graph_store, protocol
from tests.w3c.answer import find_difference
from tests.w3c.endpoint import PATH, ask_endpoint, make_asker, read_reply
from tests.w3c.engine import find
from tests.w3c.everything import judge_over_http
from tests.w3c.exceptions import load_reasons, load_reasons_over_http
from tests.w3c.manifest import EVALUATED, Entry, find_entries
from tests.w3c.results import convert, flatten
from tests.w3c.server import Client
from tests.w3c.verdict import Verdict, judge

_ROWS = {
    "application/sparql-results+json": False,
    "application/sparql-results+xml": False,
    "text/tab-separated-values": False,
    "text/csv": True,
}
_RESULT_SUITES = ("sparql11/csv-tsv-res", "sparql11/json-res")


def check(entry: Entry, verdict: Verdict, reasons: dict[str, str]) -> None:
    """Hold that a test passes, or that it is listed and does not."""
    if (reason := reasons.get(entry.short)) is None:
        assert verdict.passed, f"{entry}\n{entry.comment}\n{verdict.why}"
    else:
        assert not verdict.passed, f"passes now: take it out of exceptions.toml ({reason})"


def test_the_endpoint_answers_a_query_as_the_suite_says(
    evaluated: Entry, suites_site: Client
) -> None:
    check(evaluated, judge(evaluated, make_asker(suites_site)), load_reasons_over_http())


def test_a_request_is_answered_as_the_suite_says(requested: Entry, protocol_site: Client) -> None:
    check(requested, judge_over_http(requested, protocol_site), load_reasons())


def test_a_request_that_would_change_the_graph_is_refused_and_says_so(
    protocol_site: Client,
) -> None:
    for case in protocol.load_cases().values():
        if case.test.startswith("update_"):
            headers = dict(case.headers)
            reply = protocol_site.send(case.method, PATH, case.address, headers, case.body)
            assert (reply.status, reply.media_type) == (403, "application/problem+json")
    for request in graph_store.load_requests().values():
        if request.method not in ("GET", "HEAD"):
            reply = protocol_site.send(
                request.method, graph_store.PATH, request.parameters, {}, request.body
            )
            assert reply.status in (403, 405), request.test


def test_the_cases_are_the_tests_of_the_suite_each_once() -> None:
    tests = {entry.short.partition("#")[2] for entry in find_entries(frozenset({"ProtocolTest"}))}
    assert protocol.load_cases().keys() == tests


def test_the_page_of_the_graph_store_tells_as_many_requests_as_there_are_cases() -> None:
    told = re.findall(r"^-+ Request \((.*)\) -+$", graph_store.read_page(), re.MULTILINE)
    assert len(told) == len(graph_store.load_requests())


@pytest.mark.parametrize("media_type", _ROWS)
def test_the_rows_of_the_result_suites_are_the_same_in_every_format(
    media_type: str, suites_site: Client
) -> None:
    entries = [entry for entry in find_entries(EVALUATED) if entry.group in _RESULT_SUITES]
    assert len(entries) == 10
    for entry in entries:
        wanted = convert(find(entry))
        reply = ask_endpoint(suites_site, entry, media_type)
        if wanted.boolean is not None and media_type.startswith("text/"):
            assert reply.status == 406
            with pytest.raises(QueryError):
                read_reply(reply)
            continue
        assert reply.media_type == media_type
        wanted = flatten(wanted) if _ROWS[media_type] else wanted
        assert not find_difference(read_reply(reply), wanted, ordered=False), entry
