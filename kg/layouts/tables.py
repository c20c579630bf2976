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
from kg.text.fold import fold_key
from kg.text.items import clean
from kg.text.year_rows import parse_era_header, parse_year_row

#: The role of a column whose header word is in no vocabulary.
UNKNOWN = "unknown"
#: The role of a column that names the era of the years in the next row of the header.
ERA = "era"
#: Columns that state a figure for the year in brackets behind their word: 目標値(R9).
FIGURES = ("budget", "target", "actual")
#: Columns that may stand in a header once for each year: 取組内容（R6）, 取組内容（R7）.
_YEARLY = ("description", "current", "effort", "name")
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
        return find_column(self.columns, role)


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
    words = [clean(source.quote(cell)) if cell else "" for cell in block.cells]
    columns: list[Column] = []
    known = unknown = 0
    for index, read in enumerate(read_words(words, layout, above, era)):
        if not words[index]:
            columns.append(above[index] if above and index < len(above) else read)
            continue
        known += read.role != UNKNOWN
        unknown += read.role == UNKNOWN
        columns.append(read)
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


def read_words(
    words: Sequence[str],
    layout: Layout,
    above: Sequence[Column] | None = None,
    era: str | None = None,
) -> list[Column]:
    """What each word of a header names, "" for none.

    A word that is known keeps its role, whatever year stands in brackets behind it, and a year by
    itself or behind another word is a year.
    """
    eras = {
        index: named
        for index, column in enumerate(above or ())
        if column.role == ERA and (named := parse_era_header(column.header)) is not None
    }
    read: list[Column] = []
    for word, year in zip(words, parse_year_row(words, era, eras), strict=True):
        role = layout.find_column(word) if word else ""
        period = year or _parse_period(word, era)
        if not word:
            role, period = "", None
        elif year is not None or (period is not None and role in (None, "years")):
            role = "period"
        elif role is None:
            role = UNKNOWN if parse_era_header(word) is None else ERA
        elif role == "years" and fold_key(word).isdecimal():
            # A year of which nothing tells the era.
            role = UNKNOWN
        read.append(Column(role, period, word))
    return _settle_years(read)


def _settle_years(columns: Sequence[Column]) -> list[Column]:
    """The columns with the years that count: of a year itself, and of figures.

    A text of one year is that year's where another stands beside it, of another year or of none.
    """
    roles = Counter(column.role for column in columns)
    settled: list[Column] = []
    for column in columns:
        if column.period is None or column.role in ("period", *FIGURES):
            settled.append(column)
        elif column.role in _YEARLY and roles[column.role] > 1:
            settled.append(Column("period", column.period, column.header))
        else:
            settled.append(Column(column.role, None, column.header))
    return settled


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
    """The columns once the header is whole: a years column without years is the plan's effort, and
    an era below which no years stand is nothing known."""
    settled = {"years": "effort", ERA: UNKNOWN}
    return tuple(
        Column(settled[column.role], None, column.header) if column.role in settled else column
        for column in columns
    )


def find_column(columns: Sequence[Column], role: str) -> int | None:
    """The first column of a role."""
    return next((index for index, column in enumerate(columns) if column.role == role), None)


def find_name_column(columns: Sequence[Column]) -> int | None:
    """The column of project names."""
    return find_column(columns, "name")
