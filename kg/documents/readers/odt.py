"""An OpenDocument text (.odt) as a kept text: headings, numbers as printed, tables, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.documents.kept import KeptText, Piece
from kg.documents.readers.grid import Cell, make_grid
from kg.documents.readers.limits import Limits
from kg.documents.readers.lines import Lines, drop_unseen, has_mark
from kg.documents.readers.odt_styles import OdtStyles, read_number
from kg.documents.readers.tree import Element
from kg.documents.readers.word_notices import add_notices
from kg.documents.readers.word_parts import open_package
from kg.errors import SourceError

READER: Final = "odt 1"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXED: Final = ("office", "text", "table", "style", "drawing")
PREFIXES: Final[Mapping[str, str]] = {
    f"{_ODF}{name}:1.0": "draw" if name == "drawing" else name for name in _PREFIXED
}
_BODY: Final = ("office:body", "office:text")
_THROUGH: Final = frozenset(
    {"text:section", "text:table-of-content", "text:index-body", "text:index-title"}
    | {"text:illustration-index", "text:alphabetical-index", "text:numbered-paragraph"}
)
_ROW_GROUPS: Final = frozenset(
    {"table:table-header-rows", "table:table-rows", "table:table-row-group"}
)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
#: Cells and rows that are repeated beyond it are the empty rest of a sheet.
_MOST_REPEATED: Final = 200


def read_odt(data: bytes, name: str, limits: Limits) -> KeptText:
    """The text of an OpenDocument text. Raises SourceError where it cannot be read."""
    package = open_package(data, name, limits, PREFIXES)
    content = package.load("content.xml")
    body = content.find(*_BODY) if content is not None else None
    if content is None or body is None:
        raise SourceError(
            "OpenDocument の本文がありません / the OpenDocument file has no text",
            where=name,
            why="content.xml",
            fix="作ったソフトで開き、docx として保存し直してください / "
            "open it where it was made and save it as docx",
        )
    styles = package.load("styles.xml")
    roots = [root for root in (styles, content) if root is not None]
    reading = _Reading(name, limits, OdtStyles(roots))
    reading.read_blocks(body)
    for kind, part in (("header", "style:header"), ("footer", "style:footer")):
        for element in styles.walk() if styles is not None else ():
            if element.name == part:
                reading.leave_out(element, kind)
    add_notices(reading.lines, reading.left, reading.left_words)
    return reading.lines.finish(READER)


class _Reading:
    """Walks a text in the order in which it is printed."""

    def __init__(self, name: str, limits: Limits, styles: OdtStyles) -> None:
        self._name, self._limits, self._styles = name, limits, styles
        self.lines = Lines(name, limits)
        self.left: Counter[str] = Counter()
        self.left_words: Counter[str] = Counter()
        self._cell: list[Piece] | None = None
        self._mark, self._after_item = "", False
        self._text: list[str] = []
        self._boxes: list[Element] = []
        self._notes: list[Element] = []

    def read_blocks(self, element: Element, contents: bool = False) -> None:
        """All that stands in the body, a section, a cell, a box or a note."""
        for child in element.elements():
            if child.name in ("text:p", "text:h"):
                self._read_paragraph(child, contents)
            elif child.name == "text:list":
                self._read_list(child, "", 1)
            elif child.name == "table:table":
                self._read_table(child)
            elif child.name in _THROUGH:
                self.read_blocks(child, contents or child.name == "text:table-of-content")
            elif child.name == "text:tracked-changes":
                self._read_changes(child)
            elif child.name.startswith("draw:"):
                self._read_boxes([child])

    def leave_out(self, element: Element, reason: str) -> None:
        """Note that the words of an element are not taken in."""
        words = len("".join(element.text.split()))
        self.left[reason] += bool(words)
        self.left_words[reason] += words

    def _read_paragraph(self, element: Element, contents: bool) -> None:
        self._text = []
        self._read_inline(element)
        heading = 0
        if element.name == "text:h":
            heading = read_number(element.get("text:outline-level"), 1)
            if not self._mark and element.get("text:is-list-header") != "true":
                self._mark = self._styles.make_heading_mark(heading)
        lines: list[str] = []
        for line in drop_unseen("".join(self._text)).split("\n"):
            title, _, page = line.rpartition("\t")
            if contents and title.strip() and page.strip().isdecimal():
                line = f"{title.strip()} …… {page.strip()}"
            if words := line.replace("\t", " ").strip():
                lines.append(words)
        mark, self._mark = self._mark, ""
        item = bool(mark) or contents or bool(lines and has_mark(lines[0]))
        pieces = [Piece(line, element.path) for line in lines]
        if pieces:
            pieces[0] = replace(pieces[0], text=mark + pieces[0].text)
        self._write(pieces, heading, item)
        boxes, self._boxes = self._boxes, []
        notes, self._notes = self._notes, []
        self._read_boxes(boxes)
        self._read_notes(notes)

    def _write(self, pieces: list[Piece], heading: int, item: bool) -> None:
        if self._cell is not None:
            self._cell += pieces
            return
        if not (item and self._after_item):
            self.lines.add_blank()
        self._after_item = item and not heading
        for line in [pieces] if heading and pieces else [[piece] for piece in pieces]:
            self.lines.add_line(line, heading)

    def _read_inline(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text.append(_BLANKS.sub(" ", child))
            elif child.name == "text:s":
                self._text.append(" " * min(read_number(child.get("text:c"), 1), 100))
            elif child.name in ("text:tab", "text:line-break"):
                self._text.append("\t" if child.name == "text:tab" else "\n")
            elif child.name == "text:note":
                self._notes += child.elements("text:note-body")
            elif child.name == "office:annotation":
                self.leave_out(child, "comments")
            elif child.name in ("text:hidden-text", "text:hidden-paragraph"):
                self.leave_out(child, "hidden")
            elif child.name.startswith("draw:"):
                self._boxes.append(child)
            elif child.name == "text:change-start":
                self.left["inserted"] += 1
            elif child.name != "text:ruby-text":
                reason = self._styles.find_reason(child.get("text:style-name"))
                if reason is not None:
                    self.leave_out(child, reason)
                else:
                    self._read_inline(child)

    def _read_boxes(self, drawings: list[Element]) -> None:
        for drawing in drawings:
            boxes = [found for found in drawing.walk() if found.name == "draw:text-box"]
            self.left["images"] += not boxes
            self.left["objects"] += any(found.name == "draw:object" for found in drawing.walk())
            # A box in a box is read with the outer one.
            inner = {id(below) for box in boxes for below in box.walk() if below is not box}
            for box in boxes:
                if id(box) not in inner:
                    self._set_apart()
                    self.read_blocks(box)
                    self._set_apart()

    def _read_notes(self, notes: list[Element]) -> None:
        for note in notes:
            outer, self._cell = self._cell, []
            self.read_blocks(note)
            found, self._cell = self._cell, outer
            self.left["notes"] += 1
            if found:
                found[0] = replace(found[0], text=f"※{self.left['notes']} {found[0].text}")
                self._set_apart()
                self._write(found, 0, False)
                self._set_apart()

    def _read_list(self, element: Element, style: str, level: int) -> None:
        own = element.get("text:style-name") or style
        goes_on = element.get("text:continue-numbering") == "true"
        if level == 1 and not goes_on and not element.get("text:continue-list"):
            self._styles.begin_list(own)
        for item in element.elements("text:list-item", "text:list-header"):
            start = read_number(item.get("text:start-value"), -1)
            marked = item.name == "text:list-header"
            for child in item.elements():
                if child.name == "text:list":
                    self._read_list(child, own, level + 1)
                    continue
                if not marked and child.name in ("text:p", "text:h"):
                    begin = start if start >= 0 else None
                    self._mark = self._styles.make_mark(own, level, begin)
                    marked = True
                if child.name in ("text:p", "text:h"):
                    self._read_paragraph(child, False)
                elif child.name == "table:table":
                    self._read_table(child)

    def _read_table(self, table: Element) -> None:
        self._set_apart()
        rows: list[Element] = []
        self._find_rows(table, rows)
        if all(len(row.elements("table:table-cell")) <= 1 for row in rows):
            for row in rows:
                for cell in row.elements("table:table-cell"):
                    self.read_blocks(cell)
        else:
            cells = [self._read_row(row) for row in rows]
            if self._cell is not None:
                found = [cell for line in cells for cell in line]
                self._cell += [Piece(line, cell.path) for cell in found for line in cell.lines]
            else:
                where = f"{self._name} {table.path}"
                self.lines.add_table(make_grid(cells, where, self._limits))
        self._set_apart()

    def _find_rows(self, element: Element, rows: list[Element]) -> None:
        for child in element.elements():
            if child.name in _ROW_GROUPS:
                self._find_rows(child, rows)
            elif child.name == "table:table-row":
                if child.get("table:visibility", "visible") != "visible":
                    self.leave_out(child, "hidden")
                    continue
                times = read_number(child.get("table:number-rows-repeated"), 1)
                rows += [child] * min(times, _MOST_REPEATED)

    def _read_row(self, row: Element) -> list[Cell]:
        cells: list[Cell] = []
        for element in row.elements("table:table-cell"):
            outer, self._cell = self._cell, []
            self.read_blocks(element)
            found, self._cell = self._cell, outer
            cell = Cell(
                tuple(piece.text for piece in found),
                element.path,
                max(read_number(element.get("table:number-rows-spanned"), 1), 1),
                max(read_number(element.get("table:number-columns-spanned"), 1), 1),
            )
            times = read_number(element.get("table:number-columns-repeated"), 1)
            cells += [cell] * min(times, _MOST_REPEATED)
        return cells

    def _read_changes(self, changes: Element) -> None:
        for element in changes.walk():
            for gone in element.elements() if element.name == "text:deletion" else ():
                self.leave_out(gone, "deleted")

    def _set_apart(self) -> None:
        if self._cell is None:
            self.lines.add_blank()
            self._after_item = False
