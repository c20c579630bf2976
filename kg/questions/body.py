"""A named body: what it is, and what it runs; and the list of all bodies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.appearance import Appearance, find_appearances
from kg.questions.describe import Description, describe
from kg.questions.evidence import Proofs
from kg.questions.identity import find_same_projects
from kg.questions.project import find_municipality
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class BodyEntry:
    """A body with how much it runs. `kind` is its `mpo:bodyKind`."""

    iri: Iri
    label: str
    kind: Word | None
    parent: Named | None
    count: Count


@dataclass(frozen=True)
class BodyAnswer:
    """A body with the rows that name it as the one who runs them, and the bodies under it."""

    entry: BodyEntry
    municipality: Named | None
    appearances: tuple[Appearance, ...]
    parts: tuple[BodyEntry, ...]
    description: Description


def find_bodies(store: Store) -> tuple[BodyEntry, ...]:
    """All bodies, those of one municipality together, in the order of their names."""
    first: dict[Iri, Row] = {}
    for row in store.select(get_query("bodies")).rows:
        first.setdefault(get_iri(row, "body"), row)
    rows: dict[Iri, list[PlacedRow]] = defaultdict(list)
    same = find_same_projects(store)
    for row in store.select(get_query("body-rows")).rows:
        rows[get_iri(row, "body")].append(read_placed(row, same))
    entries = [_read_entry(row, rows.get(body, [])) for body, row in first.items()]
    return tuple(sorted(entries, key=lambda entry: (entry.iri.split("/body/")[0], entry.label)))


def get_body(store: Store, body: Iri) -> BodyAnswer:
    """One body. Raises NotFoundError for what is none."""
    described = store.select(get_query("bodies"), body=body).rows
    if not described:
        raise NotFoundError(f"組織ではありません / not a body: {body}")
    rows = _find_rows(store, body)
    return BodyAnswer(
        entry=_read_entry(described[0], rows),
        municipality=find_municipality(store, body),
        appearances=find_appearances(store, body, Proofs(store)),
        parts=_find_parts(store, body),
        description=describe(store, body),
    )


def _find_parts(store: Store, body: Iri) -> tuple[BodyEntry, ...]:
    found: dict[Iri, BodyEntry] = {}
    for part in store.select(get_query("body-parts"), parent=body).rows:
        iri = get_iri(part, "body")
        found.setdefault(iri, _read_entry(part, _find_rows(store, iri)))
    return tuple(sorted(found.values(), key=lambda entry: entry.label))


def _read_entry(row: Row, rows: list[PlacedRow]) -> BodyEntry:
    kind = read_iri(row, "kind")
    return BodyEntry(
        get_iri(row, "body"),
        read_text(row, "label") or "",
        get_code(kind) if kind is not None and kind.startswith(MPO) else None,
        read_named(row, "parent"),
        count_rows(rows),
    )


def _find_rows(store: Store, body: Iri) -> list[PlacedRow]:
    same = find_same_projects(store)
    return [read_placed(row, same) for row in store.select(get_query("body-rows"), body=body).rows]
