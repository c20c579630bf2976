"""A named body: what it is, and what it runs; and the list of all bodies."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.appearance import Appearance
from kg.questions.describe import Description, describe
from kg.questions.directory import make_order
from kg.questions.evidence import Evidence, Proofs
from kg.questions.identity import find_same_projects
from kg.questions.project import find_municipality
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    group_rows,
    make_short,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.scope_rows import find_scope_rows, read_page
from kg.questions.shared import keep
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class BodyEntry:
    """A body with how much it runs. `kind` is its `mpo:bodyKind`, `kana` how its name is read."""

    iri: Iri
    label: str
    kind: Word | None
    parent: Named | None
    count: Count
    kana: str = ""

    @property
    def sort(self) -> str:
        """The local name of its kind; empty for none."""
        return make_short(self.kind.iri) if self.kind is not None else ""


@dataclass(frozen=True)
class Run:
    """A project that a body is said to run, with what says so."""

    project: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class BodyAnswer:
    """A body with rows that name it as the one who runs them, and the bodies under it.

    `others` are projects that it is said to run although no row names it.
    """

    entry: BodyEntry
    municipality: Named | None
    appearances: tuple[Appearance, ...]
    others: tuple[Run, ...]
    parts: tuple[BodyEntry, ...]
    description: Description


def find_bodies(store: Store) -> tuple[BodyEntry, ...]:
    """All bodies, those of one municipality together, in the order of how they are read.

    They are found once.
    """
    return keep(store, _find_bodies)


def _find_bodies(store: Store) -> tuple[BodyEntry, ...]:
    first: dict[Iri, Row] = {}
    for row in store.select(get_query("bodies")).rows:
        first.setdefault(get_iri(row, "body"), row)
    rows = group_rows(store.select(get_query("body-rows")).rows, "body")
    same = find_same_projects(store)
    entries = [
        _read_entry(row, [read_placed(one, same) for one in rows.get(body, ())])
        for body, row in first.items()
    ]
    return tuple(sorted(entries, key=make_order))


def get_body(store: Store, body: Iri, first: int = 0, most: int | None = None) -> BodyAnswer:
    """One body, with at `most` so many of its rows from the `first` on.

    Raises NotFoundError for what is none.
    """
    described = store.select(get_query("bodies"), body=body).rows
    if not described:
        raise NotFoundError(f"組織ではありません / not a body: {body}")
    rows = find_scope_rows(store, body)
    return BodyAnswer(
        entry=_read_entry(described[0], rows),
        municipality=find_municipality(store, body),
        appearances=read_page(store, rows, first, most).appearances,
        others=_find_others(store, body, {row.project for row in rows}),
        parts=_find_parts(store, body),
        description=describe(store, body),
    )


def _find_others(store: Store, body: Iri, listed: Set[Iri]) -> tuple[Run, ...]:
    found = group_rows(store.select(get_query("body-projects"), body=body).rows, "project")
    proofs, same = Proofs(store), find_same_projects(store)
    runs = [
        Run(named, proofs.find(collect(read_iri(row, "proof") for row in own)))
        for project, own in found.items()
        if same.get(project, project) not in listed
        and (named := read_named(own[0], "project")) is not None
    ]
    return tuple(sorted(runs, key=lambda one: (one.project.label, one.project.iri)))


def _find_parts(store: Store, body: Iri) -> tuple[BodyEntry, ...]:
    found: dict[Iri, BodyEntry] = {}
    for part in store.select(get_query("body-parts"), parent=body).rows:
        iri = get_iri(part, "body")
        found.setdefault(iri, _read_entry(part, find_scope_rows(store, iri)))
    return tuple(sorted(found.values(), key=make_order))


def _read_entry(row: Row, rows: Sequence[PlacedRow]) -> BodyEntry:
    kind = read_iri(row, "kind")
    return BodyEntry(
        get_iri(row, "body"),
        read_text(row, "label") or "",
        get_code(kind) if kind is not None and kind.startswith(MPO) else None,
        read_named(row, "parent"),
        count_rows(rows),
        read_text(row, "kana") or "",
    )
