"""Ordinances and their articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import GRAPH_CURATED
from kg.questions.around import find_around
from kg.questions.article import find_municipality_of, get_ordinance
from kg.questions.citation import find_citations
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named
from kg.questions.trace import Trace
from kg.questions.trace_words import say_bands
from kg.questions.unit import get_unit
from kg.questions.wording import get_clause
from kg.store.terms import Iri
from web.contexts import (
    Crumb,
    DataLink,
    OrdinancePage,
    OrdinancesPage,
    OrdinanceView,
    UnitPage,
)
from web.language import get_language
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.pages.names import show_named
from web.render import (
    get_links,
    make_crumbs,
    make_data_links,
    make_graph_links,
    make_pager,
    make_trail,
    render,
    say_article,
)
from web.site import get_site
from web.trace_contexts import ArticlePage, TraceFilter
from web.traces import FORMS, make_filter, make_parts, narrow_by, read_status, read_year

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("articles", __name__)

#: So many things that implement an article are shown with their passages unfolded.
_UNFOLDED: Final = 4
#: Ordinances on one page, each with all its articles.
_SIZE: Final = 10


@blueprint.get("/ordinances")
def show_ordinances() -> Response:
    """The ordinances whose articles are known, from `page` on; the others are instruments."""
    links, page, known = get_links(), read_page(), get_site().ordinances
    shown = known[(page - 1) * _SIZE : page * _SIZE]
    check_page(page, len(known), _SIZE)
    part = tuple(one.iri for one in shown) if len(known) > _SIZE else ()
    return render(
        OrdinancesPage(
            title=_("条例と条文"),
            trail=make_trail(Crumb(_("条例と条文"), "")),
            permalink=links.ordinances(page),
            data=make_graph_links(GRAPH_CURATED),
            sparql=make_page_query("ordinances", ordinance=part),
            shown=tuple(
                OrdinanceView(one, find_municipality_of(get_site().store, one.iri)) for one in shown
            ),
            total=len(known),
            pager=make_pager(page, len(known), _SIZE, links.ordinances),
        )
    )


def show_ordinance(iri: Iri) -> Response:
    """An ordinance with its contents; one that is only named, as a named thing."""
    answer = get_ordinance(get_site().store, iri)
    if not answer.articles:
        return show_named(iri)
    return render(
        OrdinancePage(
            title=answer.label,
            original=True,
            trail=_make_trail(Named(answer.iri, answer.label)),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("ordinance", ordinance=(iri,)),
            answer=answer,
            around=find_around(get_site().store, iri),
        )
    )


def show_article(iri: Iri) -> Response:
    """An article and what implements it, of one `status` and `year`."""
    store, answer = get_site().store, get_site().get_article(iri)
    clause = get_clause(store, iri)
    status, year = read_status(), read_year()
    whole = get_site().get_trace(iri)
    trace = narrow_by(whole, status, year)
    chosen = make_filter(whole, status, year)
    number = say_article(answer.article.number)
    heading = answer.article.heading
    return render(
        ArticlePage(
            title=f"{number} {heading}" if heading else number,
            trail=(*_make_trail(answer.ordinance), Crumb(number, "")),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_part_query("article", _find_part(trace, chosen), article=(iri,)),
            answer=answer,
            clause=clause,
            citations=find_citations(store, (one.iri for one in clause.find_all()), iri),
            parts=make_parts(trace, status),
            opened=len(trace.implementers) + len(trace.undated) <= _UNFOLDED,
            filter=chosen,
            files=_make_file_links(iri, trace, chosen),
            bands=say_bands(get_language()),
        )
    )


def show_unit(iri: Iri) -> Response:
    """A paragraph, an item, a chapter, 附則 or 別表, in the legislation that it is a part of."""
    answer = get_unit(get_site().store, iri)
    return render(
        UnitPage(
            title=answer.label,
            original=True,
            trail=(
                *_make_trail(answer.act),
                *make_crumbs(*answer.above),
                Crumb(answer.label, "", original=True),
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("named", thing=(iri,)),
            answer=answer,
        )
    )


def _find_part(trace: Trace, chosen: TraceFilter) -> dict[str, Sequence[Iri]]:
    """The links that say what is shown, where not all is."""
    shown = trace.implementers + trace.undated if chosen.chosen else ()
    return {"link": [one.implementer.link for one in shown]}


def _make_file_links(iri: Iri, trace: Trace, chosen: TraceFilter) -> tuple[DataLink, ...]:
    if not (trace.implementers or trace.undated):
        return ()
    links = get_links()
    return tuple(
        DataLink(
            label,
            media_type,
            links.implementers_file(iri, "" if form == "csv" else form, chosen.status, chosen.year),
        )
        for form, (label, media_type) in FORMS.items()
    )


def _make_trail(ordinance: Named) -> tuple[Crumb, ...]:
    return make_trail(Crumb(_("条例と条文"), get_links().ordinances()), *make_crumbs(ordinance))
