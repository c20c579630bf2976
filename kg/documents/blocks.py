"""A text as blocks: marked headings, plain lines and table rows, each with its stretch.

One non-blank physical line is one block; what belongs together is for the layouts to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Final

from kg.documents.source import Line, SourceText
from kg.records import Span

#: What draws the columns of a table, and a line of nothing else.
_BARS: Final = "|｜│┃"
_RULE: Final = re.compile(rf"[\s\ufeff]*[{_BARS}+┌┏├┣└┗╔╠╚][\s{_BARS}:=+\-─━═┌-╬]*")
_HEADING: Final = re.compile(r"[\s\ufeff]*(#{1,6})\s+(?=[^\s\ufeff])")


class BlockKind(Enum):
    """What a line looks like before anything is known of its document."""

    HEADING = "heading"
    LINE = "line"
    ROW = "row"


@dataclass(frozen=True)
class Block:
    """A non-blank line.

    `span` is the line without heading mark and white space around it; `gap` the number of blank
    lines before it; `cells` (rows only) the stretch of each cell, None where it is blank;
    `hard_break` says that it ends with the two blanks which end a line in Markdown, `goes_on` that
    a row is known to be a further line of the row above; `bars` are what is drawn around and
    between cells; `in_chart` says that a line shows several headings side by side.
    """

    kind: BlockKind
    line: int
    span: Span
    gap: int
    text: str
    mark: Span | None = None
    hard_break: bool = False
    cells: tuple[Span | None, ...] = ()
    goes_on: bool = False
    bars: tuple[Span, ...] = ()
    in_chart: bool = False


def find_blocks(source: SourceText) -> list[Block]:
    """The blocks of a source in order."""
    blocks: list[Block] = []
    rules: list[Span] = []
    gap = 0
    for line in source.lines:
        span = source.strip(line.start, line.end)
        if span is None:
            gap += 1
            continue
        block = _make_block(source, line, span, gap)
        gap = 0
        if _RULE.fullmatch(line.text) and span.end - span.start > 2:
            if blocks and blocks[-1].bars and block.gap == 0:
                # Drawn below a row, it parts nothing that is not parted already.
                blocks[-1] = replace(blocks[-1], bars=(*blocks[-1].bars, span))
            else:
                blocks.append(block)
                rules.append(span)
            continue
        if block.bars and rules and block.gap == 0 and blocks[-1].span == rules[-1]:
            above = blocks.pop()
            block = replace(block, gap=above.gap, bars=(above.span, *block.bars))
        blocks.append(block)
    return blocks


def _make_block(source: SourceText, line: Line, span: Span, gap: int) -> Block:
    mark: Span | None = None
    cells: tuple[Span | None, ...] = ()
    bars: tuple[Span, ...] = ()
    kind = BlockKind.LINE
    if "\t" in line.text:
        kind = BlockKind.ROW
        ends = [at for at, letter in enumerate(line.text) if letter == "\t"]
        cells = _find_cells(source, line, [-1, *ends, len(line.text)])
    elif len(drawn := _find_bars(line.text)) > 2:
        kind = BlockKind.ROW
        closed = not line.text[drawn[-1] + 1 :].strip()
        cells = _find_cells(source, line, drawn if closed else [*drawn, len(line.text)])
        bars = tuple(Span(line.start + at, line.start + at + 1) for at in drawn)
    elif heading := _HEADING.match(line.text):
        kind = BlockKind.HEADING
        mark = Span(line.start + heading.start(1), line.start + heading.end(1))
        span = Span(line.start + heading.end(), span.end)
    hard_break = line.text.rstrip("\r").endswith("  ")
    text = source.quote(span)
    return Block(kind, line.number, span, gap, text, mark, hard_break, cells, bars=bars)


def _find_bars(text: str) -> list[int]:
    """Where a line that begins with a bar has its bars, but for those behind a backslash."""
    if not text.lstrip().startswith(tuple(_BARS)):
        return []
    return [
        at for at, letter in enumerate(text)
        if letter in _BARS and not (letter == "|" and text[at - 1 : at] == "\\")
    ]  # fmt: skip


def _find_cells(source: SourceText, line: Line, ends: Sequence[int]) -> tuple[Span | None, ...]:
    """What stands between the signs at some places of a line."""
    return tuple(
        source.strip(line.start + start + 1, line.start + end) for start, end in pairwise(ends)
    )
