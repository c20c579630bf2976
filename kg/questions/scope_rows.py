"""The rows of a scope, counted as a whole and read a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.names import MPO
from kg.questions.appearance import Appearance, read_appearances
from kg.questions.evidence import Proofs
from kg.questions.identity import find_same_projects
from kg.questions.listed import find_row
from kg.questions.query import get_query
from kg.questions.reading import group_rows
from kg.questions.said import find_pointing, prepare_said
from kg.questions.shared import keep
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.store.store import Store
from kg.store.terms import Iri, Row

#: How rows point at what they are rows of.
_SCOPES: Final = tuple(MPO + name for name in ("responsibleBody", "wardScope", "under", "lists"))
_POSITION: Final = MPO + "position"
#: More rows than a page shows are counted by a query, with what is needed for that alone.
_MANY: Final = 50


@dataclass(frozen=True)
class RowPage:
    """Some rows of a scope, in the order of print, with the count of all of them."""

    count: Count
    appearances: tuple[Appearance, ...]


def find_scope_rows(store: Store, scope: Iri) -> tuple[PlacedRow, ...]:
    """The rows run by a body, carried out in a ward, right under a node, or of a project."""
    listings = {one for name in _SCOPES for one in find_pointing(store, name, scope)}
    if len(listings) > _MANY:
        rows = store.select(get_query("scope-rows"), scope=scope).rows
        return _read_placed(find_same_projects(store), rows)
    prepare_said(store, listings)
    same = find_same_projects(store)
    own = [row for listing in listings if (row := find_row(store, listing)) is not None]
    own.sort(key=lambda row: (row.document.iri, row.said.get_integer(_POSITION), row.iri))
    return tuple(
        PlacedRow(
            row.iri,
            same.get(row.project.iri, row.project.iri),
            None,
            row.said.is_true(MPO + "isReappearance"),
        )
        for row in own
    )


def find_rows_of_every_ward(store: Store, municipality: Iri) -> tuple[PlacedRow, ...]:
    """The rows that are printed for all wards (各区) of a municipality."""
    return keep(store, _find_every).get(municipality, ())


def read_page(
    store: Store, rows: tuple[PlacedRow, ...], first: int = 0, most: int | None = None
) -> RowPage:
    """At `most` so many of the rows, from the `first` on, in full; None for all."""
    shown = rows[first:] if most is None else rows[first : first + most]
    found = read_appearances(store, (row.listing for row in shown), Proofs(store))
    return RowPage(count_rows(rows), found)


def _find_every(store: Store) -> dict[Iri, tuple[PlacedRow, ...]]:
    found = group_rows(store.select(get_query("every-ward-rows")).rows, "municipality")
    same = find_same_projects(store)
    return {municipality: _read_placed(same, own) for municipality, own in found.items()}


def _read_placed(same: Mapping[Iri, Iri], rows: Iterable[Row]) -> tuple[PlacedRow, ...]:
    placed = (read_placed(row, same) for row in rows)
    return tuple({row.listing: row for row in placed}.values())
