"""Documents: the list, one with its hierarchy, its text as received, and what became of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.layouts.ledger import USED
from kg.names import make_document_graph, make_passage, parse_document
from kg.questions.document import DocumentFacts
from kg.questions.passage import PassageAnswer, get_passage
from kg.questions.reading import Named
from kg.records import Span
from kg.store.terms import Iri
from web.contexts import (
    CoveragePage,
    Crumb,
    DataLink,
    DocumentEntryView,
    DocumentPage,
    DocumentsPage,
    IgnoredLine,
    PassagePage,
    TextPage,
)
from web.pages.asked import read_document
from web.render import get_links, make_data_links, make_graph_links, make_trail, render
from web.site import get_site
from web.sourcetext import PlainLine, find_around, make_lines

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("documents", __name__)
_AROUND = 5
_STRETCH = re.compile(r"(\d{1,9})-(\d{1,9})")


def make_document_trail(document: Named) -> tuple[Crumb, ...]:
    """The way to a document, itself included."""
    links = get_links()
    return make_trail(
        Crumb(_("文書"), links.documents()),
        Crumb(document.label, links.page(document.iri) or "", original=True),
    )


@blueprint.get("/documents")
def show_documents() -> Response:
    """All documents with their counts."""
    site = get_site()
    answers = [site.get_document(one.iri) for one in site.documents]
    return render(
        DocumentsPage(
            title=_("文書"),
            trail=make_trail(Crumb(_("文書"), "")),
            permalink=get_links().documents(),
            data=make_graph_links(*(_name_graph(one.facts) for one in answers)),
            entries=tuple(
                DocumentEntryView(one.facts, one.count, len(one.tree.nodes)) for one in answers
            ),
        )
    )


def show_document(iri: Iri) -> Response:
    """One document with its hierarchy."""
    site = get_site()
    answer = site.get_document(iri)
    return render(
        DocumentPage(
            title=answer.facts.title,
            original=True,
            trail=make_document_trail(Named(iri, answer.facts.title)),
            permalink=iri,
            data=make_data_links(iri) + _make_whole(answer.facts),
            answer=answer,
            entry=site.find_entry(iri),
        )
    )


@blueprint.get("/text/<path:_path>")
def show_text(_path: str) -> Response:
    """A document's text as received, `passage` of it highlighted."""
    site = get_site()
    iri = read_document("/text/")
    answer = site.get_document(iri)
    document = Named(iri, answer.facts.title)
    source, marks = site.get_source(iri), site.get_marks(iri)
    highlight, passage = _read_stretch(iri, len(source.text) if source else None)
    reading = site.get_reading(iri)
    usages = reading.extraction.usages if reading else ()
    ignored = [usage for usage in usages if usage.kind != USED]
    return render(
        TextPage(
            title=_("原文（受け取ったままの本文）"),
            trail=(*make_document_trail(document), Crumb(_("原文"), "")),
            permalink=iri,
            data=make_data_links(iri),
            document=document,
            entry=site.find_entry(iri),
            lines=make_lines(source, marks, highlight, ignored) if source else (),
            marks=marks,
            highlighted=passage,
        )
    )


def show_passage(iri: Iri) -> Response:
    """A passage in the text around it."""
    site = get_site()
    answer = get_passage(site.store, iri)
    evidence = answer.evidence
    assert evidence.document is not None, "a passage has a document"
    source = site.get_source(evidence.document)
    lines: tuple[PlainLine, ...] = ()
    if source and evidence.start is not None and evidence.end is not None:
        first, last = source.line_at(evidence.start), source.line_at(evidence.end - 1)
        whole = make_lines(
            source, site.get_marks(evidence.document), Span(evidence.start, evidence.end)
        )
        lines = find_around(whole, first, last, _AROUND)
    return render(
        PassagePage(
            title=_("原文の箇所"),
            trail=(*make_document_trail(answer.document), Crumb(_("原文の箇所"), "")),
            permalink=iri,
            data=make_data_links(iri),
            answer=answer,
            lines=lines,
        )
    )


@blueprint.get("/coverage/<path:_path>")
def show_coverage(_path: str) -> Response:
    """What became of a document's text; 404 where it cannot be read again here."""
    site = get_site()
    iri = read_document("/coverage/")
    answer = site.get_document(iri)
    reading = site.get_reading(iri)
    if reading is None:
        abort(404)
    source, usages = reading.source, reading.extraction.usages
    stretches = Counter(usage.kind for usage in usages)
    characters: Counter[str] = Counter()
    for usage in usages:
        characters[usage.kind] += sum(not char.isspace() for char in source.quote(usage.span))
    done, total = reading.coverage
    document = Named(iri, answer.facts.title)
    return render(
        CoveragePage(
            title=_("読み取りの状況"),
            trail=(*make_document_trail(document), Crumb(_("読み取りの状況"), "")),
            permalink=iri,
            data=make_data_links(iri),
            document=document,
            done=done,
            total=total,
            kinds=tuple(
                (kind, stretches[kind], characters[kind])
                for kind in sorted(stretches, key=lambda kind: (kind != USED, kind))
            ),
            ignored=tuple(
                IgnoredLine(usage.kind, source.line_at(usage.span.start), source.quote(usage.span))
                for usage in usages
                if usage.kind != USED
            ),
            corrections=tuple((one, source.line_at(one.span.start)) for one in reading.corrections),
            findings=reading.extraction.findings,
        )
    )


def _read_stretch(document: Iri, size: int | None) -> tuple[Span | None, PassageAnswer | None]:
    """The asked-for stretch and, where it is a passage of the graph, what it proves."""
    asked = request.args.get("passage")
    if asked is None:
        return None, None
    match = _STRETCH.fullmatch(asked)
    if match is None or not int(match[1]) < int(match[2]):
        abort(400, _("「passage」は「開始-終了」の形の、文字の位置です。"))
    start, end = int(match[1]), int(match[2])
    if size is not None and end > size:
        abort(404)
    passage = Iri(make_passage(document, start, end))
    site = get_site()
    known = any(mark.passage == passage for mark in site.get_marks(document))
    return Span(start, end), get_passage(site.store, passage) if known else None


def _name_graph(facts: DocumentFacts) -> str:
    name = parse_document(facts.iri)
    assert name is not None, "a document's IRI"
    return make_document_graph(name.code, name.slug)


def _make_whole(facts: DocumentFacts) -> tuple[DataLink, ...]:
    (whole,) = make_graph_links(_name_graph(facts))
    return (DataLink(_("この文書のグラフ全体（Turtle）"), whole.media_type, whole.href),)
