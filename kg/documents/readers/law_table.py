"""The rows of a table of the law XML, each cell under its column."""

from __future__ import annotations

from typing import Final

from kg.documents.readers.law_tree import Element
from kg.documents.readers.limits import Limits
from kg.errors import SourceError, locate

_ROWS: Final = ("TableHeaderRow", "TableRow")
_CELLS: Final = ("TableHeaderColumn", "TableColumn")


def make_rows(
    table: Element, limits: Limits, name: str
) -> tuple[list[list[Element | None]], list[Element]]:
    """The rows, and what else the table holds. A cell over several rows stands in each of them,
    one over several columns in the first; the others are None."""
    rows: list[list[Element | None]] = []
    others: list[Element] = []
    below: dict[int, tuple[int, Element | None]] = {}
    for part in table.find_all():
        if part.tag not in _ROWS:
            others.append(part)
            continue
        row: list[Element | None] = []
        for cell in part.find_all(*_CELLS):
            _fill(row, below)
            width, height = (_read_span(cell, key) for key in ("colspan", "rowspan"))
            if len(row) + width > limits.cells or width * height > limits.cells:
                raise SourceError(
                    "表が大きすぎます / the table is too large",
                    where=locate(name, cell.line),
                    fix="colspan と rowspan を確かめてください / check colspan and rowspan",
                )
            for column in range(width):
                if height > 1:
                    below[len(row)] = height - 1, cell if column == 0 else None
                row.append(cell if column == 0 else None)
        _fill(row, below)
        rows.append(row)
    return rows, others


def _fill(row: list[Element | None], below: dict[int, tuple[int, Element | None]]) -> None:
    """Take over the cells that reach down from the rows above."""
    while len(row) in below:
        left, cell = below.pop(len(row))
        if left > 1:
            below[len(row)] = left - 1, cell
        row.append(cell)


def _read_span(cell: Element, key: str) -> int:
    printed = cell.attributes.get(key, "1")
    return min(max(int(printed), 1), 100_000) if printed.isdecimal() else 1
