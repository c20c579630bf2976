"""Tables: which rows are headers, what each column holds, and which lines make one row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.records import Period, Span
from kg.text.brackets import find_groups
from kg.text.dates import parse_year_header
from kg.text.items import clean

#: The role of a column whose header word is in no vocabulary.
UNKNOWN = "unknown"
#: Columns that state a figure for the year in brackets behind their word: 目標値(R9).
FIGURES = ("budget", "target", "actual")
#: Columns whose text is kept with their header word, since the graph has no property for it.
NOTED = ("number", "law", "indicator", "target_group", "unit", "remark", *FIGURES)


@dataclass(frozen=True)
class Column:
    """A column: its role by the header word ("" where the header is blank), or its period.

    A column of figures has its role and the year that stands behind its word.
    """

    role: str
    period: Period | None
    header: str


@dataclass
class TableRow:
    """A row as printed: one list of cells for each physical line it takes.

    `cut` says that only the first half of its name has come.
    """

    blocks: list[Block]
    columns: tuple[Column, ...]
    cut: bool = False

    def find_cells(self, index: int) -> list[Span | None]:
        """The stretch of one column in each physical line, None where blank."""
        return [block.cells[index] if index < len(block.cells) else None for block in self.blocks]

    def find_column(self, role: str) -> int | None:
        """The first column of that role."""
        return next(
            (index for index, column in enumerate(self.columns) if column.role == role), None
        )


def parse_header(
    block: Block,
    source: SourceText,
    layout: Layout,
    above: tuple[Column, ...] | None,
    era: str | None = None,
) -> tuple[Column, ...] | None:
    """The columns when the row is a header, else None.

    A header names the column of projects and one more, or two columns; a word that nobody knows
    makes a column of the role "unknown". `above` are the columns of the header row directly
    above, which a second row refines; `era` is the era of years printed without one.
    """
    columns: list[Column] = []
    known = unknown = 0
    for index, cell in enumerate(block.cells):
        word = clean(source.quote(cell)) if cell else ""
        upper = above[index] if above and index < len(above) else Column("", None, "")
        if not word:
            columns.append(upper)
            continue
        period = _parse_period(word, era)
        role = layout.find_column(word)
        if period is not None and role not in FIGURES:
            role = "period"
        known += role is not None
        unknown += role is None
        columns.append(Column(role or UNKNOWN, period, word))
    if above is not None:
        return tuple(columns) if known and not unknown else None
    named = any(column.role == "name" for column in columns)
    first = next((column for column in columns if column.role), None)
    leads = first is not None and first.role == "name"
    return tuple(columns) if named and (known >= 2 or (leads and unknown > 0)) else None


def parse_columns(
    block: Block, source: SourceText, layout: Layout, era: str | None = None
) -> tuple[Column, ...]:
    """What each cell of a row would be the header of, "" or "unknown" where it is none."""
    columns: list[Column] = []
    for cell in block.cells:
        word = clean(source.quote(cell)) if cell else ""
        role = layout.find_column(word) if word else ""
        columns.append(Column(UNKNOWN if role is None else role, _parse_period(word, era), word))
    return tuple(columns)


def _parse_period(word: str, era: str | None) -> Period | None:
    """The year of a header word, also where it stands in brackets behind another word."""
    period = parse_year_header(word, era)
    if period is None:
        groups = [group.content for group in find_groups(word)]
        period = parse_year_header(groups[0], era) if len(groups) == 1 else None
    return period


def find_era(text: str) -> str | None:
    """The era that a text names most often, None where it names none."""
    counts = Counter(re.findall("平成|令和|昭和", text))
    return counts.most_common(1)[0][0] if counts else None


def settle_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns once the header is whole: a years column without years is the plan's effort."""
    return tuple(
        Column("effort", None, column.header) if column.role == "years" else column
        for column in columns
    )


def find_name_column(columns: Sequence[Column]) -> int | None:
    """The column of project names."""
    return next((index for index, column in enumerate(columns) if column.role == "name"), None)
