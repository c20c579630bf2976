"""Statements and names made by hand, and facts as short tuples to compare."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.named.events import find_events
from kg.named.fact_reading import read_statements
from kg.named.facts import find_facts
from kg.named.name import Name
from kg.named.renaming import find_renamings
from kg.named.statements import Statement
from kg.records import EventRecord, Subject, SubjectKind, Thing, ThingFact

#: A name as given by hand: its kind, its printed form, and the thing's name where it differs.
Given = tuple[str, str] | tuple[str, str, str]
Fact = tuple[str, str, str]

CITY = Thing("municipality", "みどり市")
NODE = (Subject(SubjectKind.NODE, path=("1",)),)


def load_habits(section: str) -> list[Any]:
    """The invented sentences of facts_habits.toml with what is expected of them, as parameters."""
    path = Path(__file__).with_name("facts_habits.toml")
    return [
        pytest.param(
            case["texts"],
            case.get("labels", 0),
            [tuple(name) for name in case["names"]],
            case["expected"],
            id=case["texts"][-1][:40],
        )
        for case in tomllib.loads(path.read_text(encoding="utf-8"))[section]
    ]


def make_statements(
    texts: Iterable[str], subjects: tuple[Subject, ...] = NODE, *, labels: int = 0
) -> list[Statement]:
    """Statements one after another in a source, the first `labels` of them titles."""
    statements: list[Statement] = []
    start = 0
    for index, text in enumerate(texts):
        offsets = tuple(range(start, start + len(text)))
        statements.append(Statement(text, offsets, index < labels, subjects))
        start += len(text) + 1
    return statements


def name_all(statements: Sequence[Statement], given: Sequence[Given]) -> list[list[Name]]:
    """Where the given names stand, the longest first and none inside another."""
    return [_name(statement.text, given) for statement in statements]


def name_long(text: str, given: Sequence[Given]) -> list[Name]:
    """The same in a long text, where no given name holds another."""
    kinds = {printed: kind for kind, printed, *_ in given}
    pattern = "|".join(map(re.escape, kinds)) or r"(?!)"
    return [
        Name(Thing(kinds[found.group()], found.group()), *found.span())
        for found in re.finditer(pattern, text)
    ]


def _name(text: str, given: Sequence[Given]) -> list[Name]:
    taken = [False] * len(text)
    found: list[Name] = []
    for kind, printed, *rest in sorted(given, key=lambda one: -len(one[1])):
        thing = Thing(kind, rest[0] if rest else printed)
        start = text.find(printed)
        while start >= 0:
            end = start + len(printed)
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append(Name(thing, start, end, short=bool(rest)))
            start = text.find(printed, end)
    return sorted(found, key=lambda name: name.start)


def flatten(facts: Iterable[ThingFact]) -> set[Fact]:
    """Facts as (thing, predicate, value)."""
    return {
        (
            fact.thing.name,
            fact.predicate,
            fact.value.name if isinstance(fact.value, Thing) else fact.value,
        )
        for fact in facts
    }


def read_facts(texts: Iterable[str], given: Sequence[Given], *, labels: int = 0) -> set[Fact]:
    """The facts that texts of one node state."""
    statements = make_statements(texts, labels=labels)
    return flatten(
        find_facts(read_statements(statements, name_all(statements, given), CITY, "平成"), CITY)
    )


def read_renamings(
    texts: Iterable[str], given: Sequence[Given], *, labels: int = 0
) -> set[tuple[str, str, int | None]]:
    """The renamings that texts of one node state: old, new, since."""
    statements = make_statements(texts, labels=labels)
    found = find_renamings(read_statements(statements, name_all(statements, given), None, "平成"))
    assert all(fact.predicate == "dct:isReplacedBy" for fact in found)
    return {
        (fact.thing.name, fact.value.name, fact.since)
        for fact in found
        if isinstance(fact.value, Thing)
    }


def read_events(
    texts: Iterable[str], given: Sequence[Given], *, labels: int = 0
) -> list[EventRecord]:
    """The events that texts of one node tell of."""
    statements = make_statements(texts, labels=labels)
    return find_events(read_statements(statements, name_all(statements, given), None, "平成"))


def sum_up(event: EventRecord) -> dict[str, object]:
    """What an event says, without where it says it."""
    said = {
        "label": event.label,
        "planned": event.planned,
        "time": event.time.lexical if event.time else None,
        "number": event.number,
        "sessions": event.sessions,
        "of": event.of.name if event.of else None,
        "description": event.description,
        "approximate": event.approximate or None,
        "part": event.part_of is not None or None,
        "names": event.names or None,
    }
    return {key: value for key, value in said.items() if value is not None}
