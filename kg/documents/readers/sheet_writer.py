"""A sheet as kept text: its tables row by row, and the lines above, between and below them.

A cell merged over rows stands in each of them, so that each row is whole; but the rows over which
the name of a project is merged are one row of several lines, and say it once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kg.documents.kept import KeptWriter, Piece
from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import Range, Sheet, Shown, refuse_size
from kg.documents.readers.sheet_forms import Entry, Form, find_form
from kg.documents.readers.sheet_head import LOOKED, Head, make_head, sign_row
from kg.documents.readers.sheet_header import count_header_rows
from kg.documents.readers.sheet_tables import Part, find_parts, find_ranges, make_part
from kg.documents.readers.sheet_words import find_print_lines, join_print_lines

#: Before a text that is no project though it stands alone in their column.
_APART: Final = re.compile(r"[■□◆◇●◎▼▲★※＊*【《≪<＜#]|[(（]?注|出典|資料[:：]")


class SheetWriter:
    """Writes sheets into a kept text. `make_fragment` names a rectangle of the sheet at hand."""

    def __init__(self, out: KeptWriter, where: str, limits: Limits) -> None:
        self._out, self._where, self._limits = out, where, limits
        self._characters = self._cells = 0

    def write(self, sheet: Sheet, make_fragment: Callable[[Range], str]) -> None:
        """Write a sheet; a blank line stands before each of its parts."""
        self._sheet, self._make_fragment = sheet, make_fragment
        first = min(sheet.rows, default=0)
        self._write_shapes([shown for shown in sheet.shapes if shown.range.bottom < first])
        head = Head()
        columns: tuple[int, ...] = ()
        for part in find_parts(sheet):
            self._out.add_blank()
            if part.columns != columns:
                head, columns = Head(), part.columns
            self._write_lines(part)
            if form := find_form(sheet, part):
                self._write_form(form)
                self._out.add_blank()
                part, head = make_part(sheet, part.rows[form.taken :], part.side), Head()
                self._write_lines(part)
            if part.rows:
                head = self._write_table(part, head)
        self._out.add_blank()
        self._write_shapes([shown for shown in sheet.shapes if shown.range.bottom >= first])

    def _write_lines(self, part: Part) -> None:
        for row in part.lines:
            self._write_line(find_ranges(self._sheet, row, part.side), row)
        if part.lines and part.rows:
            self._out.add_blank()

    def _write_shapes(self, shapes: Sequence[Shown]) -> None:
        """The words drawn over the cells, a blank line around those of each shape."""
        for shown in shapes:
            self._out.add_blank()
            self._write_words(shown)
            self._out.add_blank()

    def _write_words(self, shown: Shown) -> None:
        for line in find_print_lines(shown.words):
            self._count(len(line))
            self._out.add_line([Piece(line, self._make_fragment(shown.range))])

    def _write_form(self, form: Form) -> None:
        """A form as a header and a row."""
        self._write_row([self._make_label(entry) for entry in form.entries], Head())
        self._write_row([(self._make_piece(entry.value),) for entry in form.entries], Head())

    def _make_label(self, entry: Entry) -> tuple[Piece, ...]:
        label = self._make_piece(entry.label)
        if entry.year is None:
            return (label,)
        year = self._make_piece(entry.year)
        return (label, Piece(f"({year.text})", year.fragment, None, True))

    def _make_piece(self, shown: Shown, name: bool = False) -> Piece:
        return Piece(join_print_lines(shown.words, name), self._make_fragment(shown.range))

    def _write_table(self, part: Part, above: Head) -> Head:
        rows, columns = part.rows, part.columns
        depth = count_header_rows(self._sheet, rows, columns) if len(columns) > 1 else 0
        head = self._make_head(rows, columns, depth) if depth else Head()
        if above.record is not None and depth == 1 and head.known < 2:
            # The table goes on below a gap: its first row is no header.
            head, depth = above, 0
        at = 0
        if depth:
            self._write_row(head.pieces, head)
            at = depth
        while at < len(rows):
            if head.pieces and self._repeats(head, rows, at, columns):
                self._out.add_blank()
                depth = len(head.signature)
                head = self._make_head(rows[at : at + depth + LOOKED], columns, depth)
                self._write_row(head.pieces, head)
                at += depth
                continue
            self._write_body(rows[at], columns, head)
            at += 1
        return head

    def _make_head(self, rows: Sequence[int], columns: Sequence[int], depth: int) -> Head:
        return make_head(self._sheet, rows, depth, columns, self._make_fragment)

    def _repeats(self, head: Head, rows: Sequence[int], at: int, columns: Sequence[int]) -> bool:
        """Whether the header comes again, as above each printed page."""
        if sign_row(self._sheet, rows[at], columns) != head.signature[0]:
            return False
        rows = rows[at : at + len(head.signature)]
        return tuple(sign_row(self._sheet, row, columns) for row in rows) == head.signature

    def _write_body(self, row: int, columns: Sequence[int], head: Head) -> None:
        self._cells += len(columns)
        if self._cells > self._limits.cells:
            raise refuse_size(self._where, f"升目 / cells > {self._limits.cells}")
        if row not in self._sheet.covered and len(self._sheet.rows[row]) > 1 < len(columns):
            self._write_plain(row, columns, head)
            return
        ranges = [one for one in find_ranges(self._sheet, row) if one.left in columns]
        if len(ranges) == 1 and self._stands_apart(ranges[0], row, columns, head):
            if ranges[0].top == row:
                self._out.add_blank()
                self._write_line(ranges, row)
                self._out.add_blank()
            return
        goes_on = False
        if head.record is not None and head.record < len(columns):
            name = self._sheet.find_shown(row, columns[head.record])
            goes_on = name is not None and name.range.top < row
        cells: list[tuple[Piece, ...]] = []
        for at, column in enumerate(columns):
            shown = self._sheet.find_shown(row, column)
            if shown is None or not self._is_written(shown, row, at, columns, head, goes_on):
                cells.append(())
                continue
            cells.append((self._make_piece(shown, at == head.name),))
        self._write_row(cells, head)

    def _write_plain(self, row: int, columns: Sequence[int], head: Head) -> None:
        """A row without merged cells and with more than one."""
        shown = self._sheet.rows[row]
        self._write_row(
            [
                (
                    Piece(
                        join_print_lines(shown[column], at == head.name),
                        self._make_fragment(Range(row, column, row, column)),
                    ),
                )
                if column in shown
                else ()
                for at, column in enumerate(columns)
            ],
            head,
        )

    @staticmethod
    def _is_written(
        shown: Shown, row: int, at: int, columns: Sequence[int], head: Head, goes_on: bool
    ) -> bool:
        if shown.range.top < row and goes_on:
            return False
        if shown.range.left == columns[at]:
            return True
        taken = [
            index
            for index, column in enumerate(columns)
            if shown.range.left <= column <= shown.range.right
        ]
        return all(index in head.years for index in taken)

    def _stands_apart(self, one: Range, row: int, columns: Sequence[int], head: Head) -> bool:
        """Whether a cell alone in its row is a heading or note and no row of the table."""
        if len(columns) < 2:
            return True
        taken = sum(one.left <= column <= one.right for column in columns)
        if taken > 1 and taken * 2 >= len(columns):
            return True
        if one.left != columns[0] or one.top < one.bottom or one.top != row:
            return False
        words = self._sheet.rows[one.top][one.left]
        if head.record == 0:
            return bool(_APART.match(words.strip()))
        return bool(head.pieces)

    def _write_line(self, ranges: Sequence[Range], row: int) -> None:
        """A row that is no table's as lines: one for each line of its only cell, else one."""
        ranges = [one for one in ranges if one.top == row]
        if len(ranges) == 1:
            self._write_words(Shown(self._sheet.rows[ranges[0].top][ranges[0].left], ranges[0]))
            return
        pieces = [
            Piece(join_print_lines(self._sheet.rows[one.top][one.left]), self._make_fragment(one))
            for one in ranges
        ]
        self._count(sum(len(piece.text) for piece in pieces))
        self._out.add_line(pieces)

    def _write_row(self, cells: Sequence[tuple[Piece, ...]], head: Head) -> None:
        if head.joined:
            cells = head.join(cells)
        self._count(sum(len(piece.text) for cell in cells for piece in cell) + len(cells))
        self._out.add_row(cells)

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > self._limits.characters:
            raise refuse_size(self._where, f"文字 / characters > {self._limits.characters}")
