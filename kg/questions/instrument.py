"""Instruments: ordinances, rules, plans, guidelines and whatever else is normative and named."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import MPO
from kg.questions.named import NamedEntry, find_named
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_named,
    collect_texts,
    group_rows,
    read_iri,
)
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class InstrumentEntry:
    """An instrument of the list. `makers` are who made it and who are parties to it."""

    entry: NamedEntry
    kinds: tuple[Word, ...]
    issued: tuple[str, ...]
    makers: tuple[Named, ...]


def find_instruments(store: Store) -> tuple[InstrumentEntry, ...]:
    """All instruments, those of one kind together, in the order of their names."""
    grouped = group_rows(store.select(get_query("instruments")).rows, "instrument")
    found: list[InstrumentEntry] = []
    for entry in find_named(store, Iri(MPO + "Instrument")):
        rows = grouped.get(entry.iri, [])
        kinds = sorted(collect(read_iri(row, "kind") for row in rows), key=_place)
        found.append(
            InstrumentEntry(
                entry,
                tuple(map(get_code, kinds)),
                collect_texts(rows, "issued"),
                collect_named(rows, "creator"),
            )
        )
    return tuple(sorted(found, key=order_by_kind))


def order_by_kind(one: InstrumentEntry) -> tuple[object, ...]:
    """A key that puts laws before ordinances before plans, what has no kind last."""
    kind = _place(one.kinds[0].iri) if one.kinds else len(_KINDS) + 1
    return kind, one.entry.label, one.entry.iri


def _place(kind: str) -> int:
    name = kind.removeprefix(MPO)
    return _KINDS.index(name) if name in _KINDS else len(_KINDS)


_KINDS = (
    "law",
    "ordinance",
    "regulation",
    "rule",
    "guideline",
    "policy",
    "plan",
    "outline",
    "agreement",
    "memorandum",
    "other",
)
