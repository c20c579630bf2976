"""Cards: small tables that tell one project, a word of a column before each value.

    事業名<TAB>広報紙の発行
    担当課<TAB>広報課

Each pair becomes a line, which is read as a labelled line is (kg/layouts/labelled.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.labelled import find_role
from kg.layouts.layout import Layout
from kg.records import Span
from kg.text.items import clean

#: Pairs that a card has at the least.
_PAIRS: Final = 2
_Pair = tuple[Span, Span | None]


def find_cards(
    blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[Block]:
    """The blocks, each row of a card as the lines of its pairs."""
    made: list[Block] = []
    for table in _find_tables(blocks):
        pairs = [_find_pairs(block, source, layout, era) for block in table]
        told = [pair for row in pairs for pair in row or ()]
        named = any(layout.find_column(_say(source, label)) == "name" for label, _ in told)
        if not named or len(told) < _PAIRS or any(row is None for row in pairs):
            made += table
            continue
        for block, row in zip(table, pairs, strict=True):
            made += _make_lines(block, row or [], source)
    return made


def _find_tables(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Rows that follow one another, and every other block alone."""
    table: list[Block] = []
    for block in blocks:
        if table and (block.kind is not BlockKind.ROW or block.gap > 0):
            yield table
            table = []
        if block.kind is BlockKind.ROW:
            table.append(block)
        else:
            yield [block]
    if table:
        yield table


def _find_pairs(
    block: Block, source: SourceText, layout: Layout, era: str | None
) -> list[_Pair] | None:
    """The labels of a row with their values, None for a row of another form."""
    cells = list(block.cells)
    while cells and cells[-1] is None:
        cells.pop()
    pairs: list[_Pair] = []
    for at in range(0, len(cells), 2):
        label, value = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        if label is None or not _is_label(_say(source, label), layout, era):
            return None
        if value is not None and _is_label(_say(source, value), layout, era):
            return None
        pairs.append((label, value))
    return pairs or None


def _is_label(text: str, layout: Layout, era: str | None) -> bool:
    return layout.find_column(text) is not None or bool(find_role(text, layout, era)[0])


def _say(source: SourceText, cell: Span) -> str:
    return clean(source.quote(cell))


def _make_lines(block: Block, pairs: Sequence[_Pair], source: SourceText) -> Iterator[Block]:
    for at, (label, value) in enumerate(pairs):
        span = Span(label.start, (value or label).end)
        yield replace(
            block,
            kind=BlockKind.LINE,
            span=span,
            text=source.quote(span),
            gap=0 if at else block.gap,
            cells=(),
            bars=() if at else block.bars,
        )
