"""What a proposal took each column, heading and sign for, and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.render import Draft, NodeDraft
from kg.layouts.proposal.survey import Survey
from kg.layouts.proposal.topics import strip_label
from kg.layouts.proposal.words import load_words

#: What the roles of columns are called.
ROLES = {
    "name": ("事業の名前", "name of the project"),
    "description": ("説明", "description"),
    "current": ("現状", "current state"),
    "effort": ("計画期間の取組", "effort of the plan's period"),
    "body": ("担当", "responsible body"),
    "new": ("新規の印", "mark: new"),
    "expanded": ("拡充の印", "mark: expanded"),
    "state": ("新規・拡充などの別", "new, expanded or going on"),
    "years": ("年度ごとの計画", "plan by year"),
    "period": ("年度", "fiscal year"),
    "number": ("番号", "number"),
    "law": ("根拠法令", "legal basis"),
    "budget": ("予算・事業費", "budget"),
    "indicator": ("指標", "indicator"),
    "target": ("目標値", "target"),
    "actual": ("現状値・実績", "actual value"),
    "target_group": ("対象", "target group"),
    "unit": ("単位", "unit"),
    "remark": ("備考・評価", "remark"),
    "group": ("行をまとめる見出し", "heading that groups rows"),
}
_HOW = {
    "vocabulary": ("語彙の語", "a word of the vocabulary"),
    "word": ("語の一部", "part of its word"),
    "cells": ("升目の中身", "what its cells hold"),
    "kept": ("分からないため、そのまま残す", "unknown, kept with its word"),
    "year": ("年度の語", "a year"),
    "": ("分からない", "unknown"),
}
_CLUES = {
    "before": ("現状と課題などの見出しのすぐ上の行", "a line right above a label"),
    "heading": ("# の数", "the number of #"),
    "lone": ("空行の間の短い行", "a short line alone between blank lines"),
    "upper": ("すぐ下に別の見出しが来る短い行", "a short line right above another heading"),
}
_MAKES = {
    "listing": ("事例・取組", "cases"),
    "opinion": ("意見", "opinions"),
    "node": ("体系の項目", "items of the hierarchy"),
}
_BEHIND = {
    "name": ("名前の終わりの括弧にある担当", "bodies in brackets behind names"),
    "description": ("説明の終わりの括弧にある担当", "bodies in brackets behind descriptions"),
}
#: How many refused families are told.
_TOLD = 5


@dataclass(frozen=True)
class Reason:
    """What something was taken for. `kind` is column, level, item, label or habit.

    `ja` and `en` say why; `line` and `example` are the first place where it stands.
    """

    kind: str
    what: str
    taken_for: str
    ja: str
    en: str
    count: int
    line: int
    example: str


@dataclass(frozen=True)
class Doubt:
    """What a person should look at before the layout is used."""

    line: int
    ja: str
    en: str


def find_reasons(survey: Survey, draft: Draft) -> Iterator[Reason]:
    """What each part of the layout rests on."""
    for reading in survey.columns.readings:
        how = _HOW[reading.how]
        yield Reason(
            "column",
            reading.word,
            reading.role or "unknown",
            how[0],
            how[1],
            reading.count,
            reading.line,
            reading.example[:40],
        )
    for node in draft.nodes:
        yield from _tell_level(node, survey)
    for mark, (makes, lines) in survey.marks.items.items():
        yield _tell_lines("item", mark, makes, _MAKES[makes], lines)
    for level in survey.entries.levels:
        why = ("事業を一つずつ述べる行", "lines that each open a project")
        yield _tell_lines("item", " | ".join(level.patterns), "listing", why, level.lines)
    for item in survey.outlines.items:
        ja, en = _MAKES[item.makes]
        yield Reason("item", item.mark, item.makes, ja, en, item.count, item.line, item.example)
    for part, words in survey.parts.items():
        for word in words:
            lines = [line for line in survey.lines if line.part and strip_label(line.text) == word]
            why = ("何度も出る見出し", "a label that comes again and again")
            yield _tell_lines("label", word, part, why, lines)
    yield from _tell_habits(survey)


def _tell_level(node: NodeDraft, survey: Survey) -> Iterator[Reason]:
    candidate = node.candidate
    if candidate is not None:
        why = _CLUES.get(candidate.clue, ("同じ形の見出し", "headings of one form"))
        what = " | ".join(candidate.patterns) or candidate.clue
        yield _tell_lines("level", what, node.level, why, candidate.lines)
    if node.cell or node.leads_cell:
        level = next((one for one in survey.outlines.levels if one.patterns == node.cell), None)
        count = len(level.lines) if level else 0
        what = " | ".join(node.cell) or "cell = true"
        example = min(level.titles) if level and level.titles else ""
        yield Reason(
            "level", what, node.level, "升目の見出し", "headings in cells", count, 0, example
        )


def _tell_lines(
    kind: str, what: str, taken_for: str, why: tuple[str, str], lines: list[TextLine]
) -> Reason:
    first = lines[0] if lines else None
    return Reason(
        kind,
        what,
        taken_for,
        why[0],
        why[1],
        len(lines),
        first.number if first else 0,
        first.text.strip()[:40] if first else "",
    )


def _tell_habits(survey: Survey) -> Iterator[Reason]:
    for mark, lines in survey.marks.bullets.items():
        why = ("段落の頭の飾り", "an ornament before paragraphs")
        yield _tell_lines("habit", mark, "bullets", why, lines)
    if survey.term is not None:
        why = ("後で説明される語の印", "before terms explained further on")
        yield _tell_lines("habit", survey.term[0], "term_mark", why, survey.term[1])
    if survey.line_ends:
        why = ("文の途中の空白", "a blank in the middle of a sentence")
        yield _tell_lines("habit", "␣", "line_end_blanks", why, survey.line_ends)
    if survey.entries.has_owners:
        line, example = survey.entries.owned[0]
        count = len(survey.entries.owned)
        ja, en = _BEHIND[survey.entries.behind]
        yield Reason("habit", "( )", "owners", ja, en, count, line, example.strip()[:40])
    for mark in survey.section_marks:
        lines = [line for line in survey.lines if line.mark == mark]
        why = ("施策でない節の印", "the sign of sections that are no policy")
        yield _tell_lines("habit", mark, "section_marks", why, lines)
    for word in survey.leads:
        lines = [line for line in survey.lines if line.text.startswith(word)]
        why = ("段落の頭の語", "a word that heads paragraphs")
        yield _tell_lines("habit", word, "leads", why, lines)


def find_doubts(survey: Survey, draft: Draft) -> Iterator[Doubt]:
    """What the evidence leaves open, by line."""
    doubts = [*_doubt_columns(survey), *_doubt_levels(survey, draft), *_doubt_refused(survey)]
    yield from sorted(doubts, key=lambda doubt: doubt.line)


def _doubt_columns(survey: Survey) -> Iterator[Doubt]:
    for reading in survey.columns.readings:
        if not reading.role:
            yield Doubt(
                reading.line,
                f"「{reading.word}」が何の列か分かりません。[columns] に加えてください",
                f"what column {reading.word} holds is unknown: add the word to [columns]",
            )
        elif reading.how in ("word", "cells", "kept"):
            ja, en = ROLES[reading.role]
            why = _HOW[reading.how]
            yield Doubt(
                reading.line,
                f"「{reading.word}」の列を{ja}と見ました({why[0]}から)",
                f"column {reading.word} was taken for the {en}, by {why[1]}",
            )
    unread = [one for one in survey.columns.others if one[0] not in survey.columns.figures]
    if not survey.is_outline and unread:
        rows = sum(len(table) for table in unread)
        yield Doubt(
            0,
            f"事業の列が見つからない表があります(全部で {rows} 行)",
            f"there are tables without a column of projects ({rows} rows in all)",
        )


def _doubt_levels(survey: Survey, draft: Draft) -> Iterator[Doubt]:
    general = {*load_words().unnamed, load_words().topic}
    if not draft.nodes and all(reading.role != "group" for reading in survey.columns.readings):
        yield Doubt(
            0,
            "見出しの並びが見つかりません。[[node]] を書いてください",
            "no headings were found: write [[node]]",
        )
    for node in draft.nodes:
        line = node.candidate.lines[0].number if node.candidate else 0
        if node.level in general:
            yield Doubt(
                line,
                f"段「{node.level}」の名前は文書にないため、仮の名前です",
                f"the document does not name the level {node.level}: a name to go on with",
            )
    for candidate in survey.levels:
        if _is_single(candidate):
            yield Doubt(
                candidate.lines[0].number,
                f"段「{candidate.level}」の見出しは一つしかありません",
                f"the level {candidate.level} has one heading only",
            )


def _is_single(candidate: Candidate) -> bool:
    return candidate.clue == "pattern" and len(candidate.titles) == 1


def _doubt_refused(survey: Survey) -> Iterator[Doubt]:
    for candidate in survey.dropped:
        line = candidate.lines[0]
        yield Doubt(
            line.number,
            f"「{line.text.strip()[:30]}」などの形は、ほかの行も見出しにしてしまうため使いません",
            f"the form of {line.text.strip()[:30]!r} would take other lines too: not used",
        )
    labels = {line.at for line in survey.lines if line.part is not None}
    told = [
        candidate
        for candidate, _ in survey.refused
        if len(candidate.lines) > 1 and candidate.first not in labels
    ]
    for candidate in told[:_TOLD]:
        line = candidate.lines[0]
        yield Doubt(
            line.number,
            f"「{line.text.strip()[:30]}」などの並びは、見出しとしませんでした",
            f"lines like {line.text.strip()[:30]!r} were not taken for headings",
        )
