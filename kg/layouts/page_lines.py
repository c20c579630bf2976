"""What a page break leaves between the lines of a table: page numbers and running heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import Layout
from kg.layouts.prose import find_ignored_kind
from kg.records import Ignored
from kg.text.fold import fold_key
from kg.text.items import goes_on

#: The most lines that a page break leaves between two rows.
_MOST: Final = 4
#: How often a line stands between rows, before other names each time, to be a running head.
_OFTEN: Final = 3


class PageLines:
    """Tells the lines of page breaks apart. `counted` is how often each line without a sentence
    stands in the document, by its folded text.
    """

    def __init__(self, blocks: Sequence[Block], layout: Layout, counted: Counter[str]) -> None:
        self._blocks, self._layout, self._counted = blocks, layout, counted
        followed: dict[str, list[str]] = {}
        for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
            between = above.kind is below.kind is BlockKind.ROW is not block.kind
            if between and block.gap == below.gap == 0:
                followed.setdefault(fold_key(block.text), []).append(fold_key(below.text))
        self._heads = {
            key for key, rows in followed.items()
            if len(set(rows)) == len(rows) >= _OFTEN
        }  # fmt: skip

    def is_head(self, index: int) -> bool:
        """Whether a line is printed again where a page begins or ends: beside its number."""
        block = self._blocks[index]
        if block.kind is BlockKind.ROW or self._counted[fold_key(block.text)] < 2:
            return False
        beside = [at for at in (index - 1, index + 1) if 0 <= at < len(self._blocks)]
        return any(find_ignored_kind(self._blocks[at]) is Ignored.PAGE_REFERENCE for at in beside)

    def find_kind(self, index: int) -> Ignored | None:
        """What a line of a page break between two rows of a table is, None where it is none."""
        kind = self._find_kind(index)
        if kind is None or not (self._is_row(index, -1) and self._is_row(index, 1)):
            return None
        return kind

    def _is_row(self, index: int, step: int) -> bool:
        """Whether a row is the nearest block, over the first half of its name if need be."""
        near = self.find_near(index, step)
        if near is None:
            return False
        if self._blocks[near].kind is BlockKind.ROW:
            return True
        beyond = self.find_near(near, step)
        return (
            beyond is not None
            and self._blocks[beyond].kind is BlockKind.ROW
            and self._blocks[near].gap == self._blocks[near + 1].gap == 0
        )

    def close_gap(self, index: int) -> Block:
        """A row, without the blank lines that a page break left between it and the row above."""
        block = self._blocks[index]
        if index == 0 or self._blocks[index - 1].kind is BlockKind.ROW:
            return block
        broken = self.find_kind(index - 1) in (Ignored.PAGE_REFERENCE, Ignored.RUNNING_HEAD)
        return replace(block, gap=0) if broken else block

    def find_near(self, index: int, step: int) -> int | None:
        """The nearest block before or after one that no page break left, None where none is."""
        for _ in range(_MOST + 1):
            index += step
            if not 0 <= index < len(self._blocks):
                return None
            if self._blocks[index].kind is BlockKind.ROW or self._find_kind(index) is None:
                return index
        return None

    def _find_kind(self, index: int) -> Ignored | None:
        block = self._blocks[index]
        if block.kind is not BlockKind.LINE:
            return None
        if self.is_head(index):
            return Ignored.RUNNING_HEAD
        if self._is_heading(block):
            return None
        if fold_key(block.text) in self._heads and not block.gap and not goes_on(block.text):
            return Ignored.RUNNING_HEAD
        kind = find_ignored_kind(block)
        if kind is Ignored.PAGE_REFERENCE and fold_key(block.text) == "0":
            # No page has that number: it is the circle of an icon.
            kind = Ignored.ICON_DEBRIS
        # A rule or a letter apart from the rows stands between two tables.
        return None if kind is not Ignored.PAGE_REFERENCE and block.gap else kind

    def _is_heading(self, block: Block) -> bool:
        if self._layout.find_part(block.text) is not None:
            return True
        return any(p.match(block.text) for rule in self._layout.nodes for p in rule.patterns)
