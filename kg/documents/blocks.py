"""A text as blocks: marked headings, plain lines and table rows, each with its stretch.

One non-blank physical line is one block; what belongs together is for the layouts to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kg.documents.source import SourceText
from kg.records import Span

_HEADING = re.compile(r"[\s\ufeff]*(#{1,6})\s+(?=[^\s\ufeff])")


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
    `hard_break` says that it ends with the two blanks which end a line in Markdown.
    """

    kind: BlockKind
    line: int
    span: Span
    gap: int
    text: str
    mark: Span | None = None
    hard_break: bool = False
    cells: tuple[Span | None, ...] = ()


def find_blocks(source: SourceText) -> list[Block]:
    """The blocks of a source in order."""
    blocks: list[Block] = []
    gap = 0
    for line in source.lines:
        span = source.strip(line.start, line.end)
        if span is None:
            gap += 1
            continue
        mark: Span | None = None
        cells: list[Span | None] = []
        kind = BlockKind.LINE
        if "\t" in line.text:
            kind = BlockKind.ROW
            start = line.start
            for content in line.text.split("\t"):
                cells.append(source.strip(start, start + len(content)))
                start += len(content) + 1
        elif heading := _HEADING.match(line.text):
            kind = BlockKind.HEADING
            mark = Span(line.start + heading.start(1), line.start + heading.end(1))
            span = Span(line.start + heading.end(), span.end)
        blocks.append(
            Block(
                kind,
                line.number,
                span,
                gap,
                source.quote(span),
                mark,
                line.text.rstrip("\r").endswith("  "),
                tuple(cells),
            )
        )
        gap = 0
    return blocks
