"""A row of a table as a listing: name, marks, texts, years, bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.documents.corrections import apply_corrections
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.ledger import Ledger
from kg.layouts.naming import LONGEST_NAME, parse_name, parse_read_name
from kg.layouts.prose import ends_sentence, join_lines
from kg.layouts.row_bodies import RowBodies
from kg.layouts.row_cells import RowCells
from kg.layouts.row_marks import find_told, read_marks, report_name
from kg.layouts.tables import FIGURES, NOTED, UNKNOWN, Column, TableRow, find_name_column
from kg.layouts.told_owners import split_owners
from kg.records import (
    BodyMention,
    CorrectionRecord,
    Ignored,
    ListingRecord,
    Note,
    Pointer,
    Span,
    Value,
)
from kg.text.dated import find_dated_end
from kg.text.fold import fold_key
from kg.text.items import clean, close_line_ends, goes_on, split_name, trim
from kg.text.units import choose_unit

#: The longest debris of an icon that a column without a header may hold.
DEBRIS = 4
_BLANK = re.compile(r"\s|<")
_WORD = re.compile(r"[^\W_]")
_TOTALS = {"合計", "計", "小計", "総計"}


class RowReader:
    """Reads the rows of one document."""

    def __init__(
        self,
        source: SourceText,
        layout: Layout,
        ledger: Ledger,
        corrections: Sequence[CorrectionRecord],
    ) -> None:
        self.source, self.layout, self.ledger = source, layout, ledger
        self.corrections = corrections
        self.bodies = RowBodies(source, layout, ledger)
        self._cells = RowCells(source, ledger, self.read)
        #: What a line above the table says that its figures are counted in.
        self.units: tuple[str, ...] = ()

    def read(self, span: Span) -> str:
        """The published text of a stretch: readings applied, without markup."""
        text = clean(apply_corrections(self.source, span, self.corrections))
        return close_line_ends(text) if self.layout.line_end_blanks else text

    def find_names(self, cell: Span, columns: Sequence[Column]) -> set[str]:
        """The folded names, with and without marks, of a row's name cell."""
        both = all(column.role != "description" for column in columns)
        spans, _ = self._split_name_cell([cell], both)
        if not spans:
            return set()
        printed = self.source.quote(spans[0])
        parsed = parse_name(printed, spans[0].start, self.layout)
        return {fold_key(printed), fold_key(parsed.name)}

    def make_listing(
        self, row: TableRow, position: int, node: tuple[str, ...] | None
    ) -> ListingRecord | None:
        """The listing of a row; None, with a finding, when the row fits no column pattern."""
        name_at = find_name_column(row.columns)
        name_cells = [
            cell
            for cell in (row.find_cells(name_at) if name_at is not None else [])
            if cell and trim(self.source.quote(cell)) is not None
        ]
        if not name_cells:
            self._report_misfit(row)
            return None
        holds_both = row.find_column("description") is None
        name_spans, description = self._split_name_cell(name_cells, holds_both)
        printed = join_lines([self.source.quote(span) for span in name_spans])
        read = join_lines([self.read(span) for span in name_spans])
        parsed, label = parse_read_name(printed, read, name_spans[0].start, self.layout)
        name = close_line_ends(parsed.name) if self.layout.line_end_blanks else parsed.name
        if not holds_both:
            description = self._join(row, "description")
        told = split_owners(description.spans if description else (), self.source, self.layout)
        if told.bodies:
            description = self._value(told.spans) if holds_both else self._say(told.spans, row)
        key = fold_key(parsed.name)
        if len(key) > LONGEST_NAME or not _WORD.search(key) or key in _TOTALS:
            self._report_misfit(row)
            return None
        pointer, again, partly = find_told(row, self.source, self.layout)
        report_name(parsed, name_spans[0], self.ledger, self.layout.words, partly)
        spans = self._find_spans(row)
        named = self.bodies.read(row, node)
        cells = self._cells.read(row, spans, below=self.bodies.below)
        self._account(row)
        marks, glyphs = read_marks(row, self.source, self.layout, self.ledger)
        owned = self._place(parsed.bodies, name_spans)
        bodies = (*owned, *told.bodies, *named)
        return ListingRecord(
            start=spans[0].start,
            position=position,
            node=node,
            printed_name=printed,
            name=name,
            label=label,
            name_spans=name_spans,
            reappearance=parsed.reappearance or again,
            ward_scopes=parsed.ward_scopes,
            descriptions=() if description is None else (description,),
            current_state=self._join(row, "current"),
            effort=self._join(row, "effort"),
            cells=cells,
            bodies=bodies,
            marks=marks,
            printed_marks=glyphs,
            spans=spans,
            notes=self._read_notes(row),
            pointer=self._place_pointer(parsed.pointer, name_spans) or pointer,
        )

    def _place(
        self, bodies: Sequence[BodyMention], spans: Sequence[Span]
    ) -> tuple[BodyMention, ...]:
        """The bodies of a name that stands in several lines, each where it is printed."""
        if len(spans) == 1:
            return tuple(bodies)
        return tuple(replace(body, span=self._seek(body.name, spans)) for body in bodies)

    def _place_pointer(self, pointer: Pointer | None, spans: Sequence[Span]) -> Pointer | None:
        if pointer is None or len(spans) == 1:
            return pointer
        return replace(pointer, span=self._seek(pointer.printed, spans))

    def _seek(self, text: str, spans: Sequence[Span]) -> Span:
        """Where a piece of a name stands; in all of the last line where a line end cuts it."""
        for span in spans:
            at = self.source.quote(span).find(text)
            if at >= 0:
                return Span(span.start + at, span.start + at + len(text))
        return spans[-1]

    def make_case(self, span: Span, position: int, node: tuple[str, ...] | None) -> ListingRecord:
        """The listing of a case that the layout marks: its text is its name, but for a date."""
        printed = self.source.quote(span)
        end = find_dated_end(printed)
        titled = Span(span.start, span.start + end)
        read = self.read(titled)
        parsed, label = parse_read_name(printed[:end], read, span.start, self.layout)
        return ListingRecord(
            start=span.start,
            position=position,
            node=node,
            printed_name=printed,
            name=parsed.name,
            label=label,
            name_spans=(titled,),
            reappearance=parsed.reappearance,
            ward_scopes=parsed.ward_scopes,
            descriptions=(),
            current_state=None,
            effort=None,
            cells=(),
            marks=(),
            printed_marks=(),
            spans=(span,),
            bodies=parsed.bodies,
            pointer=parsed.pointer,
        )

    def _split_name_cell(
        self, cells: Sequence[Span], both: bool
    ) -> tuple[tuple[Span, ...], Value | None]:
        """The stretches of the name, and the description where the cells hold both."""
        if not both:
            return tuple(self._trimmed(cell) for cell in cells), None
        lines = [cell for cell in cells if trim(self.source.quote(cell)) is not None]
        texts = [self.source.quote(cell) for cell in lines]
        if not lines:
            return (), None
        if len(lines) == 1:
            name, told_here = self._split_span(lines[0])
            return (name,), self._value([told_here] if told_here else [])
        if not any(_BLANK.search(text.strip()) for text in texts[:2]):
            if not ends_sentence(texts[-1]) or goes_on(texts[0]):
                return tuple(self._trimmed(cell) for cell in lines), None
            # The name is its line; what follows on others tells about it.
            return (self._trimmed(lines[0]),), self._value([self._trimmed(c) for c in lines[1:]])
        if _BLANK.search(texts[0].strip()) or split_name(texts[0])[1] is not None:
            head, rest = split_name("".join(texts))
            return (
                tuple(self._map_back(lines, texts, head.start, head.end)),
                self._value(self._map_back(lines, texts, rest.start, rest.end)) if rest else None,
            )
        # The name was cut at the end of its first line.
        second, told_there = self._split_span(lines[1])
        rest_of = [told_there] if told_there else []
        return (
            (self._trimmed(lines[0]), second),
            self._value([*rest_of, *(self._trimmed(cell) for cell in lines[2:])]),
        )

    def _split_span(self, cell: Span) -> tuple[Span, Span | None]:
        name, rest = split_name(self.source.quote(cell))
        told = Span(cell.start + rest.start, cell.start + rest.end) if rest else None
        return Span(cell.start + name.start, cell.start + name.end), told

    def _map_back(
        self, cells: Sequence[Span], texts: Sequence[str], start: int, end: int
    ) -> list[Span]:
        """The stretches of the cells that a stretch of their joined text covers."""
        spans: list[Span] = []
        offset = 0
        for cell, text in zip(cells, texts, strict=True):
            left, right = max(start - offset, 0), min(end - offset, len(text))
            if left < right:
                span = self.source.strip(cell.start + left, cell.start + right)
                spans += [self._trimmed(span)] if span else []
            offset += len(text)
        return spans

    def _trimmed(self, cell: Span) -> Span:
        piece = trim(self.source.quote(cell))
        return Span(cell.start + piece.start, cell.start + piece.end) if piece else cell

    def _value(self, spans: Sequence[Span]) -> Value | None:
        if not spans:
            return None
        text = " ".join(self.read(span) for span in spans)
        return Value(close_line_ends(text) if len(spans) > 1 else text, tuple(spans))

    def _join(self, row: TableRow, role: str) -> Value | None:
        spans: list[Span] = []
        for index, column in enumerate(row.columns):
            if column.role == role:
                cells = [cell for cell in row.find_cells(index) if cell]
                spans += [self._trimmed(cell) for cell in cells if trim(self.source.quote(cell))]
        return self._say(spans, row)

    def _say(self, spans: Sequence[Span], row: TableRow | None = None) -> Value | None:
        if row is not None and any(block.goes_on for block in row.blocks):
            # A line that a printed page broke goes on without a blank.
            return self._value(spans)
        return Value(" ".join(self.read(span) for span in spans), tuple(spans)) if spans else None

    def _read_notes(self, row: TableRow) -> tuple[Note, ...]:
        """The cells of columns for which the graph has no property of their own."""
        notes: list[Note] = []
        for index, column in enumerate(row.columns):
            if column.role not in NOTED:
                continue
            cells = [cell for cell in row.find_cells(index) if cell]
            spans = [self._trimmed(cell) for cell in cells if trim(self.source.quote(cell))]
            if (value := self._say(spans)) is not None:
                counted = column.role in FIGURES
                unit = choose_unit(self.units, money=column.role == "budget") if counted else ""
                notes.append(Note(column.role, column.header, column.period, value, unit))
        return tuple(notes)

    def _find_spans(self, row: TableRow) -> tuple[Span, ...]:
        """One stretch a physical line, from the first to the last cell that belongs to the row."""
        spans: list[Span] = []
        for block in row.blocks:
            cells = [
                cell
                for index, cell in enumerate(block.cells)
                if cell and not self._is_debris(row.columns, index, cell)
            ]
            spans.append(Span(cells[0].start, cells[-1].end))
        return tuple(spans)

    def _is_debris(self, columns: Sequence[Column], index: int, cell: Span) -> bool:
        """Whether a cell is debris of an icon: short, without a header, before the name."""
        name_at = find_name_column(columns)
        before = name_at is not None and index < name_at and not columns[index].role
        return before and len(fold_key(self.source.quote(cell))) <= DEBRIS

    def _account(self, row: TableRow) -> None:
        refused = self.bodies.refused | self._cells.refused
        for block in row.blocks:
            for index, cell in enumerate(block.cells):
                if cell is None:
                    continue
                role = row.columns[index].role if index < len(row.columns) else ""
                if self._is_debris(row.columns, index, cell):
                    self.ledger.ignore(cell, Ignored.ICON_DEBRIS)
                elif role not in ("", UNKNOWN) and cell not in refused:
                    self.ledger.use(cell, f"cell:{role}")
                elif not role:
                    self.ledger.report(
                        "cell-without-column",
                        cell,
                        "見出しのない列に文字があります。どの項目か分からないため取り込んでいません",
                        "text in a column without a header: not taken in, its meaning is unknown",
                    )

    def _report_misfit(self, row: TableRow) -> None:
        self.bodies.forget()
        self.ledger.report(
            "row-fits-no-columns",
            row.blocks[0].span,
            "表の見出しのどの形にも合わない行です。列の数と見出しを確かめてください",
            "a row that fits no column pattern: compare the number of columns and the header",
        )
