"""Documents: the list, one with what it holds, and what became of its text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import make_document_graph, parse_document
from kg.questions.document import (
    DocumentCounts,
    DocumentFacts,
    count_kinds,
    count_rows_of,
    find_document_bodies,
)
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named
from kg.records import Ignored
from kg.store.terms import Iri
from web.contexts import Crumb, DataLink
from web.coverage import SIZE, make_coverage
from web.document_contexts import (
    Account,
    CoveragePage,
    DocumentEntryView,
    DocumentPage,
    DocumentsPage,
)
from web.filters import read_filter
from web.pages.asked import check_page, read_document, read_page
from web.render import (
    get_links,
    make_crumbs,
    make_data_links,
    make_graph_links,
    make_pager,
    make_trail,
    render,
)
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("documents", __name__)
_SIZE = 20
_KINDS = ("used", "unplaced", *(kind.value for kind in Ignored))


def make_document_trail(document: Named) -> tuple[Crumb, ...]:
    """The way to a document, itself included."""
    return make_trail(Crumb(_("文書"), get_links().documents()), *make_crumbs(document))


@blueprint.get("/documents")
def show_documents() -> Response:
    """The documents of a filter with their counts, from `page` on."""
    site, chosen, page, links = get_site(), read_filter(), read_page(), get_links()
    found = [one for one in site.documents if chosen.meets_document(one.iri)]
    check_page(page, len(found), _SIZE)
    shown = found[(page - 1) * _SIZE : page * _SIZE]
    address = partial(links.documents, chosen.municipality, chosen.document)
    return render(
        DocumentsPage(
            title=_("文書"),
            trail=make_trail(Crumb(_("文書"), "")),
            permalink=address(page),
            data=make_graph_links(*(_name_graph(one) for one in shown)),
            sparql=make_page_query("documents", document=tuple(one.iri for one in shown))
            if len(found) > len(shown)
            else make_page_query("documents", **chosen.bindings),
            entries=tuple(
                DocumentEntryView(one, count_rows_of(site.store, one.iri)) for one in shown
            ),
            total=len(found),
            filter=chosen,
            pager=make_pager(page, len(found), _SIZE, address),
        )
    )


def show_document(iri: Iri) -> Response:
    """One document with what it holds and its hierarchy."""
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
            counts=DocumentCounts(
                answer.count, len(answer.tree.nodes), count_kinds(site.store, iri)
            ),
            bodies=find_document_bodies(site.store, iri),
            account=_make_account(iri),
        )
    )


@blueprint.get("/coverage/<path:_path>")
def show_coverage(_path: str) -> Response:
    """What became of a document's text, a page of its stretches of one `kind`."""
    site, links = get_site(), get_links()
    iri = read_document("/coverage/")
    document = Named(iri, site.get_document(iri).facts.title)
    reading, kind, page = site.get_reading(iri), request.args.get("kind", ""), read_page()
    if kind and kind not in _KINDS:
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    coverage = None if reading is None else make_coverage(reading, kind, page)
    total = coverage.total_stretches if coverage else 0
    check_page(page, total, SIZE)
    address = partial(links.coverage, iri, kind)
    return render(
        CoveragePage(
            title=_("読み取りの状況"),
            trail=(*make_document_trail(document), Crumb(_("読み取りの状況"), "")),
            permalink=address(page),
            data=make_data_links(iri),
            sparql=make_page_query("coverage", document=(iri,)),
            document=document,
            coverage=coverage,
            kind=kind,
            pager=make_pager(page, total, SIZE, address),
        )
    )


def _make_account(document: Iri) -> Account | None:
    reading = get_site().get_reading(document)
    if reading is None:
        return None
    done, total = reading.coverage
    return Account(done, total, len(reading.corrections), len(reading.extraction.findings))


def _name_graph(facts: DocumentFacts) -> str:
    name = parse_document(facts.iri)
    assert name is not None, "a document's IRI"
    return make_document_graph(name.code, name.slug)


def _make_whole(facts: DocumentFacts) -> tuple[DataLink, ...]:
    (whole,) = make_graph_links(_name_graph(facts))
    return (DataLink(_("この文書のグラフ全体（Turtle）"), whole.media_type, whole.href),)
