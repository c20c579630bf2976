"""What a row says year by year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import collect, get_iri, is_true, read_integer, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class Cell:
    """What a row says for one period. `continues` is the cell that an empty one goes on from."""

    iri: Iri
    year: int
    open_ended: bool
    text: str | None
    milestones: tuple[str, ...]
    continues: Iri | None
    partial: bool
    evidence: tuple[Evidence, ...]


def find_cells(store: Store, listing: Iri, proofs: Proofs) -> tuple[Cell, ...]:
    """The cells of a row in the order of their years."""
    first: dict[Iri, Row] = {}
    milestones: dict[Iri, dict[str, None]] = defaultdict(dict)
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in store.select(get_query("appearance-cells"), listing=listing).rows:
        cell = get_iri(row, "cell")
        first.setdefault(cell, row)
        derived[cell].append(read_iri(row, "proof"))
        if (milestone := read_text(row, "milestone")) is not None:
            milestones[cell][milestone] = None
    return tuple(
        Cell(
            iri=cell,
            year=read_integer(row, "year") or 0,
            open_ended=is_true(row, "open"),
            text=(text := read_text(row, "text")),
            # The graph keeps no order of items; the text of the cell does.
            milestones=tuple(
                sorted(milestones[cell], key=lambda one: ((text or "").find(one), one))
            ),
            continues=read_iri(row, "continues"),
            partial=is_true(row, "partial"),
            evidence=proofs.find(collect(derived[cell])),
        )
        for cell, row in first.items()
    )
