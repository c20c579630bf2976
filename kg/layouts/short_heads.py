"""Headings printed as a bare number above the whole one: a sheet 柱１ above 柱１　安心して."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import Layout, NodeRule
from kg.layouts.pattern import Match
from kg.layouts.prose import ends_sentence
from kg.text.fold import fold_key

#: How many lines below the number its heading may stand: a title may come between.
NEAR = 3
#: The longest number with the words around it.
_LONGEST = 24


@dataclass(frozen=True)
class WholeHeading:
    """The heading that prints a number again with its title."""

    block: Block
    rule: NodeRule
    match: Match


def find_whole(blocks: Sequence[Block], index: int, layout: Layout) -> WholeHeading | None:
    """The heading right below that the block at `index` is the number of, None where none is."""
    block = blocks[index]
    key = make_lead_key(block.text)
    if block.kind is BlockKind.ROW or len(block.text) > _LONGEST or not key:
        return None
    if block.kind is BlockKind.LINE and key.isdecimal():
        # A page number.
        return None
    for below in blocks[index + 1 : index + 1 + NEAR]:
        if below.kind is BlockKind.ROW or ends_sentence(below.text):
            return None
        for rule in layout.nodes:
            for pattern in rule.patterns:
                if (match := pattern.match(below.text)) is None:
                    continue
                if match.title is None or match.notation is None:
                    return None
                lead = below.text[: match.title.start]
                return WholeHeading(below, rule, match) if make_lead_key(lead) == key else None
    return None


def make_lead_key(text: str) -> str:
    """What stands before a title, for comparing: without brackets, points and colons."""
    return re.sub(r"[\W_]", "", fold_key(text))
