"""Projects told outside tables: numbered or marked lines, with what stands below each.

    No.001：ひきこもり支援の充実【厚生労働省】
    相談に応じます。
    根拠法令：生活困窮者自立支援法
    令和6年度 目標：80人

A line that an [[entry]] of the layout matches opens a row; labelled lines below it are read by
the words of columns, brackets as its bodies or its pointer, all other text as its description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.documents.blocks import Block, BlockKind
from kg.layouts.bare import Bare, strip_brackets
from kg.layouts.cells import parse_cells
from kg.layouts.labelled import (
    Labelled,
    add_note,
    add_told,
    find_figure,
    find_labelled,
    find_role,
    parse_years,
)
from kg.layouts.layout_entries import EntryRule
from kg.layouts.naming import ParsedName, parse_read_name
from kg.layouts.pattern import Match
from kg.layouts.prose import ends_sentence
from kg.layouts.row_marks import find_states, report_name
from kg.layouts.running import Running
from kg.layouts.tables import FIGURES, NOTED
from kg.records import (
    CellRecord,
    Ignored,
    ListingRecord,
    Mark,
    Note,
    Period,
    Span,
    Value,
)
from kg.text.fold import fold_key
from kg.text.items import goes_on, split_name
from kg.text.pointers import find_pointer

#: What a row says in running text; all else is a note, a body, a mark or a year.
_TOLD = ("description", "current", "effort")
_STATES = ("new", "expanded", "state")
_DOTS = re.compile(r"[.．…‥・･-]{2,}")


@dataclass
class EntryDraft:
    """An entry being read: its place among the listings, what the text that comes is, and the
    stretches of its years. `label` is the note that goes on in the next line, `is_answered` where
    only years may still follow it."""

    at: int
    role: str = "description"
    label: Labelled | None = None
    is_answered: bool = False
    periods: list[tuple[Period, Span]] = field(default_factory=list)


class Entries(Running):
    """The reading of entries."""

    # --- opening ------------------------------------------------------------------------

    def read_entry(self, block: Block) -> bool:
        """Take in a line that opens an entry; one of a contents list is passed over.

        The patterns of levels go before those of entries.
        """
        levels = (p for rule in self.layout.nodes for p in rule.patterns)
        if not self.layout.entries or any(p.match(block.text) for p in levels):
            return False
        for rule in self.layout.entries:
            for pattern in rule.patterns:
                match = pattern.match(block.text)
                if match is None or match.title is None:
                    continue
                if self._is_listed(block, match):
                    self._use_listed(block, match)
                    return True
                stop = len(block.text.rstrip()) if match.page else match.title.end
                title = Span(
                    block.span.start + match.title.start,
                    block.span.start + max(stop, match.title.end),
                )
                name, told = self._split_title(title)
                if told is None and ends_sentence(self.source.quote(name)) and not pattern.words:
                    continue
                self._open_entry(block, rule, match, name, told)
                return True
        return False

    def _is_listed(self, block: Block, match: Match) -> bool:
        """Whether dots lead from the line to a page."""
        if match.leader is None or match.page is None:
            return False
        return bool(_DOTS.search(block.text[match.leader.start : match.leader.end]))

    def _use_listed(self, block: Block, match: Match) -> None:
        """Account for a line of a contents list."""
        assert match.leader is not None, "something stands before the page"
        assert match.page is not None, "a page stands behind the dots"
        self.flush()
        base = block.span.start
        start = block.mark.start if block.mark else base
        self.ledger.use(Span(start, base + match.leader.start), "contents:entry")
        self.ledger.ignore(Span(base + match.leader.start, base + match.leader.end), Ignored.RULE)
        page = Span(base + match.page.start, base + match.page.end)
        self.ledger.ignore(page, Ignored.PAGE_REFERENCE)

    def _split_title(self, title: Span) -> tuple[Span, Span | None]:
        """The name, and the description where that stands on the same line."""
        text = self.source.quote(title)
        if not ends_sentence(text):
            return title, None
        name, rest = split_name(text)
        if rest is None:
            return title, None
        start = title.start
        return Span(start + name.start, start + name.end), Span(
            start + rest.start, start + rest.end
        )

    def _open_entry(
        self, block: Block, rule: EntryRule, match: Match, name: Span, told: Span | None
    ) -> None:
        self.flush()
        self.use(block, "entry")
        node = self.outline.current
        printed = self.source.quote(name)
        parsed, label = parse_read_name(
            printed, self.rows.read(name), name.start, self.layout, owned=True
        )
        report_name(parsed, name, self.ledger, self.layout.words)
        notes: tuple[Note, ...] = ()
        if match.notation_span is not None:
            number = match.notation_span
            span = Span(block.span.start + number.start, block.span.start + number.end)
            notes = (Note("number", rule.header, None, Value(self.source.quote(span), (span,))),)
        self.listings.append(
            ListingRecord(
                start=block.span.start,
                position=self.take_position(),
                node=node.path if node else None,
                printed_name=printed,
                name=parsed.name,
                label=label,
                name_spans=(self._find_name(name, parsed),),
                reappearance=parsed.reappearance,
                ward_scopes=parsed.ward_scopes,
                descriptions=(),
                current_state=None,
                effort=None,
                cells=(),
                bodies=parsed.bodies,
                marks=(),
                printed_marks=(),
                spans=(block.span,),
                notes=notes,
                pointer=parsed.pointer,
            )
        )
        self.target, self.part = EntryDraft(len(self.listings) - 1), "description"
        if told is not None:
            self.paragraphs.add(replace(block, span=told, text=self.source.quote(told)))

    def _find_name(self, name: Span, parsed: ParsedName) -> Span:
        """Where the bare name stands; all of the printed one where marks stand inside it."""
        at = self.source.quote(name).find(parsed.name)
        return Span(name.start + at, name.start + at + len(parsed.name)) if at >= 0 else name

    # --- below it -----------------------------------------------------------------------

    def read_entry_line(self, block: Block) -> bool:
        """Take in a line below an entry that says by its form what it is."""
        draft = self.target
        if not isinstance(draft, EntryDraft) or block.kind is BlockKind.ROW:
            return False
        text, start = block.text, block.span.start
        if labelled := find_labelled(text, start, self.layout, self.era):
            self.flush()
            self.use(block, "entry:label")
            self._prove(draft, block.span)
            for one in labelled:
                self._read_labelled(draft, one, block)
            return True
        if self.paragraphs.is_open:
            return False
        bare = strip_brackets(block.span, self.source, self.layout)
        if not bare.spans and (bare.bodies or bare.pointer):
            self.flush()
            self.use(block, "entry:owner" if bare.bodies else "entry:pointer")
            self._prove(draft, block.span)
            self._take_said(draft, bare)
            return True
        waits = draft.label is not None and not draft.is_answered and block.gap == 0
        if draft.label is not None and waits and not self._opens(block):
            self.use(block, "entry:label")
            self._prove(draft, block.span)
            label, draft.label = draft.label, None
            whole = replace(label, value=block.span, whole=block.span)
            self._add(draft, whole)
            draft.label = label if goes_on(text) else None
            return True
        return False

    def _opens(self, block: Block) -> bool:
        """Whether a line is a heading or opens an entry."""
        patterns = [p for rule in self.layout.nodes for p in rule.patterns]
        patterns += [p for rule in self.layout.entries for p in rule.patterns]
        return any(pattern.match(block.text) for pattern in patterns)

    def read_entry_row(self, block: Block) -> bool:
        """Take in a row of labels and values below an entry: 担当課 | こども課 | 対象 | 市民."""
        draft = self.target
        cells = [cell for cell in block.cells if cell]
        if not isinstance(draft, EntryDraft) or len(cells) < 2 or len(cells) % 2:
            return False
        pairs: list[Labelled] = []
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            header = self.source.quote(label).strip()
            role, period = find_role(header, self.layout, self.era)
            if not role or find_role(self.source.quote(value), self.layout, self.era)[0]:
                return False
            if self.layout.find_column(self.source.quote(value)) is not None:
                return False
            pairs.append(Labelled(role, header, period, Span(label.start, value.end), value))
        self.flush()
        self._prove(draft, Span(cells[0].start, cells[-1].end))
        for one, label, value in zip(pairs, cells[::2], cells[1::2], strict=True):
            self.ledger.use(label, "entry:label")
            self.ledger.use(value, "entry:label")
            self._add(draft, one)
        draft.role, draft.label = "description", None
        return True

    def _read_labelled(self, draft: EntryDraft, one: Labelled, block: Block) -> None:
        if one.role == "period" and draft.label is not None and draft.label.role in FIGURES:
            # A year below a label of figures says one of these.
            if one.value is not None:
                self._add(draft, find_figure(draft.label, one, self.layout))
            draft.is_answered = True
            return
        draft.role, draft.label, draft.is_answered = "description", None, False
        if one.role in _TOLD:
            draft.role = one.role
            if one.value is not None:
                self.paragraphs.add(
                    replace(block, span=one.value, text=self.source.quote(one.value))
                )
            return
        if one.value is None and one.role in ("new", "expanded"):
            # 新規 on a line of its own is the mark itself.
            one = replace(one, value=one.whole)
        if one.value is not None:
            self._add(draft, one)
        if one.value is None or goes_on(self.source.quote(one.value)):
            draft.label = one

    def _add(self, draft: EntryDraft, one: Labelled) -> None:
        """Give what a label says to the row."""
        listing = self.listings[draft.at]
        assert one.value is not None, "a label that says something"
        value = Value(self.rows.read(one.value), (one.value,))
        if one.role == "body":
            last = self.listings[draft.at - 1] if draft.at else None
            above = last.bodies if last is not None and last.node == listing.node else ()
            more = self.rows.bodies.read_cells([one.value], one.header, above, listing.bodies)
            listing = replace(listing, bodies=(*listing.bodies, *more))
        elif one.role == "period":
            assert one.period is not None, "the label is a year"
            draft.periods.append((one.period, one.value))
        elif one.role == "years":
            listing = self._add_years(listing, value)
        elif one.role in _STATES:
            listing = self._add_state(listing, one, value)
        elif one.role in NOTED:
            listing = replace(listing, notes=add_note(listing.notes, one, value))
        else:
            listing = add_told(listing, one.role, value)
        self.listings[draft.at] = listing
        if one.role in ("remark", "state", "number"):
            self._read_again(draft, one.value)

    def _add_state(self, listing: ListingRecord, one: Labelled, value: Value) -> ListingRecord:
        """A row with what a label of 新規 or 拡充 says; what is no mark stays a remark."""
        text = self.source.quote(value.spans[0])
        marks, words = find_states(text) if one.role == "state" else ([], [])
        if (
            one.role != "state"
            and fold_key(text).strip("()[]【】〔〕") in self.layout.words.present
        ):
            marks, words = [Mark.NEW if one.role == "new" else Mark.EXPANDED], [text]
        if not marks:
            remark = replace(one, role="remark")
            return replace(listing, notes=add_note(listing.notes, remark, value))
        return replace(
            listing,
            marks=tuple(dict.fromkeys((*listing.marks, *marks))),
            printed_marks=(*listing.printed_marks, *words),
        )

    def _read_again(self, draft: EntryDraft, span: Span) -> None:
        """Heed a 再掲 in the value of a label."""
        listing = self.listings[draft.at]
        text, marks = self.source.quote(span), self.layout.words.reappearance
        found = find_pointer(text, span.start, marks)
        if found is not None or fold_key(text) in marks:
            pointer = listing.pointer or (found.pointer if found else None)
            self.listings[draft.at] = replace(listing, reappearance=True, pointer=pointer)

    def _add_years(self, listing: ListingRecord, value: Value) -> ListingRecord:
        """A row with a range of years: the first says it, and the others carry it on."""
        listing = add_told(listing, "effort", value)
        years = parse_years(value.text, self.era)
        if not years or listing.cells:
            return listing
        first, *rest = years
        cells = [CellRecord(first, value, (value.text,), None, False, value.spans)]
        cells += [CellRecord(year, None, (), first, False, value.spans) for year in rest]
        return replace(listing, cells=tuple(cells))

    # --- text and brackets --------------------------------------------------------------

    def flush(self) -> None:
        """Give the paragraphs read so far to what they stand under."""
        draft = self.target
        if not isinstance(draft, EntryDraft):
            super().flush()
            return
        for value in self.paragraphs.take():
            bare = strip_brackets(value.spans[-1], self.source, self.layout)
            self._take_said(draft, bare)
            if bare.bodies or bare.pointer:
                spans = (*value.spans[:-1], *bare.spans)
                if not spans:
                    continue
                text = "".join(self.rows.read(span) for span in spans)
                value = Value(text, spans)
            listing = self.listings[draft.at]
            self.listings[draft.at] = add_told(listing, draft.role, value)
        if draft.periods:
            listing = self.listings[draft.at]
            cells = parse_cells(
                [(period, [span]) for period, span in draft.periods],
                self.source,
                listing.spans,
                self.rows.read,
            )
            self.listings[draft.at] = replace(listing, cells=cells)

    def _take_said(self, draft: EntryDraft, bare: Bare) -> None:
        listing = self.listings[draft.at]
        self.listings[draft.at] = replace(
            listing,
            bodies=(*listing.bodies, *bare.bodies),
            reappearance=listing.reappearance or bare.pointer is not None,
            pointer=listing.pointer or bare.pointer,
        )

    def _prove(self, draft: EntryDraft, span: Span) -> None:
        listing = self.listings[draft.at]
        self.listings[draft.at] = replace(listing, spans=(*listing.spans, span))
