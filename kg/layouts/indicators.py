"""Tables of indicators that stand for themselves: 指標, 現状値 and 目標値, and no projects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.ledger import Ledger
from kg.layouts.series import Series, parse_figure
from kg.layouts.tables import FIGURES, Column, parse_columns
from kg.records import Ignored, SeriesRecord, Span
from kg.text.fold import fold
from kg.text.items import clean
from kg.text.numerals import make_yen
from kg.text.units import choose_unit, find_unit

#: Beside an indicator 現状 is a figure, and no state in words.
_FIGURES = (*FIGURES, "current")
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
    units: tuple[str, ...] = (),
) -> Series | None:
    """The figures of the indicator table whose header is a block, None where it is none.

    `units` are what the line above it says that they are counted in.
    """
    header = blocks[index]
    columns = parse_columns(header, source, layout, era)
    roles = [column.role for column in columns]
    if not are_indicators(roles):
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
        at = roles.index("unit") if "unit" in roles else len(row.cells)
        counted = row.cells[at] if at < len(row.cells) else None
        told = fold(clean(source.quote(counted))).text if counted else ""
        for column, head, cell in zip(columns, header.cells, row.cells, strict=False):
            if cell is not None:
                ledger.use(cell, f"cell:{column.role}")
                unit = told or find_unit(column.header)
                unit = unit or choose_unit(units, money=column.role == "budget")
                records += _read_cell(column, [head, cell], label, unit, source, node)
    for cell in header.cells:
        if cell is not None:
            ledger.ignore(cell, Ignored.TABLE_HEADER)
    return Series(taken, tuple(records))


def are_indicators(roles: Sequence[str]) -> bool:
    """Whether columns of these roles hold figures that stand for themselves."""
    return "name" not in roles and "indicator" in roles and bool(set(_FIGURES) & set(roles))


def _read_cell(
    column: Column,
    proof: Sequence[Span | None],
    label: Span,
    counted: str,
    source: SourceText,
    node: tuple[str, ...] | None,
) -> list[SeriesRecord]:
    """The figure of a cell, with the indicator that its row names; none where it holds no one."""
    cell = proof[-1]
    figure = parse_figure(source.quote(cell)) if cell is not None else None
    if cell is None or figure is None or column.role not in _FIGURES:
        return []
    words = clean(source.quote(label))
    said = _UNIT.search(fold(words).text)
    number, unit = make_yen(figure[0], figure[1] or (said.group(1) if said else counted))
    if not unit:
        return []
    word = _BRACKET.sub("", fold(column.header).text).strip()
    return [
        SeriesRecord(
            f"{words}（{word}）",
            unit,
            f"{number:f}",
            column.period,
            source.quote(cell),
            node,
            tuple(span for span in (label, *proof) if span is not None),
        )
    ]
