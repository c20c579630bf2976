"""Answers that are kept: each read once, the last ones, and never more than so many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.questions.shared import Shared
from kg.store.terms import Iri

MOST = 16


def make_things(first: int, last: int) -> list[Iri]:
    return [Iri(f"urn:{number}") for number in range(first, last)]


class Reader:
    """Reads the length of names and tells what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[Iri]] = []

    def __call__(self, things: Iterable[Iri]) -> Mapping[Iri, int]:
        asked = list(things)
        self.asked.append(asked)
        return {thing: len(thing) for thing in asked}


def test_what_is_known_is_not_read_again() -> None:
    read = Reader()
    shared = Shared(read, MOST)
    things = make_things(0, 6)
    shared.prepare(things)
    assert [shared(thing) for thing in things] == [len(thing) for thing in things]
    shared.prepare([*things, *make_things(100, 105)])
    assert read.asked == [things, make_things(100, 105)]


def test_the_first_answers_go_when_there_are_too_many() -> None:
    read = Reader()
    shared = Shared(read, MOST)
    for thing in make_things(0, 10 * MOST):
        assert shared(thing) == len(thing)
    asked = len(read.asked)
    assert asked == 10 * MOST
    for thing in make_things(10 * MOST - MOST // 2, 10 * MOST):
        shared(thing)
    assert len(read.asked) == asked
    for thing in make_things(0, 9 * MOST):
        shared(thing)
    assert len(read.asked) == asked + 9 * MOST


def test_more_than_are_kept_are_answered_all_the_same() -> None:
    shared = Shared(Reader(), MOST)
    things = make_things(0, 5 * MOST)
    shared.prepare(things)
    assert [shared(thing) for thing in things] == [len(thing) for thing in things]
