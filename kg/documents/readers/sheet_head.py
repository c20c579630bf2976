"""The header of a table as it is written, and what it says of the columns below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.kept import Piece
from kg.documents.readers.sheet import Range, Sheet, Shown
from kg.documents.readers.sheet_header import find_role, is_record, is_year, read_header
from kg.text.fold import fold_key

#: Of how many columns it is asked what they hold, and how many rows below tell it.
_MOST_ASKED: Final = 1_000
LOOKED: Final = 50
#: A number of a measure, such as stands in a column of its own before the title.
_NUMBER: Final = re.compile(r"[(]?(?:[0-9IVX]{1,4}|[A-Z])(?:[-.][0-9]{1,3}){0,3}[).]?")

Stack = list[tuple[str, Shown, bool]]


@dataclass(frozen=True)
class Head:
    """A header: its rows as they stand, what is written of it, and what its columns are.

    `record` is the column of projects, `years` those of years, `known` the number of columns whose
    word a layout knows; the columns of `joined` are one with that before them. `name` is the column
    of projects where another one tells of them, so that it holds their names and no more.
    """

    signature: tuple[tuple[str, ...], ...] = ()
    pieces: tuple[tuple[Piece, ...], ...] = ()
    record: int | None = None
    years: frozenset[int] = frozenset()
    known: int = 0
    joined: frozenset[int] = frozenset()
    name: int | None = None

    def join(self, cells: Sequence[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
        """The cells of a row, those of joined columns in one."""
        row: list[tuple[Piece, ...]] = []
        for at, cell in enumerate(cells):
            if at not in self.joined:
                row.append(cell)
            elif cell and cell not in row[-1:]:
                row[-1] = (*row[-1], *cell)
        return row


def make_head(
    sheet: Sheet,
    rows: Sequence[int],
    depth: int,
    columns: Sequence[int],
    make_fragment: Callable[[Range], str],
) -> Head:
    """The header that the first rows of a table are."""
    stacks = read_header(sheet, rows[:depth], columns)
    if not any(stacks):
        return Head()
    joined = _part_wide_words(sheet, rows[depth : depth + LOOKED], columns, stacks)
    asked = stacks[:_MOST_ASKED]
    record = next(
        (at for at, one in enumerate(asked) if any(is_record(w) for w, _, _ in one)), None
    )
    told = any(find_role(word) == "description" for one in asked for word, _, _ in one)
    return Head(
        tuple(sign_row(sheet, row, columns) for row in rows[:depth]),
        tuple(
            tuple(
                Piece(word, make_fragment(shown.range), None, tied) for word, shown, tied in stack
            )
            for stack in stacks
        ),
        next(
            (at for at, stack in enumerate(asked) if any(is_record(w) for w, _, _ in stack)), None
        ),
        frozenset(
            at for at, one in enumerate(asked) if any(is_year(w.strip("()")) for w, _, _ in one)
        ),
        sum(any(find_role(word) for word, _, _ in stack) for stack in asked),
        joined,
        record if told else None,
    )


def sign_row(sheet: Sheet, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    """The words that stand in a row, by which it is known again."""
    cells = sheet.rows.get(row, {})
    return tuple(cells.get(column, "") for column in columns)


def _part_wide_words(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int], stacks: list[Stack]
) -> frozenset[int]:
    """Settle header words over several columns; says which columns are one with that before them.

    Of a project's columns only the one of the names keeps the word. A number before a title is
    one with it.
    """
    joined: set[int] = set()
    first = 0
    while first < min(len(stacks), _MOST_ASKED):
        last = first
        while last + 1 < len(stacks) and stacks[first] and stacks[last + 1] == stacks[first]:
            last += 1
        if last > first:
            texts = [_find_texts(sheet, rows, column) for column in columns[first : last + 1]]
            if any(is_record(word) for word, _, _ in stacks[first]):
                longest = max(range(len(texts)), key=lambda at: sum(map(len, texts[at])))
                for at in range(first, last + 1):
                    if at != first + longest:
                        stacks[at] = []
            elif texts[0] and all(_NUMBER.fullmatch(fold_key(text)) for text in texts[0]):
                joined.add(first + 1)
        first = last + 1
    return frozenset(joined)


def _find_texts(sheet: Sheet, rows: Sequence[int], column: int) -> list[str]:
    """The words of the cells that begin in a column."""
    return [sheet.rows[row][column] for row in rows if column in sheet.rows.get(row, {})]
