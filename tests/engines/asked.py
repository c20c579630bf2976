"""Every question of the product, asked the same way of any engine.

The questions are found by reading `kg.questions`: each public function that takes a store first,
and each public class made of one. What a function is asked about goes by the names of its other
parameters (`things.find_about`); those that need more are written out in `examples.SPECIAL`, the
classes in `classes.CLASSES`. What neither covers fails the test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Final

import kg.questions
from kg.questions.evidence import Proofs
from kg.store.store import Store
from tests.engines.examples import SPECIAL, answer
from tests.engines.things import Things, find_about

#: What takes a store and asks it nothing of its own, with the reason.
NO_QUESTIONS: Final = {
    "document.prepare_documents": "keeps what others will ask for",
    "shared.keep": "keeps what the function that it is given has read",
    "shared.share": "keeps what the function that it is given has read",
    "shared.share_many": "keeps what the function that it is given has read",
}


def _find_modules() -> Iterator[tuple[str, ModuleType]]:
    prefix = f"{kg.questions.__name__}."
    for info in walk_packages(kg.questions.__path__, prefix):
        yield info.name.removeprefix(prefix), import_module(info.name)


def _takes_store(made: Callable[..., object]) -> bool:
    first = next(iter(inspect.signature(made).parameters.values()), None)
    return first is not None and first.annotation in ("Store", "Store | None")


def find_questions() -> dict[str, Callable[..., object]]:
    """The public functions that take a store first, by module and name."""
    return {
        f"{module}.{name}": function
        for module, loaded in _find_modules()
        for name, function in inspect.getmembers(loaded, inspect.isfunction)
        if function.__module__ == loaded.__name__
        and not name.startswith("_")
        and _takes_store(function)
        and f"{module}.{name}" not in NO_QUESTIONS
    }


def find_classes() -> set[str]:
    """The public classes that are made of a store, by module and name."""
    return {
        f"{module}.{name}"
        for module, loaded in _find_modules()
        for name, made in inspect.getmembers(loaded, inspect.isclass)
        if made.__module__ == loaded.__name__
        and not name.startswith("_")
        and "__init__" in vars(made)
        and _takes_store(made)
    }


def ask(name: str, function: Callable[..., object], store: Store, things: Things) -> list[object]:
    """All that a question answers about the things of a graph. Raises KeyError where none fits."""
    if name in SPECIAL:
        return list(SPECIAL[name](store, things))
    needed = [
        one.name
        for one in list(inspect.signature(function).parameters.values())[1:]
        if one.default is inspect.Parameter.empty
    ]
    if not needed:
        return [answer(function, store)]
    first, *more = needed
    if more not in ([], ["proofs"]) or not find_about(first, things):
        raise KeyError(name)
    proofs = [Proofs(store)] if more else []
    return [answer(function, store, value, *proofs) for value in find_about(first, things)]
