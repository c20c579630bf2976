"""Tables whose cells stand one a line, as a copied page leaves them in a text.

    番号 / 事業名 / 事業概要 / 所管課 / 1 / 手帳配布事業 / 手帳を渡します。 / こども課 / 2 / …

Lines that are the words of columns and nothing else are the header; below them a row has a line for
each column, and as many as it takes for running text. The number, or who runs it, tells where a row
begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.cell_sense import judge
from kg.layouts.layout import Layout
from kg.layouts.prose import find_ignored_kind
from kg.layouts.tables import UNKNOWN, Column, parse_header
from kg.records import Span

#: Columns and rows that a table has at the least.
_COLUMNS: Final = 3
_ROWS: Final = 2
#: The most lines that the running text of one row may take.
_LINES: Final = 12


def find_stacked(
    blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[Block]:
    """The blocks, those of tables with a cell a line as the rows that they make."""
    return _Finder(blocks, source, layout, era).run()


class _Finder:
    def __init__(
        self, blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
    ) -> None:
        self.blocks, self.source, self.layout, self.era = blocks, source, layout, era

    def run(self) -> list[Block]:
        made: list[Block] = []
        at = 0
        columns: tuple[Column, ...] = ()
        while at < len(self.blocks):
            head = self._find_head(at)
            if head is not None:
                rows = self._find_rows(head, at + len(head))
                columns = head if len(rows) >= _ROWS else ()
                if columns:
                    made.append(self._make_row(range(at, at + len(head))))
                    at += len(head)
            rows = self._find_rows(columns, at) if columns else []
            if rows:
                for row in rows:
                    made += self._make_rows(columns, at, row)
                    at += sum(row)
            else:
                made.append(self.blocks[at])
                at += 1
        return made

    def _find_head(self, at: int) -> tuple[Column, ...] | None:
        """The columns that lines from one on are the words of, as many as there are."""
        size = 0
        while (
            at + size < len(self.blocks)
            and self.blocks[at + size].kind is BlockKind.LINE
            and (size == 0 or self.blocks[at + size].gap == 0)
            and self.layout.find_column(self.blocks[at + size].text) is not None
        ):
            size += 1
        if size < _COLUMNS:
            return None
        row = self._make_row(range(at, at + size))
        columns = parse_header(row, self.source, self.layout, None, self.era)
        if columns is None or any(column.role == UNKNOWN for column in columns):
            return None
        roles = [column.role for column in columns]
        single = all(roles.count(role) == 1 for role in ("name", "description") if role in roles)
        return columns if single and ("number" in roles or roles[-1] == "body") else None

    def _find_rows(self, columns: tuple[Column, ...], at: int) -> list[list[int]]:
        """The rows from a line on: for each, how many lines each of its columns takes."""
        rows: list[list[int]] = []
        while (row := self._find_row(columns, at)) is not None:
            rows.append(row)
            at += sum(row)
        return rows

    def _find_row(self, columns: tuple[Column, ...], at: int) -> list[int] | None:
        """How many lines the columns of a row take, None where the lines are no row."""
        taken: list[int] = []
        for place, column in enumerate(columns):
            most = _LINES if column.role == "description" else 1
            size = 0
            while size < most and self._fits(columns, place, at + size, size):
                size += 1
            if size == 0:
                return None
            taken.append(size)
            at += size
        return taken

    def _fits(self, columns: tuple[Column, ...], place: int, at: int, size: int) -> bool:
        """Whether a line is one more of a cell of which some lines are there already."""
        if at >= len(self.blocks) or self.blocks[at].kind is not BlockKind.LINE:
            return False
        # What would be a page number elsewhere is the number of a row here.
        if columns[place].role != "number" and find_ignored_kind(self.blocks[at]) is not None:
            return False
        text, words = self.blocks[at].text, self.layout.words
        if judge(columns[place], text, words) < 0:
            return False
        if size == 0:
            return columns[place].role != "body" or judge(columns[place], text, words) > 0
        following = columns[(place + 1) % len(columns)]
        return following.role in ("body", "number") and judge(following, text, words) <= 0

    def _make_row(self, places: range) -> Block:
        first = self.blocks[places[0]]
        cells = tuple(self.blocks[at].span for at in places)
        return self._unite(first, cells)

    def _unite(self, first: Block, cells: Sequence[Span | None]) -> Block:
        spans = [cell for cell in cells if cell is not None]
        span = Span(spans[0].start, spans[-1].end)
        return replace(
            first, kind=BlockKind.ROW, span=span, text=self.source.quote(span), cells=tuple(cells)
        )

    def _make_rows(self, columns: tuple[Column, ...], at: int, taken: Sequence[int]) -> list[Block]:
        """A row as blocks: one of its first lines, and one for each further line of its text."""
        first: list[Span | None] = []
        further: list[Block] = []
        start = at
        for place, size in enumerate(taken):
            lines = self.blocks[start : start + size]
            first.append(lines[0].span)
            for line in lines[1:]:
                cells = [None] * place + [line.span]
                row = self._unite(line, [*cells, *(None for _ in columns[place + 1 :])])
                further.append(replace(row, goes_on=True))
            start += size
        return [self._unite(self.blocks[at], first), *further]
