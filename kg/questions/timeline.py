"""The years of a project as bars: what a row plans for a period, and for how long it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.questions.appearance import Appearance
from kg.questions.cell import Cell
from kg.store.terms import Iri


@dataclass(frozen=True, order=True)
class Column:
    """A period of the timeline over all appearances: a fiscal year, or 年度以降."""

    year: int
    open_ended: bool


class Run(StrEnum):
    """What a row says for a period: nothing, a text, or that an earlier one goes on."""

    BLANK = "blank"
    TEXT = "text"
    GOES_ON = "goes-on"
    PARTLY = "partly"


@dataclass(frozen=True)
class Slot:
    """One period of one row.

    `held` is the period of the cell that goes on. A bar runs on without a gap from `joined` slots
    to those that `runs_on`; where only some items go on, a bar of its own begins.
    """

    column: Column
    run: Run
    cell: Cell | None = None
    held: Column | None = None
    joined: bool = False
    runs_on: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it is a piece of a bar that takes in more than one period."""
        return self.joined or self.runs_on or self.run in (Run.GOES_ON, Run.PARTLY)


def find_columns(appearances: Sequence[Appearance]) -> tuple[Column, ...]:
    """All periods for which any of the rows says something, in their order."""
    return tuple(sorted({make_column(cell) for one in appearances for cell in one.cells}))


def make_column(cell: Cell) -> Column:
    """The period of a cell."""
    return Column(cell.year, cell.open_ended)


def make_slots(appearance: Appearance, columns: Sequence[Column]) -> tuple[Slot, ...]:
    """What a row says for each of the periods."""
    by_column = {make_column(cell): cell for cell in appearance.cells}
    by_iri = {cell.iri: cell for cell in appearance.cells}
    plain = [_make_slot(column, by_column.get(column), by_iri) for column in columns]
    joined = [place > 0 and _continues(plain[place - 1], one) for place, one in enumerate(plain)]
    return tuple(
        Slot(one.column, one.run, one.cell, one.held, here, after)
        for one, here, after in zip(plain, joined, [*joined[1:], False], strict=True)
    )


def _make_slot(column: Column, cell: Cell | None, cells: dict[Iri, Cell]) -> Slot:
    if cell is None:
        return Slot(column, Run.BLANK)
    if cell.continues is None:
        return Slot(column, Run.TEXT, cell)
    holder = cells.get(cell.continues)
    held = None if holder is None else make_column(holder)
    return Slot(column, Run.PARTLY if cell.partial else Run.GOES_ON, cell, held)


def _continues(before: Slot, here: Slot) -> bool:
    """Whether a bar runs from one period into the next: the same cell goes on, in the same way."""
    if here.cell is None or here.cell.continues is None or before.cell is None:
        return False
    if before.run is Run.TEXT:
        return before.cell.iri == here.cell.continues and here.run is Run.GOES_ON
    return before.run is here.run and before.cell.continues == here.cell.continues
