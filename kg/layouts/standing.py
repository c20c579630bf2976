"""Where the reader of a document stands, and what it has gathered so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.documents.blocks import Block
from kg.documents.source import SourceText
from kg.layouts.boxes import Boxes
from kg.layouts.contents import Contents, Entry
from kg.layouts.layout import Layout, NodeRule, find_label_end, find_label_start
from kg.layouts.ledger import Ledger
from kg.layouts.outline import NodeDraft, Outline, SectionDraft
from kg.layouts.pattern import Match
from kg.layouts.prose import Paragraphs, ends_sentence
from kg.layouts.rows import RowReader
from kg.layouts.sheet_titles import find_sheet_titles
from kg.layouts.short_heads import WholeHeading, find_whole
from kg.layouts.table_reader import find_row_names
from kg.layouts.text_tables import read_blocks
from kg.records import (
    CorrectionRecord,
    Ignored,
    ListingRecord,
    Role,
    Span,
    TextPart,
    Value,
)
from kg.text.fold import fold_key

#: The longest line that can be a label or an unnumbered heading, in folded characters.
HEADING = 60
_ROLES = {"issue": Role.ISSUE, "approach": Role.APPROACH, "description": Role.DESCRIPTION}


@dataclass(frozen=True)
class Box:
    """A box that tells more about the rows of one name."""

    name: str


class Standing:
    """The state of a reading: `target` is what running text belongs to, `part` which part of it,
    `untitled` a node whose title stands on the next line.
    """

    def __init__(
        self, source: SourceText, layout: Layout, corrections: Sequence[CorrectionRecord]
    ) -> None:
        self.source, self.layout = source, layout
        self.blocks = read_blocks(source, layout)
        self.ledger = Ledger(source, [bar for block in self.blocks for bar in block.bars])
        self.titles = find_sheet_titles(self.blocks, source, layout)
        self.rows = RowReader(source, layout, self.ledger, corrections)
        self.outline = Outline()
        self.contents = Contents(layout, self.blocks)
        self.boxes = Boxes(find_row_names(self.blocks, layout, self.rows))
        self.paragraphs = Paragraphs(self.rows.read)
        self.sections: list[SectionDraft] = []
        self.listings: list[ListingRecord] = []
        self.position = 0
        self.part = "description"
        self.target: object = None
        self.untitled: NodeDraft | None = None

    def stand(self, block: Block, rule: NodeRule, notation: str | None, title: Span | None) -> None:
        """Stand on the node that a heading opens."""
        self.use(block, f"heading:{rule.level}")
        self.flush()
        label = Value(self.rows.read(title), (title,)) if title else None
        node = self.outline.open(rule, notation, label, block.span, self.take_position())
        if title is not None:
            node.spans += self.contents.take(rule, self.source.quote(title))
        self.untitled = node if label is None and rule.title_on_next_line else None
        self.target, self.part = node, "description"

    def open_node(self, block: Block, rule: NodeRule, match: Match) -> None:
        """Stand on the node of a heading that a pattern matched."""
        base = block.span.start
        title = match.title and Span(base + match.title.start, base + match.title.end)
        self.stand(block, rule, match.notation, title or None)

    def read_sheet_head(self, index: int) -> bool:
        """Take in a line as sheets begin with: a title, or a number whose heading comes below."""
        if index in self.titles:
            self.use(self.blocks[index], "title")
            return True
        whole = find_whole(self.blocks, index, self.layout)
        if whole is not None:
            self._open_short(self.blocks[index], whole)
        return whole is not None

    def _open_short(self, block: Block, whole: WholeHeading) -> None:
        self.use(block, f"heading:{whole.rule.level}")
        self.flush()
        base, found = whole.block.span.start, whole.match.title
        assert found is not None, "a whole heading has a title"
        title = Span(base + found.start, base + found.end)
        node = self.outline.open(
            whole.rule,
            whole.match.notation,
            Value(self.rows.read(title), (title,)),
            whole.block.span,
            self.take_position(),
        )
        node.spans.append(block.span)
        self.target, self.part = node, "description"

    def title(self, block: Block) -> None:
        """Take in the title that a node waits for."""
        node, self.untitled = self.untitled, None
        assert node is not None, "a node waits for its title"
        self.use(block, f"heading:{node.rule.level}")
        node.label = Value(self.rows.read(block.span), (block.span,))
        node.spans.append(block.span)

    def open_section(self, block: Block) -> None:
        """Stand on a new section that is no policy."""
        self.flush()
        self.use(block, "heading:other")
        start = block.span.start
        if self.layout.section_marks and block.text.startswith(self.layout.section_marks):
            start += find_label_start(block.text)
        title = Span(start, block.span.end)
        label = Value(self.rows.read(title), (title,))
        section = SectionDraft(block.span.start, label, self.take_position(), [block.span])
        self.sections.append(section)
        self.target, self.part = section, "description"

    def read_preamble(self, block: Block) -> None:
        """What stands before an outline table: heads of its columns, and text of cut columns."""
        if not ends_sentence(block.text) and len(fold_key(block.text)) <= HEADING:
            self.ignore(block, Ignored.TABLE_HEADER)
            return
        self.use(block, "text")
        value = Value(self.rows.read(block.span), (block.span,))
        if not self.sections or self.sections[-1].label is not None:
            self.sections.append(SectionDraft(block.span.start, None, self.take_position(), []))
        # Columns that the layout cut and interleaved: kept as received, and said to be so.
        self.sections[-1].incomplete = True
        self.sections[-1].paragraphs.append(value)

    def strip_lead(self, block: Block) -> Block:
        """The block without the word that heads the paragraph in print alone."""
        for lead in self.layout.leads:
            match = re.match(rf"{re.escape(lead)}[\s::]+(?=\S)", block.text)
            if match is not None:
                span = Span(block.span.start + match.end(), block.span.end)
                return replace(block, span=span, text=block.text[match.end() :])
        return block

    def flush(self) -> None:
        """Give the paragraphs read so far to what they stand under."""
        for value in self.paragraphs.take():
            if isinstance(self.target, SectionDraft):
                self.target.paragraphs.append(value)
            elif isinstance(self.target, Box):
                self.boxes.add(self.target.name, value)
            elif isinstance(self.target, NodeDraft):
                role = _ROLES.get(self.part, Role.DESCRIPTION)
                self.target.parts.append(TextPart(role, self.take_position(), value))

    def use_entry(self, entry: Entry) -> None:
        """Account for an entry of a table of contents."""
        self.ledger.use(entry.span, f"contents:{entry.rule.level}")
        if entry.leader is not None:
            self.ledger.ignore(entry.leader, Ignored.RULE)
        if entry.page is not None:
            self.ledger.ignore(entry.page, Ignored.PAGE_REFERENCE)

    def use_label(self, block: Block, part: str) -> None:
        """Account for a label and the dots behind it."""
        end = block.span.start + find_label_end(block.text)
        start = block.mark.start if block.mark else block.span.start
        self.ledger.use(Span(start, end), f"label:{part}")
        dots = self.source.strip(end, block.span.end)
        if dots is not None and set(self.source.quote(dots)) <= {"*", "#"}:
            # Markup around the label, and no dots that lead to a page.
            self.ledger.use(dots, f"label:{part}")
        elif dots is not None:
            self.ledger.ignore(dots, Ignored.RULE)

    def take_position(self) -> int:
        """The next position in the document."""
        self.position += 1
        return self.position

    def _whole(self, block: Block) -> Span:
        return Span(block.mark.start if block.mark else block.span.start, block.span.end)

    def use(self, block: Block, what: str) -> None:
        """Account for a block that is used."""
        self.ledger.use(self._whole(block), what)

    def ignore(self, block: Block, kind: Ignored) -> None:
        """Account for a block that says nothing."""
        self.ledger.ignore(self._whole(block), kind)
