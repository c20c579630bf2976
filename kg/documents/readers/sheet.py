"""A sheet of a workbook or a delimited file as shown: its cells' words and its merged ranges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from kg.documents.readers.limits import Limits
from kg.errors import SourceError

#: The last row and column of a workbook (ECMA-376, 18.3.1.73; Excel specifications).
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_REFERENCE: Final = re.compile(
    r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A rectangle of cells, rows and columns counted from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a cell, and the cells that it takes."""

    words: str
    range: Range


@dataclass
class Sheet:
    """What a sheet shows, by row and column of the original; hidden ones are known and left out.

    `shapes` are the words drawn over the cells.
    """

    name: str
    rows: dict[int, dict[int, str]]
    merges: list[Range] = field(default_factory=list)
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    shapes: list[Shown] = field(default_factory=list)

    @cached_property
    def covered(self) -> dict[int, dict[int, Range]]:
        """The merged range with words that takes a cell, by row and column."""
        last = max(self.rows, default=0)
        right = max((max(cells) for cells in self.rows.values()), default=0)
        found: dict[int, dict[int, Range]] = {}
        for merge in self.merges:
            if merge.left in self.rows.get(merge.top, {}):
                for row in range(merge.top, min(merge.bottom, last) + 1):
                    cells = found.setdefault(row, {})
                    for column in range(merge.left, min(merge.right, right) + 1):
                        cells.setdefault(column, merge)
        return found

    @cached_property
    def hidden(self) -> frozenset[int]:
        """The hidden rows."""
        return frozenset(self.hidden_rows)

    def find_shown(self, row: int, column: int) -> Shown | None:
        """The cell that shows at a place, None where it is blank."""
        merge = self.covered.get(row, {}).get(column)
        if merge is not None:
            return Shown(self.rows[merge.top][merge.left], merge)
        words = self.rows.get(row, {}).get(column)
        return None if words is None else Shown(words, Range(row, column, row, column))

    def is_next(self, upper: int, lower: int) -> bool:
        """Whether only hidden rows stand between two rows."""
        hidden = self.hidden_rows
        return bisect_left(hidden, lower) - bisect_left(hidden, upper + 1) == lower - upper - 1


def make_sheet(
    name: str,
    rows: dict[int, dict[int, str]],
    merges: Iterable[Range],
    hidden_rows: Iterable[int],
    hidden_columns: Iterable[int],
    where: str,
    limits: Limits,
) -> tuple[Sheet, int]:
    """The sheet without what is hidden, and how many cells with words that left out.

    Of a merged range that is hidden in part, the rest shows its words. Raises SourceError when
    the merged ranges take more cells than the limits allow.
    """
    no_rows, no_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    last = max(rows, default=0)
    right = max((max(cells, default=0) for cells in rows.values()), default=0)
    next_row, next_column = _find_next(no_rows), _find_next(no_columns)
    kept: list[Range] = []
    area = 0
    for merge in sorted(set(merges)):
        words = rows.get(merge.top, {}).get(merge.left)
        if words is None:
            continue
        area += (min(merge.bottom, last) - merge.top + 1) * (
            min(merge.right, right) - merge.left + 1
        )
        if area > limits.cells:
            raise refuse_size(where, f"結合された升目 / merged cells > {limits.cells}")
        top, left = next_row.get(merge.top, merge.top), next_column.get(merge.left, merge.left)
        if top > merge.bottom or left > merge.right:
            continue
        if (top, left) != (merge.top, merge.left):
            del rows[merge.top][merge.left]
            rows.setdefault(top, {})[left] = words
        kept.append(Range(top, left, merge.bottom, merge.right))
    left_out = 0
    if no_rows or no_columns:
        for row in list(rows):
            shown = {} if row in no_rows else rows[row]
            shown = {column: words for column, words in shown.items() if column not in no_columns}
            left_out += len(rows[row]) - len(shown)
            rows[row] = shown
    rows = {row: rows[row] for row in sorted(rows) if rows[row]}
    return Sheet(name, rows, kept, sorted(no_rows), sorted(no_columns)), left_out


def _find_next(hidden: frozenset[int]) -> dict[int, int]:
    """For each hidden row or column the first behind it that is shown."""
    following: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        following[number] = following.get(number + 1, number + 1)
    return following


def refuse_size(where: str, why: str) -> SourceError:
    """The error for a file beyond the limits."""
    return SourceError(
        "表が大きすぎて読めません / the table is too large to be read",
        where=where,
        why=why,
        fix="表を分けて保存し直してください / save the table in parts",
    )


@cache
def make_column(number: int) -> str:
    """The letters of a column: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def make_reference(cells: Range) -> str:
    """A rectangle as workbooks write it: B12, B12:D14."""
    first = f"{make_column(cells.left)}{cells.top}"
    last = f"{make_column(cells.right)}{cells.bottom}"
    return first if first == last else f"{first}:{last}"


def parse_reference(text: str) -> Range | None:
    """The rectangle of a reference, None for what is none or lies outside every sheet."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    left, top = _parse_column(match[1]), int(match[2])
    right, bottom = (_parse_column(match[3]), int(match[4])) if match[3] else (left, top)
    if not (1 <= top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN):
        return None
    return Range(top, left, bottom, right)


def _parse_column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
