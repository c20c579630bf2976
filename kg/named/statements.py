"""Statements: every text that a document owns, in reading order, each with the way back to it.

Named things, figures and events are looked for in statements, never in raw lines: a sentence that
the page layout cut is one statement, and a table cell is never run together with its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.documents.source import SourceText
from kg.records import (
    CorrectionRecord,
    Extraction,
    ListingRecord,
    NodeRecord,
    Span,
    Subject,
    SubjectKind,
)
from kg.text.dated import find_dated_end
from kg.text.fold import fold
from kg.text.spans import join_offsets

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>|\*\*|\s+")


_DATED = re.compile(r"[ \u3000]{0,2}[(（][^()（）\n]{4,40}[)）]")
#: A column of laws says what a row goes by; one so headed only names what is near it: 関連計画.
_NEAR = re.compile(r"関[連係](?:する)?(?:法|計画|条例|規則|例規|要綱|指針)")
#: Columns whose cells are words, and no figures or numbers.
_TOLD = ("law", "indicator", "target_group", "remark")


@dataclass(frozen=True)
class Statement:
    """A text of a document: `offsets[i]` is where its character `i` stands in the source.

    `text` has the readings of corrections applied and no markup; each run of white space is one
    blank. `label` tells that it is a title or a row's name. `subjects` are what it belongs to,
    from the owner up to the root of its branch. `year` is the fiscal year of the cell that it is.
    `basis` tells that it is the cell of a column that says what a row goes by (根拠法令).
    """

    text: str
    offsets: tuple[int, ...]
    label: bool
    subjects: tuple[Subject, ...]
    year: int | None = None
    basis: bool = False

    @property
    def owner(self) -> Subject:
        """What the text belongs to."""
        return self.subjects[0]

    def find_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the source under a stretch of the text, one for each unbroken run."""
        return join_offsets(self.offsets[start:end])


def find_statements(
    source: SourceText, extraction: Extraction, corrections: Sequence[CorrectionRecord] = ()
) -> list[Statement]:
    """All statements of a document, ordered by where they begin in the source."""
    reader = _Reader(source, extraction, corrections)
    return sorted(reader.read(), key=lambda statement: statement.offsets[0])


class _Reader:
    def __init__(
        self,
        source: SourceText,
        extraction: Extraction,
        corrections: Sequence[CorrectionRecord],
    ) -> None:
        self.source, self.extraction = source, extraction
        self.corrections = sorted(corrections, key=lambda record: record.span)

    def read(self) -> list[Statement]:
        extraction = self.extraction
        found: list[Statement | None] = []
        for node in extraction.nodes:
            found += self._read_node(node)
        for listing in extraction.listings:
            found += self._read_listing(listing)
        for article in extraction.articles:
            above = (Subject(SubjectKind.ARTICLE, number=article.number),)
            found += [self._make(value.spans, above) for value in article.intents]
        for opinion in extraction.opinions:
            owner = Subject(SubjectKind.OPINION, start=opinion.start)
            # Its fragments were cut by the layout: none is joined to another here.
            found += [self._make((span,), (owner, *_rise(opinion.node))) for span in opinion.spans]
        for section in extraction.sections:
            owner = Subject(SubjectKind.SECTION, start=section.start)
            if section.label is not None:
                found.append(self._make(section.label.spans, (owner,), label=True))
            found += [self._make(value.spans, (owner,)) for value in section.paragraphs]
        return [statement for statement in found if statement is not None]

    def _read_node(self, node: NodeRecord) -> list[Statement | None]:
        subjects = _rise(node.path)
        found = [self._make(self._with_date(node.label.spans), subjects, label=True)]
        return found + [self._make(part.value.spans, subjects) for part in node.parts]

    def _read_listing(self, listing: ListingRecord) -> list[Statement | None]:
        subjects = (Subject(SubjectKind.LISTING, start=listing.start), *_rise(listing.node))
        found = [self._make(self._with_date(listing.name_spans), subjects, label=True)]
        values = [*listing.descriptions, listing.current_state, listing.effort]
        found += [self._make(value.spans, subjects) for value in values if value is not None]
        for note in listing.notes:
            if note.role in _TOLD:
                told = self._make(note.value.spans, subjects)
                if (
                    told is not None
                    and note.role == "law"
                    and not _NEAR.match(fold(note.header).text)
                ):
                    told = replace(told, basis=True)
                found.append(told)
        for cell in listing.cells:
            if cell.value is not None:
                told = self._make(cell.value.spans, subjects)
                if told is not None and not cell.period.open_ended:
                    told = replace(told, year=cell.period.year)
                found.append(told)
        return found

    def _with_date(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The stretches of a title and, where one follows, of the bracket that dates it."""
        last = spans[-1]
        line = self.source.lines[self.source.line_at(last.end - 1) - 1]
        match = _DATED.match(self.source.text, last.end, line.end)
        if match is None or find_dated_end("名" + match.group()) > 1:
            return spans
        return (*spans[:-1], Span(last.start, match.end()))

    def _make(
        self, spans: Iterable[Span], subjects: tuple[Subject, ...], *, label: bool = False
    ) -> Statement | None:
        chars: list[str] = []
        offsets: list[int] = []
        for span in spans:
            self._append(span, chars, offsets)
        while chars and chars[-1] == " ":
            del chars[-1], offsets[-1]
        if not chars:
            return None
        return Statement("".join(chars), tuple(offsets), label, subjects)

    def _append(self, span: Span, chars: list[str], offsets: list[int]) -> None:
        """Add a stretch: readings for damaged characters, nothing for markup, one blank a gap."""
        cursor = span.start
        for record in self.corrections:
            inner = record.span
            if span.start <= inner.start and inner.end <= span.end:
                self._append_raw(cursor, inner.start, chars, offsets)
                for index, char in enumerate(record.reading):
                    chars.append(char)
                    offsets.append(min(inner.start + index, inner.end - 1))
                cursor = inner.end
        self._append_raw(cursor, span.end, chars, offsets)

    def _append_raw(self, start: int, end: int, chars: list[str], offsets: list[int]) -> None:
        position = start
        text = self.source.text
        for match in _TAG.finditer(text, start, end):
            for at in range(position, match.start()):
                chars.append(text[at])
                offsets.append(at)
            if match.group().isspace() and chars and chars[-1] != " ":
                chars.append(" ")
                offsets.append(match.start())
            position = match.end()
        for at in range(position, end):
            chars.append(text[at])
            offsets.append(at)


def _rise(path: tuple[str, ...] | None) -> tuple[Subject, ...]:
    """A node and those above it, the nearest first."""
    if path is None:
        return ()
    return tuple(Subject(SubjectKind.NODE, path=path[:size]) for size in range(len(path), 0, -1))
