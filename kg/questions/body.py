"""A named body: what it is, and what it runs; and the list of all bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.appearance import Appearance
from kg.questions.describe import Description, describe
from kg.questions.directory import make_order
from kg.questions.evidence import Evidence, Proofs
from kg.questions.identity import find_same_projects
from kg.questions.project import find_municipality
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    group_rows,
    make_short,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.said import find_pointing, find_said, prepare_said
from kg.questions.scope_rows import find_scope_rows, read_page
from kg.questions.shared import keep
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row

_TYPE: Final = PREFIXES["rdf"] + "type"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_PARENT: Final = PREFIXES["org"] + "subOrganizationOf"
_SUBJECT: Final = Iri(PREFIXES["rdf"] + "subject")
_PREDICATE: Final = Iri(PREFIXES["rdf"] + "predicate")
_OBJECT: Final = PREFIXES["rdf"] + "object"
#: The claims that are in force.
_HOLDS: Final = tuple(MPO + name for name in ("Stated", "Inferred", "Confirmed"))


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
    said = find_said(store, body)
    if MPO + "Body" not in said.find(_TYPE) or _LABEL not in said.values:
        raise NotFoundError(f"組織ではありません / not a body: {body}")
    rows = find_scope_rows(store, body)
    return BodyAnswer(
        entry=_find_entry(store, body, rows),
        municipality=find_municipality(store, body),
        appearances=read_page(store, rows, first, most).appearances,
        others=_find_others(store, body, {row.project for row in rows}),
        parts=_find_parts(store, body),
        description=describe(store, body),
    )


def _find_others(store: Store, body: Iri, listed: Set[Iri]) -> tuple[Run, ...]:
    """The projects that claims in force say a body runs, without those that rows list."""
    proofs, same = Proofs(store), find_same_projects(store)
    told = store.find_facts(find_pointing(store, _OBJECT, body), _PREDICATE)
    claims = [claim for claim, _, name in told if name == MPO + "responsibleBody"]
    projects = store.find_facts(claims, _SUBJECT)
    by_project: dict[Iri, list[Iri]] = defaultdict(list)
    for claim, _, project in projects:
        if isinstance(project, Iri) and same.get(project, project) not in listed:
            by_project[project].append(claim)
    prepare_said(store, by_project)
    runs = []
    for project, own in by_project.items():
        said = find_said(store, project)
        proven = tuple(_find_proofs(store, own))
        if MPO + "Project" in said.find(_TYPE) and proven:
            label = said.get_text(_LABEL) or make_short(project)
            runs.append(Run(Named(project, label), proofs.find(proven)))
    return tuple(sorted(runs, key=lambda one: (one.project.label, one.project.iri)))


def _find_proofs(store: Store, claims: Sequence[Iri]) -> Iterator[Iri]:
    """What proves those of some claims that are in force."""
    prepare_said(store, claims)
    for claim in claims:
        said = find_said(store, claim)
        if said.get(MPO + "status") in _HOLDS:
            yield from said.find_iris(PREFIXES["prov"] + "wasDerivedFrom")


def _find_parts(store: Store, body: Iri) -> tuple[BodyEntry, ...]:
    parts = find_pointing(store, _PARENT, body)
    prepare_said(store, parts)
    found = (
        _find_entry(store, part, find_scope_rows(store, part))
        for part in parts
        if _LABEL in find_said(store, part).values
    )
    # Whose parts they are need not be said of each.
    return tuple(sorted((replace(one, parent=None) for one in found), key=make_order))


def _find_entry(store: Store, body: Iri, rows: Sequence[PlacedRow]) -> BodyEntry:
    said = find_said(store, body)
    parent = said.get_iri(_PARENT)
    row: Row = {
        name: value
        for name, value in (
            ("body", body),
            ("label", said.get(_LABEL)),
            ("kana", said.get(MPO + "kana")),
            ("kind", said.get_iri(MPO + "bodyKind")),
            ("parent", parent),
            ("parentLabel", None if parent is None else find_said(store, parent).get(_LABEL)),
        )
        if value is not None
    }
    return _read_entry(row, rows)


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
