"""The parts of a sheet: tables below and beside one another, and the lines above and between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.sheet import Range, Sheet
from kg.documents.readers.sheet_header import find_role, is_record
from kg.documents.readers.sheet_words import join_print_lines
from kg.text.fold import fold_key

#: Of the cells of a table's fullest row, how many its header has at least.
_HEADER_SHARE: Final = 0.5
#: How many rows are looked at for how wide a table is.
_LOOKED: Final = 200
_HEADER_WORD: Final = 40


@dataclass(frozen=True)
class Part:
    """Rows without a blank one between them, within columns that stand together.

    `lines` are the rows above the header; `columns` those in which cells begin; `side` those of
    one of several tables side by side.
    """

    lines: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    side: range | None = None


def find_parts(sheet: Sheet) -> list[Part]:
    """The parts of a sheet in reading order."""
    parts: list[Part] = []
    columns: tuple[int, ...] = ()
    for rows in _find_runs(sheet, None):
        titles = _count_titles(sheet, rows, None)
        sides = _find_sides(sheet, rows[titles:])
        if len(sides) < 2:
            part = _make_part(sheet, rows, titles, None, columns)
            columns = part.columns
            parts.append(part)
            continue
        if titles:
            parts.append(Part(tuple(rows[:titles]), (), ()))
        for side in sides:
            for run in _find_runs(sheet, side, rows[titles:]):
                parts.append(make_part(sheet, run, side))
        columns = ()
    return parts


def make_part(sheet: Sheet, rows: Sequence[int], side: range | None) -> Part:
    """The part that some rows are, its columns its own."""
    return _make_part(sheet, rows, _count_titles(sheet, rows, side), side, ())


def find_ranges(sheet: Sheet, row: int, side: range | None = None) -> list[Range]:
    """The cells that show in a row from the left, one that spans columns once."""
    own = sheet.rows.get(row, {})
    covered = sheet.covered.get(row, {})
    found = {covered.get(column) or Range(row, column, row, column) for column in own}
    found |= set(covered.values())
    return sorted(
        (one for one in found if side is None or one.left in side), key=lambda one: one.left
    )


def _find_starts(sheet: Sheet, row: int, side: range | None) -> set[int]:
    """The columns in which the cells of a row begin."""
    if row not in sheet.covered:
        own = sheet.rows.get(row, {})
        return set(own) if side is None else {column for column in own if column in side}
    return {one.left for one in find_ranges(sheet, row, side)}


def _find_runs(
    sheet: Sheet, side: range | None, rows: Sequence[int] | None = None
) -> list[list[int]]:
    """The rows that show something, parted where a blank one stands between."""
    if rows is None:
        rows = sorted({*sheet.rows, *sheet.covered})
        rows = [row for row in rows if row not in sheet.hidden]
    if side is not None:
        rows = [row for row in rows if _find_starts(sheet, row, side)]
    runs: list[list[int]] = []
    for row in rows:
        if runs and sheet.is_next(runs[-1][-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _count_titles(sheet: Sheet, rows: Sequence[int], side: range | None) -> int:
    """How many rows stand above the header, which is nearly as wide as the widest row."""
    counts = [len(_find_starts(sheet, row, side)) for row in rows[:_LOOKED]]
    least = max(2, max(counts, default=0) * _HEADER_SHARE)
    return next((at for at, count in enumerate(counts) if count >= least), len(rows))


def _make_part(
    sheet: Sheet, rows: Sequence[int], titles: int, side: range | None, above: tuple[int, ...]
) -> Part:
    """The part of some rows; a table that goes on under a header keeps that header's columns."""
    starts = set[int]().union(*(_find_starts(sheet, row, side) for row in rows[titles:]))
    columns = above if starts <= set(above) else tuple(sorted(starts))
    return Part(tuple(rows[:titles]), tuple(rows[titles:]), columns, side)


def _find_sides(sheet: Sheet, rows: Sequence[int]) -> list[range]:
    """The columns of each of several tables that stand side by side, else none."""
    used: set[int] = set()
    for row in rows:
        if row not in sheet.covered:
            used |= sheet.rows[row].keys()
            continue
        for one in find_ranges(sheet, row):
            if one.left not in used or one.right not in used:
                used.update(range(one.left, one.right + 1))
    sides: list[range] = []
    hidden = set(sheet.hidden_columns)
    for column in sorted(used):
        gap = range(sides[-1].stop, column) if sides else range(0)
        if sides and all(between in hidden for between in gap):
            sides[-1] = range(sides[-1].start, column + 1)
        else:
            sides.append(range(column, column + 1))
    if len(sides) < 2 or len(rows) < 2:
        return []
    heads = [_find_head(sheet, rows, side) for side in sides]
    if any(len(head) < 2 for head in heads):
        return []
    first = {fold_key(word) for word in heads[0]}
    alike = all(first & {fold_key(word) for word in head} for head in heads[1:])
    named = all(any(is_record(word) for word in head) for head in heads)
    ends = {max(row for row in rows if find_ranges(sheet, row, side)) for side in sides}
    foreign = any(not any(find_role(word) for word in head) for head in heads)
    return sides if alike or named or (len(ends) > 1 and foreign) else []


def _find_head(sheet: Sheet, rows: Sequence[int], side: range) -> list[str]:
    """The words that head the columns of a side, none where its first row is no header."""
    own = [row for row in rows if _find_starts(sheet, row, side)]
    row = own[min(_count_titles(sheet, own, side), len(own) - 1)]
    words = [
        join_print_lines(sheet.rows[one.top][one.left]) for one in find_ranges(sheet, row, side)
    ]
    short = all(len(word) <= _HEADER_WORD and "。" not in word for word in words)
    return words if short else []
