"""The sheets of an OpenDocument spreadsheet, whose cells hold what they show as text."""

from __future__ import annotations

from collections.abc import Mapping

from kg.documents.readers.excel_found import Found, SheetDraft, refuse_cell
from kg.documents.readers.excel_package import Package, refuse_encrypted
from kg.documents.readers.sheet import Range

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
#: Elements whose words are not those of the cell: comments, furigana.
_BESIDE = ("annotation", "ruby-text")


def read_ods(package: Package, found: Found) -> None:
    """Gather the sheets that are shown."""
    encrypted = False

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal encrypted
        encrypted |= name == "encryption-data"

    if package.has(_MANIFEST):
        package.parse(_MANIFEST, start)
    if encrypted:
        raise refuse_encrypted(package.name, _MANIFEST)
    reader = _Reader(found)
    package.parse(_CONTENT, reader.start, reader.end, reader.text)


class _Reader:
    def __init__(self, found: Found) -> None:
        self._found = found
        self._draft: SheetDraft | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._shown = True
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._spans = (1, 1)
        self._cells: dict[int, tuple[str, int, int]] = {}
        self._parts: list[str] = []
        self._length = self._paragraphs = self._depth = self._beside = 0
        self._kind = ""
        self._formula = self._in_cell = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        attributes = {key.rpartition(":")[2]: value for key, value in given.items()}
        if self._beside or name in _BESIDE:
            self._beside += name in _BESIDE
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table" and self._draft is None:
            self._draft = SheetDraft(attributes.get("name", ""))
            self._shown = attributes.get("style-name") not in self._hidden_styles
            self._row = self._column = 0
        elif self._draft is None or not self._shown:
            return
        elif name == "table-column":
            self._start_column(self._draft, attributes)
        elif name == "table-row":
            self._rows = _read_count(attributes, "number-rows-repeated")
            self._column = 0
            self._cells.clear()
            if attributes.get("visibility", "visible") != "visible":
                last = min(self._row + self._rows, 1_048_576)
                self._draft.hidden_rows.update(range(self._row + 1, last + 1))
        elif name in ("table-cell", "covered-table-cell"):
            self._columns = _read_count(attributes, "number-columns-repeated")
            self._spans = (
                _read_count(attributes, "number-rows-spanned"),
                _read_count(attributes, "number-columns-spanned"),
            )
            self._kind, self._formula = attributes.get("value-type", ""), "formula" in attributes
            self._parts.clear()
            self._length = self._paragraphs = 0
            self._in_cell = name == "table-cell"
        elif name == "p" and self._in_cell:
            self._depth += 1
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._add("\n")
        elif name == "s" and self._depth:
            self._add(" " * min(_read_count(attributes, "c"), 80))
        elif name == "tab" and self._depth:
            self._add(" ")
        elif name == "line-break" and self._depth:
            self._add("\n")

    def text(self, words: str) -> None:
        if self._depth and not self._beside:
            self._add(words)

    def end(self, name: str) -> None:
        if self._beside:
            self._beside -= name in _BESIDE
        elif self._draft is None:
            return
        elif name == "table":
            if self._shown:
                self._found.add_sheet(self._draft)
            else:
                self._found.note_hidden_sheet(self._draft.name)
            self._draft = None
        elif not self._shown:
            return
        elif name == "p" and self._depth:
            self._depth -= 1
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell(self._draft)
        elif name == "table-row":
            self._end_row(self._draft)

    def _start_column(self, draft: SheetDraft, attributes: Mapping[str, str]) -> None:
        repeated = _read_count(attributes, "number-columns-repeated")
        if attributes.get("visibility", "visible") != "visible":
            last = min(self._column + repeated, 16_384)
            draft.hidden_columns.update(range(self._column + 1, last + 1))
        self._column += repeated

    def _end_cell(self, draft: SheetDraft) -> None:
        words = "".join(self._parts)
        first = self._column + 1
        self._column += self._columns
        self._in_cell = False
        if words.startswith("#") and self._formula and self._kind in ("", "string", "float"):
            draft.errors.append((self._row + 1, first, words))
        elif words and not words.isspace():
            if self._columns > self._found.limits.cells:
                raise refuse_cell(
                    self._found.locate(draft.name, self._row + 1, first), self._found.limits
                )
            for column in range(first, self._column + 1):
                self._found.add_cell(draft, self._row + 1, column, words)
                self._cells[column] = (words, *self._spans)
        elif self._formula and not self._kind:
            draft.unvalued.append((self._row + 1, first))

    def _end_row(self, draft: SheetDraft) -> None:
        for column, (words, rows, columns) in self._cells.items():
            for row in range(self._row + 1, self._row + self._rows + 1):
                if row > self._row + 1:
                    self._found.add_cell(draft, row, column, words)
                if rows > 1 or columns > 1:
                    merge = Range(row, column, row + rows - 1, column + columns - 1)
                    self._found.add_merge(draft, merge)
        self._row += self._rows

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
        if self._draft is not None and self._length > self._found.limits.cell_characters:
            where = self._found.locate(self._draft.name, self._row + 1, self._column + 1)
            raise refuse_cell(where, self._found.limits)


def _read_count(attributes: Mapping[str, str], key: str) -> int:
    return max(int(attributes.get(key, "1")), 1)
