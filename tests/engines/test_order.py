"""No answer depends on the order in which an engine gives rows that it was not asked to order."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest

from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Fact, Iri, Result, Term
from tests.engines.asked import ask, find_questions
from tests.engines.classes import CLASSES
from tests.engines.contract import NAMES
from tests.engines.things import find_held
from tests.questions.conftest import REAL

QUESTIONS = find_questions()
THINNED = 4


class ShuffledStore:
    """The embedded engine in a mood: rows come as they like where the query leaves it open."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store, self._random = store, Random(20261126)

    def select(self, query: str, **bindings: Term) -> Result:
        found = self._store.select(query, **bindings)
        if "ORDER BY" not in query:
            self._random.shuffle(found.rows)
        return found

    def find_facts(self, things: Iterable[Iri], property_: Iri | None = None) -> list[Fact]:
        return self._shuffle(self._store.find_facts(things, property_))

    def find_users(self, values: Iterable[Term], property_: Iri | None = None) -> list[Fact]:
        return self._shuffle(self._store.find_users(values, property_))

    def _shuffle(self, facts: list[Fact]) -> list[Fact]:
        self._random.shuffle(facts)
        return facts

    def construct(self, query: str, form: str) -> str:
        return self._store.construct(query, form)

    def run(self, query: str) -> Result | bool | str:
        return self._store.run(query)

    def describe(self, iri: Iri, form: str) -> str | None:
        return self._store.describe(iri, form)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return load_store(REAL.ttl)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_answered_the_same_whatever_the_order_of_rows(
    name: str, store: EmbeddedStore
) -> None:
    things = find_held(store).thin(THINNED)
    expected = ask(name, QUESTIONS[name], store, things)
    assert ask(name, QUESTIONS[name], ShuffledStore(store), things) == expected


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_what_asks_on_and_on_answers_the_same_whatever_the_order_of_rows(
    name: str, store: EmbeddedStore
) -> None:
    things = find_held(store).thin(THINNED)
    expected = list(CLASSES[name](store, things))
    assert list(CLASSES[name](ShuffledStore(store), things)) == expected
