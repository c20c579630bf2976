"""Tables whose columns blanks alone tell, as a printed page leaves them in a text.

A line whose pieces are all words of columns is a header; the lines below it are rows as far as
their pieces fit its columns: by their number, else by where they stand and by what they are.
What does not fit stays the line that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import east_asian_width

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.cell_sense import FORBIDDEN, LONGEST, judge
from kg.layouts.layout import Layout
from kg.layouts.prose import find_ignored_kind
from kg.layouts.tables import UNKNOWN, Column, find_column, parse_header
from kg.records import Span
from kg.text.fold import fold_key

_WIDE: Final = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_ANY: Final = re.compile(r"[ \u00a0\u3000]+")
#: How names of projects end.
_ENDING: Final = re.compile(
    r"(?:事業|業務|制度|講座|支援|推進|整備|運営|開催|促進|対策|充実|強化)(?:[（(【〔\[].*)?\Z"
)
#: Display columns by which a piece may miss the edge of its column.
_NEAR: Final = 1
#: Those by which a piece may stand beside its column where what it is tells that.
_ASTRAY: Final = 12
#: Of the rows with a piece for each column, how many stand where the first does, if all are set.
_SET: Final = 0.6


@dataclass(frozen=True)
class _Piece:
    """A stretch between blanks, and the display columns that it takes."""

    span: Span
    start: int
    end: int
    text: str


@dataclass
class _Table:
    """A header: its columns, what parts its words, wide blanks or also single ones.

    `places` are the display columns that each column takes, None where the text is not set so.
    """

    columns: tuple[Column, ...]
    parts: re.Pattern[str]
    head: Sequence[_Piece]
    wide: bool
    places: list[tuple[int, int]] | None = None


def find_rows(
    blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[Block]:
    """The blocks, those that are rows of tables of blanks with their cells."""
    return _Finder(blocks, source, layout, era).run()


class _Finder:
    def __init__(
        self, blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
    ) -> None:
        self.blocks, self.source, self.layout, self.era = blocks, source, layout, era

    def run(self) -> list[Block]:
        made = list(self.blocks)
        heads = {at: table for at, block in enumerate(made) if (table := self._find_head(block))}
        for at, table in heads.items():
            end = next(
                (n for n in range(at + 1, len(made)) if n in heads or _ends_table(made[n])),
                len(made),
            )
            rows = dict(self._find_table(table, range(at + 1, end)))
            if not rows:
                continue
            made[at] = _make_row(self.blocks[at], [piece.span for piece in table.head])
            for number, row in rows.items():
                made[number] = row
        return made

    def _find_head(self, block: Block) -> _Table | None:
        """The table that a line heads: every word is that of a column, one of them of names."""
        if block.kind is not BlockKind.LINE or len(fold_key(block.text)) > 2 * LONGEST:
            return None
        for parts in (_WIDE, _ANY):
            pieces = _split(block, self.source, parts)
            row = _make_row(block, [piece.span for piece in pieces])
            columns = parse_header(row, self.source, self.layout, None, self.era)
            if columns is None or len(columns) < 2:
                continue
            unknown = [column for column in columns if column.role == UNKNOWN]
            named = [column for column in columns if column.role == "name"]
            if len(named) == 1 and (not unknown or (parts is _WIDE and len(columns) > 3
                                                    and len(unknown) == 1)):  # fmt: skip
                return _Table(columns, parts, pieces, parts is _WIDE)
        return None

    def _find_table(self, table: _Table, place: range) -> Iterator[tuple[int, Block]]:
        """The rows of a table, by the numbers of their blocks."""
        lines = {
            at: _split(self.blocks[at], self.source, table.parts)
            for at in place
            if self.blocks[at].kind is BlockKind.LINE and not find_ignored_kind(self.blocks[at])
        }
        whole = [
            pieces for pieces in lines.values()
            if len(pieces) == len(table.columns) and self._fits(table, pieces)
        ]  # fmt: skip
        if not whole:
            return
        table.places = _find_places([table.head, *whole]) if table.wide else None
        name, number = find_column(table.columns, "name"), find_column(table.columns, "number")
        assert name is not None, "a header names the column of projects"
        last: int | None = None
        for at, pieces in lines.items():
            cells = self._assign(table, pieces)
            if cells is None:
                continue
            goes_on = cells[name if number is None else number] is None
            if goes_on and (last != at - 1 or self.blocks[at].gap):
                continue
            last = at
            yield at, _make_row(self.blocks[at], cells, goes_on)

    def _fits(self, table: _Table, pieces: Sequence[_Piece]) -> bool:
        scores = [
            judge(column, piece.text, self.layout.words)
            for column, piece in zip(table.columns, pieces, strict=True)
        ]
        return min(scores) >= 0 and (table.wide or max(scores) > 1)

    def _assign(self, table: _Table, pieces: list[_Piece]) -> list[Span | None] | None:
        """The cells of a line, None for a line that is no row."""
        columns = table.columns
        if len(pieces) == len(columns) and self._fits(table, pieces):
            return [piece.span for piece in pieces]
        if len(pieces) > len(columns):
            pieces = self._join(columns, pieces)
            return [piece.span for piece in pieces] if self._fits(table, pieces) else None
        if len(pieces) == 1 and table.places is None:
            return None
        best, chosen = self._choose(table, pieces)
        if best <= 0 or chosen is None:
            return None
        cells: list[Span | None] = [None] * len(columns)
        for piece, at in zip(pieces, chosen, strict=True):
            cells[at] = piece.span
        return cells if table.places is not None or self._is_told(columns, cells) else None

    @staticmethod
    def _is_told(columns: Sequence[Column], cells: Sequence[Span | None]) -> bool:
        """Whether a row that lacks a cell, where nothing stands below one another, is one still.

        A heading has a number and a title, too: a row has its number apart, or tells who runs it.
        What goes on without a name tells who runs it.
        """
        number, name, body = (find_column(columns, role) for role in ("number", "name", "body"))
        told = body if number is None or name is None or cells[name] is None else number
        return told is not None and cells[told] is not None

    def _join(self, columns: Sequence[Column], pieces: list[_Piece]) -> list[_Piece]:
        """The pieces with those that are too many taken together: in the name as far as only so
        it ends as names do, all others in the column of running text.
        """
        name, told = find_column(columns, "name"), find_column(columns, "description")
        assert name is not None, "a header names the column of projects"
        more = len(pieces) - len(columns)
        if not _ENDING.search(pieces[name].text):
            ends = (n for n in range(1, more + 1) if _ENDING.search(pieces[name + n].text))
            taken = next(ends, 0)
            inside = pieces[name : name + taken]
            if any("。" in piece.text or "、" in piece.text for piece in inside):
                taken = 0
            pieces = self._unite(pieces, name, taken)
            more -= taken
        return self._unite(pieces, name if told is None else told, more)

    def _unite(self, pieces: list[_Piece], at: int, more: int) -> list[_Piece]:
        first, last = pieces[at], pieces[at + more]
        span = Span(first.span.start, last.span.end)
        joined = _Piece(span, first.start, last.end, self.source.quote(span))
        return [*pieces[:at], joined, *pieces[at + more + 1 :]]

    def _choose(
        self, table: _Table, pieces: Sequence[_Piece]
    ) -> tuple[int, tuple[int, ...] | None]:
        """The columns of pieces that are fewer, in order, which suit them best, and how well."""
        best: dict[int, tuple[int, tuple[int, ...]]] = {-1: (0, ())}
        for piece in pieces:
            following: dict[int, tuple[int, tuple[int, ...]]] = {}
            for at, column in enumerate(table.columns):
                fit = judge(column, piece.text, self.layout.words) + _measure(table, at, piece)
                before = [one for end, one in best.items() if end < at]
                if fit < 0 or not before:
                    continue
                score, chosen = max(before)
                following[at] = (score + fit, (*chosen, at))
            best = following
        return max(best.values(), default=(0, None))


def _measure(table: _Table, at: int, piece: _Piece) -> int:
    """How well a piece stands below its column."""
    if table.places is None:
        return 0
    start, end = table.places[at]
    if abs(piece.start - start) <= _NEAR:
        return 3
    if piece.start < end and start < piece.end:
        return 1
    # Further lines of a cell are set less well: what they are tells their column.
    apart = max(start - piece.end, piece.start - end)
    told = table.columns[at].role in ("body", "description")
    return 0 if told and apart <= _ASTRAY else FORBIDDEN


def _find_places(rows: Sequence[Sequence[_Piece]]) -> list[tuple[int, int]] | None:
    """Where the columns stand, None where the rows are not set one below the other."""
    places = []
    for column in zip(*rows, strict=True):
        starts = sorted(piece.start for piece in column)
        middle = starts[len(starts) // 2]
        near = sum(abs(start - middle) <= _NEAR for start in starts)
        if near < _SET * len(starts):
            return None
        places.append((middle, max(piece.end for piece in column)))
    return places


def _ends_table(block: Block) -> bool:
    return block.kind is not BlockKind.LINE


def split_wide(block: Block, source: SourceText) -> list[str]:
    """The pieces of a line between wide blanks."""
    return [piece.text for piece in _split(block, source, _WIDE)]


def _split(block: Block, source: SourceText, parts: re.Pattern[str]) -> list[_Piece]:
    """The pieces of a line with the display columns they take: a wide letter takes two."""
    begin = source.lines[block.line - 1].start
    found: list[_Piece] = []
    start = block.span.start
    for match in [*parts.finditer(source.text, start, block.span.end), None]:
        end = match.start() if match else block.span.end
        if end > start:
            at = _count_columns(source.text[begin:start])
            text = source.text[start:end]
            found.append(_Piece(Span(start, end), at, at + _count_columns(text), text))
        start = match.end() if match else end
    return found


def _count_columns(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def _make_row(block: Block, cells: Sequence[Span | None], goes_on: bool = False) -> Block:
    return replace(block, kind=BlockKind.ROW, cells=tuple(cells), goes_on=goes_on)
