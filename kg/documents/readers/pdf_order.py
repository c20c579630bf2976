"""The order in which the parts of a page are read: column by column, what spans them between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
_SOME: Final = 0.3
_DEEPEST: Final = 8
#: How many lines a side, in the whole document, prove that its text is set in two columns there.
_PROVEN: Final = 6
_MOST_GUTTERS: Final = 12
#: How exact the edges of columns are, in points, and, in sizes, how far a paragraph is set in.
_EDGE: Final = 2.0
_INDENT: Final = 1.0
#: Beyond so many parts a page is a drawing with words strewn over it.
_MOST: Final = 1_500
#: The size of print, in points, where a page holds tables only.
_PRINT: Final = 10.0


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
    if len(parts) > _MOST:
        return []
    found: list[Gutter] = []
    size = _find_size(parts)
    for x in _find_candidates(parts, size):
        sides: tuple[list[Part], list[Part]] = ([], [])
        for top, bottom in _find_free(parts, x):
            left, right = _part_at(parts, x, top, bottom)
            if left and right:
                sides[0].extend(left)
                sides[1].extend(right)
        if all(sides) and _are_apart(*sides, size) and all(map(_is_set_full, sides)):
            found.append(_make_gutter(*sides))
    return found


def _is_set_full(parts: Sequence[Part]) -> bool:
    """Whether enough of a side's lines end where its longest one does, as full lines of text do."""
    box = join_boxes([part.box for part in parts])
    full = sum(
        isinstance(part, Line)
        and part.box.x1 > box.x1 - _EDGE / 2
        and part.box.width >= _FULL * box.width
        for part in parts
    )
    return full >= max(_FEWEST, _SOME * len(parts))


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
        for top, bottom in _find_free(parts, x):
            left, right = _part_at(parts, x, top, bottom)
            lesser = min(sum(map(_weigh, left)), sum(map(_weigh, right)))
            if lesser > score and _fits(left, gutter.left) and _fits(right, gutter.right):
                best, score = (x, top, bottom), lesser
    return _split_at(parts, *best) if best else None


def _fits(parts: Sequence[Part], column: Box) -> bool:
    """Whether parts keep within a column, and text or a table begins at its edge."""
    for part in parts:
        size = part.size if isinstance(part, Line) else _PRINT
        if part.box.x0 < column.x0 - _EDGE or part.box.x1 > column.x1 + size:
            return False
    steps = [(part.box.x0 - column.x0, part) for part in parts]
    return any(
        abs(step) <= _EDGE or (isinstance(part, Line) and abs(step - _INDENT * part.size) <= _EDGE)
        for step, part in steps
    )


def _find_split(parts: Sequence[Part]) -> _Split | None:
    """The parts around the gap that parts the most lines of columns."""
    if sum(map(_weigh, parts)) < 2 * _FEWEST or len(parts) > _MOST:
        return None
    size = _find_size(parts)
    best: tuple[float, float, float] | None = None
    score = 0
    for x in _find_candidates(parts, size):
        for top, bottom in _find_free(parts, x):
            if bottom - top < _FEWEST * size:
                continue
            left, right = _part_at(parts, x, top, bottom)
            lesser = min(sum(map(_weigh, left)), sum(map(_weigh, right)))
            if lesser > score and _are_columns(left, right, size):
                best, score = (x, top, bottom), lesser
    return _split_at(parts, *best) if best else None


def _part_at(
    parts: Sequence[Part], x: float, top: float, bottom: float
) -> tuple[list[Part], list[Part]]:
    """The parts of a stretch at the left and at the right of a distance."""
    inside = [part for part in parts if top <= part.box.y0 and part.box.y1 <= bottom]
    left = [part for part in inside if part.box.x1 <= x]
    return left, [part for part in inside if part.box.x0 >= x]


def _split_at(parts: Sequence[Part], x: float, top: float, bottom: float) -> _Split:
    split = _Split([], [], [], [], _make_gutter(*_part_at(parts, x, top, bottom)))
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


def _find_size(parts: Sequence[Part]) -> float:
    """The size of print that the middle one of its lines has."""
    sizes = sorted(part.size for part in parts if isinstance(part, Line))
    return sizes[len(sizes) // 2] if sizes else _PRINT


def _make_gutter(left: Sequence[Part], right: Sequence[Part]) -> Gutter:
    lines = min(sum(isinstance(part, Line) for part in side) for side in (left, right))
    a, b = (join_boxes([part.box for part in side]) for side in (left, right))
    return Gutter(a, b, lines)


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
    if not _are_apart(left, right, size):
        return False
    return _runs_full(left) and _runs_full(right)


def _are_apart(left: Sequence[Part], right: Sequence[Part], size: float) -> bool:
    """Whether a clear gap parts two sides, both wide enough for text."""
    a, b = join_boxes([part.box for part in left]), join_boxes([part.box for part in right])
    return min(a.width, b.width) >= _NARROWEST * size and b.x0 - a.x1 >= _GAP * size


def _runs_full(parts: Sequence[Part]) -> bool:
    box = join_boxes([part.box for part in parts])
    full = sum(_weigh(part) for part in parts if part.box.width >= _FULL * box.width)
    return full >= _MOSTLY * sum(map(_weigh, parts))
