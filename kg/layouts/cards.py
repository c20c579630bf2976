"""Cards: small tables that tell one project, a word of a column before each value.

    事業名<TAB>広報紙の発行
    担当課<TAB>広報課

Each pair becomes a line, which is read as a labelled line is (kg/layouts/labelled.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.labelled import find_role
from kg.layouts.layout import Layout
from kg.layouts.prose import ends_sentence
from kg.records import Span
from kg.text.fold import fold_key
from kg.text.items import clean

#: Pairs that a card has at the least.
_PAIRS: Final = 2
#: In how many cards a word stands that is one of theirs alone.
_CARDS: Final = 2
#: The longest word before a value.
_LONGEST: Final = 16


@dataclass(frozen=True)
class _Pair:
    """A word with its value, and the row that they stand in."""

    block: Block
    label: Span
    value: Span | None


def find_cards(
    blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[Block]:
    """The blocks, each row of a card as the lines of its pairs: what names the project first."""
    made: list[Block] = []
    for table in _find_tables(blocks):
        card = _find_card(table, source, layout, era)
        made += table if card is None else _make_lines(card, source, layout)
    return made


def find_own_labels(
    blocks: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[str]:
    """The words before the values of several cards that no column is called by."""
    counts: Counter[str] = Counter()
    for table in _find_tables(blocks):
        card = _find_card(table, source, layout, era) or []
        said = [_say(source, pair.label) for pair in card]
        counts.update(word for word in said if not _is_label(word, layout, era))
    return [word for word, count in counts.items() if count >= _CARDS]


def _find_card(
    table: Sequence[Block], source: SourceText, layout: Layout, era: str | None
) -> list[_Pair] | None:
    """The pairs of a table that is a card: one of them names its project, most are known."""
    pairs: list[_Pair] = []
    for block in table:
        row = _find_pairs(block, source, layout, era)
        if row is None:
            return None
        pairs += row
    words = [_say(source, pair.label) for pair in pairs]
    named = [word for word in words if layout.find_column(word) == "name"]
    known = [word for word in words if _is_label(word, layout, era)]
    if len(named) != 1 or len(known) < _PAIRS or len(known) * 2 < len(words):
        return None
    return pairs


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
        if label is None or not _may_be_label(_say(source, label)):
            return None
        if value is not None and _is_label(_say(source, value), layout, era):
            return None
        pairs.append(_Pair(block, label, value))
    return pairs or None


def _may_be_label(text: str) -> bool:
    return 1 < len(fold_key(text)) <= _LONGEST and not ends_sentence(text)


def _is_label(text: str, layout: Layout, era: str | None) -> bool:
    return layout.find_column(text) is not None or bool(find_role(text, layout, era)[0])


def _say(source: SourceText, cell: Span) -> str:
    return clean(source.quote(cell))


def _make_lines(card: Sequence[_Pair], source: SourceText, layout: Layout) -> Iterator[Block]:
    gap = card[0].block.gap
    ordered = sorted(card, key=lambda pair: layout.find_column(_say(source, pair.label)) != "name")
    told: set[int] = set()
    for pair in ordered:
        span = Span(pair.label.start, (pair.value or pair.label).end)
        yield replace(
            pair.block,
            kind=BlockKind.LINE,
            span=span,
            text=source.quote(span),
            gap=gap,
            cells=(),
            bars=() if pair.block.line in told else pair.block.bars,
        )
        told.add(pair.block.line)
        gap = 0
