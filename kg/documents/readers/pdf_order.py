"""The order in which the parts of a page are read: column by column, what spans them between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_page import Box, join_boxes
from kg.documents.readers.pdf_tables import Table

Part = Line | Table

#: Lines that each of two columns must have, and how wide it and the gap are in sizes of its print.
_FEWEST: Final = 3
_NARROWEST: Final = 8.0
_GAP: Final = 0.9
#: How much of a column's width its lines fill, and how many of them at least.
_FULL: Final = 0.8
_MOSTLY: Final = 0.45
_DEEPEST: Final = 8
#: Beyond so many parts a page is a drawing with words strewn over it.
_MOST: Final = 1_500
#: The size of print, in points, where a page holds tables only.
_PRINT: Final = 10.0


def order_parts(parts: Sequence[Part], depth: int = 0) -> list[list[Part]]:
    """The parts column by column, each from the top down."""
    found = _find_gutter(parts) if depth < _DEEPEST else None
    if found is None:
        flow = sorted(parts, key=lambda part: (part.box.y0, part.box.x0))
        return [flow] if flow else []
    above, left, right, below = found
    return [
        *order_parts(above, depth + 1),
        *order_parts(left, depth + 1),
        *order_parts(right, depth + 1),
        *order_parts(below, depth + 1),
    ]


def _find_gutter(
    parts: Sequence[Part],
) -> tuple[list[Part], list[Part], list[Part], list[Part]] | None:
    """The parts above, left, right and below of the gap that parts the most lines of columns."""
    if sum(map(_weigh, parts)) < 2 * _FEWEST or len(parts) > _MOST:
        return None
    sizes = sorted(part.size for part in parts if isinstance(part, Line))
    size = sizes[len(sizes) // 2] if sizes else _PRINT
    best: tuple[float, float, float] | None = None
    score = 0
    for x in _find_candidates(parts, size):
        for top, bottom in _find_free(parts, x):
            if bottom - top < _FEWEST * size:
                continue
            inside = [part for part in parts if top <= part.box.y0 and part.box.y1 <= bottom]
            left = [part for part in inside if part.box.x1 <= x]
            right = [part for part in inside if part.box.x0 >= x]
            lesser = min(sum(map(_weigh, left)), sum(map(_weigh, right)))
            if lesser > score and _are_columns(left, right, size):
                best, score = (x, top, bottom), lesser
    if best is None:
        return None
    x, top, bottom = best
    groups: tuple[list[Part], ...] = ([], [], [], [])
    for part in parts:
        middle = (part.box.y0 + part.box.y1) / 2
        if middle < top:
            groups[0].append(part)
        elif middle > bottom:
            groups[3].append(part)
        else:
            groups[1 if part.box.x1 <= x else 2].append(part)
    return groups[0], groups[1], groups[2], groups[3]


def _weigh(part: Part) -> int:
    """For how many lines a part counts."""
    return 1 if isinstance(part, Line) else max(_FEWEST, part.height)


def _find_candidates(parts: Sequence[Part], size: float) -> list[float]:
    """Where a gap between columns may lie: right before parts that begin at one distance."""
    starts: dict[int, int] = {}
    for part in parts:
        key = round(part.box.x0 / 4)
        starts[key] = starts.get(key, 0) + _weigh(part)
    leftmost = min(part.box.x0 for part in parts)
    found: set[float] = set()
    for part in parts:
        often = sum(starts.get(round(part.box.x0 / 4) + step, 0) for step in (-1, 0, 1))
        if often >= 2 and part.box.x0 > leftmost + 4 * size:
            found.add(round(part.box.x0 - 1, 0))
    return sorted(found)


def _find_free(parts: Sequence[Part], x: float) -> list[tuple[float, float]]:
    """The stretches from top to bottom in which nothing crosses a distance from the left."""
    crossing = sorted(
        ((part.box.y0, part.box.y1) for part in parts if part.box.x0 < x - 1 < part.box.x1 - 1),
    )
    free: list[tuple[float, float]] = []
    top = float("-inf")
    for start, end in crossing:
        if start > top:
            free.append((top, start + 0.5))
        top = max(top, end - 0.5)
    free.append((top, float("inf")))
    return free


def _are_columns(left: Sequence[Part], right: Sequence[Part], size: float) -> bool:
    """Whether parts on both sides run on as text does, and a clear gap parts them."""
    if min(sum(map(_weigh, left)), sum(map(_weigh, right))) < _FEWEST:
        return False
    a, b = join_boxes([part.box for part in left]), join_boxes([part.box for part in right])
    if min(a.width, b.width) < _NARROWEST * size or b.x0 - a.x1 < _GAP * size:
        return False
    return _runs_full(left, a) and _runs_full(right, b)


def _runs_full(parts: Sequence[Part], box: Box) -> bool:
    full = sum(_weigh(part) for part in parts if part.box.width >= _FULL * box.width)
    return full >= _MOSTLY * sum(map(_weigh, parts))
