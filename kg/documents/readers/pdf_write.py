"""The kept text of a PDF's paragraphs and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.documents.kept import KeptText, Piece, clean_words
from kg.documents.place import Place
from kg.documents.readers.grid import Cell, make_grid
from kg.documents.readers.limits import Limits
from kg.documents.readers.lines import Lines
from kg.documents.readers.pdf_flows import Block
from kg.documents.readers.pdf_headings import find_headings, is_apart, is_large
from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_notes import place_marks
from kg.documents.readers.pdf_paragraphs import Paragraph, joins
from kg.documents.readers.pdf_sheets import PageText, Print
from kg.documents.readers.pdf_tables import TableCell
from kg.documents.readers.pdf_tables_joined import TableRun, split_items

#: From this distance on, in sizes beyond the usual, lines are set apart.
_APART: Final = 0.3
#: Before the number that stands for the places of a cell's lines until the text is whole.
_CELL: Final = "cell "


class Writer:
    """Writes blocks; `signs` are those of the footnotes, which are left out of the text."""

    def __init__(
        self,
        out: Lines,
        pages: Mapping[int, PageText],
        usual: Print,
        signs: frozenset[str],
        name: str,
        limits: Limits,
    ) -> None:
        self.out, self.pages, self.usual, self.signs = out, pages, usual, signs
        self.name, self.limits = name, limits
        self.left_out = 0
        self._cells: dict[str, list[Piece]] = {}

    def write(self, blocks: Sequence[Block]) -> None:
        """Write all blocks in order."""
        headings = find_headings(blocks, self.usual)
        for at, block in enumerate(blocks):
            if isinstance(block, TableRun):
                self._write_table(block)
            else:
                self._write_paragraph(block, headings.get(at, 0))
            for note in block.notes:
                self.out.add_blank()
                self.out.add_line(self._make_pieces(note))
            if block.notes:
                self.out.add_blank()

    def _write_paragraph(self, block: Paragraph, heading: int) -> None:
        apart = bool(heading) or is_apart(block, self.usual)
        # The lines of a cover stand together: a line alone would look like a heading.
        cover = not heading and is_large(block, self.usual)
        if apart or (block.gap > _APART and not cover):
            self.out.add_blank()
        self.out.add_line(self._make_pieces(block), heading)
        if apart:
            self.out.add_blank()

    def _make_pieces(self, block: Paragraph) -> list[Piece]:
        pieces: list[Piece] = []
        for at, line in enumerate(block.lines):
            joined = bool(pieces) and joins(pieces[-1].text, line.text)
            joined &= at not in block.breaks
            pieces.append(self._make_piece(line, joined))
        return pieces

    def _make_piece(self, line: Line, joined: bool) -> Piece:
        text, left_out = place_marks(line, self.signs)
        self.left_out += left_out
        fragment = self.pages[line.page].make_fragment(line.box)
        return Piece(text, fragment, line.page, joined)

    def _write_table(self, table: TableRun) -> None:
        self.out.add_blank()
        rows = [[self._make_cell(cell, table) for cell in row] for row in table.rows]
        self.out.add_table(make_grid(rows, f"{self.name} p.{table.first.page}", self.limits))
        self.out.add_blank()

    def _make_cell(self, cell: TableCell, table: TableRun) -> Cell:
        """A cell by the rule of workbooks; what stands for its place names its lines."""
        pieces: list[Piece] = []
        for line, joined in split_items(cell.lines, table.find_limits(cell)):
            joined = joined and joins(pieces[-1].text, line.text)
            piece = self._make_piece(line, joined)
            pieces.append(replace(piece, text=" ".join(clean_words(piece.text).split())))
        key = f"{_CELL}{len(self._cells)}"
        self._cells[key] = pieces
        words = "".join(
            piece.text if piece.joined or not number else " " + piece.text
            for number, piece in enumerate(pieces)
        )
        return Cell((words,) if words else (), key, cell.rows, cell.columns)

    def place_lines(self, kept: KeptText) -> KeptText:
        """The kept text with the place of each line of a cell, instead of that of the cell."""
        places: list[Place] = []
        for place in kept.places:
            pieces = self._cells.get(place.fragment)
            places += [place] if pieces is None else _split_place(place, pieces, kept.text)
        return replace(kept, places=tuple(places))


def _split_place(place: Place, pieces: Sequence[Piece], text: str) -> list[Place]:
    found: list[Place] = []
    at = place.start
    for piece in pieces:
        start = text.find(piece.text, at, place.end)
        if start < 0:
            # A header's words, brackets around them: the first line stands for all.
            first = pieces[0]
            return [replace(place, fragment=first.fragment, page=first.page)]
        at = start + len(piece.text)
        found.append(Place(start, at, piece.fragment, piece.page))
    return found
