"""Tables of indicators that stand for themselves: 指標, 現状値 and 目標値, and no projects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.ledger import Ledger
from kg.layouts.series import Series, parse_figure
from kg.layouts.tables import FIGURES, parse_columns
from kg.records import Ignored, SeriesRecord, Span
from kg.text.fold import fold
from kg.text.items import clean

_BRACKET = re.compile(r"\([^()]*\)")
_UNIT = re.compile(r"\(\s*(?:単位\s*:?\s*)?([^()\d]{1,8})\s*\)")


def find_indicators(
    blocks: Sequence[Block],
    index: int,
    source: SourceText,
    layout: Layout,
    era: str | None,
    node: tuple[str, ...] | None,
    ledger: Ledger,
) -> Series | None:
    """The figures of the indicator table whose header is a block, None where it is none."""
    header = blocks[index]
    columns = parse_columns(header, source, layout, era)
    roles = [column.role for column in columns]
    if "name" in roles or "indicator" not in roles or not set(FIGURES) & set(roles):
        return None
    named = roles.index("indicator")
    records: list[SeriesRecord] = []
    taken = 1
    for row in blocks[index + 1 :]:
        if row.kind is not BlockKind.ROW or row.gap > 0:
            break
        taken += 1
        label = row.cells[named] if named < len(row.cells) else None
        if label is None:
            continue
        for at, cell in enumerate(row.cells[: len(columns)]):
            if cell is None:
                continue
            ledger.use(cell, f"cell:{roles[at]}")
            figure = parse_figure(source.quote(cell))
            if roles[at] not in FIGURES or figure is None:
                continue
            number, unit = figure
            words = clean(source.quote(label))
            said = _UNIT.search(fold(words).text)
            word = _BRACKET.sub("", fold(columns[at].header).text).strip()
            head = header.cells[at]
            spans: list[Span] = [span for span in (label, head, cell) if span is not None]
            unit = unit or (said.group(1) if said else "")
            if unit:
                name = f"{words}（{word}）"
                records.append(
                    SeriesRecord(
                        name,
                        unit,
                        number,
                        columns[at].period,
                        source.quote(cell),
                        node,
                        tuple(spans),
                    )
                )
    for cell in header.cells:
        if cell is not None:
            ledger.ignore(cell, Ignored.TABLE_HEADER)
    return Series(taken, tuple(records))
