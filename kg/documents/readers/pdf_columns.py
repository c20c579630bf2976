"""Whether what stands left and right of a gap is text in columns: wide, apart, with full lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_page import join_boxes
from kg.documents.readers.pdf_tables import Table

Part = Line | Table

#: Lines that each of two columns must have, and how wide it and the gap are in sizes of its print.
FEWEST: Final = 3
_NARROWEST: Final = 8.0
_GAP: Final = 0.9
#: How much of a column's width its lines fill, and how many of them at least.
_FULL: Final = 0.8
_MOSTLY: Final = 0.45
_SOME: Final = 0.3
#: How far, in points, the ends of full lines lie apart, and, in sizes, the widths of columns.
_EDGE: Final = 1.0
_ALIKE: Final = 1.5
#: The size of print, in points, where a page holds tables only.
PRINT: Final = 10.0


def weigh(part: Part) -> int:
    """For how many lines a part counts."""
    return 1 if isinstance(part, Line) else max(FEWEST, part.height)


def find_size(parts: Sequence[Part]) -> float:
    """The size of print that the middle one of the lines has."""
    sizes = sorted(part.size for part in parts if isinstance(part, Line))
    return sizes[len(sizes) // 2] if sizes else PRINT


def are_columns(left: Sequence[Part], right: Sequence[Part], size: float) -> bool:
    """Whether parts on both sides run on as text does, and a clear gap parts them."""
    if min(sum(map(weigh, left)), sum(map(weigh, right))) < FEWEST:
        return False
    columns = _split_sides(left, right, size)
    return bool(columns) and all(map(_runs_full, columns))


def are_set_full(left: Sequence[Part], right: Sequence[Part], size: float) -> bool:
    """Whether some lines of both sides end where the longest ones do: all stretches of a page."""
    columns = _split_sides(left, right, size)
    return bool(columns) and all(map(_is_set_full, columns))


def _split_sides(left: Sequence[Part], right: Sequence[Part], size: float) -> list[Sequence[Part]]:
    """The columns of both sides; none where no clear gap parts them or one is narrow for text.

    A side that has more than one holds what a gap of its own parts; such columns are equally wide.
    """
    a, b = join_boxes([part.box for part in left]), join_boxes([part.box for part in right])
    if min(a.width, b.width) < _NARROWEST * size or b.x0 - a.x1 < _GAP * size:
        return []
    columns = [*_split_side(left, size), *_split_side(right, size)]
    widths = [join_boxes([part.box for part in column]).width for column in columns]
    if len(columns) > 2 and max(widths) - min(widths) > _ALIKE * size:
        return [left, right]
    return columns


def _split_side(parts: Sequence[Part], size: float) -> list[Sequence[Part]]:
    columns: list[list[Part]] = []
    end = float("-inf")
    for part in sorted(parts, key=lambda part: part.box.x0):
        if part.box.x0 - end >= _GAP * size:
            columns.append([])
        columns[-1].append(part)
        end = max(end, part.box.x1)
    return [*columns]


def _runs_full(parts: Sequence[Part]) -> bool:
    box = join_boxes([part.box for part in parts])
    full = sum(weigh(part) for part in parts if part.box.width >= _FULL * box.width)
    return full >= _MOSTLY * sum(map(weigh, parts))


def _is_set_full(parts: Sequence[Part]) -> bool:
    box = join_boxes([part.box for part in parts])
    full = sum(
        isinstance(part, Line)
        and part.box.x1 > box.x1 - _EDGE
        and part.box.width >= _FULL * box.width
        for part in parts
    )
    return full >= max(FEWEST, _SOME * len(parts))
