"""The order in which the parts of a page are read: column by column, what spans them between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.pdf_columns import (
    FEWEST,
    PRINT,
    Part,
    are_columns,
    are_set_full,
    find_size,
    weigh,
)
from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_page import Box, join_boxes

#: How often what stands left or right of a gap may be parted again.
_DEEPEST: Final = 8
#: How many lines a side, in the whole document, prove that its text is set in two columns there.
_PROVEN: Final = 6
_MOST_GUTTERS: Final = 12
#: How exact the edges of columns are, in points, and, in sizes, how far a paragraph is set in.
_EDGE: Final = 2.0
_INDENT: Final = 1.0
#: Beyond so many parts a page is a drawing with words strewn over it.
_MOST: Final = 1_500


@dataclass(frozen=True)
class Gutter:
    """A gap between two columns: the edges of both, and how many lines the lesser of them has."""

    left: Box
    right: Box
    lines: int

    def is_near(self, other: Gutter) -> bool:
        """Whether both columns begin where those of another gap do."""
        return (
            abs(self.left.x0 - other.left.x0) <= _EDGE
            and abs(self.right.x0 - other.right.x0) <= _EDGE
        )


@dataclass(frozen=True)
class _Split:
    """The parts above, left, right and below of a gap, and the gap."""

    above: list[Part]
    left: list[Part]
    right: list[Part]
    below: list[Part]
    gutter: Gutter

    @property
    def groups(self) -> tuple[list[Part], ...]:
        """The parts in the order in which they are read."""
        return self.above, self.left, self.right, self.below


def find_gutters(pages: Iterable[Sequence[Part]]) -> list[Gutter]:
    """The gaps between columns that enough lines of a document prove, the clearest first.

    Where they are known, a few lines at the same two edges are columns too.
    """
    found: list[Gutter] = []
    for parts in pages:
        for gutter in [*_find_all(parts, 0), *_find_on_page(parts)]:
            at = next((n for n, other in enumerate(found) if gutter.is_near(other)), len(found))
            same = found[at : at + 1]
            left = join_boxes([gutter.left, *(one.left for one in same)])
            right = join_boxes([gutter.right, *(one.right for one in same)])
            lines = gutter.lines + sum(one.lines for one in same)
            found[at : at + 1] = [Gutter(left, right, lines)]
    proven = [gutter for gutter in found if gutter.lines >= _PROVEN]
    return sorted(proven, key=lambda gutter: (-gutter.lines, gutter.right.x0))[:_MOST_GUTTERS]


def _find_all(parts: Sequence[Part], depth: int) -> list[Gutter]:
    split = _find_split(parts) if depth < _DEEPEST else None
    if split is None:
        return []
    return [split.gutter, *(one for group in split.groups for one in _find_all(group, depth + 1))]


def _find_on_page(parts: Sequence[Part]) -> list[Gutter]:
    """The gaps that all stretches of a page together show, each too short to do so alone."""
    if not parts or len(parts) > _MOST:
        return []
    found: list[Gutter] = []
    size = find_size(parts)
    for x in _find_candidates(parts, size):
        sides: tuple[list[Part], list[Part]] = ([], [])
        for _, _, left, right in _find_stretches(parts, x):
            if left and right:
                sides[0].extend(left)
                sides[1].extend(right)
        if all(sides) and are_set_full(*sides, size):
            found.append(_make_gutter(*sides))
    return found


def order_parts(
    parts: Sequence[Part], known: Sequence[Gutter] = (), depth: int = 0
) -> list[list[Part]]:
    """The parts column by column, each from the top down; `known` gaps part a few lines too."""
    split = None
    if depth < _DEEPEST and len(parts) <= _MOST:
        split = _find_known(parts, known) or _find_split(parts)
    if split is None:
        flow = sorted(parts, key=lambda part: (part.box.y0, part.box.x0))
        return [flow] if flow else []
    return [flow for group in split.groups for flow in order_parts(group, known, depth + 1)]


def _find_known(parts: Sequence[Part], known: Sequence[Gutter]) -> _Split | None:
    """The parts around the known gap that parts the most lines of columns."""
    best: tuple[float, float, float] | None = None
    score = 0
    for gutter in known:
        x = gutter.right.x0 - 1
        for top, bottom, left, right in _find_stretches(parts, x):
            lesser = min(sum(map(weigh, left)), sum(map(weigh, right)))
            if lesser > score and _fits(left, gutter.left) and _fits(right, gutter.right):
                best, score = (x, top, bottom), lesser
    return _split_at(parts, *best) if best else None


def _fits(parts: Sequence[Part], column: Box) -> bool:
    """Whether parts keep within a column, and text or a table begins at its edge."""
    for part in parts:
        size = part.size if isinstance(part, Line) else PRINT
        if part.box.x0 < column.x0 - _EDGE or part.box.x1 > column.x1 + size:
            return False
    steps = [(part.box.x0 - column.x0, part) for part in parts]
    return any(
        abs(step) <= _EDGE or (isinstance(part, Line) and abs(step - _INDENT * part.size) <= _EDGE)
        for step, part in steps
    )


def _find_split(parts: Sequence[Part]) -> _Split | None:
    """The parts around the gap that parts the most lines of columns."""
    if sum(map(weigh, parts)) < 2 * FEWEST or len(parts) > _MOST:
        return None
    size = find_size(parts)
    best: tuple[float, float, float] | None = None
    score = 0
    for x in _find_candidates(parts, size):
        for top, bottom, left, right in _find_stretches(parts, x):
            if bottom - top < FEWEST * size:
                continue
            lesser = min(sum(map(weigh, left)), sum(map(weigh, right)))
            if lesser > score and are_columns(left, right, size):
                best, score = (x, top, bottom), lesser
    return _split_at(parts, *best) if best else None


def _find_stretches(
    parts: Sequence[Part], x: float
) -> list[tuple[float, float, list[Part], list[Part]]]:
    """The free stretches at a distance from the left, with their parts at both sides of it."""
    free = _find_free(parts, x)
    tops = [top for top, _ in free]
    sides: list[tuple[list[Part], list[Part]]] = [([], []) for _ in free]
    for part in parts:
        at = bisect_right(tops, part.box.y0) - 1
        if at < 0 or part.box.y1 > free[at][1]:
            continue
        if part.box.x1 <= x:
            sides[at][0].append(part)
        elif part.box.x0 >= x:
            sides[at][1].append(part)
    return [(*ends, *held) for ends, held in zip(free, sides, strict=True)]


def _split_at(parts: Sequence[Part], x: float, top: float, bottom: float) -> _Split:
    held = next(sides for start, _, *sides in _find_stretches(parts, x) if start == top)
    split = _Split([], [], [], [], _make_gutter(*held))
    for part in parts:
        middle = (part.box.y0 + part.box.y1) / 2
        if middle < top:
            split.above.append(part)
        elif middle > bottom:
            split.below.append(part)
        elif part.box.x1 <= x:
            split.left.append(part)
        else:
            split.right.append(part)
    return split


def _make_gutter(left: Sequence[Part], right: Sequence[Part]) -> Gutter:
    lines = min(sum(isinstance(part, Line) for part in side) for side in (left, right))
    a, b = (join_boxes([part.box for part in side]) for side in (left, right))
    return Gutter(a, b, lines)


def _find_candidates(parts: Sequence[Part], size: float) -> list[float]:
    """Where a gap between columns may lie: right before parts that begin at one distance."""
    starts: dict[int, int] = {}
    for part in parts:
        key = round(part.box.x0 / 4)
        starts[key] = starts.get(key, 0) + weigh(part)
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
