"""A form of one project: each word of a column beside what it heads, instead of above it.

Such a form becomes a header and one row. Rows below a row of years give the columns of those
years: 取組(令和6年度).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.sheet import Sheet, Shown
from kg.documents.readers.sheet_header import find_role, is_year
from kg.documents.readers.sheet_tables import Part, find_ranges
from kg.documents.readers.sheet_words import join_print_lines

#: How many rows of pairs a form has at least, how many rows at most, how long its labels are.
_FEWEST: Final = 3
_MOST: Final = 100
_LONGEST: Final = 20


@dataclass(frozen=True)
class Entry:
    """What a form says under a label, and in which year."""

    label: Shown
    value: Shown
    year: Shown | None = None


@dataclass(frozen=True)
class Form:
    """The entries of a form, and how many rows it takes."""

    entries: tuple[Entry, ...]
    taken: int


def find_form(sheet: Sheet, part: Part) -> Form | None:
    """The form that a part begins with, None where they are a table.

    Its first label is that of a project, and three labels are known as words of columns.
    """
    rows, side = part.rows, part.side
    if len(rows) > _MOST:
        return None
    entries: list[Entry] = []
    taken = 0
    for row in rows:
        pairs = _read_pairs(_find_cells(sheet, row, side))
        if not pairs:
            break
        entries += pairs
        taken += 1
    words = [join_print_lines(entry.label.words) for entry in entries]
    roles = {role for word in words if (role := find_role(word))}
    if taken < _FEWEST or len(roles) < _FEWEST or find_role(words[0]) != "name":
        return None
    if len(set(words)) < len(words):
        return None
    years, more = _read_years(sheet, rows[taken:], side)
    return Form((*entries, *years), taken + more)


def _find_cells(sheet: Sheet, row: int, side: range | None) -> list[Shown]:
    """The cells of a row that begin in it."""
    return [
        Shown(sheet.rows[one.top][one.left], one)
        for one in find_ranges(sheet, row, side)
        if one.top == row
    ]


def _read_pairs(cells: Sequence[Shown]) -> list[Entry]:
    """The labels of a row with the values behind them, none where it has another form."""
    if not cells or len(cells) % 2:
        return []
    entries = [Entry(label, value) for label, value in zip(cells[::2], cells[1::2], strict=True)]
    for entry in entries:
        label, value = join_print_lines(entry.label.words), join_print_lines(entry.value.words)
        if len(label) > _LONGEST or "。" in label or is_year(label):
            return []
        # In a header the next word is one of a column too; what is new or expanded says so.
        if find_role(value) not in ("", "new", "expanded"):
            return []
    return entries


def _read_years(sheet: Sheet, rows: Sequence[int], side: range | None) -> tuple[list[Entry], int]:
    """The entries under a row of years, and how many rows they take."""
    head = _find_cells(sheet, rows[0], side) if rows else []
    years = {cell.range.left: cell for cell in head if is_year(join_print_lines(cell.words))}
    if len(years) < 2 or len(years) < len(head) - 1:
        return [], 0
    entries: list[Entry] = []
    taken = 1
    for row in rows[1:]:
        cells = _find_cells(sheet, row, side)
        if len(cells) < 2 or any(cell.range.left not in years for cell in cells[1:]):
            break
        label, *values = cells
        if label.range.left in years or len(label.words) > _LONGEST:
            break
        entries += [Entry(label, value, years[value.range.left]) for value in values]
        taken += 1
    return (entries, taken) if entries else ([], 0)
