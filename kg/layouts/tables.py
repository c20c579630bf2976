"""Tables: which rows are headers, what each column holds, and which lines make one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.records import Period, Span
from kg.text.dates import parse_year_header
from kg.text.items import clean


@dataclass(frozen=True)
class Column:
    """A column: its role by the header word ("" where the header is blank), or its period."""

    role: str
    period: Period | None
    header: str


@dataclass
class TableRow:
    """A row as printed: one list of cells for each physical line it takes."""

    blocks: list[Block]
    columns: tuple[Column, ...]
    extra: list[Span] = field(default_factory=list)

    def find_cells(self, index: int) -> list[Span | None]:
        """The stretch of one column in each physical line, None where blank."""
        return [block.cells[index] if index < len(block.cells) else None for block in self.blocks]

    def find_column(self, role: str) -> int | None:
        """The first column of that role."""
        return next(
            (index for index, column in enumerate(self.columns) if column.role == role), None
        )


def parse_header(
    block: Block, source: SourceText, layout: Layout, above: tuple[Column, ...] | None
) -> tuple[Column, ...] | None:
    """The columns when the row is a header, else None.

    `above` are the columns of the header row directly above: a second row refines them.
    """
    columns: list[Column] = []
    known = 0
    for index, cell in enumerate(block.cells):
        word = clean(source.quote(cell)) if cell else ""
        upper = above[index] if above and index < len(above) else Column("", None, "")
        if not word:
            columns.append(upper)
            continue
        period = parse_year_header(word)
        role = "period" if period else layout.find_column(word)
        if role is None:
            return None
        known += 1
        columns.append(Column(role, period, word))
    roles = {column.role for column in columns}
    if above is None and (known < 2 or "name" not in roles):
        return None
    if not known:
        return None
    return tuple(columns)


def settle_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns once the header is whole: a years column without years is the plan's effort."""
    return tuple(
        Column("effort", None, column.header) if column.role == "years" else column
        for column in columns
    )


def find_name_column(columns: Sequence[Column]) -> int | None:
    """The column of project names."""
    return next((index for index, column in enumerate(columns) if column.role == "name"), None)
