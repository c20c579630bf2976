"""Traces in templates: chains, how sure they are, and who runs what, in the page's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from flask import Flask, abort, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from kg.questions.gaps import GapKind, say_gap_kind
from kg.questions.implementer import Group
from kg.questions.reading import Named
from kg.questions.relation_words import say_sentence
from kg.questions.trace import Trace, Traced, narrow_trace
from kg.questions.trace_bodies import RUNS, TraceBody
from kg.questions.trace_link import Link
from kg.questions.trace_words import Status, say_confidence
from kg.questions.way import WayStep
from web.language import get_language
from web.links import LANGUAGES
from web.sheets import JSON, MARKDOWN, XLSX
from web.trace_contexts import TraceFilter, TracePart

#: The files of what implements an article, as its page offers them.
FORMS: Final = {
    "xlsx": ("Excel", XLSX),
    "csv": ("CSV", "text/csv"),
    "md": ("Markdown", MARKDOWN),
    "json": ("JSON", JSON),
}
#: Where a sentence holds its names until they are marked: no text of a document holds these.
_SUBJECT: Final = "\ue000"
_OBJECT: Final = "\ue001"
_YEARS = range(1900, 2201)
#: More years than this in a list help nobody.
_LISTED = 40


def set_up_traces(app: Flask) -> None:
    """Give every template the filters that tell a trace."""
    filters = app.jinja_env.filters
    filters["sure"] = _say_sure
    filters["arrow"] = lambda link: link.say_arrow(get_language())
    filters["anchor"] = lambda one: f"link-{one.implementer.link.rsplit('/', 1)[-1]}"
    filters["sentence"] = _say_sentence
    filters["role"] = _say_role
    filters["gap_kind"] = lambda kind: say_gap_kind(GapKind(kind), get_language())
    filters["told_subjects"] = _find_told
    filters["sole_document"] = _find_sole_document
    filters["told_sure"] = lambda step: step.say_confidence(get_language())


def read_year() -> int | None:
    """The fiscal year that a request asks for; 400 for what is none."""
    asked = request.args.get("year", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and int(asked[:9]) in _YEARS):
        abort(400, _("「年度」の値が正しくありません。画面で選び直してください。"))
    return int(asked)


def read_status() -> Status | None:
    """The status that a request asks for; 400 for what is none."""
    asked = request.args.get("status", "")
    if asked and asked not in set(Status):
        abort(400, _("「根拠の種類」の値が正しくありません。画面で選び直してください。"))
    return Status(asked) if asked else None


def narrow_by(trace: Trace, status: Status | None, year: int | None) -> Trace:
    """A trace with only what meets a status and a fiscal year, all for None."""
    return narrow_trace(trace, year=year, statuses=None if status is None else (status,))


def make_filter(trace: Trace, status: Status | None, year: int | None) -> TraceFilter:
    """What a whole trace can be narrowed to, and what was chosen."""
    years = {
        each
        for one in trace.implementers
        for first, last in one.years.spans
        for each in range(first, min(last or first, first + _LISTED) + 1)
    }
    if year is not None:
        years.add(year)
    return TraceFilter(
        status=status.value if status else "",
        year="" if year is None else str(year),
        statuses=tuple((one, len(trace.find(one))) for one in Status),
        years=tuple(sorted(years)[:_LISTED]),
    )


def make_parts(trace: Trace, chosen: Status | None) -> tuple[TracePart, ...]:
    """The sections of a page: one for each status, candidates and unknown years if there are."""
    parts = []
    for status in Status:
        found = trace.find(status)
        if found or (status is not Status.CANDIDATE and chosen in (None, status)):
            parts.append(TracePart(status, _group(found), len(found)))
    if trace.undated:
        parts.append(TracePart(None, _group(trace.undated), len(trace.undated)))
    return tuple(parts)


def _group(found: Iterable[Traced]) -> tuple[tuple[Group, tuple[Traced, ...]], ...]:
    grouped: dict[Group, list[Traced]] = defaultdict(list)
    for one in found:
        grouped[one.implementer.group].append(one)
    return tuple((group, tuple(grouped[group])) for group in Group if group in grouped)


def _find_told(parts: Iterable[TracePart]) -> frozenset[str]:
    """What a page quotes in full as stated: chains that end there need not quote it again."""
    return frozenset(
        one.subject.iri
        for part in parts
        if part.status is Status.STATED
        for _group_name, found in part.groups
        for one in found
    )


def _find_sole_document(part: TracePart) -> Named | None:
    """The document that says first of everything in a part that it implements an article."""
    found = {
        Named(proof.document, proof.title) if proof and proof.document else None
        for _group_name, own in part.groups
        for proof in (one.chief_proof for one in own)
    }
    return found.pop() if len(found) == 1 and part.total > 1 else None


def _say_sure(one: Traced | Link) -> str:
    """How sure a trace or a link is."""
    if isinstance(one, Traced):
        return one.say_confidence(get_language())
    return say_confidence(one.status.iri, one.confidence, get_language())


def _say_sentence(one: Link | WayStep) -> Markup:
    """A statement as a sentence, the names in it marked as the documents' own words."""
    language = get_language()
    text = escape(say_sentence(one.predicate, _SUBJECT, _OBJECT, language, one.verb))
    mark = Markup("{}") if language == LANGUAGES[0] else Markup('<span lang="ja">{}</span>')
    for place, named in ((_SUBJECT, one.subject), (_OBJECT, one.object)):
        text = text.replace(place, mark.format(named.label))
    return text


def _say_role(one: TraceBody) -> str:
    """What a body does for a thing, empty where it runs it."""
    return "" if one.role.iri == RUNS else one.role.label(get_language())
