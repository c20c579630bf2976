"""The query tests of the W3C's suites, over the product's engine in this process."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store.asking import Question, ask
from tests.w3c.answer import find_difference, read_values
from tests.w3c.engine import find_answer, get_query
from tests.w3c.everything import find_every_entry
from tests.w3c.exceptions import (
    load_kinds,
    load_reasons,
    load_reasons_over_http,
    load_unordered,
)
from tests.w3c.manifest import Entry, load_entries
from tests.w3c.results import read_answer
from tests.w3c.verdict import judge


def check(entry: Entry) -> None:
    """Hold that a test passes, or that it is listed and does not."""
    verdict = judge(entry)
    if (reason := load_reasons().get(entry.short)) is None:
        assert verdict.passed, f"{entry}\n{entry.comment}\n{verdict.why}"
    else:
        assert not verdict.passed, f"passes now: take it out of exceptions.toml ({reason})"


def test_a_query_is_answered_as_the_suite_says(evaluated: Entry) -> None:
    check(evaluated)


def test_a_query_that_the_suite_calls_well_formed_is_understood(accepted: Entry) -> None:
    check(accepted)


def test_a_query_that_the_suite_calls_malformed_is_found_out(rejected: Entry) -> None:
    check(rejected)


def test_an_update_of_the_suite_is_refused(update: Entry) -> None:
    assert update.kind in load_kinds()
    with pytest.raises(QueryError):
        ask(ox.Store(), Question(get_query(update)))


def test_every_listed_test_is_one_of_the_suites() -> None:
    known = {entry.short for entry in find_every_entry()}
    assert (load_reasons_over_http().keys() | load_unordered().keys()) - known == set()
    assert load_kinds().keys() - {entry.kind for entry in find_every_entry()} == set()


def test_a_test_whose_order_is_left_open_differs_in_nothing_but_order() -> None:
    for entry in load_entries():
        if entry.short in load_unordered():
            found, wanted = read_values(find_answer(entry)), read_values(read_answer(entry.result))
            assert find_difference(found, wanted, ordered=True)
            assert not find_difference(found, wanted, ordered=False)
