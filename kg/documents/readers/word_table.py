"""The tables of a Word file: rows and cells with what they cover, before their words are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.tree import Element
from kg.documents.readers.word_styles import is_on

_THROUGH: Final = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})


@dataclass(frozen=True)
class WordCell:
    """A cell: the columns from `column` on that it covers, and how many rows.

    `covered` says that a cell above covers it; an `element` of None is a blank at the row's start.
    """

    element: Element | None
    column: int
    columns: int
    rows: int = 1
    covered: bool = False


def find_below(element: Element, name: str) -> list[Element]:
    """The rows of a table or the cells of a row, also where content controls hold them."""
    found: list[Element] = []
    for child in element.elements():
        if child.name == name:
            found.append(child)
        elif child.name in _THROUGH:
            found += find_below(child, name)
    return found


def is_row_deleted(row: Element) -> bool:
    """Whether a row was deleted under tracked changes."""
    return row.find("w:trPr", "w:del") is not None


def is_row_hidden(row: Element) -> bool:
    """Whether a row is hidden."""
    return bool(is_on(row.find("w:trPr"), "w:hidden"))


def find_cells(rows: Sequence[Element]) -> list[list[WordCell]]:
    """The cells of the rows of a table."""
    raw = [_read_row(row) for row in rows]
    merged = [{cell.column: _is_merged(cell) for cell in cells} for cells in raw]
    found: list[list[WordCell]] = []
    open_columns: set[int] = set()
    for at, cells in enumerate(raw):
        begun = {cell.column for cell in cells if merged[at][cell.column] == "restart"}
        line: list[WordCell] = []
        for cell in cells:
            state = merged[at][cell.column]
            if state == "continue" and cell.column in open_columns:
                line.append(WordCell(cell.element, cell.column, cell.columns, 1, True))
                begun.add(cell.column)
                continue
            rows_taken = 1
            while state and at + rows_taken < len(raw):
                if merged[at + rows_taken].get(cell.column) != "continue":
                    break
                rows_taken += 1
            if state:
                begun.add(cell.column)
            line.append(WordCell(cell.element, cell.column, cell.columns, rows_taken))
        open_columns = begun
        found.append(line)
    return found


def is_word_layout(rows: Sequence[Sequence[WordCell]]) -> bool:
    """Whether a table only frames or places text: one column, or one row around other tables."""
    cells = [cell for row in rows for cell in row if cell.element is not None]
    if all(sum(cell.element is not None for cell in row) <= 1 for row in rows):
        return True
    inner = any(
        len(find_below(below, "w:tr")) > 1
        for cell in cells
        for below in (cell.element.elements("w:tbl") if cell.element else [])
    )
    return inner and len(rows) <= 2


def _read_row(row: Element) -> list[WordCell]:
    properties = row.find("w:trPr")
    column = _read_number(properties, "w:gridBefore", 0)
    cells = [WordCell(None, 0, column)] if column else []
    for element in find_below(row, "w:tc"):
        held = element.find("w:tcPr")
        span = max(_read_number(held, "w:gridSpan", 1), 1)
        beside = held.find("w:hMerge") if held is not None else None
        if beside is not None and beside.get("w:val") != "restart" and cells:
            last = cells.pop()
            cells.append(WordCell(last.element, last.column, last.columns + span))
        else:
            cells.append(WordCell(element, column, span))
        column += span
    return cells


def _is_merged(cell: WordCell) -> str:
    """How a cell takes part in one over several rows: it begins it, goes on, or ""."""
    held = cell.element.find("w:tcPr") if cell.element is not None else None
    merge = held.find("w:vMerge") if held is not None else None
    return "" if merge is None else merge.get("w:val", "continue")


def _read_number(properties: Element | None, name: str, otherwise: int) -> int:
    element = properties.find(name) if properties is not None else None
    value = element.get("w:val") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 7 else otherwise
