"""A ward as a place: what is carried out in it, and which office is its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.body import BodyEntry
from kg.questions.describe import Description, describe
from kg.questions.directory import make_order
from kg.questions.identity import find_same_projects
from kg.questions.project import find_municipality
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, read_iri, read_text
from kg.questions.said import find_said
from kg.questions.scope_rows import find_rows_of_every_ward, find_scope_rows
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.store.store import Store
from kg.store.terms import Iri, Text

_ALL_WARDS = MPO + "allWards"
_OFFICE = "wardOffice"
_LABEL = PREFIXES["skos"] + "prefLabel"


@dataclass(frozen=True)
class WardEntry:
    """A ward with how much is carried out in it alone; `kana` is how its name is read."""

    iri: Iri
    label: str
    kana: str
    count: Count

    @property
    def sort(self) -> str:
        """Wards are of one kind."""
        return ""


@dataclass(frozen=True)
class WardList:
    """All wards, and by its code what each municipality carries out in every ward (各区)."""

    entries: tuple[WardEntry, ...]
    every: dict[str, Count]


@dataclass(frozen=True)
class WardAnswer:
    """A ward with the rows that name it (`own`), and those for `every` ward of its municipality."""

    entry: WardEntry
    municipality: Named | None
    offices: tuple[BodyEntry, ...]
    own: tuple[PlacedRow, ...]
    every: tuple[PlacedRow, ...]
    description: Description


def find_wards(store: Store) -> WardList:
    """All wards, those of one municipality together, in the order of how they are read."""
    same = find_same_projects(store)
    rows: dict[Iri, list[PlacedRow]] = defaultdict(list)
    every: dict[str, list[PlacedRow]] = defaultdict(list)
    for row in store.select(get_query("ward-rows")).rows:
        ward, placed = get_iri(row, "ward"), read_placed(row, same)
        if ward != _ALL_WARDS:
            rows[ward].append(placed)
        elif (municipality := read_iri(row, "municipality")) is not None:
            every[municipality.rpartition("/")[2]].append(placed)
    found: dict[Iri, WardEntry] = {}
    for row in store.select(get_query("wards")).rows:
        ward = get_iri(row, "ward")
        label, kana = read_text(row, "label") or "", read_text(row, "kana") or ""
        found.setdefault(ward, WardEntry(ward, label, kana, count_rows(rows.get(ward, ()))))
    return WardList(
        tuple(sorted(found.values(), key=make_order)),
        {code: count_rows(own) for code, own in every.items()},
    )


def get_ward(store: Store, ward: Iri, bodies: tuple[BodyEntry, ...]) -> WardAnswer:
    """One ward; its offices are looked for among the `bodies` of its municipality.

    Raises NotFoundError for what is no ward.
    """
    said = find_said(store, ward)
    labels = [one for one in said.find(_LABEL) if isinstance(one, Text) and one.language == "ja"]
    if not labels or MPO + "Ward" not in said.find(PREFIXES["rdf"] + "type"):
        raise NotFoundError(f"区ではありません / not a ward: {ward}")
    municipality, own = find_municipality(store, ward), find_scope_rows(store, ward)
    label = str(labels[0])
    entry = WardEntry(ward, label, said.get_text(MPO + "kana") or "", count_rows(own))
    return WardAnswer(
        entry=entry,
        municipality=municipality,
        offices=find_offices(label, bodies),
        own=own,
        every=find_rows_of_every_ward(store, municipality.iri) if municipality else (),
        description=describe(store, ward),
    )


def find_offices(ward: str, bodies: tuple[BodyEntry, ...]) -> tuple[BodyEntry, ...]:
    """The ward offices that bear the name of a ward, in its municipality: 区 and 区役所."""
    return tuple(one for one in bodies if one.sort == _OFFICE and one.label.startswith(ward))
