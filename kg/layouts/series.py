"""Tables of figures by fiscal year: a row or a column of years, and the numbers beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.ledger import Ledger
from kg.layouts.naming import is_ward
from kg.layouts.prose import ends_sentence
from kg.records import Ignored, Period, SeriesRecord, Span
from kg.text.dates import parse_year_header
from kg.text.fold import fold, fold_key
from kg.text.items import clean
from kg.text.numerals import make_yen, parse_decimal

_FIGURE = re.compile(
    r"(?:約|延べ|計)?\s*(?P<number>[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?)\s*(?P<unit>[^\d\s]{0,8})"
)
_UNIT = re.compile(r"\(\s*(?:単位\s*:?\s*)?([^()\d]{1,8})\s*\)")
_COUNTED = re.compile(r"(?:の|者|)(?P<unit>件|人|団体|箇所|か所|回|世帯|戸|台|冊|部|校|園|館)?数\Z")
#: The longest line above a table that can be its caption.
CAPTION = 40


@dataclass(frozen=True)
class Series:
    """The table that begins at a block: how many rows it takes, and its figures."""

    taken: int
    records: tuple[SeriesRecord, ...]


def find_series(
    blocks: Sequence[Block],
    index: int,
    source: SourceText,
    era: str | None,
    node: tuple[str, ...] | None,
    ledger: Ledger,
) -> Series | None:
    """The series of figures whose rows begin at a block, None where the table is another one.

    `ledger` is told what became of every cell, and of the caption, which stands right above.
    """
    rows = _find_rows(blocks, index)
    caption = _find_caption(blocks, index)
    reader = _Reader(source, era, node, caption)
    records = reader.read_across(rows) or reader.read_down(rows)
    if not records:
        return None
    for cell in reader.heads:
        ledger.ignore(cell, Ignored.TABLE_HEADER)
    for cell in reader.used:
        ledger.use(cell, "statistic")
    if caption is not None:
        ledger.use(caption.span, "statistic")
    return Series(len(rows), tuple(records))


def is_series_caption(blocks: Sequence[Block], index: int, era: str | None) -> bool:
    """Whether a line is the caption of a table with a row of years."""
    if index + 1 >= len(blocks) or blocks[index + 1].kind is not BlockKind.ROW:
        return False
    block = blocks[index]
    if block.kind is BlockKind.ROW or ends_sentence(block.text) or len(block.text) > CAPTION:
        return False
    rows = _find_rows(blocks, index + 1)
    return _looks_like_years(rows[0], era) or any(
        _looks_like_year_row(row, era) for row in rows[1:2]
    )


def _looks_like_years(row: Block, era: str | None) -> bool:
    words = [_split(row, at) for at in range(len(row.cells))]
    years = [word for word in words[1:] if parse_year_header(word, era)]
    return len(years) >= 2 and len(years) >= len([word for word in words[1:] if word])


def _looks_like_year_row(row: Block, era: str | None) -> bool:
    words = [_split(row, at) for at in range(len(row.cells))]
    figures = [word for word in words[1:] if parse_figure(word)]
    return bool(parse_year_header(words[0], era)) and bool(figures)


def _split(row: Block, at: int) -> str:
    cell = row.cells[at]
    base = row.span.start
    return "" if cell is None else clean(row.text[cell.start - base : cell.end - base])


def _find_rows(blocks: Sequence[Block], index: int) -> list[Block]:
    end = index
    while end < len(blocks) and blocks[end].kind is BlockKind.ROW:
        if end > index and blocks[end].gap > 0:
            break
        end += 1
    return list(blocks[index:end])


def _find_caption(blocks: Sequence[Block], index: int) -> Block | None:
    if index == 0:
        return None
    above = blocks[index - 1]
    short = len(above.text) <= CAPTION and not ends_sentence(above.text)
    return above if above.kind is BlockKind.LINE and short else None


def parse_figure(text: str) -> tuple[Decimal, str] | None:
    """The number of a cell that holds one figure, and its unit ("" where none is printed)."""
    match = _FIGURE.fullmatch(fold(text).text.strip())
    number = parse_decimal(match["number"]) if match else None
    return (number, match["unit"]) if match and number is not None else None


class _Reader:
    def __init__(
        self,
        source: SourceText,
        era: str | None,
        node: tuple[str, ...] | None,
        caption: Block | None,
    ) -> None:
        self.source, self.era, self.node, self.caption = source, era, node, caption
        self.heads: list[Span] = []
        self.used: list[Span] = []

    def read_across(self, rows: Sequence[Block]) -> list[SeriesRecord]:
        """The figures of a table whose first row holds the years."""
        if len(rows) < 2:
            return []
        periods = [self._parse_period(cell) for cell in rows[0].cells]
        known = [at for at, period in enumerate(periods) if period is not None]
        others = [at for at, cell in enumerate(rows[0].cells) if cell and periods[at] is None]
        if len(known) < 2 or others not in ([], [0]):
            return []
        records: list[SeriesRecord] = []
        used: list[Span] = []
        for row in rows[1:]:
            label = row.cells[0] if 0 not in known and row.cells else None
            filled = [at for at, cell in enumerate(row.cells) if cell and (at or label is None)]
            figures = {at: self._parse_figure(row.cells[at]) for at in filled}
            if not filled or any(at not in known or figures[at] is None for at in filled):
                return []
            for at in filled:
                period, cell = periods[at], row.cells[at]
                assert period is not None, "a figure stands under a year"
                assert cell is not None, "a figure stands in a cell"
                records.append(self._make(period, rows[0].cells[at], cell, label))
            used += [cell for cell in row.cells if cell]
        self.heads += [cell for cell in rows[0].cells if cell]
        self.used += used
        return records

    def read_down(self, rows: Sequence[Block]) -> list[SeriesRecord]:
        """The figures of a table whose first column holds the years."""
        if len(rows) < 3 or len(rows[0].cells) < 2:
            return []
        records: list[SeriesRecord] = []
        used: list[Span] = []
        for row in rows[1:]:
            period = self._parse_period(row.cells[0])
            if period is None or len(row.cells) > len(rows[0].cells):
                return []
            for at, cell in enumerate(row.cells[1:], start=1):
                if cell is None:
                    continue
                head = rows[0].cells[at]
                if head is None or self._parse_figure(cell) is None:
                    return []
                records.append(self._make(period, row.cells[0], cell, head))
            used += [cell for cell in row.cells if cell]
        self.heads += [cell for cell in rows[0].cells if cell]
        self.used += used
        return records

    def _parse_period(self, cell: Span | None) -> Period | None:
        return parse_year_header(clean(self.source.quote(cell)), self.era) if cell else None

    def _parse_figure(self, cell: Span | None) -> tuple[Decimal, str] | None:
        return None if cell is None else parse_figure(self.source.quote(cell))

    def _make(
        self, period: Period, year: Span | None, cell: Span, label: Span | None
    ) -> SeriesRecord:
        """A figure with what it counts: the caption, and the words of its row or column."""
        figure = self._parse_figure(cell)
        assert figure is not None, "the cell was seen to be a figure"
        words = [clean(self.source.quote(label))] if label else []
        ward = words[0] if words and self.caption and is_ward(words[0]) else None
        if ward is not None:
            words = []
        if self.caption is not None and (not words or _UNIT.fullmatch(fold(words[0]).text)):
            words.insert(0, self.caption.text)
        number, unit = make_yen(figure[0], figure[1] or self._find_unit(words))
        indicator = re.sub(r"[\s　]+", " ", _cut_unit(_strip_mark(words[0]))) if words else unit
        spans = [span for span in (self.caption and self.caption.span, label, year, cell) if span]
        return SeriesRecord(
            indicator.strip() or unit,
            unit,
            f"{number:f}",
            period,
            self.source.quote(cell),
            self.node,
            tuple(dict.fromkeys(spans)),
            ward,
        )

    def _find_unit(self, words: Sequence[str]) -> str:
        """The unit in brackets behind the words, or what they say is counted."""
        texts = [*reversed(words), *([self.caption.text] if self.caption else [])]
        for text in texts:
            if bracket := _UNIT.search(fold(text).text):
                return bracket.group(1)
        for text in texts:
            key = fold_key(text)
            if key.endswith("率"):
                return "％"
            if (counted := _COUNTED.search(key)) is not None:
                if counted["unit"]:
                    return counted["unit"]
                if key[: counted.start() + 1].endswith("者"):
                    return "人"
                noun = re.search(
                    r"(?:[^の]*?)(事業|団体|地区|施設|講座|会議|委員|組織|機関|企業|計画|制度|条例|案件|取組)\Z",
                    key[: counted.start()],
                )
                return noun.group(1) if noun else "件"
        return "件"


def _strip_mark(text: str) -> str:
    """The words of a caption as printed, without the mark before them."""
    return re.sub(r"\A[\s■●○◎◆◇□・※]+", "", text)


def _cut_unit(text: str) -> str:
    """The words without the bracket that says in what they are counted, in any width."""
    folded = fold(text)
    bracket = _UNIT.search(folded.text)
    if bracket is None:
        return text
    start, end = folded.origin(*bracket.span())
    return text[:start] + text[end:]
