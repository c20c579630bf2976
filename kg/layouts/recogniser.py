"""The recogniser: the blocks of a document, read under its layout, become records.

One pass in reading order. Each block of text is tried against what it may be, from the surest
sign to the weakest; what fits nothing is left to the ledger, which reports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.documents.blocks import Block, BlockKind
from kg.documents.source import SourceText
from kg.layouts.contents import split_number
from kg.layouts.damaged import find_damaged, report_read, report_rows_below
from kg.layouts.entries import Entries
from kg.layouts.groups import Groups
from kg.layouts.layout import LEGISLATION, Layout, NodeRule, find_label_start
from kg.layouts.legislation import read_legislation
from kg.layouts.naming import parse_name
from kg.layouts.outline_reader import OutlineReader
from kg.layouts.page_lines import PageLines
from kg.layouts.pattern import LONGEST
from kg.layouts.prose import ends_sentence, find_caption, find_ignored_kind, is_lone
from kg.layouts.review import read_review
from kg.layouts.series import is_series_caption
from kg.layouts.standing import HEADING, Box
from kg.layouts.table_reader import TableReader
from kg.layouts.tables import TableRow, find_era
from kg.records import CorrectionRecord, Extraction, Ignored, Span
from kg.text.fold import fold_key

#: How often a line must stand in a document to be a running head.
RUNNING_HEAD = 3


def recognise(
    source: SourceText, layout: Layout, corrections: Sequence[CorrectionRecord] = ()
) -> Extraction:
    """All that a document says under a layout, with the account of every stretch."""
    if layout.kind == LEGISLATION:
        return read_legislation(source, corrections)
    if layout.review is not None:
        return read_review(source, layout.review, corrections)
    return _Reading(source, layout, corrections).run()


class _Reading(Entries):
    def __init__(
        self, source: SourceText, layout: Layout, corrections: Sequence[CorrectionRecord]
    ) -> None:
        super().__init__(source, layout, corrections)
        self.articles, self.told = {}, []
        self.series, self.era = [], find_era(source.text)
        self.groups = Groups(self.rows, self.outline, self.take_position)
        self.tables = TableReader(
            source, layout, self.ledger, self._read_group, self._read_table_row
        )
        self.outlines = OutlineReader(
            layout,
            self.ledger,
            self.rows,
            self.outline,
            self.blocks,
            self.take_position,
            self.listings.append,
        )
        self.folded = fold_key(source.text) if layout.term_mark else ""
        self.counted = Counter(
            fold_key(block.text)
            for block in self.blocks
            if block.kind is BlockKind.LINE and not ends_sentence(block.text)
        )
        self.pages = PageLines(self.blocks, layout, self.counted)
        self.repeated = {key for key, n in self.counted.items() if n >= RUNNING_HEAD}

    def run(self) -> Extraction:
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            if block.kind is BlockKind.ROW:
                self.flush()
                if self.read_entry_row(block):
                    index += 1
                    continue
                if (taken := self.read_series(index)) > 0:
                    index += taken
                    continue
                if self.layout.outline:
                    self.outlines.read(block)
                else:
                    self.tables.read(self.pages.close_gap(index))
                # What stands below a table is a note to it: only a label reopens the text.
                self.part = "tables"
                index += 1
            else:
                if not self.layout.outline and self._read_within_table(index):
                    index += 1
                    continue
                self.tables.leave()
                self.outlines.leave()
                self.rows.units = ()
                index += self._read_text(index)
        self.tables.leave()
        self.flush()
        self.outlines.settle()
        self.report_astray()
        for entry in self.contents.take_rest():
            self.ledger.report(
                "contents-without-heading",
                entry.span,
                "目次にあるが本文に見出しが見つかりません",
                "an entry of the contents whose heading is not in the text",
            )
        self.listings[:] = self.boxes.place(self.listings)
        return Extraction(
            tuple(node.finish() for node in self.outline.nodes),
            tuple(section.finish() for section in self.sections),
            tuple(self.listings),
            (*self.outlines.opinions, *self.told),
            self.ledger.close(),
            tuple(sorted(self.ledger.findings, key=lambda finding: (finding.line, finding.code))),
            tuple(draft.finish() for draft in self.articles.values()),
            tuple(self.series),
        )

    def end_table(self) -> None:
        """What comes ends the table that was being read."""
        self.tables.leave()

    def _read_within_table(self, index: int) -> bool:
        """Read a line between two rows: a name's first half, or what a page break left."""
        block = self.blocks[index]
        if (kind := self.pages.find_kind(index)) is not None:
            self.ignore(block, kind)
            return True
        before, at = self.pages.find_near(index, -1), self.pages.find_near(index, 1)
        if before is None or at is None or block.gap or self.blocks[index + 1].gap:
            return False
        rows = self.blocks[before].kind is self.blocks[at].kind is BlockKind.ROW
        if not rows or ends_sentence(block.text) or self.tables.is_header(self.blocks[at]):
            return False
        if len(block.text) > HEADING or self.layout.find_part(block.text) is not None:
            return False
        if any(p.match(block.text) for rule in self.layout.nodes for p in rule.patterns):
            return False
        return self.tables.read_name_head(block)

    # --- running text -------------------------------------------------------------------

    def _read_text(self, index: int) -> int:
        """Read the block at `index`; returns how many blocks were taken."""
        block = self.blocks[index]
        if block.in_chart:
            self.read_prose(block)
            return 1
        if self.read_entry_line(block):
            return 1
        if self.pages.is_head(index):
            self.ignore(block, Ignored.RUNNING_HEAD)
            return 1
        if self.untitled is not None and find_ignored_kind(block) is None:
            self.title(block)
            return 1
        if self.read_entry(block):
            return 1
        if len(block.text) <= LONGEST and (taken := self._read_structure(index)) > 0:
            return taken
        if (kind := find_ignored_kind(block)) is not None:
            self.ignore(block, kind)
            return 1
        if self.layout.section_marks and block.text.startswith(self.layout.section_marks):
            self.open_section(block)
            return 1
        if not self.layout.outline and self.read_item(block):
            return 1
        if is_series_caption(self.blocks, index, self.era):
            self.flush()
            return 1
        if self.read_units(index):
            return 1
        if block.kind is BlockKind.HEADING:
            if not self.read_marked_heading(block):
                self.open_section(block)
            return 1
        if self.layout.outline and self.target is None:
            self.read_preamble(block)
            return 1
        taken = find_caption(self.blocks, index)
        if taken > 0 and not self.is_first_text(block):
            for caption in self.blocks[index : index + taken]:
                self.ignore(caption, Ignored.CAPTION)
            return taken
        if fold_key(block.text) in self.repeated:
            self.ignore(block, Ignored.RUNNING_HEAD)
            return 1
        if not self._report_heading(index):
            self.read_prose(block)
        return 1

    def _read_structure(self, index: int) -> int:
        """How many blocks from `index` on are headings, labels or titles; 0 when it is none."""
        block = self.blocks[index]
        if self.read_sheet_head(index):
            return 1
        if (entry := self.contents.read(index)) is not None:
            self.use_entry(entry)
            return 1
        if self._read_heading(block) or self._read_label(block):
            return 1
        if (taken := self.read_related(index)) > 0:
            return taken
        if (taken := self._read_level_name(index)) > 0:
            return taken
        found = (
            self._read_unnumbered(index)
            or self._read_box_title(index)
            or self._read_term(index)
            or self.read_lone(index)
        )
        return int(found)

    def _report_heading(self, index: int) -> bool:
        """Report a line that looks like a heading that nobody knows, or read its damaged number."""
        block = self.blocks[index]
        if (damaged := find_damaged(block.text, self.layout, self.outline)) is not None:
            self.open_node(block, *damaged)
            report_read(block.span, damaged[1].notation or "", self.ledger)
            return True
        key = fold_key(block.text)
        words = [word for rule in self.layout.nodes for p in rule.patterns for word in p.words]
        almost = len(key) <= HEADING and any(word in key for word in words)
        almost = almost and not ends_sentence(block.text) and not self.paragraphs.is_open
        if not almost and (self.paragraphs.is_open or not is_lone(self.blocks, index)):
            return False
        if self.layout.bullets and block.text.startswith(self.layout.bullets):
            return False
        self.ledger.report(
            "heading-not-understood",
            block.span,
            "見出しのようですが、レイアウトのどの形にも合わないため取り込んでいません",
            "looks like a heading but fits no pattern of the layout: not taken in",
        )
        report_rows_below(self.blocks, index, self.layout, self.outline, self.ledger)
        if self.part == "box":
            self.flush()
            self.target = None
        return True

    def _read_heading(self, block: Block) -> bool:
        if ends_sentence(block.text):
            return False
        for rule in self.layout.nodes:
            for pattern in rule.patterns:
                if (match := pattern.match(block.text)) is not None:
                    title = match.title and block.text[match.title.start : match.title.end]
                    if self.outline.is_above(rule, match.notation, title or None):
                        self.ignore(block, Ignored.RUNNING_HEAD)
                    else:
                        self.open_node(block, rule, match)
                    return True
        entry = self.contents.find(block.text)
        if entry is None:
            return False
        # Its mark or number was lost; the contents tell its level, and its number.
        number, title = split_number(block.text)
        start = len(block.text) - len(title)
        span = self.source.strip(block.span.start + start, block.span.end)
        self.stand(block, entry.rule, number or entry.notation, span)
        return True

    def _read_label(self, block: Block) -> bool:
        if len(fold_key(block.text)) > HEADING or ends_sentence(block.text):
            return False
        part = self.layout.find_part(block.text)
        if part in ("other", "glossary"):
            self.open_section(block)
            self.glossary = part == "glossary"
        elif part == "intent":
            self.open_intent(block)
        elif part == "contents":
            self.flush()
            self.use_label(block, part)
        elif part == "related":
            return False
        elif part == "box":
            self.flush()
            self.ignore(block, Ignored.RUNNING_HEAD)
            self.part, self.target = part, None
        elif part is not None:
            self.flush()
            self.use_label(block, part)
            self.part, self.target = part, self.outline.current or self.target
        else:
            return False
        return True

    def _read_level_name(self, index: int) -> int:
        """How many lines from `index` on name a level whose nodes follow; 0 when none do."""
        block = self.blocks[index]
        for rule in self.layout.nodes:
            if fold_key(rule.level) == fold_key(block.text):
                self.flush()
                self.use(block, "label:level")
                self.contents.begin(rule)
                return 1
        taken = self.find_level_heading(index)
        for named in self.blocks[index : index + taken]:
            self.flush()
            self.use(named, "label:level")
        return taken

    def _read_unnumbered(self, index: int) -> bool:
        block, following = self.blocks[index], self._get_following(index)
        if following is None or ends_sentence(block.text):
            return False
        part = self.layout.find_part(following.text)
        for rule in self.layout.nodes:
            if part in rule.before and not self._is_under_way(rule):
                start = block.span.start + find_label_start(block.text)
                self.stand(block, rule, None, Span(start, block.span.end))
                return True
        return False

    def _is_under_way(self, rule: NodeRule) -> bool:
        """Whether a node of the level has begun and not come to its tables, which end it."""
        node = self.outline.current
        return (
            node is not None
            and node.rule is rule
            and node is self.target
            and (bool(node.parts) or self.part != "description")
            and self.part != "tables"
        )

    def _read_box_title(self, index: int) -> bool:
        """A line that is just the name of a row, with running text below it, opens a box."""
        block, following = self.blocks[index], self._get_following(index)
        if following is None or ends_sentence(block.text):
            return False
        in_boxes = self.part == "box"
        bare = parse_name(block.text, block.span.start, self.layout).name
        name = self.boxes.find_name(bare, alike=in_boxes)
        if name is None or not (in_boxes or ends_sentence(following.text)):
            return False
        self.flush()
        self.use(block, "box-title")
        self.target = Box(name)
        if fold_key(bare) != name:
            self.ledger.report(
                "box-title-differs",
                block.span,
                "囲みの題が表の事業名と少し違います。同じ事業として読みました",
                "the box's title differs a little from the row's name: read as the same project",
            )
        return True

    def _read_term(self, index: int) -> bool:
        """A line that is a term marked in the text above, with its explanation below it."""
        block, following = self.blocks[index], self._get_following(index)
        mark, key = self.layout.term_mark, fold_key(block.text)
        if not mark or following is None or ends_sentence(block.text) or len(key) > HEADING:
            return False
        if following.kind is not BlockKind.LINE or following.gap >= block.gap + 2:
            return False
        if all(f"{mark}{opening}{key}" not in self.folded for opening in ("", "「", "『")):
            return False
        self.open_section(block)
        return True

    # --- tables -------------------------------------------------------------------------

    def _read_group(self, block: Block, cell: Span) -> bool:
        """A lone cell that is a node's heading groups the rows below it."""
        text = self.source.quote(cell)
        for rule in self.layout.nodes:
            for pattern in rule.patterns:
                if (match := pattern.match(text)) is not None and match.title:
                    self.tables.end_row()
                    self.open_node(replace(block, span=cell, text=text), rule, match)
                    return True
        return False

    def _read_table_row(self, row: TableRow) -> None:
        self.groups.read(row)
        node = self.outline.current
        listing = self.rows.make_listing(row, self.position + 1, node.path if node else None)
        if listing is not None:
            self.take_position()
            self.listings.append(listing)

    # --- small matters ------------------------------------------------------------------

    def _get_following(self, index: int) -> Block | None:
        """The next block of text, None before a table row and at the end."""
        if index + 1 == len(self.blocks) or self.blocks[index + 1].kind is BlockKind.ROW:
            return None
        return self.blocks[index + 1]
