"""The sheets of an .xlsx or .xlsm workbook (ECMA-376), parsed as a stream.

The shown value is read: number formats applied, results of formulas, no phonetic guides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kg.documents.readers.excel_book import (
    TRUE,
    Book,
    Text,
    parse_escapes,
    read_formats,
    read_strings,
)
from kg.documents.readers.excel_drawings import add_drawings
from kg.documents.readers.excel_formats import show_plain, show_text, show_value
from kg.documents.readers.excel_found import Found, SheetDraft, refuse_cell
from kg.documents.readers.excel_package import Package
from kg.documents.readers.sheet import LAST_COLUMN, LAST_ROW, parse_reference

Attributes = Mapping[str, str]


def read_xlsx(package: Package, found: Found) -> None:
    """Gather the sheets of a workbook that are shown."""
    book = Book(package)
    strings = read_strings(package, book, found)
    formats = read_formats(package, book)
    for sheet in book.sheets:
        kind, target = book.targets.get(sheet.link, ("", ""))
        if sheet.state != "visible":
            found.note_hidden_sheet(sheet.name)
        elif kind != "worksheet":
            found.note_other(
                sheet.name,
                "升目のないシート(グラフなど)は読んでいません",
                "a sheet without cells, such as a chart, is not read",
            )
        else:
            reader = _SheetReader(package, found, sheet.name, strings, formats, book.since_1904)
            reader.read(target)
    _note_comments(package, found)


class _SheetReader:
    def __init__(
        self,
        package: Package,
        found: Found,
        name: str,
        strings: list[str],
        formats: list[str],
        since_1904: bool,
    ) -> None:
        self._package, self._found = package, found
        self._draft = SheetDraft(name)
        self._strings, self._formats, self._since_1904 = strings, formats, since_1904
        self._row = self._column = self._last_column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._length = 0
        self._in_value = self._formula = False
        self._inline = Text(found)
        self._columns: dict[str, int] = {}

    def read(self, part: str) -> None:
        """Parse the part of the sheet and hand it over."""
        self._part = part
        self._package.parse(part, self._start, self._end, self._text, skip_empty=True)
        add_drawings(self._package, part, self._draft, self._found)
        self._found.add_sheet(self._draft)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._in_value = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = True
        elif name in ("t", "rPh"):
            self._inline.start(name)
        elif name == "mergeCell":
            cells = parse_reference(attributes.get("ref", ""))
            if cells is not None and (cells.top, cells.left) != (cells.bottom, cells.right):
                self._found.add_merge(self._draft, cells)
        elif name == "col":
            self._start_column(attributes)

    def _start_column(self, attributes: Attributes) -> None:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        hidden = attributes.get("hidden", "0") in TRUE or float(attributes.get("width", "9")) == 0
        first = max(first, self._last_column + 1)
        self._last_column = max(self._last_column, min(last, LAST_COLUMN))
        if hidden:
            self._draft.hidden_columns.update(range(first, self._last_column + 1))

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if not 1 <= self._row <= LAST_ROW:
            raise ValueError(f"row {self._row}")
        if attributes.get("hidden", "0") in TRUE or float(attributes.get("ht", "15")) == 0:
            self._draft.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                cell = parse_reference(reference)
                if cell is None:
                    raise ValueError(f"cell {reference}")
                column = self._columns[letters] = cell.left
            self._column = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value.clear()
        self._length = 0
        self._formula = False
        self._inline.clear()

    def _text(self, words: str) -> None:
        if self._in_value:
            self._value.append(words)
            self._length += len(words)
            if self._length > self._found.limits.cell_characters * 8:
                where = self._found.locate(self._draft.name, self._row, self._column)
                raise refuse_cell(where, self._found.limits)
        else:
            self._inline.add(words)

    def _end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._in_value = False
        elif name in ("t", "rPh"):
            self._inline.end(name)

    def _end_cell(self) -> None:
        value = "".join(self._value)
        if self._kind == "inlineStr":
            words = self._inline.take()
        elif not value:
            if self._formula and self._kind != "str":
                self._draft.unvalued.append((self._row, self._column))
            return
        elif self._kind == "e":
            self._draft.errors.append((self._row, self._column, value))
            return
        else:
            words = self._show(value)
        if self._row:
            self._found.add_cell(self._draft, self._row, self._column, words)

    def _show(self, value: str) -> str:
        style = int(self._style) if self._style else -1
        code = self._formats[style] if 0 <= style < len(self._formats) else ""
        if self._kind == "s":
            at = int(value)
            if not 0 <= at < len(self._strings):
                raise ValueError(f"shared string {at}")
            return show_text(self._strings[at], code)
        if self._kind == "str":
            words = parse_escapes(value)
            return show_text(words, code)
        if self._kind == "b":
            return "TRUE" if value.strip() in TRUE else "FALSE"
        if self._kind == "d":
            return value.removesuffix("T00:00:00")
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"number {value}")
        return show_value(number, code, self._since_1904) if code else show_plain(number)


def _note_comments(package: Package, found: Found) -> None:
    """Tell of comments, which are not part of the sheet."""
    for part in package.parts:
        if part.startswith(("xl/comments", "xl/threadedcomments/")):
            found.note_other(part, "コメントは読んでいません", "comments are not read")
