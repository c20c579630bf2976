"""The ruling lines and pictures that are drawn on a page of a PDF."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.documents.readers.pdf_page import Rule

#: Beyond it a page's drawing is a map or a chart, and its lines are not looked at.
_MOST_SEGMENTS: Final = 20_000
#: The widest that a filled strip may be to be a line, and the shortest that a line may be.
_WIDEST: Final = 2.6
_SHORTEST: Final = 3.0
_LEAN: Final = 0.6
_DEEPEST: Final = 6
_FARTHEST: Final = 100_000.0

Show = Callable[[float, float], tuple[float, float]]
_Matrix = tuple[float, float, float, float, float, float]
_UNTURNED: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Drawn:
    """The ruling lines of a page, and the areas of its pictures in square points."""

    rules: tuple[Rule, ...]
    pictures: tuple[float, ...]
    dense: bool


def find_drawn(page: Any, show: Show) -> Drawn:
    """What is drawn on a page; `show` leads a point to the page as shown."""
    from pypdfium2 import raw

    drawing = _Drawing(raw, show)
    for at in range(raw.FPDFPage_CountObjects(page)):
        drawing.read(raw.FPDFPage_GetObject(page, at), _UNTURNED, 0)
    rules = () if drawing.left < 0 else tuple(sorted(set(drawing.rules), key=_key))
    return Drawn(rules, tuple(drawing.pictures), drawing.left < 0)


def _key(rule: Rule) -> tuple[bool, float, float, float]:
    return rule.level, rule.at, rule.start, rule.end


class _Drawing:
    def __init__(self, raw: Any, show: Show) -> None:
        self.show = show
        self.rules: list[Rule] = []
        self.pictures: list[float] = []
        self.left = _MOST_SEGMENTS
        self._raw = raw

    def read(self, thing: Any, outer: _Matrix, depth: int) -> None:
        """Take in one object of the page, and those within it."""
        raw = self._raw
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            return
        found = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, found)
        own = (found.a, found.b, found.c, found.d, found.e, found.f)
        matrix = _multiply(own, outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._read_path(thing, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        elif depth < _DEEPEST:
            for at in range(raw.FPDFFormObj_CountObjects(thing)):
                self.read(raw.FPDFFormObj_GetObject(thing, at), matrix, depth + 1)

    def _read_path(self, path: Any, matrix: _Matrix) -> None:
        raw = self._raw
        count = raw.FPDFPath_CountSegments(path)
        self.left -= count
        if self.left < 0 or count < 2:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for points in self._find_parts(path, count, matrix):
            self._add_part(points, bool(stroke.value), bool(fill.value))

    def _find_parts(
        self, path: Any, count: int, matrix: _Matrix
    ) -> list[list[tuple[float, float]]]:
        """The straight parts of a path, each a list of its corners."""
        raw = self._raw
        parts: list[list[tuple[float, float]]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self.show(*_apply(matrix, x.value, y.value))
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_LINETO and parts:
                parts[-1].append(point)
                if raw.FPDFPathSegment_GetClose(segment):
                    parts[-1].append(parts[-1][0])
            else:
                parts.append([point])
        return parts

    def _add_part(self, points: Sequence[tuple[float, float]], stroke: bool, fill: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if fill and min(x1 - x0, y1 - y0) <= _WIDEST:
            if x1 - x0 >= max(y1 - y0, _SHORTEST):
                self._add(True, (y0 + y1) / 2, x0, x1)
            elif y1 - y0 >= _SHORTEST:
                self._add(False, (x0 + x1) / 2, y0, y1)
            return
        if not stroke:
            return
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            if abs(ay - by) <= _LEAN and abs(ax - bx) >= _SHORTEST:
                self._add(True, (ay + by) / 2, min(ax, bx), max(ax, bx))
            elif abs(ax - bx) <= _LEAN and abs(ay - by) >= _SHORTEST:
                self._add(False, (ax + bx) / 2, min(ay, by), max(ay, by))

    def _add(self, level: bool, at: float, start: float, end: float) -> None:
        if not all(abs(value) < _FARTHEST for value in (at, start, end)):
            return
        self.rules.append(Rule(level, round(at, 2), round(start, 2), round(end, 2)))


def _multiply(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
