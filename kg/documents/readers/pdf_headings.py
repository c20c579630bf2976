"""Which paragraphs are headings by their print alone, and of what level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.documents.readers.pdf_flows import Block
from kg.documents.readers.pdf_paragraphs import Paragraph
from kg.documents.readers.pdf_sheets import Print
from kg.documents.readers.pdf_starts import begins_anew, ends_sentence, is_numbered

#: How much larger than the text a heading is at least, and the longest that it is.
_LARGER: Final = 1.12
_LONGEST: Final = 60
_MOST_LINES: Final = 3
_DEEPEST: Final = 6
#: Sizes, in points, that count as one.
_SAME: Final = 0.6
_MOST_HEAVY: Final = 0.9


def find_headings(blocks: Sequence[Block], usual: Print) -> dict[int, int]:
    """The level, from 1, of each block that its print shows to be a heading.

    Larger print makes a heading of a level by its size; heavy print of the text's own size one
    below those, where no number leads it, since numbers tell their level themselves.
    """
    large = {
        at: block
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and is_large(block, usual)
    }
    large = _drop_covers(large, blocks, usual)
    levels = _rank_sizes(large)
    found = {at: levels[round(block.lines[0].size, 1)] for at, block in large.items()}
    lowest = max(found.values(), default=0) + 1
    for at, block in enumerate(blocks):
        if at not in found and isinstance(block, Paragraph) and _is_heavy(block, usual):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(after, Paragraph) and not _is_heavy(after, usual):
                found[at] = min(lowest, _DEEPEST)
    return found


def is_apart(block: Paragraph, usual: Print) -> bool:
    """Whether a short line is set apart as a numbered heading is: heavy, ending no sentence."""
    return _is_short(block) and _is_set_heavy(block, usual) and is_numbered(block.text)


def _is_short(block: Paragraph) -> bool:
    if block.entry or block.note or len(block.lines) > _MOST_LINES:
        return False
    return len(block.text) <= _LONGEST and not ends_sentence(block.text)


def is_large(block: Paragraph, usual: Print) -> bool:
    """Whether a short paragraph is set larger than the text."""
    return _is_short(block) and all(line.size >= _LARGER * usual.size for line in block.lines)


def _is_set_heavy(block: Paragraph, usual: Print) -> bool:
    heavy = all(line.heavy >= _MOST_HEAVY for line in block.lines)
    size = block.lines[0].size
    return heavy and not usual.heavy and 0.95 * usual.size < size < _LARGER * usual.size


def _is_heavy(block: Paragraph, usual: Print) -> bool:
    if not _is_short(block) or len(block.lines) > 1 or not _is_set_heavy(block, usual):
        return False
    return not begins_anew(block.text) and not is_numbered(block.text)


def _drop_covers(
    large: Mapping[int, Paragraph], blocks: Sequence[Block], usual: Print
) -> dict[int, Paragraph]:
    """Without what stands on pages that hold nothing else, but for their largest print."""
    filled: set[int] = set()
    for at, block in enumerate(blocks):
        if at not in large:
            if isinstance(block, Paragraph):
                filled |= {line.page for line in block.lines if line.size < _LARGER * usual.size}
            else:
                filled.add(block.first.page)
    largest: dict[int, float] = {}
    for block in large.values():
        page = block.lines[0].page
        largest[page] = max(largest.get(page, 0.0), block.lines[0].size)
    return {
        at: block
        for at, block in large.items()
        if block.lines[0].page in filled
        or block.lines[0].size > largest[block.lines[0].page] - _SAME
    }


def _rank_sizes(large: Mapping[int, Paragraph]) -> dict[float, int]:
    sizes = sorted({round(block.lines[0].size, 1) for block in large.values()}, reverse=True)
    levels: dict[float, int] = {}
    level = 0
    before = float("inf")
    for size in sizes:
        if before - size > _SAME:
            level += 1
        levels[size] = min(max(level, 1), _DEEPEST)
        before = size
    return levels
