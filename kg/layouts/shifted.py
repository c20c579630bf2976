"""The cells of a physical line under the columns that they belong to, told by what they hold.

A tab too many or too few moves all cells behind it by one. It is set right only where one way
alone puts bodies, and no sentence or sign, into the column of bodies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.naming import is_owner, parse_bodies
from kg.layouts.prose import ends_sentence
from kg.layouts.tables import Column, TableRow, find_column
from kg.records import Span
from kg.text.items import goes_on

_BLANK: Final = re.compile(r"[\s\u3000]+")

_Cells = tuple[Span | None, ...]


def set_right(block: Block, columns: Sequence[Column], source: SourceText, layout: Layout) -> Block:
    """The line of a row that begins, its cells moved back where one tab put them astray."""
    at = find_column(columns, "body")
    if at is None or at == 0 or at >= len(block.cells):
        return block
    misplaced = block.cells[at]
    if misplaced is None or _names_bodies(source.quote(misplaced), layout):
        return block
    made: list[_Cells] = []
    if len(block.cells) == len(columns) + 1:
        made = [
            block.cells[:gap] + block.cells[gap + 1 :]
            for gap in range(1, at + 1)
            if block.cells[gap] is None
        ]
    elif len(block.cells) == len(columns) - 1 and (parted := _part(block, at, source, layout)):
        made = [parted]
    fitting = {
        cells for cells in made if (cell := cells[at]) and _names_bodies(source.quote(cell), layout)
    }
    return replace(block, cells=fitting.pop()) if len(fitting) == 1 else block


def _part(block: Block, at: int, source: SourceText, layout: Layout) -> _Cells | None:
    """The cells with the one before the bodies parted, where a sentence and bodies stand in it."""
    cell = block.cells[at - 1]
    if cell is None:
        return None
    text = source.quote(cell)
    for blank in _BLANK.finditer(text):
        if ends_sentence(text[: blank.start()]) and _names_bodies(text[blank.end() :], layout):
            told = Span(cell.start, cell.start + blank.start())
            named = Span(cell.start + blank.end(), cell.end)
            return (*block.cells[: at - 1], told, named, *block.cells[at:])
    return None


def carry_over(row: TableRow, block: Block, source: SourceText) -> Block:
    """A further line of a row whose last cell was cut by a line end: the rest of that cell first.

    So it is where the row lacks as many cells as this line has more than the rest, and where what
    would be a name ends the sentence that stands open there.
    """
    above = row.blocks[-1].cells
    if len(above) < 2 or len(above) + len(block.cells) - 1 != len(row.columns):
        return block
    if block.gap or not block.cells or block.cells[0] is None or above[-1] is None:
        return block
    if not goes_on(source.quote(above[-1])) or not ends_sentence(source.quote(block.cells[0])):
        return block
    return replace(block, cells=(*(None for _ in above[:-1]), *block.cells))


def _names_bodies(text: str, layout: Layout) -> bool:
    """Whether a text is made of what is called like bodies."""
    bodies = parse_bodies(text, 0, "", layout)
    return bool(bodies) and all(is_owner(body.name, layout.words) for body in bodies)
