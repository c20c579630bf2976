"""The recogniser: the blocks of a document, read under its layout, become records.

One pass in reading order. Each non-row block is tried against what it may be, from the surest
sign to the weakest; what fits nothing is left to the ledger, which reports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.documents.blocks import Block, BlockKind, find_blocks
from kg.documents.source import SourceText
from kg.layouts.layout import Layout, NodeRule
from kg.layouts.ledger import Ledger
from kg.layouts.outline import NodeDraft, Outline, SectionDraft
from kg.layouts.pattern import Match
from kg.layouts.prose import Paragraphs, ends_sentence, find_caption, find_ignored_kind
from kg.layouts.rows import RowReader
from kg.layouts.tables import Column, TableRow, find_name_column, parse_header, settle_columns
from kg.records import (
    CorrectionRecord,
    Extraction,
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
#: How often a line must stand in a document to be a running head.
RUNNING_HEAD = 3
_ROLES = {"issue": Role.ISSUE, "approach": Role.APPROACH, "description": Role.DESCRIPTION}


def recognise(
    source: SourceText, layout: Layout, corrections: Sequence[CorrectionRecord] = ()
) -> Extraction:
    """All that a document says under a layout, with the account of every stretch."""
    return _Reading(source, layout, corrections).run()


@dataclass
class _Box:
    """A box that tells more about the rows of one name."""

    name: str


class _Reading:
    def __init__(
        self, source: SourceText, layout: Layout, corrections: Sequence[CorrectionRecord]
    ) -> None:
        self.source, self.layout = source, layout
        self.blocks = find_blocks(source)
        self.ledger = Ledger(source)
        self.rows = RowReader(source, layout, self.ledger, corrections)
        self.outline = Outline()
        self.sections: list[SectionDraft] = []
        self.listings: list[ListingRecord] = []
        self.boxes: list[tuple[str, Value]] = []
        self.paragraphs = Paragraphs(self.rows.read)
        self.position = 0
        self.part: str = "description"
        self.target: NodeDraft | SectionDraft | _Box | None = None
        self.untitled: NodeDraft | None = None
        self.columns: tuple[Column, ...] | None = None
        self.header_above: tuple[Column, ...] | None = None
        self.row: TableRow | None = None
        self.row_names = self._find_row_names()
        self.folded = fold_key(source.text) if layout.term_mark else ""
        self.repeated = self._find_repeated()

    def run(self) -> Extraction:
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            if block.kind is BlockKind.ROW:
                self._read_row(block)
                index += 1
            else:
                self._end_row()
                self.header_above = None
                index += self._read_text(index)
        self._end_row()
        self._flush()
        for span in self.outline.settle_contents():
            self.ledger.report(
                "contents-without-heading",
                span,
                "目次にあるが本文に見出しが見つかりません",
                "an entry of the contents whose heading is not in the text",
            )
        self._place_boxes()
        return Extraction(
            tuple(node.finish() for node in self.outline.nodes),
            tuple(section.finish() for section in self.sections),
            tuple(self.listings),
            self.ledger.close(),
            tuple(sorted(self.ledger.findings, key=lambda finding: (finding.line, finding.code))),
        )

    # --- running text -------------------------------------------------------------------

    def _read_text(self, index: int) -> int:
        """Read the block at `index`; returns how many blocks were taken."""
        block = self.blocks[index]
        if self.untitled is not None:
            self._title(block)
            return 1
        for rule in self.layout.nodes:
            if rule.pattern and (match := rule.pattern.match(block.text)):
                self._read_heading(block, rule, match)
                return 1
        if self._read_label(block) or self._read_unnumbered(index):
            return 1
        if self._read_box_title(index) or self._read_term(index):
            return 1
        if (kind := find_ignored_kind(block)) is not None:
            self._ignore(block, kind)
            return 1
        if block.kind is BlockKind.HEADING:
            self._open_section(block)
            return 1
        if (taken := find_caption(self.blocks, index)) > 0:
            for caption in self.blocks[index : index + taken]:
                self._ignore(caption, Ignored.CAPTION)
            return taken
        if fold_key(block.text) in self.repeated:
            self._ignore(block, Ignored.RUNNING_HEAD)
            return 1
        self._read_prose(block)
        return 1

    def _read_heading(self, block: Block, rule: NodeRule, match: Match) -> None:
        base = block.span.start
        title = match.title and Span(base + match.title.start, base + match.title.end)
        if match.page is not None:
            page = Span(base + match.page.start, base + match.page.end)
            entry = self.source.strip(base, page.start)
            assert entry is not None, "a contents entry has text before its page"
            self.ledger.use(entry, f"contents:{rule.level}")
            self.ledger.ignore(page, Ignored.PAGE_REFERENCE)
            if title is not None:
                self.outline.announce(rule, match.notation, self.rows.read(title), entry)
            return
        self._use(block, f"heading:{rule.level}")
        self._flush()
        label = Value(self.rows.read(title), (title,)) if title else None
        node = self.outline.open(rule, match.notation, label, block.span, self._next())
        self.untitled = node if label is None and rule.title_on_next_line else None
        self._stand_on(node)

    def _title(self, block: Block) -> None:
        node, self.untitled = self.untitled, None
        assert node is not None
        self._use(block, f"heading:{node.rule.level}")
        node.label = Value(self.rows.read(block.span), (block.span,))
        node.spans.append(block.span)

    def _read_label(self, block: Block) -> bool:
        if len(fold_key(block.text)) > HEADING:
            return False
        part = self.layout.find_part(block.text)
        if part is not None:
            self._flush()
            label = block.text.rstrip(".・…‥ ")
            if part == "box":
                self._ignore(block, Ignored.RUNNING_HEAD)
                self.part, self.target = part, None
                return True
            self.ledger.use(self._whole(block, len(label)), f"label:{part}")
            if len(label) < len(block.text):
                dots = Span(block.span.start + len(label), block.span.end)
                self.ledger.ignore(self.source.strip(dots.start, dots.end) or dots, Ignored.RULE)
            self.part = part
            if self.outline.current is not None:
                self.target = self.outline.current
            return True
        if any(fold_key(rule.level) == fold_key(block.text) for rule in self.layout.nodes):
            self._flush()
            self._use(block, "label:level")
            return True
        return False

    def _read_unnumbered(self, index: int) -> bool:
        block = self.blocks[index]
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None or following.kind is BlockKind.ROW or ends_sentence(block.text):
            return False
        part = self.layout.find_part(following.text)
        for rule in self.layout.nodes:
            if rule.before is not None and rule.before == part:
                self._flush()
                self._use(block, f"heading:{rule.level}")
                label = Value(self.rows.read(block.span), (block.span,))
                self._stand_on(self.outline.open(rule, None, label, block.span, self._next()))
                return True
        return False

    def _read_box_title(self, index: int) -> bool:
        """A line that is just the name of a row, with running text below it, opens a box."""
        block = self.blocks[index]
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        key = fold_key(block.text)
        if key not in self.row_names or following is None or following.kind is BlockKind.ROW:
            return False
        if self.part != "box" and not ends_sentence(following.text):
            return False
        self._flush()
        self._use(block, "box-title")
        self.target = _Box(key)
        return True

    def _read_term(self, index: int) -> bool:
        """A line that is a term marked in the text above, with its explanation below it."""
        block = self.blocks[index]
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        mark, key = self.layout.term_mark, fold_key(block.text)
        if not mark or following is None or ends_sentence(block.text) or len(key) > HEADING:
            return False
        if not ends_sentence(following.text):
            return False
        if all(f"{mark}{opening}{key}" not in self.folded for opening in ("", "「", "『")):
            return False
        self._open_section(block)
        return True

    def _open_section(self, block: Block) -> None:
        self._flush()
        self._use(block, "heading:other")
        label = Value(self.rows.read(block.span), (block.span,))
        section = SectionDraft(block.span.start, label, self._next(), [block.span])
        self.sections.append(section)
        self.target, self.part = section, "description"

    def _read_prose(self, block: Block) -> None:
        placeable = self.target is not None and (self.part != "tables" or ends_sentence(block.text))
        if not placeable:
            return
        self._use(block, "text")
        self.paragraphs.add(block)

    def _flush(self) -> None:
        """Give the paragraphs read so far to what they stand under."""
        for value in self.paragraphs.take():
            if isinstance(self.target, SectionDraft):
                self.target.paragraphs.append(value)
            elif isinstance(self.target, _Box):
                self.boxes.append((self.target.name, value))
            elif isinstance(self.target, NodeDraft):
                role = _ROLES.get(self.part, Role.DESCRIPTION)
                self.target.parts.append(TextPart(role, self._next(), value))

    # --- tables -------------------------------------------------------------------------

    def _read_row(self, block: Block) -> None:
        self._flush()
        header = parse_header(block, self.source, self.layout, self.header_above)
        if header is not None:
            self._end_row()
            self._use_cells(block, Ignored.TABLE_HEADER)
            self.columns, self.header_above = settle_columns(header), header
            return
        self.header_above = None
        filled = [index for index, cell in enumerate(block.cells) if cell]
        if len(filled) == 1 and self._read_group(block, block.cells[filled[0]]):
            return
        columns = self.columns or ()
        name_at = find_name_column(columns)
        named = name_at is not None and name_at < len(block.cells) and block.cells[name_at]
        if not named and self.row is not None and block.gap == 0:
            self.row.blocks.append(block)
            return
        self._end_row()
        self.row = TableRow([block], columns)

    def _read_group(self, block: Block, cell: Span | None) -> bool:
        if cell is None:
            return False
        text = self.source.quote(cell)
        for rule in self.layout.nodes:
            if rule.pattern and (match := rule.pattern.match(text)) and match.title:
                self._end_row()
                self._read_heading(replace(block, span=cell, text=text), rule, match)
                return True
        return False

    def _end_row(self) -> None:
        row, self.row = self.row, None
        if row is None:
            return
        node = self.outline.current
        position = self._next()
        listing = self.rows.make_listing(row, position, node.path if node else None)
        if listing is None:
            self.position -= 1
        else:
            self.listings.append(listing)

    def _place_boxes(self) -> None:
        """Give the text of each box to the row of its name: an unmarked one before a 再掲 one."""
        for name, value in self.boxes:
            rows = [
                index
                for index, listing in enumerate(self.listings)
                if fold_key(listing.name) == name or fold_key(listing.printed_name) == name
            ]
            rows.sort(key=lambda index: self.listings[index].reappearance)
            if not rows:
                continue
            listing = self.listings[rows[0]]
            if listing.description is not None:
                value = Value(
                    f"{listing.description.text}\n{value.text}",
                    (*listing.description.spans, *value.spans),
                )
            self.listings[rows[0]] = replace(listing, description=value)

    # --- small matters ------------------------------------------------------------------

    def _next(self) -> int:
        self.position += 1
        return self.position

    def _stand_on(self, node: NodeDraft) -> None:
        self.target, self.part = node, "description"

    def _whole(self, block: Block, length: int | None = None) -> Span:
        start = block.mark.start if block.mark else block.span.start
        end = block.span.end if length is None else block.span.start + length
        return Span(start, end)

    def _use(self, block: Block, what: str) -> None:
        self.ledger.use(self._whole(block), what)

    def _ignore(self, block: Block, kind: Ignored) -> None:
        self.ledger.ignore(self._whole(block), kind)

    def _use_cells(self, block: Block, kind: Ignored) -> None:
        for cell in block.cells:
            if cell:
                self.ledger.ignore(cell, kind)

    def _find_row_names(self) -> frozenset[str]:
        """The folded names of all rows: read ahead, since a box may stand before its table."""
        names: set[str] = set()
        columns: tuple[Column, ...] = ()
        above: tuple[Column, ...] | None = None
        for block in self.blocks:
            if block.kind is not BlockKind.ROW:
                above = None
                continue
            header = parse_header(block, self.source, self.layout, above)
            if header is not None:
                columns, above = settle_columns(header), header
                continue
            above = None
            name_at = find_name_column(columns)
            if name_at is None or name_at >= len(block.cells):
                continue
            cell = block.cells[name_at]
            if cell is not None:
                names |= self.rows.find_names(cell, columns)
        return frozenset(names)

    def _find_repeated(self) -> frozenset[str]:
        counts: dict[str, int] = {}
        for block in self.blocks:
            if block.kind is BlockKind.LINE and not ends_sentence(block.text):
                key = fold_key(block.text)
                counts[key] = counts.get(key, 0) + 1
        return frozenset(key for key, count in counts.items() if count >= RUNNING_HEAD)
