"""The table of a document of review sheets: its columns by header word, and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.corrections import apply_corrections
from kg.documents.source import Line, SourceText
from kg.layouts.review_words import NEEDED, ReviewWords
from kg.records import CorrectionRecord, Span, Value
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Cell:
    """A cell that says something: the index of its column, its words as read, and where."""

    column: int
    text: str
    span: Span

    @property
    def value(self) -> Value:
        """The words with their proof."""
        return Value(self.text, (self.span,))


@dataclass(frozen=True)
class Row:
    """A row: the line without the white space around it, and its cells by column."""

    line: int
    span: Span
    cells: dict[int, Cell]


@dataclass(frozen=True)
class Header:
    """The header row: the cells of its words, and the columns by folded word."""

    row: Row
    places: dict[str, int]
    width: int


class ReviewTable:
    """The table of one document. `header` is None where no row names the columns that it needs."""

    def __init__(
        self, source: SourceText, words: ReviewWords, corrections: tuple[CorrectionRecord, ...]
    ) -> None:
        self.source, self.words, self.corrections = source, words, corrections
        self.header: Header | None = None
        self.rows: list[Row] = []
        self.repeated: list[Row] = []
        for row in self._read_rows():
            if self.header is None:
                self.header = self._read_header(row)
            elif row.cells and self._is_repeated(row):
                self.repeated.append(row)
            else:
                self.rows.append(row)

    def _read_rows(self) -> Iterator[Row]:
        for line in self.source.lines:
            span = self.source.strip(line.start, line.end)
            if span is not None:
                yield Row(line.number, span, self._read_cells(line))

    def _read_cells(self, line: Line) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        start = line.start
        for column, content in enumerate(line.text.split("\t")):
            span = self.source.strip(start, start + len(content))
            if span is not None:
                text = apply_corrections(self.source, span, self.corrections)
                cells[column] = Cell(column, text, span)
            start += len(content) + 1
        return cells

    def _read_header(self, row: Row) -> Header | None:
        places: dict[str, int] = {}
        for column, cell in row.cells.items():
            places.setdefault(fold_key(cell.text), column)
        said = {self.words.columns.get(word) for word in places}
        if not said.issuperset(NEEDED):
            return None
        return Header(row, places, max(row.cells) + 1)

    def _is_repeated(self, row: Row) -> bool:
        """Whether a row is the header again, as in tables set one behind the other."""
        if self.header is None:
            return False
        return all(
            (head := self.header.row.cells.get(column)) is not None and head.text == cell.text
            for column, cell in row.cells.items()
        )
