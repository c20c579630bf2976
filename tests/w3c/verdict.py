"""Whether the product does what a test of the suites wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from tests.w3c.answer import Answer, find_difference, read_values
from tests.w3c.engine import find_answer, get_query, is_ordered
from tests.w3c.exceptions import load_unordered
from tests.w3c.manifest import ACCEPTED, EVALUATED, REJECTED, Entry, read_text
from tests.w3c.results import read_answer

#: Asks an engine the query of a test. Raises QueryError where there is no answer.
Asked = Callable[[Entry], Answer]


class Verdict(NamedTuple):
    """Whether a test passes, whether only by the values of numbers and times, and why not."""

    passed: bool
    by_value: bool = False
    why: str = ""


def judge(entry: Entry, ask: Asked = find_answer) -> Verdict:
    """Run a test of queries, by default over the engine in this process."""
    if entry.kind in EVALUATED:
        return _judge_answer(entry, ask, entry.short not in load_unordered())
    if entry.kind in ACCEPTED:
        return _judge_accepted(entry, ask)
    assert entry.kind in REJECTED, f"{entry}: a {entry.kind} is no test of queries"
    return _judge_rejected(entry, ask)


def _judge_answer(entry: Entry, ask: Asked, settled: bool) -> Verdict:
    try:
        found = ask(entry)
    except QueryError as error:
        return Verdict(False, why=str(error))
    wanted = read_answer(entry.result)
    ordered = settled and is_ordered(entry.action)
    difference = find_difference(found, wanted, ordered=ordered, lax=entry.lax)
    if not difference:
        return Verdict(True)
    ours, theirs = read_values(found), read_values(wanted)
    if not find_difference(ours, theirs, ordered=ordered, lax=entry.lax):
        return Verdict(True, by_value=True)
    return Verdict(False, why=difference)


def _judge_accepted(entry: Entry, ask: Asked) -> Verdict:
    try:
        ask(entry)
    except QueryError as error:
        return Verdict(False, why=str(error))
    return Verdict(True)


def _judge_rejected(entry: Entry, ask: Asked) -> Verdict:
    """The engine has to find the fault: that our guard refuses a query for a reason of its own,
    which it may, does not count.
    """
    try:
        ox.Store().query(get_query(entry))
    except SyntaxError:
        pass
    else:
        return Verdict(False, why=f"the engine takes it: {read_text(entry.action)}")
    try:
        ask(entry)
    except QueryError:
        return Verdict(True)
    return Verdict(False, why="no QueryError")
