"""The examples name what is there, and nothing that asks a store is without one."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.engines.asked import NO_QUESTIONS, find_classes, find_questions
from tests.engines.classes import CLASSES
from tests.engines.examples import SPECIAL


def test_every_class_that_asks_a_store_has_its_example() -> None:
    assert find_classes() == set(CLASSES)


@pytest.mark.parametrize("name", sorted({*NO_QUESTIONS, *SPECIAL}))
def test_what_is_named_by_hand_is_a_function_of_the_product(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(f"kg.questions.{module}"), function))


def test_questions_of_the_rooms_within_are_found_too() -> None:
    assert {"article.find_ordinance_of", "search.build.build_columns"} <= set(find_questions())
