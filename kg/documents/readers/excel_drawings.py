"""What is drawn over the cells of a sheet: words in shapes, and arrows along a row.

An arrow says that what stands before it goes on, as a sign in a cell does, and so becomes one in
the blank cells that it crosses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.excel_book import read_links
from kg.documents.readers.excel_found import Found, SheetDraft, quote_sheet
from kg.documents.readers.excel_package import Package
from kg.documents.readers.sheet import Range, Shown

_ARROW: Final = "→"
#: Shapes that point to the right.
_POINTING: Final = frozenset(
    {
        "rightArrow",
        "leftRightArrow",
        "notchedRightArrow",
        "stripedRightArrow",
        "homePlate",
        "chevron",
    }
)
_ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
#: How far, in EMU, a shape must reach into its last column to cross it: about 3 mm.
_REACH: Final = 100_000
#: More arrows, or arrows among more merged ranges, are not looked at.
_MOST_ARROWS: Final = 2_000
_MOST_MERGES: Final = 20_000


@dataclass
class _Shape:
    """A shape: its corners as column, offset and row, its words, and whether it is an arrow."""

    corners: dict[str, int]
    words: str = ""
    arrow: bool = False
    hidden: bool = False


def add_drawings(package: Package, part: str, draft: SheetDraft, found: Found) -> None:
    """Give a sheet the words of its shapes and the signs of its arrows, and tell of the rest."""
    shapes: list[_Shape] = []
    for kind, target in read_links(package, part).values():
        if kind == "drawing" and package.has(target):
            reader = _Reader(found)
            package.parse(target, reader.start, reader.end, reader.text)
            shapes += [shape for shape in reader.shapes if not shape.hidden]
    arrows = unplaced = 0
    texts: list[Shown] = []
    width = max((max(cells) for cells in draft.rows.values()), default=0)
    few = len(draft.merges) <= _MOST_MERGES
    for shape in shapes:
        words = shape.words.strip()
        tried = shape.arrow and "\n" not in words and few and arrows < _MOST_ARROWS
        if tried and _cross(_find_range(shape), shape, width, draft, found):
            arrows += 1
        elif words:
            texts.append(Shown(words, _find_range(shape)))
        else:
            unplaced += shape.arrow
    draft.shapes += sorted(texts, key=lambda shown: shown.range)
    _tell(draft.name, len(texts), arrows, unplaced, found)


def _tell(sheet: str, texts: int, arrows: int, unplaced: int, found: Found) -> None:
    where = quote_sheet(sheet)
    if texts:
        found.note_other(
            where,
            f"図形の中の文字({texts}か所)は表の前か後に置きました",
            f"the words of {texts} shapes were put before or behind the tables",
        )
    if arrows:
        found.note_other(
            where,
            f"図形の矢印({arrows}本)は、またいでいる空欄に「→」として置きました",
            f"{arrows} drawn arrows became → in the blank cells that they cross",
        )
    if unplaced:
        found.note_other(
            where,
            f"図形の矢印({unplaced}本)は、どの升目のものか分からないので読んでいません",
            f"{unplaced} drawn arrows are not read: it is not certain what cells they cross",
        )


def _find_range(shape: _Shape) -> Range:
    top, left = shape.corners.get("from-row", 0) + 1, shape.corners.get("from-col", 0) + 1
    bottom, right = shape.corners.get("to-row", 0) + 1, shape.corners.get("to-col", 0) + 1
    return Range(top, left, max(top, bottom), max(left, right))


def _cross(drawn: Range, shape: _Shape, width: int, draft: SheetDraft, found: Found) -> bool:
    """Put the sign of an arrow, or its words, into the blank cells of the row that it crosses."""
    last = drawn.right
    if last > drawn.left and shape.corners.get("to-colOff", 0) < _REACH:
        last -= 1
    row = draft.find_row(drawn)
    if row is None or not draft.rows.get(row):
        return False
    crossed = range(drawn.left, min(last, width) + 1)
    taken = draft.find_taken(row)
    blank = [column for column in crossed if column not in taken]
    words = shape.words.strip()
    if not blank or (words and len(blank) < len(crossed)):
        return False
    for column in blank:
        first = words and column == blank[0]
        found.add_cell(draft, row, column, words if first else _ARROW)
    return True


class _Reader:
    """Gathers the shapes of one drawing."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self.shapes: list[_Shape] = []
        self._shape = _Shape({})
        self._corner = self._field = ""
        self._parts: list[str] = []
        self._length = self._beside = 0
        self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._beside or name == "Fallback":
            # What older programs show in place of what is read.
            self._beside += 1
        elif name in _ANCHORS:
            self._shape = _Shape({})
            self._parts.clear()
        elif name in ("from", "to"):
            self._corner = name
        elif name in ("col", "colOff", "row") and self._corner:
            self._field = f"{self._corner}-{name}"
        elif name == "prstGeom":
            self._shape.arrow |= attributes.get("prst") in _POINTING
        elif name in ("headEnd", "tailEnd"):
            self._shape.arrow |= attributes.get("type", "none") != "none"
        elif name == "cNvPr":
            self._shape.hidden |= attributes.get("hidden", "0") in ("1", "true")
        elif name in ("p", "br") and self._parts:
            self._parts.append("\n")
        elif name == "t":
            self._in_text = True

    def text(self, words: str) -> None:
        """Characters."""
        if self._field:
            self._shape.corners[self._field] = int(words)
        elif self._in_text and not self._beside:
            self._parts.append(words)
            self._length += len(words)
            self._found.check_characters(self._length)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._beside:
            self._beside -= 1
        elif name in ("from", "to"):
            self._corner = ""
        elif name in _ANCHORS:
            self._shape.words = "".join(self._parts)
            self.shapes.append(self._shape)
        elif name == "t":
            self._in_text = False
        self._field = ""
