"""A kept text as the parts that every format has: headings, paragraphs and tables.

Each writer of this folder makes one format of these parts with a library that the readers under
test do not use for it, or writes it as people do: real headings, real tables, merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_HEADING: Final = re.compile(r"\s*(#{1,6})\s+(.+)")
#: A longer cell is no head's.
_HEAD_WORDS: Final = 30
#: No more is a mark in a cell of its own, which says nothing of the rows below.
_MARK: Final = 3


@dataclass(frozen=True)
class Heading:
    """A heading of a level from 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that stand together, broken as the text breaks them; `apart` from what is above."""

    lines: tuple[str, ...]
    apart: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table at its row and column, from 0, and over how many of each it goes."""

    row: int
    column: int
    text: str
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Table:
    """A table: its size, how many of its rows are its head, and its cells in reading order."""

    height: int
    width: int
    head: int
    cells: tuple[Cell, ...]


Part = Heading | Paragraph | Table


def find_parts(text: str) -> Iterator[Part]:
    """The parts of a kept text in order; a blank line or a row of a table ends a paragraph."""
    lines = text.removeprefix("\ufeff").split("\n")
    apart = False
    for kind, group in groupby(lines, key=_get_kind):
        held = list(group)
        if kind is None:
            apart = len(held) > 1
        elif kind is Table:
            yield make_table([line.split("\t") for line in held])
        elif kind is Heading:
            for line in held:
                mark = _HEADING.fullmatch(line)
                assert mark, line
                yield Heading(len(mark[1]), mark[2].strip())
        elif kind is Paragraph:
            yield Paragraph(tuple(line.strip() for line in held), apart)


def _get_kind(line: str) -> type[Part] | None:
    if "\t" in line:
        return Table
    if not line.strip():
        return None
    return Heading if _HEADING.fullmatch(line) else Paragraph


def make_table(rows: list[list[str]]) -> Table:
    """A table of rows of cells: a banner goes over the years below it, a heading over its row."""
    width = max(map(len, rows))
    grid = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    two = len(grid) > 2 and not grid[1][0] and any("年度" in cell for cell in grid[1])
    cells = list(_merge_head(grid[0], grid[1])) if two else []
    inside: set[int] = set()
    head = 2 if two else int(max(map(len, grid[0])) <= _HEAD_WORDS)
    for number, row in enumerate(grid):
        if two and number < head:
            continue
        if number >= head and width > 2 and row[0] and not any(row[1:]):
            cells.append(Cell(number, 0, row[0], width=width))
        elif number not in inside:
            down = _find_height(grid, number)
            inside |= set(range(number + 1, number + down))
            cells += [Cell(number, 0, row[0], down), *_make_cells(number, row)]
        else:
            cells += _make_cells(number, row)
    return Table(len(grid), width, head, tuple(cells))


def _make_cells(number: int, row: list[str]) -> Iterator[Cell]:
    return (Cell(number, at, words) for at, words in enumerate(row[1:], start=1))


def _find_height(grid: list[list[str]], number: int) -> int:
    """Over how many rows the first cell goes: words with nothing but blanks below are merged."""
    end = number + 1
    if len(grid[number][0]) > _MARK:
        while end < len(grid) and not grid[end][0] and any(grid[end]):
            end += 1
    return end - number


def _merge_head(upper: list[str], lower: list[str]) -> Iterator[Cell]:
    below: list[Cell] = []
    at = 0
    while at < len(upper):
        end = at + 1
        if lower[at]:
            while end < len(upper) and not upper[end] and lower[end]:
                end += 1
            yield Cell(0, at, upper[at], width=end - at)
            below += [Cell(1, column, lower[column]) for column in range(at, end)]
        else:
            yield Cell(0, at, upper[at], height=2)
        at = end
    yield from below
