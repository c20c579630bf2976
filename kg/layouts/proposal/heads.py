"""Lines that head tables of blanks with words of their own: 取組の名称　実施する課."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Final

from kg.documents.blocks import Block, BlockKind, find_blocks
from kg.documents.source import SourceText
from kg.layouts.blank_tables import split_wide
from kg.layouts.charts import find_charts
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.columns import find_word_role
from kg.layouts.prose import ends_sentence
from kg.layouts.tables import find_era
from kg.text.items import clean

#: Words that such a line has at the least, and those of them that are known.
_WORDS, _KNOWN = 3, 2
#: Lines below that have as many pieces, and how many are looked at.
_ROWS, _LOOKED = 2, 6
#: What a word is taken for that tells nothing: it may head a column all the same.
_ANY: Final = "remark"


def learn_heads(source: SourceText, vocabulary: Layout) -> Layout:
    """The vocabulary with the words of such lines, as far as a table may be seen by them."""
    era = find_era(source.text)
    blocks = find_charts(find_blocks(source))
    words: dict[str, list[str]] = defaultdict(list)
    for at, block in enumerate(blocks):
        pieces = _split(block, source)
        if len(pieces) < _WORDS or any(ends_sentence(piece) for piece in pieces):
            continue
        below = [_split(one, source) for one in blocks[at + 1 : at + 1 + _LOOKED]]
        if sum(len(row) == len(pieces) for row in below) < _ROWS:
            continue
        roles = [find_word_role(piece, vocabulary, era)[0] for piece in pieces]
        if roles.count("name") == 1 and sum(map(bool, roles)) >= _KNOWN:
            for piece, role in zip(pieces, roles, strict=True):
                if role != "period" and vocabulary.find_column(piece) is None:
                    words[role or _ANY].append(piece)
    if not words:
        return vocabulary
    rows = (f"{role} = {json.dumps(said, ensure_ascii=False)}" for role, said in words.items())
    return parse_layout("\n".join(["[columns]", *rows]), "heads")


def _split(block: Block, source: SourceText) -> list[str]:
    if block.kind is not BlockKind.LINE or block.in_chart:
        return []
    return [clean(piece) for piece in split_wide(block, source)]
