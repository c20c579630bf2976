"""The rows of a scope, counted as a whole and read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions.appearance import Appearance, find_appearance
from kg.questions.evidence import Proofs
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.tree import Count, PlacedRow, count_rows, read_placed
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class RowPage:
    """Some rows of a scope, in the order of print, with the count of all of them."""

    count: Count
    appearances: tuple[Appearance, ...]


def find_scope_rows(store: Store, scope: Iri) -> tuple[PlacedRow, ...]:
    """The rows run by a body, carried out in a ward, right under a node, or of a project."""
    return _find(store, "scope-rows", scope=scope)


def find_rows_of_every_ward(store: Store, municipality: Iri) -> tuple[PlacedRow, ...]:
    """The rows that are printed for all wards (各区) of a municipality."""
    return _find(store, "every-ward-rows", municipality=municipality)


def read_page(
    store: Store, rows: tuple[PlacedRow, ...], first: int = 0, most: int | None = None
) -> RowPage:
    """At `most` so many of the rows, from the `first` on, in full; None for all."""
    shown = rows[first:] if most is None else rows[first : first + most]
    proofs = Proofs(store)
    found = (find_appearance(store, row.listing, proofs) for row in shown)
    return RowPage(count_rows(rows), tuple(one for one in found if one is not None))


def _find(store: Store, query: str, **scope: Iri) -> tuple[PlacedRow, ...]:
    same = find_same_projects(store)
    rows = (read_placed(row, same) for row in store.select(get_query(query), **scope).rows)
    return tuple({row.listing: row for row in rows}.values())
