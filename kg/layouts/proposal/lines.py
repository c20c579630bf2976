"""The lines of a document with what a proposal asks of them: number, mark, length, neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.layout import Layout, find_label_start
from kg.layouts.pattern import LONGEST
from kg.layouts.proposal.numbering import MARKS, Numbered, parse_numbered
from kg.layouts.prose import ends_sentence, find_ignored_kind
from kg.layouts.standing import HEADING
from kg.text.fold import fold_key

#: Dots that lead to a page.
_DOTS = re.compile(r"[.．…‥・･]{3,}")
_ENTRY = re.compile(r"[-*]\s+(?=\S)")
#: How far into a long line its key reaches.
_KEY = 80


@dataclass(frozen=True)
class TextLine:
    """A line of text, or the lone filled cell of a table row (`in_row`).

    `at` counts blocks. `key` is the text for comparing, `bare` it without bullets and numbers
    before the words. `part` is the part that the line opens as a label; `hashes` the number of
    # before it, `mark` its sign ("-" for an entry of a Markdown list); `gap` and `after` the blank
    lines around it; `above_row` and `below_row` say that a table row follows or comes before,
    `last` that nothing follows.
    """

    at: int
    number: int
    text: str
    key: str
    bare: str
    hashes: int
    gap: int
    after: int
    ends: bool
    part: str | None
    numbered: Numbered | None
    mark: str
    in_row: bool
    above_row: bool
    below_row: bool
    last: bool

    @property
    def is_short(self) -> bool:
        """Whether it is short enough for a heading and ends no sentence."""
        return not self.ends and 1 < len(self.key) <= HEADING


def find_lines(blocks: Sequence[Block], source: SourceText, vocabulary: Layout) -> list[TextLine]:
    """The lines of text in order, without rules, page numbers, debris and charts."""
    lines: list[TextLine] = []
    for at, block in enumerate(blocks):
        text = block.text
        in_row = block.kind is BlockKind.ROW
        if in_row:
            filled = [cell for cell in block.cells if cell]
            if len(filled) != 1:
                continue
            text = source.quote(filled[0])
        elif block.in_chart or find_ignored_kind(block) is not None:
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        short = text if len(text) <= LONGEST else text[:_KEY]
        bare = re.sub(r"\A(?:\*\*|__)(.*)(?:\*\*|__)\Z", r"\1", short.strip())
        entry = _ENTRY.match(bare)
        inner = bare[entry.end() :] if entry else bare
        lines.append(
            TextLine(
                at,
                block.line,
                text,
                fold_key(_DOTS.sub("", short)),
                fold_key(short[find_label_start(short) :]),
                block.mark.end - block.mark.start if block.mark else 0,
                block.gap,
                following.gap if following else 1,
                ends_sentence(text),
                vocabulary.find_part(text),
                parse_numbered(bare),
                inner[0] if inner[0] in MARKS else "-" if entry else "",
                in_row,
                following is not None and following.kind is BlockKind.ROW,
                at > 0 and blocks[at - 1].kind is BlockKind.ROW,
                following is None,
            )
        )
    return lines
