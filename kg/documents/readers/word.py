"""A Word file (.docx) as a kept text: headings, numbers as printed, tables, boxes and notes."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kg.documents.kept import KeptText, Piece
from kg.documents.readers.grid import Cell, make_grid
from kg.documents.readers.limits import Limits
from kg.documents.readers.lines import Lines, has_mark
from kg.documents.readers.tree import Element
from kg.documents.readers.word_notices import add_notices
from kg.documents.readers.word_numbering import Numbering
from kg.documents.readers.word_parts import Package, open_package
from kg.documents.readers.word_runs import Paragraph, RunReader, choose
from kg.documents.readers.word_styles import Styles
from kg.documents.readers.word_table import (
    WordCell,
    find_below,
    find_cells,
    is_row_deleted,
    is_row_hidden,
    is_word_layout,
)

READER: Final = "word 1"
_THROUGH: Final = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})
_GONE: Final = frozenset({"w:del", "w:moveFrom"})


def read_word(data: bytes, name: str, limits: Limits) -> KeptText:
    """The text of a Word file. Raises SourceError where it cannot be read within the limits."""
    package = open_package(data, name, limits)
    document = package.load(package.main)
    body = document.find("w:body") if document is not None else None
    reading = _Reading(package)
    if body is not None:
        reading.read_blocks(body)
    for kind in ("header", "footer", "comments"):
        for part in package.load_related(kind):
            reading.runs.leave_out(part, kind)
    add_notices(reading.lines, reading.left, reading.left_words)
    return reading.lines.finish(READER)


class _Reading:
    """Walks a document in the order of its paragraphs and tables.

    Inside a cell of a table, lines are gathered for its row and written nowhere.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self.lines = Lines(package.name, package.limits)
        self.left: Counter[str] = Counter()
        self.left_words: Counter[str] = Counter()
        self._styles = Styles(self._load("styles"))
        self._numbering = Numbering(self._load("numbering"))
        self.runs = RunReader(self._styles, self.left, self.left_words)
        self._notes = self._find_notes()
        self._noted: list[tuple[str, str]] = []
        self._referred: Counter[str] = Counter()
        self._cell: list[Piece] | None = None
        self._after_item = False

    def read_blocks(self, element: Element) -> None:
        """All that stands in the body, a cell, a box or a note."""
        for child in element.elements():
            if child.name == "w:p":
                self._read_paragraph(child)
            elif child.name == "w:tbl":
                self._read_table(child)
            elif child.name in _THROUGH:
                self.read_blocks(child)
            elif child.name in _GONE:
                self.runs.leave_out(child, "deleted")
            elif child.name == "mc:AlternateContent":
                self.read_blocks(choose(child))
            elif child.name == "w:altChunk":
                self._report_chunk(child)

    def _read_paragraph(self, element: Element) -> None:
        properties = element.find("w:pPr")
        found = self.runs.read(element)
        heading = 0 if found.contents else self._styles.find_level(properties)
        marked = bool(found.lines)
        if not _is_gone(properties) or found.lines:
            numbered = self._styles.find_numbered(properties)
            mark = ""
            if numbered is not None:
                style = self._styles.get_style(properties)
                mark = self._numbering.make_mark(numbered, style)
            if found.lines:
                marked = bool(mark) or found.contents or has_mark(found.lines[0])
                found.lines[0] = mark + found.lines[0]
        self._write(element, found, heading, marked)
        for box in found.boxes:
            self._set_apart()
            self.read_blocks(box)
            self._set_apart()
        self._noted += found.notes
        self._write_notes()

    def _write(self, element: Element, found: Paragraph, heading: int, item: bool) -> None:
        """Write a paragraph; items of a list stand together, others apart."""
        pieces = [Piece(line, element.path) for line in found.lines]
        if self._cell is not None:
            self._cell += pieces
            return
        if not (item and self._after_item):
            self.lines.add_blank()
        self._after_item = item and not heading
        if heading and pieces:
            self.lines.add_line(pieces, heading)
            return
        for piece in pieces:
            self.lines.add_line([piece])

    def _set_apart(self) -> None:
        if self._cell is None:
            self.lines.add_blank()
            self._after_item = False

    def _read_table(self, table: Element) -> None:
        rows: list[Element] = []
        for row in find_below(table, "w:tr"):
            if is_row_deleted(row):
                self.runs.leave_out(row, "deleted")
            elif is_row_hidden(row):
                self.runs.leave_out(row, "hidden")
            else:
                rows.append(row)
        cells = find_cells(rows)
        self._set_apart()
        if is_word_layout(cells):
            for line in cells:
                for cell in line:
                    if cell.element is not None and not cell.covered:
                        self.read_blocks(cell.element)
        else:
            read = [[self._read_cell(cell) for cell in line if not cell.covered] for line in cells]
            self._leave_out_covered(cells)
            if self._cell is not None:
                self._cell += [
                    Piece(words, cell.path)
                    for line in read
                    for cell in line
                    for words in cell.lines
                ]
            else:
                where = f"{self._package.name} {table.path}"
                self.lines.add_table(make_grid(read, where, self._package.limits))
        self._set_apart()
        self._write_notes()

    def _read_cell(self, cell: WordCell) -> Cell:
        if cell.element is None:
            return Cell((), "", 1, cell.columns)
        outer, self._cell = self._cell, []
        self.read_blocks(cell.element)
        found, self._cell = self._cell, outer
        lines = tuple(piece.text for piece in found)
        return Cell(lines, cell.element.path, cell.rows, cell.columns)

    def _leave_out_covered(self, cells: list[list[WordCell]]) -> None:
        for line in cells:
            for cell in line:
                if cell.covered and cell.element is not None:
                    self.runs.leave_out(cell.element, "hidden")

    def _write_notes(self) -> None:
        """The notes of what was written, below it."""
        if self._cell is not None or not self._noted:
            return
        noted, self._noted = self._noted, []
        for kind, identifier in noted:
            note = self._notes.get((kind, identifier))
            if note is None:
                continue
            self._referred[kind] += 1
            self.left["notes"] += 1
            self._cell = []
            self.read_blocks(note)
            pieces, self._cell = self._cell, None
            if pieces:
                first = Piece(f"※{self._referred[kind]} {pieces[0].text}", pieces[0].fragment)
                self._set_apart()
                self.lines.add_line([first, *pieces[1:]])
                self._set_apart()

    def _find_notes(self) -> dict[tuple[str, str], Element]:
        """The notes by kind and identifier, without the lines that part them from the text."""
        roots = [*self._package.load_related("footnotes"), *self._package.load_related("endnotes")]
        return {
            (note.name, note.get("w:id")): note
            for root in roots
            for note in root.elements("w:footnote", "w:endnote")
            if note.get("w:type", "normal") == "normal"
        }

    def _report_chunk(self, chunk: Element) -> None:
        relation = self._package.relations.get(chunk.get("r:id"))
        target = relation.target if relation is not None else chunk.get("r:id")
        self.lines.add_notice(
            "embedded-elsewhere",
            f"{self._package.name} {chunk.path}",
            f"別の文書({target})を取り込む所があり、中身は読んでいません。"
            "Word で開いて保存し直すと本文になります",
            f"another document ({target}) is included here and was not read: "
            "opened and saved in Word it becomes part of the text",
        )

    def _load(self, kind: str) -> Element | None:
        return next(iter(self._package.load_related(kind)), None)


def _is_gone(properties: Element | None) -> bool:
    """Whether the end of a paragraph was deleted or is hidden, so that it has no number."""
    held = properties.find("w:rPr") if properties is not None else None
    return held is not None and bool(held.elements("w:del", "w:vanish"))
