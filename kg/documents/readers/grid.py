"""A printed table as a sheet: cells that span rows and columns are its merged ranges.

So a table of a page or a document is read by the rule of workbooks: one header, whole rows, the
name of a project once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import Range, Sheet, make_sheet, refuse_size

#: How far a span reaches at most, as in HTML (the table model, 4.9.12).
MAX_COLUMN_SPAN: Final = 1_000
MAX_ROW_SPAN: Final = 65_534


@dataclass(frozen=True)
class Cell:
    """A cell as printed: its lines, where it stands in the file, and what it covers.

    0 rows are all that follow in its part of the table.
    """

    lines: tuple[str, ...]
    path: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """A table as a sheet, and where the cell that begins in each row and column stands."""

    sheet: Sheet
    paths: dict[tuple[int, int], str]

    def get_path(self, cells: Range) -> str:
        """Where the cell of a range stands in the file."""
        return self.paths[cells.top, cells.left]


def make_grid(
    rows: Sequence[Sequence[Cell]], where: str, limits: Limits, parts: Sequence[int] = ()
) -> Grid:
    """The sheet of a table. `parts` says at which rows, from 0, one begins: no cell reaches there
    from above. Raises SourceError past the limits.
    """
    taken: set[tuple[int, int]] = set()
    words: dict[int, dict[int, str]] = {}
    merges: list[Range] = []
    paths: dict[tuple[int, int], str] = {}
    ends = sorted({*(at for at in parts if 0 < at < len(rows)), len(rows)})
    for at, cells in enumerate(rows):
        end = next(limit for limit in ends if limit > at)
        column = 1
        for cell in cells:
            while (at, column) in taken:
                column += 1
            height = min(cell.rows or end - at, MAX_ROW_SPAN, end - at)
            width = _find_width(taken, at, column, min(max(cell.columns, 1), MAX_COLUMN_SPAN))
            if len(taken) + height * width > limits.cells or at >= limits.rows:
                raise refuse_size(where, f"> {limits.rows} 行 rows, {limits.cells} 升目 cells")
            taken |= {
                (at + down, column + across) for down in range(height) for across in range(width)
            }
            if any(cell.lines):
                words.setdefault(at + 1, {})[column] = "\n".join(cell.lines)
                paths[at + 1, column] = cell.path
                if height > 1 or width > 1:
                    merges.append(Range(at + 1, column, at + height, column + width - 1))
            column += width
    return Grid(make_sheet("", words, merges, (), (), where, limits)[0], paths)


def _find_width(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    """The columns from one on that no cell from above has taken."""
    free = 1
    while free < wanted and (row, column + free) not in taken:
        free += 1
    return free
