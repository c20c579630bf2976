"""Documents: the list, one with its hierarchy, its text as received, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import make_document_graph, parse_document
from kg.questions.document import DocumentFacts
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named
from kg.store.terms import Iri
from web.contexts import (
    CoveragePage,
    Crumb,
    DataLink,
    DocumentEntryView,
    DocumentPage,
    DocumentsPage,
)
from web.coverage import make_coverage
from web.pages.asked import read_document
from web.render import get_links, make_data_links, make_graph_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("documents", __name__)


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
            sparql=make_page_query("documents"),
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
            sparql=make_page_query("document", document=(iri,)),
            answer=answer,
            entry=site.find_entry(iri),
        )
    )


@blueprint.get("/coverage/<path:_path>")
def show_coverage(_path: str) -> Response:
    """What became of a document's text."""
    site = get_site()
    iri = read_document("/coverage/")
    document = Named(iri, site.get_document(iri).facts.title)
    reading = site.get_reading(iri)
    return render(
        CoveragePage(
            title=_("読み取りの状況"),
            trail=(*make_document_trail(document), Crumb(_("読み取りの状況"), "")),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("coverage", document=(iri,)),
            document=document,
            coverage=None if reading is None else make_coverage(reading),
        )
    )


def _name_graph(facts: DocumentFacts) -> str:
    name = parse_document(facts.iri)
    assert name is not None, "a document's IRI"
    return make_document_graph(name.code, name.slug)


def _make_whole(facts: DocumentFacts) -> tuple[DataLink, ...]:
    (whole,) = make_graph_links(_name_graph(facts))
    return (DataLink(_("この文書のグラフ全体（Turtle）"), whole.media_type, whole.href),)
