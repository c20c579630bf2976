"""Municipalities: the list, and one with what there is of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import pgettext

from kg.questions.municipality import get_municipality
from kg.questions.page_query import make_page_query
from kg.store.terms import Iri
from web.body_contexts import MunicipalitiesPage, MunicipalityPage
from web.contexts import Crumb
from web.pages.asked import check_page, read_page
from web.render import get_links, make_data_links, make_pager, make_trail, render
from web.shelves import list_municipalities
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("municipalities", __name__)
#: So many municipalities stand on a page; so many of each of its lists on the page of one.
_SIZE: Final = 100
MOST: Final = 12


@blueprint.get("/municipalities")
def show_municipalities() -> Response:
    """The municipalities that documents come from, in the order of their codes."""
    site, links, page = get_site(), get_links(), read_page()
    every = list_municipalities()
    check_page(page, len(every), _SIZE)
    counts = Counter(one.municipality for one in site.documents)
    shown = every[(page - 1) * _SIZE : page * _SIZE]
    return render(
        MunicipalitiesPage(
            title=pgettext("many", "自治体"),
            trail=make_trail(Crumb(pgettext("many", "自治体"), "")),
            permalink=links.municipalities(page),
            data=(),
            sparql=make_page_query("municipalities"),
            entries=tuple((one, one.iri.rpartition("/")[2], counts[one]) for one in shown),
            total=len(every),
            pager=make_pager(page, len(every), _SIZE, links.municipalities),
        )
    )


def show_municipality(iri: Iri) -> Response:
    """One municipality: its documents, bodies, wards and ordinances, the first of each."""
    site, links = get_site(), get_links()
    code = iri.rpartition("/")[2]
    answer = get_municipality(
        site.store,
        iri,
        site.documents,
        site.bodies.find(code, "").entries,
        site.wards.find(code, "").entries,
    )
    return render(
        MunicipalityPage(
            title=answer.label,
            original=True,
            trail=make_trail(
                Crumb(pgettext("many", "自治体"), links.municipalities()),
                Crumb(answer.label, "", original=True),
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("municipality", municipality=(iri,)),
            answer=answer,
            most=MOST,
        )
    )
