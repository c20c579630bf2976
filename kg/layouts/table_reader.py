"""Rows out of blocks: headers, groups, and the physical lines that make one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.again import says_again
from kg.layouts.layout import Layout
from kg.layouts.ledger import Ledger
from kg.layouts.prose import ends_sentence
from kg.layouts.row_bodies import is_wrapped
from kg.layouts.rows import RowReader
from kg.layouts.shifted import carry_over, set_right
from kg.layouts.tables import (
    UNKNOWN,
    Column,
    TableRow,
    find_era,
    find_name_column,
    parse_header,
    settle_columns,
)
from kg.records import Ignored, Span
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold_key
from kg.text.items import goes_on, split_name

#: What only ends a name: 推進事業, の支援.
_DOING = (
    "推進|支援|整備|促進|強化|充実|対策|運営|実施|補助|助成|管理|活用|育成|確保|向上|普及|啓発|開催"
)
_REST = re.compile(
    rf"の?(?:{_DOING}|等|モデル|・)*(?:事業費?|事務|業務|制度|{_DOING})等?(?:[(\[【〔][^()]*[)\]】〕])*"
)


class TableReader:
    """Follows the tables of a document. `open_group` is asked whether a lone cell is a heading;
    `emit` is given every row when it is whole.
    """

    def __init__(
        self,
        source: SourceText,
        layout: Layout,
        ledger: Ledger,
        open_group: Callable[[Block, Span], bool],
        emit: Callable[[TableRow], None],
    ) -> None:
        self.source, self.layout, self.ledger = source, layout, ledger
        self._open_group, self._emit = open_group, emit
        self._era = find_era(source.text)
        self._columns: tuple[Column, ...] = ()
        self._above: tuple[Column, ...] | None = None
        self._row: TableRow | None = None

    def read(self, block: Block) -> None:
        """Take in a row block."""
        header = parse_header(block, self.source, self.layout, self._above, self._era)
        if header is not None:
            self.end_row()
            for cell, column in zip(block.cells, header, strict=True):
                if cell:
                    self.ledger.ignore(cell, Ignored.TABLE_HEADER)
                    self._report_unknown(cell, column)
            self._columns, self._above = settle_columns(header), header
            return
        self._above = None
        filled = [cell for cell in block.cells if cell]
        if len(filled) == 1 and not block.goes_on and self._open_group(block, filled[0]):
            return
        if self._row is not None and not self._row.cut:
            block = carry_over(self._row, block, self.source)
        if self._row is not None and (self._row.cut or self._continues(self._row, block)):
            self._row.cut = False
            self._row.blocks.append(block)
        else:
            self.end_row()
            block = set_right(block, self._columns, self.source, self.layout)
            self._row = TableRow([block], self._columns)

    def _report_unknown(self, cell: Span, column: Column) -> None:
        if column.role == UNKNOWN:
            self.ledger.report(
                "unknown-column",
                cell,
                f"「{column.header}」が何の列か分からないため、この列は取り込んでいません。"
                "レイアウトの [columns] に加えてください",
                f"what column {column.header} holds is unknown, so it is not taken in: "
                "add the word to [columns] of the layout",
            )

    def is_header(self, block: Block) -> bool:
        """Whether a row is the header of a table."""
        return parse_header(block, self.source, self.layout, None, self._era) is not None

    def read_name_head(self, block: Block) -> bool:
        """Take in a line without cells as the first half of the next row's name."""
        name_at = find_name_column(self._columns)
        if name_at is None or self._above is not None:
            return False
        self.end_row()
        cells = (*(None for _ in range(name_at)), block.span)
        self._row = TableRow([replace(block, cells=cells)], self._columns, cut=True)
        return True

    def leave(self) -> None:
        """Other text follows: the row is whole, and the next header stands alone."""
        self.end_row()
        self._above = None

    def end_row(self) -> None:
        """Emit the open row."""
        row, self._row = self._row, None
        if row is not None:
            self._emit(row)

    def _continues(self, row: TableRow, block: Block) -> bool:
        """Whether a physical line belongs to the row above.

        So it does without a name; after a name that is cut in its middle; when its name cell holds
        a mark alone, (再掲), or the rest of the name above; and when that is the running text of a
        description that a row with both in one cell has begun.
        """
        if block.goes_on:
            return True
        name_at = find_name_column(self._columns)
        if name_at is None or block.gap > 0:
            return False
        name = self._find_cell(block, name_at)
        if name is None:
            return any(block.cells)
        last = self._find_cell(row.blocks[-1], name_at)
        if last is None:
            return False
        filled = [cell for cell in row.blocks[-1].cells if cell]
        above, text = self.source.quote(last), self.source.quote(name)
        if len(filled) == 1 and goes_on(above):
            return True
        if sum(cell is not None for cell in block.cells) == 1 and self._is_mark(text):
            return True
        if self._is_rest(row, block, above, text):
            return True
        both = row.find_column("description") is None
        return both and split_name(text)[1] is None and (ends_sentence(text) or text.endswith("、"))

    def _is_rest(self, row: TableRow, block: Block, above: str, text: str) -> bool:
        """Whether a line holds the rest of the name above, perhaps with the rest of its texts.

        No project is called 事業 alone. Any other name is a rest where the one above breaks off
        and nothing stands beside it, or where the text or the body beside that one breaks off.
        """
        filled = {
            column.role: cell
            for cell, column in zip(block.cells, row.columns, strict=False)
            if cell is not None
        }
        if filled.keys() & {"number", "group"}:
            return False
        if _REST.fullmatch(fold_key(text)) or (len(filled) == 1 and goes_on(above)):
            return True
        told = self._find_last(row, "description")
        if told is None or "description" not in filled or ends_sentence(told):
            return False
        body, ends = self._find_last(row, "body"), self.source.quote(filled["description"])
        wrapped = body is not None and "body" in filled and ends_sentence(ends)
        return goes_on(told) or (
            wrapped and is_wrapped(body or "", self.source.quote(filled["body"]), self.layout.words)
        )

    def _find_last(self, row: TableRow, role: str) -> str | None:
        """The last line of a row's cell in the column of that role."""
        at = row.find_column(role)
        cells = [cell for cell in row.find_cells(at) if cell] if at is not None else []
        return self.source.quote(cells[-1]) if cells else None

    def _is_mark(self, text: str) -> bool:
        """Whether a cell says no more than that its row appears again, in brackets."""
        enclosed = fold_key(text)[:1] in OPENING and fold_key(text)[-1:] in CLOSING
        return enclosed and says_again(text, self.layout.words.reappearance)

    @staticmethod
    def _find_cell(block: Block, index: int) -> Span | None:
        return block.cells[index] if index < len(block.cells) else None


def find_row_names(blocks: Sequence[Block], layout: Layout, rows: RowReader) -> frozenset[str]:
    """The folded names of all rows: read ahead, since a box may stand before its table."""
    names: set[str] = set()
    columns: tuple[Column, ...] = ()
    above: tuple[Column, ...] | None = None
    era = find_era(rows.source.text)
    for block in blocks:
        if block.kind is not BlockKind.ROW:
            above = None
            continue
        header = parse_header(block, rows.source, layout, above, era)
        if header is not None:
            columns, above = settle_columns(header), header
            continue
        above = None
        name_at = find_name_column(columns)
        if name_at is not None and name_at < len(block.cells):
            cell = block.cells[name_at]
            if cell is not None:
                names |= rows.find_names(cell, columns)
    return frozenset(names)
