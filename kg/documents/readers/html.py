"""A web page as a kept text: headings, paragraphs, lists and tables, with the XPath of each."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kg.documents.kept import KeptText, Piece
from kg.documents.readers.grid import MAX_ROW_SPAN, Cell, make_grid
from kg.documents.readers.html_notices import add_notices
from kg.documents.readers.html_parts import (
    HEADINGS,
    count_words,
    find_content,
    find_reason,
    find_rows,
    is_layout,
)
from kg.documents.readers.html_text import Run, find_marks, make_piece
from kg.documents.readers.html_tree import parse_page
from kg.documents.readers.limits import Limits
from kg.documents.readers.lines import Lines, put_mark
from kg.documents.readers.tree import Element

READER: Final = "html 1"
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
#: Blocks that stand apart from what is before and after them.
_APART: Final = frozenset(
    {
        *("p", "dl", "ul", "ol", "menu", "dir", "table", "pre", "blockquote", "figure"),
        *("hr", "fieldset", "details"),
    }
)
_BLOCKS: Final = _APART | frozenset(
    {
        *("html", "body", "main", "article", "section", "nav", "aside", "header", "footer"),
        *("div", "center", "address", "form", "dt", "dd", "li", "summary", "figcaption"),
        *("legend", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "noframes"),
        *("hgroup", "search"),
    }
)
_WITHOUT_WORDS: Final = frozenset({"svg", "math", "map", "area"})


def read_html(data: bytes, name: str, limits: Limits) -> KeptText:
    """The text of a page. Raises SourceError where it cannot be read within the limits."""
    root, decoded = parse_page(data, name, limits)
    reading = _Reading(name, limits)
    body, content = root.find("body") or root, find_content(root)
    if content is not body:
        reading.left["navigation"] += 1
        reading.left_words["navigation"] += count_words(body) - count_words(content)
    title = root.find("head", "title")
    if title is not None and not any(found.name == "h1" for found in content.walk()):
        reading.read_line(title, 1)
    reading.read_block(content)
    reading.end_line()
    add_notices(reading.lines, decoded, reading.left, reading.left_words)
    return reading.lines.finish(READER)


class _Reading:
    """Walks a page in the order in which it is shown.

    Inside a cell of a table, lines are gathered for its row and written nowhere.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.lines = Lines(name, limits)
        self.left: Counter[str] = Counter()
        self.left_words: Counter[str] = Counter()
        self._runs: list[Run] = []
        self._images: list[tuple[str, str]] = []
        self._mark, self._list_depth = "", 0
        self._kept_blanks = False
        self._cell: list[Piece] | None = None

    def read_block(self, element: Element) -> None:
        """All that stands in an element."""
        text_number = 0
        marks = find_marks(element) if element.name in _LISTS else {}
        for child in element.children:
            if isinstance(child, str):
                text_number += 1
                self._add_text(child, element, text_number)
            elif (reason := find_reason(child)) is not None:
                self._leave_out(child, reason)
            elif child.name in HEADINGS:
                self.end_line()
                self.read_line(child, int(child.name[1]))
            elif child.name == "table":
                self._read_table(child)
            elif child.name == "br":
                self.end_line()
            elif child.name == "img":
                self._images.append((child.get("alt"), child.path))
            elif child.name in _WITHOUT_WORDS:
                self.left["images"] += 1
            elif child.name in _BLOCKS:
                self._read_apart(child, marks.get(id(child), ""))
            else:
                self.read_block(child)

    def read_line(self, element: Element, heading: int = 0) -> None:
        """An element as one line, whatever breaks it."""
        outer, self._cell = self._cell, []
        self.read_block(element)
        self.end_line()
        pieces, self._cell = self._cell, outer
        if outer is not None:
            outer += pieces
        elif pieces:
            self.lines.add_line(pieces, heading)

    def end_line(self) -> None:
        """Write the line that was being read; an image speaks where no words do."""
        runs, self._runs = self._runs, []
        images, self._images = self._images, []
        piece = make_piece(runs, self._kept_blanks)
        if piece is None and any(alt.strip() for alt, _ in images):
            alt, path = next(image for image in images if image[0].strip())
            piece = Piece(alt, path)
            self.left["alternatives"] += 1
            images.remove((alt, path))
        self.left["images"] += len(images)
        if piece is None:
            return
        piece, self._mark = put_mark(self._mark, piece), ""
        if self._cell is not None:
            self._cell.append(piece)
        else:
            self.lines.add_line([piece])

    def _add_text(self, text: str, element: Element, number: int) -> None:
        if self._kept_blanks and "\n" in text:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self.end_line()
                self._runs.append(Run(line, element, number))
        else:
            self._runs.append(Run(text, element, number))

    def _read_apart(self, element: Element, mark: str) -> None:
        """A block: its lines are its own, and some stand apart from others."""
        self.end_line()
        apart = element.name in _APART and self._list_depth == 0 and self._cell is None
        if apart:
            self.lines.add_blank()
        outer = self._mark, self._list_depth, self._kept_blanks
        self._mark = mark or self._mark
        self._list_depth += element.name in _LISTS
        self._kept_blanks |= element.name == "pre"
        self.read_block(element)
        self.end_line()
        self._mark, self._list_depth, self._kept_blanks = "" if mark else outer[0], *outer[1:]
        if apart:
            self.lines.add_blank()

    def _read_table(self, table: Element) -> None:
        self.end_line()
        if is_layout(table):
            for row in find_rows(table):
                for cell in row.elements("td", "th"):
                    self._read_apart(cell, "")
            return
        apart = self._cell is None
        if apart:
            self.lines.add_blank()
        for caption in table.elements("caption"):
            self._read_seen(caption)
        cells: list[list[Cell]] = []
        parts: list[int] = []
        part: Element | None = None
        for row in find_rows(table):
            if self._is_left_out(row):
                continue
            if row.parent is not part:
                parts.append(len(cells))
                part = row.parent
            seen = [cell for cell in row.elements("td", "th") if not self._is_left_out(cell)]
            cells.append([self._read_cell(cell) for cell in seen])
        if self._cell is not None:
            self._cell += [
                Piece(line, cell.path) for row in cells for cell in row for line in cell.lines
            ]
        else:
            self.lines.add_table(make_grid(cells, f"{self.name} {table.path}", self.limits, parts))
        if apart:
            self.lines.add_blank()

    def _read_cell(self, cell: Element) -> Cell:
        outer = self._cell, self._mark, self._list_depth, self._kept_blanks
        self._cell, self._mark, self._list_depth, self._kept_blanks = [], "", 0, False
        self.read_block(cell)
        self.end_line()
        lines = tuple(piece.text for piece in self._cell)
        self._cell, self._mark, self._list_depth, self._kept_blanks = outer
        return Cell(
            lines,
            cell.path,
            _read_span(cell.get("rowspan"), 0),
            _read_span(cell.get("colspan"), 1),
        )

    def _read_seen(self, element: Element) -> None:
        if not self._is_left_out(element):
            self._read_apart(element, "")

    def _is_left_out(self, element: Element) -> bool:
        reason = find_reason(element)
        if reason is not None:
            self._leave_out(element, reason)
        return reason is not None

    def _leave_out(self, element: Element, reason: str) -> None:
        words = len(re.sub(r"\s+", "", element.text))
        if words or reason == "elsewhere":
            self.left[reason] += 1
            self.left_words[reason] += words


def _read_span(printed: str, least: int) -> int:
    """How many rows or columns a cell covers; 0 rows are all that follow in their part."""
    match = re.match(r"\s*(\d{1,9})", printed)
    return max(min(int(match[1]), MAX_ROW_SPAN), least) if match else 1
