"""A document's text as received, whole or around one passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, abort, get_template_attribute, request
from flask_babel import gettext as _
from markupsafe import Markup

from kg.documents.source import SourceText
from kg.layouts.ledger import USED
from kg.names import make_passage
from kg.questions.page_query import make_page_query
from kg.questions.passage import PassageAnswer, get_passage
from kg.questions.reading import Named
from kg.records import Span, Usage
from kg.store.terms import Iri
from web.contexts import Crumb, PassagePage, TextPage
from web.language import get_language
from web.pages.asked import read_document
from web.pages.documents import make_document_trail
from web.render import get_links, make_data_links, render
from web.site import get_site
from web.sourcetext import find_numbers, make_lines

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("texts", __name__)
_AROUND = 5
_STRETCH = re.compile(r"(\d{1,9})-(\d{1,9})")


@blueprint.get("/text/<path:_path>")
def show_text(_path: str) -> Response:
    """A document's text as received, `passage` of it highlighted."""
    site = get_site()
    iri = read_document("/text/")
    answer = site.get_document(iri)
    document = Named(iri, answer.facts.title)
    source = site.get_source(iri)
    highlight, passage = _read_stretch(iri, len(source.text) if source else None)
    return render(
        TextPage(
            title=_("原文（受け取ったままの本文）"),
            trail=(*make_document_trail(document), Crumb(_("原文"), "")),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("text", document=(iri,)),
            document=document,
            entry=site.find_entry(iri),
            lines=_render_text(iri, source, highlight) if source else (),
            marks=site.get_marks(iri),
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
    lines: tuple[Markup, ...] = ()
    if source and evidence.start is not None and evidence.end is not None:
        stretch = Span(evidence.start, evidence.end)
        numbers = find_numbers(source, stretch, _AROUND)
        lines = _render_lines(evidence.document, source, stretch, numbers)
    return render(
        PassagePage(
            title=_("原文の箇所"),
            trail=(*make_document_trail(answer.document), Crumb(_("原文の箇所"), "")),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("passage", passage=(iri,)),
            answer=answer,
            lines=lines,
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


def _render_text(document: Iri, source: SourceText, highlight: Span | None) -> tuple[Markup, ...]:
    """All lines as HTML. They are kept, and only those with the highlight are made anew."""
    kept, key = get_site().rendered_lines, (document, get_language())
    if key not in kept:
        kept[key] = _render_lines(document, source, None, None)
    if highlight is None:
        return kept[key]
    numbers = find_numbers(source, highlight)
    fresh = _render_lines(document, source, highlight, numbers)
    return kept[key][: numbers.start - 1] + fresh + kept[key][numbers.stop - 1 :]


def _render_lines(
    document: Iri, source: SourceText, highlight: Span | None, numbers: range | None
) -> tuple[Markup, ...]:
    line = get_template_attribute("line.html", "source_line")
    made = make_lines(
        source, get_site().get_marks(document), _find_ignored(document), highlight, numbers
    )
    return tuple(line(one, get_links()) for one in made)


def _find_ignored(document: Iri) -> tuple[Usage, ...]:
    """The stretches of a document that became no fact, none where it cannot be read again."""
    reading = get_site().get_reading(document)
    usages = reading.extraction.usages if reading else ()
    return tuple(usage for usage in usages if usage.kind != USED)
