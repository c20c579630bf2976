"""Tables of a page: cells that lines part, or lines of words in columns, with their lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.documents.readers.pdf_grid import Grid, find_grids
from kg.documents.readers.pdf_lines import Line, make_lines
from kg.documents.readers.pdf_page import Box, Char, Page
from kg.documents.readers.pdf_spacing import Spacing
from kg.documents.readers.pdf_starts import begins_anew, ends_sentence

#: Rows that columns without lines must have, and the longest words of most of their cells.
_FEWEST_ROWS: Final = 3
_SHORT: Final = 24


@dataclass(frozen=True)
class TableCell:
    """A cell: where it begins, what it covers, its rectangle and its lines from the top down."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Its lines one after the other."""
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Table:
    """A table: its cells, the borders of its columns, whether a line ends it below."""

    page: int
    box: Box
    xs: tuple[float, ...]
    height: int
    cells: tuple[TableCell, ...]
    closed: bool = True
    ruled: bool = True

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1


def split_tables(
    page: Page, chars: Sequence[Char], spacing: Spacing
) -> tuple[list[Table], list[Char]]:
    """The tables that lines make, and the characters that stand in none."""
    tables: list[Table] = []
    left = list(chars)
    for grid in find_grids(page.rules):
        if len({cell.column for cell in grid.cells}) < 2:
            continue
        inside = [char for char in left if grid.box.holds(*char.middle)]
        table = _make_table(page.number, grid, inside, spacing)
        if table is None:
            continue
        tables.append(table)
        left = [char for char in left if not grid.box.holds(*char.middle)]
    return tables, left


def _make_table(page: int, grid: Grid, chars: Sequence[Char], spacing: Spacing) -> Table | None:
    held: list[list[Char]] = [[] for _ in grid.cells]
    for char in chars:
        x, y = char.middle
        at = next((n for n, cell in enumerate(grid.cells) if cell.box.holds(x, y)), None)
        if at is not None:
            held[at].append(char)
    cells = tuple(
        TableCell(
            cell.row,
            cell.column,
            cell.rows,
            cell.columns,
            cell.box,
            tuple(make_cell_lines(inside, page, spacing)),
        )
        for cell, inside in zip(grid.cells, held, strict=True)
    )
    filled = [cell for cell in cells if cell.lines]
    if len({cell.column for cell in filled}) < 2:
        return None
    return _tighten(Table(page, grid.box, grid.xs, len(grid.ys) - 1, cells, grid.closed))


def make_cell_lines(chars: Sequence[Char], page: int, spacing: Spacing) -> list[Line]:
    """The lines of a cell; where its characters stand below each other, those of its columns."""
    lines = make_lines(chars, page, spacing)
    glyphs = [char for char in chars if not char.text.isspace()]
    if len(lines) < 3 or len(glyphs) > 2 * len(lines):
        return lines
    if any(len(line.text) > 1 for line in lines) and not _stands_upright(glyphs):
        return lines
    columns: list[list[Char]] = []
    for char in sorted(glyphs, key=lambda char: -char.x0):
        if columns and abs(columns[-1][0].middle[0] - char.middle[0]) < 0.5 * char.size:
            columns[-1].append(char)
        else:
            columns.append([char])
    return [
        _stack(make_lines(sorted(column, key=lambda char: char.y0), page, spacing))
        for column in columns
    ]


def _stands_upright(glyphs: Sequence[Char]) -> bool:
    """Whether characters of two columns stand closer below than beside each other."""
    firsts = sorted({round(char.middle[0], 1) for char in glyphs})
    gaps = [b - a for a, b in itertools.pairwise(firsts)]
    size = glyphs[0].size
    steps = sorted(char.middle[1] for char in glyphs if abs(char.middle[0] - firsts[0]) < 1)
    below = [b - a for a, b in itertools.pairwise(steps)]
    return bool(gaps and below) and min(below) < 1.15 * size < min(gaps)


def _stack(lines: list[Line]) -> Line:
    """One line of characters that stand below each other."""
    first, last = lines[0], lines[-1]
    box = Box(first.box.x0, first.box.y0, max(line.box.x1 for line in lines), last.box.y1)
    return replace(first, text="".join(line.text for line in lines), box=box, unit=first.size)


def _tighten(table: Table) -> Table:
    """The table without rows and columns in which no cell with words begins."""
    filled = [cell for cell in table.cells if cell.lines]
    columns = sorted({0, *(cell.column for cell in filled)})
    rows = sorted({0, *(cell.row for cell in filled)})
    cells: list[TableCell] = []
    for cell in table.cells:
        if cell.column not in columns or cell.row not in rows:
            continue
        cells.append(
            replace(
                cell,
                row=rows.index(cell.row),
                column=columns.index(cell.column),
                rows=sum(cell.row <= row < cell.row + cell.rows for row in rows),
                columns=sum(cell.column <= at < cell.column + cell.columns for at in columns),
            )
        )
    xs = (*(table.xs[at] for at in columns), table.xs[-1])
    return replace(table, xs=xs, height=len(rows), cells=tuple(cells))


def find_aligned(rows: Sequence[list[Line]], start: int) -> tuple[Table, int] | None:
    """The table that rows of words in clear columns make from `start` on, and where it ends."""
    end = start
    taken: list[list[Line]] = []
    while end < len(rows):
        row = rows[end]
        if len(row) < 2 and not (taken and _goes_on(row, taken, rows, end)):
            break
        if taken and row[0].box.y0 - taken[-1][0].box.y1 > 2.2 * row[0].size:
            break
        taken.append(row)
        end += 1
    while taken and len(taken[-1]) < 2:
        taken.pop()
        end -= 1
    columns = _find_columns(taken)
    if len(columns) < 2 or sum(len(row) > 1 for row in taken) < _FEWEST_ROWS:
        return None
    cells = [line for row in taken for line in row]
    if sum(len(line.text) <= _SHORT for line in cells) < 0.7 * len(cells):
        return None
    if any(ends_sentence(line.text) and len(line.text) > _SHORT for line in cells):
        return None
    return _make_aligned(taken, columns), end


def _goes_on(
    row: Sequence[Line], taken: Sequence[Sequence[Line]], rows: Sequence[list[Line]], at: int
) -> bool:
    """Whether a lone stretch is the second line of a cell: below one, not the first, in a table."""
    if begins_anew(row[0].text) or at + 1 >= len(rows) or len(rows[at + 1]) < 2:
        return False
    return any(abs(row[0].box.x0 - line.box.x0) < row[0].size for line in taken[-1][1:])


def _find_columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The stretches from left to right that the words of all rows cover."""
    spans = sorted((line.box.x0, line.box.x1) for row in rows for line in row)
    columns: list[tuple[float, float]] = []
    for start, end in spans:
        if columns and start < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _make_aligned(rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> Table:
    grid: list[list[list[Line]]] = []
    for row in rows:
        if len(row) > 1:
            grid.append([[] for _ in columns])
        for line in row:
            at = next(n for n, (start, end) in enumerate(columns) if start <= line.box.x0 <= end)
            grid[-1][at].append(line)
    boxes = [line.box for row in rows for line in row]
    box = Box(columns[0][0], min(b.y0 for b in boxes), columns[-1][1], max(b.y1 for b in boxes))
    xs = (*(start for start, _ in columns), columns[-1][1])
    cells = tuple(
        TableCell(
            number,
            at,
            1,
            1,
            Box(columns[at][0], box.y0, columns[at][1], box.y1),
            tuple(lines),
        )
        for number, row in enumerate(grid)
        for at, lines in enumerate(row)
    )
    return Table(rows[0][0].page, box, xs, len(grid), cells, ruled=False)
