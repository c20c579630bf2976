"""All evidence that a document holds for its layout, gathered from the surest to the weakest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.documents.blocks import find_blocks
from kg.documents.source import SourceText
from kg.layouts.cards import find_own_labels
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.checking import settle_patterns
from kg.layouts.proposal.columns import Columns, find_columns
from kg.layouts.proposal.contents import Listed, find_listed
from kg.layouts.proposal.details import (
    find_leads,
    find_line_end_blanks,
    find_section_marks,
    find_term_mark,
)
from kg.layouts.proposal.entries import EntryUse, find_entries, find_owned
from kg.layouts.proposal.families import Evidence, find_families
from kg.layouts.proposal.heads import learn_heads
from kg.layouts.proposal.lines import TextLine, find_lines
from kg.layouts.proposal.marks import MarkUse, find_marks
from kg.layouts.proposal.naming import name_levels
from kg.layouts.proposal.ordering import set_parents, sort_candidates
from kg.layouts.proposal.outlines import Outlines, find_outlines, is_outline
from kg.layouts.proposal.render import render_parts
from kg.layouts.proposal.short_lines import leave_out_short
from kg.layouts.proposal.topics import (
    find_bracketed,
    find_hashed,
    find_labels,
    find_lone,
    find_topics,
)
from kg.layouts.sheet_titles import find_sheet_titles
from kg.layouts.tables import find_era
from kg.layouts.text_tables import read_blocks

#: Signs that stand before headings, and not before the entries of a list.
HEADING_MARKS = frozenset("■□◆◇●◎▼▲★")


@dataclass
class Survey:
    """What the tables, lines and signs of a document were found to be.

    `levels` are in order from the top, named; `refused` are numbered lines that are no headings,
    `dropped` levels whose patterns would have taken too much else.
    """

    columns: Columns
    outlines: Outlines
    lines: list[TextLine]
    listed: list[Listed]
    parts: dict[str, list[str]] = field(default_factory=dict)
    levels: list[Candidate] = field(default_factory=list)
    refused: list[tuple[Candidate, Evidence]] = field(default_factory=list)
    dropped: list[Candidate] = field(default_factory=list)
    entries: EntryUse = field(default_factory=EntryUse)
    marks: MarkUse = field(default_factory=MarkUse)
    term: tuple[str, list[TextLine]] | None = None
    section_marks: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    line_ends: list[TextLine] = field(default_factory=list)

    @property
    def is_outline(self) -> bool:
        """Whether the tables are an outline and have no columns of projects."""
        return bool(self.outlines.levels or self.outlines.items)


def make_survey(source: SourceText) -> Survey:
    """The survey of a document."""
    vocabulary, era = parse_layout("", "vocabulary"), find_era(source.text)
    blocks = read_blocks(source, learn_heads(source, vocabulary))
    columns = find_columns(blocks, source, vocabulary, era)
    for label in find_own_labels(find_blocks(source), source, vocabulary, era):
        # Kept with its word, as a column that nobody knows is.
        columns.added["remark"].append(label)
    outlines = Outlines()
    if columns.projects and all(is_outline(one, blocks, source) for one in columns.projects):
        columns = Columns(others=[*columns.projects, *columns.others])
    if not columns.projects:
        outlines = find_outlines(columns.others, blocks, source)
    titles = find_sheet_titles(blocks, source, vocabulary)
    lines = leave_out_short(find_lines(blocks, source, vocabulary), titles)
    survey = Survey(columns, outlines, lines, [])
    if survey.is_outline:
        survey.lines = [line for line in lines if not line.in_row]
    survey.listed = find_listed(survey.lines)
    listed = frozenset(line.at for one in survey.listed for line in one.lines)
    if not survey.is_outline:
        survey.entries = find_entries(survey.lines, listed, vocabulary, era)
    find_owned(columns, blocks, source, vocabulary, survey.entries)
    _find_levels(survey, vocabulary, source)
    survey.leads = find_leads(survey.lines)
    survey.line_ends = find_line_end_blanks(survey.lines)
    return survey


def _find_levels(survey: Survey, vocabulary: Layout, source: SourceText) -> None:
    listed = frozenset(line.at for one in survey.listed for line in one.lines)
    taken = set(listed)

    def take(candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            survey.levels.append(candidate)
            taken.update(line.at for line in candidate.lines)

    announced = frozenset[str]().union(
        *(one.titles for one in survey.listed),
        *(level.titles for level in survey.outlines.levels),
    )
    opening = {line.at for level in survey.entries.levels for line in level.lines}
    told = frozenset(opening | survey.entries.below)
    taken |= told
    numbered, survey.refused = find_families(survey.lines, listed | told, announced)
    take(numbered)
    _learn_labels(survey, frozenset(taken), vocabulary)
    take(find_bracketed(survey.lines, frozenset(taken)))
    topics = find_topics(survey.lines, frozenset(taken))
    take([topics] if topics is not None else [])
    survey.term = find_term_mark(survey.lines, source)
    if survey.term is not None:
        taken.update(line.at for line in survey.term[1])
    if survey.is_outline:
        marks = [item.mark for item in survey.outlines.items]
        survey.section_marks = find_section_marks(survey.lines, marks)
        taken.update(line.at for line in survey.lines if line.mark in survey.section_marks)
    take(find_hashed(survey.lines, frozenset(taken)))
    survey.marks = find_marks(survey.lines, frozenset(taken))
    take(survey.marks.headings)
    if not survey.columns.projects and not survey.is_outline:
        take(find_lone(survey.lines, frozenset(taken)))
    opened = [one for level in survey.entries.levels for one in level.patterns]
    survey.levels, survey.dropped = settle_patterns(
        sort_candidates(survey.levels), survey.lines, listed, opened
    )
    name_levels(survey.levels, survey.listed, survey.lines)
    set_parents(survey.levels)


def _learn_labels(survey: Survey, taken: frozenset[int], vocabulary: Layout) -> None:
    """Find the labels that come again and again, and read the lines with them.

    In a report by articles a marked line that comes again is a heading: 取組状況 under each
    article holds things of its own.
    """
    lines = survey.lines
    if any("{article}" in pattern for level in survey.levels for pattern in level.patterns):
        lines = [line for line in lines if line.mark not in HEADING_MARKS]
    survey.parts = find_labels(lines, taken, vocabulary)
    if survey.parts:
        known = parse_layout(render_parts(survey.parts), "labels")
        survey.lines = [replace(line, part=known.find_part(line.text)) for line in survey.lines]
