"""Reads tables that are an outline into nodes, cases and opinions, and says what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import Layout, NodeRule
from kg.layouts.ledger import Ledger
from kg.layouts.outline import NodeDraft, Outline
from kg.layouts.outline_rows import (
    Cell,
    Item,
    is_header,
    measure_half,
    parse_cell,
    rebuild_opinions,
)
from kg.layouts.rows import RowReader
from kg.records import Ignored, ListingRecord, OpinionRecord, Role, Span, TextPart, Value
from kg.text.fold import fold, fold_key

#: Words of a title that say nothing of its subject.
_GENERAL_WORDS = "推進 充実 実践 拡充 強化 取組 事業 実施 向上 整備 共有 市民 区民 住民 地域 行政"


class OutlineReader:
    """The outline tables of one document."""

    def __init__(
        self,
        layout: Layout,
        ledger: Ledger,
        rows: RowReader,
        outline: Outline,
        blocks: Sequence[Block],
        take_position: Callable[[], int],
        add_listing: Callable[[ListingRecord], None],
    ) -> None:
        self.layout, self.ledger, self.rows, self.outline = layout, ledger, rows, outline
        self._take_position, self._add_listing = take_position, add_listing
        table = [block for block in blocks if block.kind is BlockKind.ROW]
        self._width = measure_half(table, rows, layout) if layout.outline else 0
        self.opinions: list[OpinionRecord] = []
        self._in_table = False
        self._headers: list[str] = []
        self._top: NodeDraft | None = None
        self._labelled: list[NodeDraft] = []
        self._unlabelled: list[tuple[NodeDraft, NodeDraft]] = []

    def read(self, block: Block) -> None:
        """Take in a row."""
        if not self._in_table and is_header(block, self.rows, self.layout):
            self._in_table = True
            for cell in block.cells:
                if cell:
                    self.ledger.ignore(cell, Ignored.TABLE_HEADER)
            quote = self.rows.source.quote
            self._headers = [fold_key(quote(cell)) if cell else "" for cell in block.cells]
            return
        self._in_table = True
        heads = [*self._headers, *("" for _ in block.cells)]
        cells = [
            parse_cell(cell, self.rows, self.layout, head)
            for cell, head in zip(block.cells, heads, strict=False)
            if cell
        ]
        self._report_shift(block, cells)
        following: list[Cell | None] = [*cells[1:], None]
        half: Cell | None = None
        for part, after in zip(cells, following, strict=True):
            if part is not half:
                half = self._read_cell(part, after)

    def leave(self) -> None:
        """Other text follows: the next row begins another table."""
        self._in_table = False

    def _report_shift(self, block: Block, cells: Sequence[Cell]) -> None:
        """Say that a row has lost its first cell: its subject stands where the label should."""
        if block.cells[0] is not None and cells[0].leads is not None and self._top is not None:
            self.ledger.report(
                "row-shifted",
                cells[0].span,
                "行が一つ左にずれています。列の位置ではなく中身で読みました",
                "the row is shifted to the left by one cell: read by what its cells hold",
            )

    def _read_cell(self, cell: Cell, after: Cell | None) -> Cell | None:
        """Read a cell; returns the next one when it is the right half of this one."""
        if cell.lead is not None:
            if cell.node is not None:
                self._open_by_pattern(cell.lead, cell)
            elif cell.leads is not None:
                self._use(cell.lead, f"heading:{cell.leads.level}")
                self._open(cell.leads, None, cell.lead, cell.lead)
            else:
                self._add_text(cell.lead)
        for item in cell.items:
            if item.rule.makes == "node" and item.rule.rule is not None:
                self._use(item.whole, f"item:{item.rule.rule.level}")
                self._add_item_node(item.rule.rule, item)
            elif item.rule.makes == "listing":
                self._use(item.whole, "item:listing")
                self._add_case(item.span)
        if not cell.makes("opinion"):
            return None
        right = after if after is not None and not after.items and after.node is None else None
        self._add_opinions(cell, right)
        return right

    def _open_by_pattern(self, lead: Span, cell: Cell) -> None:
        assert cell.node is not None, "the cell's lead is a heading"
        rule, match = cell.node
        assert match.title is not None, "a heading in a cell has its title with it"
        title = Span(lead.start + match.title.start, lead.start + match.title.end)
        self._use(lead, f"heading:{rule.level}")
        node = self._open(rule, match.notation, title, lead)
        if rule.depth == 0:
            self._settle_neighbours(node)
            self._labelled.append(node)
            self._top = node

    def _open(self, rule: NodeRule, notation: str | None, title: Span, whole: Span) -> NodeDraft:
        known = len(self.outline.nodes)
        label = Value(self.rows.read(title), (title,))
        if self._top is not None and rule.depth > 0 and self.outline.current is not None:
            # A node between the branches of another table stands under this table's label.
            self.outline.stand_on(self._top)
        node = self.outline.open(rule, notation, label, whole, self._take_position())
        is_new = len(self.outline.nodes) > known
        if is_new and rule.depth > 0 and self._top is not None and not self._is_labelled_row(whole):
            self._unlabelled.append((node, self._top))
        return node

    def _is_labelled_row(self, span: Span) -> bool:
        """Whether the label of the branch is printed in the row itself."""
        line = self.rows.source.line_at(span.start)
        assert self._top is not None, "a row stands under a label"
        return any(self.rows.source.line_at(s.start) == line for s in self._top.spans)

    def _settle_neighbours(self, following: NodeDraft) -> None:
        """A row without a label that stands right above the next label may be that label's."""
        if not self._unlabelled:
            return
        node, above = self._unlabelled[-1]
        last = self.outline.nodes[-1]
        beside = node is last or (last.path[: len(node.path)] == node.path)
        if beside or node.path[:-1] == above.path:
            words = _find_words(node)
            if _share(words, _find_words(following)) and not _share(words, _find_words(above)):
                node.doubts.append(following)

    def settle(self) -> None:
        """Doubt the parent of rows without a label where a label between two others was lost."""
        numbers = {id(node): _number(node) for node in self._labelled}
        for node, above in self._unlabelled:
            first = numbers.get(id(above))
            later = [
                number
                for other in self._labelled
                if (number := numbers[id(other)]) is not None
                and first is not None
                and number > first
            ]
            if first is None or not later:
                continue
            for other in self.outline.nodes:
                number = _number(other)
                lost = number is not None and first < number < min(later)
                if lost and other.rule is above.rule and other not in self._labelled:
                    node.doubts.append(other)

    def _add_item_node(self, rule: NodeRule, item: Item) -> None:
        label = Value(self.rows.read(item.span), (item.span,))
        self.outline.add_leaf(rule, label, item.span, self._take_position())

    def _add_text(self, span: Span) -> None:
        node = self.outline.current
        if node is None:
            return
        self._use(span, "text")
        value = Value(self.rows.read(span), (span,))
        node.parts.append(TextPart(Role.DESCRIPTION, self._take_position(), value))

    def _add_case(self, span: Span) -> None:
        node = self.outline.current
        path = node.path if node else None
        listing = self.rows.make_case(span, self._take_position(), path)
        self._add_listing(listing)

    def _add_opinions(self, cell: Cell, right: Cell | None) -> None:
        items = [item for item in cell.items if item.rule.makes == "opinion"]
        for item in items:
            self._use(item.whole, "item:opinion")
        if right is not None:
            self._use(right.span, "item:opinion")
        node = self.outline.current
        halves = right.span if right else None
        for item, one in zip(
            items, rebuild_opinions(items, halves, self.rows, self._width), strict=True
        ):
            self.opinions.append(
                OpinionRecord(
                    item.span.start,
                    self._take_position(),
                    one.text,
                    node.path if node else None,
                    one.incomplete,
                    one.spans,
                )
            )

    def _use(self, span: Span, what: str) -> None:
        self.ledger.use(span, what)


def _number(node: NodeDraft) -> int | None:
    folded = fold(node.notation or "").text
    return int(folded) if folded.isdecimal() else None


def _find_words(node: NodeDraft) -> set[str]:
    """The words of a title that tell its subject: runs of kanji or katakana, not general ones."""
    text = fold_key(node.label.text) if node.label else ""
    return {
        word
        for word in re.findall(r"[\u4e00-\u9fff]{2,}|[\u30a0-\u30ff]{3,}", text)
        if word not in _GENERAL_WORDS.split()
    }


def _share(left: set[str], right: set[str]) -> bool:
    return any(a in b or b in a for a in left for b in right)
