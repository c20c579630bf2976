"""The rows of a workbook that print its title: right below the name of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.blocks import Block, BlockKind
from kg.documents.place import find_places
from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.prose import ends_sentence
from kg.text.fold import fold_key

#: The longest title, in folded characters.
_LONGEST = 60
#: How the place of a sheet's name ends, which is told by its first cell.
_FIRST_CELL = "!A1"


def find_sheet_titles(
    blocks: Sequence[Block], source: SourceText, layout: Layout
) -> frozenset[int]:
    """The blocks that print the title: the row below the name of the first sheet, and the same
    row below those of others.

    A row that is a label, or a heading of the layout, is none.
    """
    if not blocks or not is_sheet_name(blocks[0], source):
        return frozenset()
    below = [at + 1 for at, block in enumerate(blocks[:-1]) if is_sheet_name(block, source)]
    first = blocks[1] if below else None
    if first is None or not _may_be_title(first, layout):
        return frozenset()
    key = fold_key(first.text)
    return frozenset(
        at for at in below if blocks[at].kind is BlockKind.LINE and fold_key(blocks[at].text) == key
    )


def is_sheet_name(block: Block, source: SourceText) -> bool:
    """Whether a block is the name of a sheet, which a reader puts above its rows."""
    if block.kind is not BlockKind.HEADING:
        return False
    return any(
        place.fragment.endswith(_FIRST_CELL) for place in find_places(source.places, block.span)
    )


def _may_be_title(block: Block, layout: Layout) -> bool:
    key = fold_key(block.text)
    return (
        block.kind is BlockKind.LINE
        and 1 < len(key) <= _LONGEST
        and not ends_sentence(block.text)
        and layout.find_part(block.text) is None
        and not any(p.match(block.text) for rule in layout.nodes for p in rule.patterns)
    )
