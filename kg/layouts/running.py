"""Running text with a shape of its own: lone headings, marked items, bullets.

What a mark or a lone line is follows from the layout; nothing here knows a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.documents.blocks import Block, BlockKind
from kg.layouts.articles import CUT_HEADING, ArticleDraft, Articles
from kg.layouts.astray import find_astray
from kg.layouts.indicators import find_indicators
from kg.layouts.layout import NodeRule
from kg.layouts.outline import NodeDraft, SectionDraft
from kg.layouts.pattern import Match
from kg.layouts.prose import (
    FIGURE_GAP,
    ends_sentence,
    find_caption,
    find_ignored_kind,
    is_caption,
    is_lone,
)
from kg.layouts.series import find_series
from kg.layouts.standing import HEADING, Box
from kg.layouts.titles import is_half_sentence
from kg.records import ListingRecord, OpinionRecord, SeriesRecord, Span, Value
from kg.text.fold import fold_key
from kg.text.items import goes_on
from kg.text.units import parse_units


@dataclass
class CaseDraft:
    """A case told in running text, being read: `at` is its place among the listings."""

    at: int


@dataclass
class OpinionDraft:
    """An opinion told in running text, being read."""

    start: int
    position: int
    node: NodeDraft | None


class Running(Articles):
    """The reading of running text."""

    told: list[OpinionRecord]
    series: list[SeriesRecord]
    era: str | None
    #: Whether terms are explained: each lone line is one.
    glossary: bool = False

    def end_table(self) -> None:
        """What comes ends the table that was being read."""
        raise NotImplementedError

    # --- figures in tables ----------------------------------------------------------------

    def read_series(self, index: int) -> int:
        """How many rows from `index` on are a table of figures by year; 0 when none are."""
        node = self.outline.current
        path = node.path if node else None
        found = find_series(self.blocks, index, self.source, self.era, path, self.ledger)
        if found is None and not self.layout.outline:
            found = find_indicators(
                self.blocks,
                index,
                self.source,
                self.layout,
                self.era,
                path,
                self.ledger,
                self.rows.units,
            )
        if found is None:
            return 0
        self.end_table()
        self.series += found.records
        return found.taken

    def read_units(self, index: int) -> bool:
        """Heed a line right above a table that says what its figures are counted in."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None or following.kind is not BlockKind.ROW:
            return False
        units = parse_units(self.blocks[index].text)
        if not units:
            return False
        self.flush()
        self.use(self.blocks[index], "unit")
        self.rows.units = units
        return True

    # --- pointers -------------------------------------------------------------------------

    def report_astray(self) -> None:
        """Report the pointers of 再掲 rows that lead to no row."""
        marks = self.layout.words.reappearance
        for pointer in find_astray(self.listings, self.outline.nodes, marks):
            self.ledger.report(
                "pointer-leads-nowhere",
                pointer.span,
                "再掲の指す番号に、元の行がありません。番号か、元の行の読み方を確かめてください",
                "no row stands at the number that a 再掲 mark points at: compare the number there",
            )

    # --- lone headings ------------------------------------------------------------------

    def open_node(self, block: Block, rule: NodeRule, match: Match) -> None:
        """Stand on the node of a heading that a pattern matched; it ends a glossary."""
        self.glossary = False
        super().open_node(block, rule, match)

    def read_lone(self, index: int) -> bool:
        """Stand on the node of a line that is a heading by standing alone, or on a term."""
        if self.glossary and self._stands_alone(index):
            self.open_section(self.blocks[index])
            return True
        rule = self._find_lone_rule(index)
        if rule is None:
            return False
        block = self.blocks[index]
        self.stand(block, rule, None, block.span)
        return True

    def read_marked_heading(self, block: Block) -> bool:
        """Stand on the node of a line that is a heading by the number of # before it."""
        depth = block.mark.end - block.mark.start if block.mark else 0
        rule = next((rule for rule in self.layout.nodes if rule.heading == depth), None)
        if rule is None:
            return False
        self.stand(block, rule, None, block.span)
        return True

    def find_level_heading(self, index: int) -> int:
        """A heading, perhaps cut over lines, that ends in a level's name above its first node."""
        end = index + 1
        while end < len(self.blocks) and self.blocks[end].gap == 0 and end - index < CUT_HEADING:
            end += 1
        group = self.blocks[index:end]
        if end == len(self.blocks) or any(
            block.kind is BlockKind.ROW or ends_sentence(block.text) for block in group
        ):
            return 0
        key = fold_key("".join(block.text for block in group))
        for rule in self.layout.nodes:
            if key.endswith(fold_key(rule.level)) and len(key) <= HEADING:
                following = self.blocks[end]
                if any(pattern.match(following.text) for pattern in rule.patterns):
                    return end - index
        return 0

    def _find_lone_rule(self, index: int) -> NodeRule | None:
        lower = next((rule for rule in self.layout.nodes if rule.lone), None)
        upper = next((rule for rule in self.layout.nodes if rule.lone_above), None)
        if (lower is None and upper is None) or not self._stands_alone(index):
            return None
        if upper is not None and (lower is None or self._is_heading(index + 1)):
            return upper
        return lower

    def _stands_alone(self, index: int) -> bool:
        """Whether a line is alone between blank lines and neither caption nor part of a text."""
        block = self.blocks[index]
        if block.kind is BlockKind.ROW or not is_lone(self.blocks, index, inner_comma=True):
            return False
        if self.paragraphs.is_open or block.text.startswith(self._marks()):
            return False
        if is_caption(block.text) or find_ignored_kind(block) is not None:
            return False
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None or following.kind is BlockKind.ROW:
            return False
        marked = following.text.startswith(self._marks())
        return not (marked and block.gap >= FIGURE_GAP and find_caption(self.blocks, index) > 0)

    def _is_heading(self, index: int) -> bool:
        if index >= len(self.blocks):
            return False
        block = self.blocks[index]
        if any(rule.mark == block.text[:1] for rule in self.layout.items):
            return False
        patterns = (p for rule in self.layout.nodes for p in rule.patterns)
        if not ends_sentence(block.text) and any(p.match(block.text) for p in patterns):
            return True
        return self._stands_alone(index)

    def _marks(self) -> tuple[str, ...]:
        return tuple(item.mark for item in self.layout.items) + self.layout.bullets

    # --- marked items -------------------------------------------------------------------

    def read_item(self, block: Block) -> bool:
        """Take in a line that a mark of the layout begins."""
        item = next((item for item in self.layout.items if block.text.startswith(item.mark)), None)
        if item is None:
            return False
        inner = self.source.strip(block.span.start + len(item.mark), block.span.end)
        if inner is None:
            return False
        if item.makes == "node":
            if ends_sentence(block.text) or len(fold_key(block.text)) > HEADING:
                return False
            assert item.rule is not None, "an item that makes a node has a level"
            self.stand(block, item.rule, None, inner)
        elif item.makes == "listing":
            self._open_case(block, inner)
        else:
            self._open_opinion(block, inner)
        return True

    def _open_case(self, block: Block, inner: Span) -> None:
        self.flush()
        node = self.outline.current
        text = self.source.quote(inner)
        name, told = inner, None
        if ends_sentence(text) or len(text) > HEADING:
            parts = re.match(r"([^\s　。]{2,60})[\s　]+(\S.*)\Z", text)
            if parts is not None:
                name = Span(inner.start, inner.start + parts.end(1))
                told = Span(inner.start + parts.start(2), inner.end)
        self.use(block, "item:listing")
        path = node.path if node else None
        listing = self.rows.make_case(name, self.take_position(), path)
        if told is not None:
            value = Value(self.rows.read(told), (told,))
            listing = replace(listing, descriptions=(value,), spans=(inner,))
        self.listings.append(replace(listing, start=inner.start))
        self.target, self.part = CaseDraft(len(self.listings) - 1), "description"

    def _open_opinion(self, block: Block, inner: Span) -> None:
        self.flush()
        self.use(block, "item:opinion")
        self.target = OpinionDraft(inner.start, self.take_position(), self.outline.current)
        self.part = "description"
        self.paragraphs.add(replace(block, span=inner, text=self.source.quote(inner)))

    def is_first_text(self, block: Block) -> bool:
        """Whether a line is the first below its heading, with no gap that an image left."""
        node = self.target
        fresh = isinstance(node, NodeDraft) and not node.parts and not self.paragraphs.is_begun
        return fresh and block.gap < FIGURE_GAP

    # --- paragraphs ---------------------------------------------------------------------

    def read_prose(self, block: Block) -> None:
        """Take in a line of running text; a bullet or a lead in brackets begins a new paragraph."""
        if self.target is None and self.part != "tables" and not self.outline.nodes:
            self._read_front(block)
            return
        if self.target is None or self.part == "tables":
            return
        bare = self._strip_bullet(block)
        if bare is not block or re.match(r"[(（【\[][^()（）【】\[\]]{1,8}[)）】\]]", block.text):
            self.paragraphs.end()
        self.use(block, "text")
        self.paragraphs.add(self.strip_lead(bare))
        if self.layout.bullets and self._ends_entry(block):
            self.paragraphs.end()

    def _read_front(self, block: Block) -> None:
        """Take in what stands before the first heading: the document's title, and its foreword."""
        titled = not ends_sentence(block.text) and len(block.text) <= HEADING
        if not self.sections and titled and not is_half_sentence(self.blocks, self._place(block)):
            self.use(block, "title")
            return
        if not self.sections:
            self.sections.append(SectionDraft(block.span.start, None, self.take_position(), []))
        self.use(block, "text")
        self.target = self.sections[-1]
        self.paragraphs.add(block)

    def _place(self, block: Block) -> int:
        """Which of the blocks one is."""
        return bisect_left(self.blocks, block.span.start, key=lambda one: one.span.start)

    def _strip_bullet(self, block: Block) -> Block:
        """The block without the signs before it that belong to its print alone."""
        signs = "|".join(re.escape(sign) for sign in self.layout.bullets)
        pattern = rf"[-*]\s+(?=\S)(?:(?:{signs})\s*(?=\S))?" if signs else r"[-*]\s+(?=\S)"
        pattern = rf"(?:{pattern}|(?:{signs})\s*(?=\S))" if signs else pattern
        match = re.match(pattern, block.text)
        if match is None:
            return block
        span = Span(block.span.start + match.end(), block.span.end)
        return replace(block, span=span, text=block.text[match.end() :])

    def _ends_entry(self, block: Block) -> bool:
        """Whether a line without a full stop is an entry of a list, and no half of a sentence."""
        return not ends_sentence(block.text) and not goes_on(block.text)

    def flush(self) -> None:
        """Give the paragraphs read so far to what they stand under."""
        target = self.target
        if isinstance(target, NodeDraft | SectionDraft | Box) or target is None:
            super().flush()
            return
        values = self.paragraphs.take()
        if isinstance(target, ArticleDraft):
            target.intents += values
            for value in values:
                target.spans += [span for span in value.spans if span not in target.spans]
        elif isinstance(target, CaseDraft):
            self._describe_case(target.at, values)
        elif isinstance(target, OpinionDraft) and values:
            self.told.append(_make_opinion(target, values))
            self.target = target.node

    def _describe_case(self, at: int, values: Sequence[Value]) -> None:
        listing: ListingRecord = self.listings[at]
        self.listings[at] = replace(listing, descriptions=(*listing.descriptions, *values))


def _make_opinion(draft: OpinionDraft, values: Sequence[Value]) -> OpinionRecord:
    return OpinionRecord(
        draft.start,
        draft.position,
        "".join(value.text for value in values),
        draft.node.path if draft.node else None,
        False,
        tuple(span for value in values for span in value.spans),
    )
