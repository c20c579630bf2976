"""Ruling lines as grids: which cells a table has, and which rows and columns each covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.pdf_page import Box, Rule

#: How far apart, in points, lines may lie to be one, or to meet.
_SAME: Final = 3.0
_GAP: Final = 4.0
_MEETS: Final = 3.0
#: How much of a cell's side a line must run along to part it from the next.
_COVERS: Final = 0.6
#: Beyond it lines are no table.
_MOST_PAIRS: Final = 1_000_000
_MOST_LINES: Final = 400


@dataclass(frozen=True)
class GridCell:
    """A cell: where it begins, the rows and columns that it covers, and its rectangle."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """Cells that lines part; `xs` and `ys` are the borders, `closed` whether a line ends it."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    closed: bool = True


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of a page, smaller ones first; a lone frame is a grid of one cell."""
    level = _merge([rule for rule in rules if rule.level])
    upright = _merge([rule for rule in rules if not rule.level])
    if len(level) * len(upright) > _MOST_PAIRS:
        return []
    grids = [
        grid
        for levels, uprights in _find_connected(level, upright)
        if (grid := _make_grid(levels, uprights)) is not None
    ]
    return sorted(grids, key=lambda grid: (grid.box.width * grid.box.height, grid.box.y0))


def _merge(rules: Sequence[Rule]) -> list[Rule]:
    """Lines that lie on each other or go on in each other, as one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        if groups and rule.at - groups[-1][0].at <= _SAME / 2:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                merged.append(Rule(rule.level, at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            merged.append(Rule(group[0].level, at, start, end))
    return merged


def _find_connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that meet each other, directly or over others."""
    above = list(range(len(level) + len(upright)))

    def find(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if (
                across.start - _MEETS <= down.at <= across.end + _MEETS
                and down.start - _MEETS <= across.at <= down.end + _MEETS
            ):
                above[find(i)] = find(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate([*level, *upright]):
        groups.setdefault(find(at), ([], []))[at >= len(level)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _make_grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs, ys = _find_borders(upright), _find_borders(level)
    # A side without a line of its own ends where the lines that cross it do.
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    closed = ys[-1] >= bottom - 2 * _MEETS
    xs = _widen(xs, left, right)
    ys = _widen(ys, top, bottom)
    if not 2 <= len(xs) <= _MOST_LINES or not 2 <= len(ys) <= _MOST_LINES:
        return None
    cells = _find_cells(xs, ys, level, upright)
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), cells, closed)


def _find_borders(rules: Sequence[Rule]) -> list[float]:
    borders: list[list[float]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if borders and rule.at - borders[-1][-1] <= _SAME:
            borders[-1].append(rule.at)
        else:
            borders.append([rule.at])
    return [sum(group) / len(group) for group in borders]


def _widen(borders: list[float], start: float, end: float) -> list[float]:
    if start < borders[0] - 2 * _MEETS:
        borders = [start, *borders]
    if end > borders[-1] + 2 * _MEETS:
        borders = [*borders, end]
    return borders


def _find_cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[GridCell, ...]:
    walls = _find_sides(upright, xs, ys)
    floors = _find_sides(level, ys, xs)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            end = column + 1
            while end < len(xs) - 1 and (end, row) not in walls and (row, end) not in taken:
                end += 1
            below = row + 1
            while below < len(ys) - 1 and _goes_down(below, column, end, walls, floors):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, end))
            box = Box(xs[column], ys[row], xs[end], ys[below])
            cells.append(GridCell(row, column, below - row, end - column, box))
    return tuple(cells)


def _goes_down(
    row: int,
    column: int,
    end: int,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
) -> bool:
    """Whether a cell from one column to another goes on in a row: nothing parts it."""
    if any((row, at) in floors for at in range(column, end)):
        return False
    return not any((at, row) in walls for at in range(column + 1, end))


def _find_sides(
    rules: Sequence[Rule], borders: Sequence[float], steps: Sequence[float]
) -> set[tuple[int, int]]:
    """Which borders have a line along which steps: pairs of both numbers."""
    sides: set[tuple[int, int]] = set()
    for number, border in enumerate(borders):
        near = [rule for rule in rules if abs(rule.at - border) <= _SAME]
        for step in range(len(steps) - 1):
            start, end = steps[step], steps[step + 1]
            covered = sum(max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in near)
            if covered >= _COVERS * (end - start):
                sides.add((number, step))
    return sides
