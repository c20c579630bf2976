"""The lines of a text as HTML, and below the asked-for one what its passages prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import current_app, get_template_attribute
from markupsafe import Markup

from kg.documents.source import SourceText
from kg.layouts.ledger import USED
from kg.questions.passage import Mark, PassageAnswer, PrintedCorrection, get_passage
from kg.records import Span, Usage
from kg.store.terms import Iri
from web.language import get_language
from web.render import get_links
from web.site import get_site
from web.sourcetext import RepairedLine, make_lines
from web.textpages import narrow_marks

#: Pages of lines that are kept as HTML, and passages told of below one line.
_KEPT: Final = 200
_TOLD: Final = 40
_EXTENSION: Final = "text-lines"


@dataclass(frozen=True)
class Shown:
    """What stands below a line: each passage with what it proves, of a stretch the shortest first.

    `stretch` says that one stretch was asked for, not the whole line; `more` counts passages that
    are not told of, `ignored` why parts of the line became no fact.
    """

    line: int
    stretch: bool
    answers: tuple[PassageAnswer, ...]
    more: int
    ignored: tuple[tuple[str, str], ...]


def make_shown(document: Iri, source: SourceText, stretch: Span) -> Shown:
    """What a stretch proves, and the longer passages around it."""
    around = [
        mark
        for mark in get_site().get_marks(document)
        if mark.start <= stretch.start and stretch.end <= mark.end
    ]
    return _make_shown(document, source, source.line_at(stretch.end - 1), around, True)


def get_shown(document: Iri, source: SourceText, line: int) -> Shown:
    """What the passages on a line prove."""
    bounds = source.lines[line - 1]
    on_line = [
        mark
        for mark in get_site().get_marks(document)
        if mark.start < bounds.end and mark.end > bounds.start
    ]
    return _make_shown(document, source, line, on_line, False)


def find_ignored(document: Iri) -> tuple[Usage, ...]:
    """The stretches of a document that became no fact, none where it cannot be read again."""
    reading = get_site().get_reading(document)
    usages = reading.extraction.usages if reading else ()
    return tuple(usage for usage in usages if usage.kind != USED)


def render_run(
    document: Iri,
    source: SourceText,
    numbers: range,
    show: str,
    highlight: Span | None,
    shown: Shown | None,
) -> Markup:
    """Lines that follow each other as HTML. They are kept; a highlighted stretch is made anew."""
    lines = _get_lines(document, numbers, show)
    touched = range(0)
    if highlight is not None:
        touched = range(source.line_at(highlight.start), source.line_at(highlight.end - 1) + 1)
    if shown is not None:
        touched = range(min(touched.start or shown.line, shown.line), shown.line + 1)
    fresh = range(max(touched.start, numbers.start), min(touched.stop, numbers.stop))
    if len(fresh):
        at = fresh.start - numbers.start
        made = render_lines(document, source, fresh, show, highlight, shown)
        lines = (*lines[:at], *made, *lines[at + len(fresh) :])
    return Markup("").join(lines)


def render_lines(
    document: Iri,
    source: SourceText,
    numbers: range,
    show: str = "",
    highlight: Span | None = None,
    shown: Shown | None = None,
) -> tuple[Markup, ...]:
    """Lines as HTML, each alone."""
    line = get_template_attribute("line.html", "source_line")
    return tuple(
        line(
            one.line,
            get_links(),
            get_language(),
            document,
            one.repairs,
            shown if shown is not None and shown.line == one.line.number else None,
        )
        for one in cut_lines(document, source, numbers, show, highlight)
    )


def cut_lines(
    document: Iri,
    source: SourceText,
    numbers: range,
    show: str = "",
    highlight: Span | None = None,
) -> tuple[RepairedLine, ...]:
    """Lines in pieces, with the repairs in each."""
    marks = narrow_marks(get_site().get_marks(document), show)
    ignored = find_ignored(document) if show in ("", "ignored") else ()
    repairs = _group_by_line(source, get_site().get_corrections(document))
    made = make_lines(source, marks, ignored, highlight, numbers)
    return tuple(RepairedLine(one, repairs.get(one.number, ())) for one in made)


def _make_shown(
    document: Iri, source: SourceText, line: int, marks: Iterable[Mark], stretch: bool
) -> Shown:
    ordered = sorted(
        marks,
        key=lambda mark: (
            (mark.end - mark.start, mark.start) if stretch else (mark.start, mark.start - mark.end)
        ),
    )
    store, bounds = get_site().store, source.lines[line - 1]
    answers: dict[object, PassageAnswer] = {}
    for mark in ordered[:_TOLD]:
        answer = get_passage(store, mark.passage)
        # What a line names again and again is told once.
        answers.setdefault((answer.evidence.quote, answer.proven), answer)
    return Shown(
        line,
        stretch,
        tuple(answers.values()),
        max(0, len(ordered) - _TOLD),
        ()
        if stretch
        else tuple(
            (usage.kind, source.quote(usage.span))
            for usage in find_ignored(document)
            if usage.span.start < bounds.end and usage.span.end > bounds.start
        ),
    )


def _group_by_line(
    source: SourceText, corrections: Iterable[PrintedCorrection]
) -> dict[int, tuple[PrintedCorrection, ...]]:
    """The repairs by the line in which each ends."""
    found: dict[int, tuple[PrintedCorrection, ...]] = {}
    for one in corrections:
        if 0 < one.end <= len(source.text):
            line = source.line_at(one.end - 1)
            found[line] = (*found.get(line, ()), one)
    return found


def _get_lines(document: Iri, numbers: range, show: str) -> tuple[Markup, ...]:
    """Lines without a highlight, those of the pages that were made last kept for the app."""
    kept: Callable[[Iri, str, range, str], tuple[Markup, ...]] = current_app.extensions.setdefault(
        _EXTENSION, lru_cache(_KEPT)(_make_lines)
    )
    return kept(document, get_language(), numbers, show)


def _make_lines(document: Iri, _language: str, numbers: range, show: str) -> tuple[Markup, ...]:
    source = get_site().get_source(document)
    assert source is not None, "lines are asked of a text that is here"
    return render_lines(document, source, numbers, show)
