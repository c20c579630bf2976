"""What a row says year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.said import Said, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"


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
    cells = find_said(store, listing).find_iris(MPO + "cell")
    prepare_said(store, cells)
    found = [
        _read(cell, said, proofs)
        for cell in cells
        if MPO + "fiscalYear" in (said := find_said(store, cell)).values
    ]
    return tuple(sorted(found, key=lambda one: (one.year, one.open_ended, one.iri)))


def _read(cell: Iri, said: Said, proofs: Proofs) -> Cell:
    text = said.get_text(MPO + "text")
    return Cell(
        iri=cell,
        year=said.get_integer(MPO + "fiscalYear") or 0,
        open_ended=said.is_true(MPO + "openEnded"),
        text=text,
        # The graph keeps no order of items; the text of the cell does.
        milestones=tuple(
            sorted(
                map(str, said.find(MPO + "milestone")),
                key=lambda one: ((text or "").find(one), one),
            )
        ),
        continues=said.get_iri(MPO + "continues"),
        partial=said.is_true(MPO + "partial"),
        evidence=proofs.find(said.find_iris(_DERIVED)),
    )
