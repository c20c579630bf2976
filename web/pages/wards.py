"""Wards: the list in the order of the fifty sounds, and one with what is carried out in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import pgettext

from kg.names import MPO, make_municipality
from kg.questions.around import find_around
from kg.questions.page_query import make_page_query
from kg.questions.reading import parse_code
from kg.questions.scope_rows import read_page as read_rows
from kg.questions.ward import get_ward
from kg.store.terms import Iri
from web.body_contexts import WardPage, WardsPage
from web.contexts import Crumb
from web.pages.asked import check_page, read_page
from web.pages.names import find_uses
from web.render import (
    get_links,
    make_crumbs,
    make_data_links,
    make_pager,
    make_trail,
    render,
)
from web.shelves import SIZE, list_choices, make_sections, read_code
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("wards", __name__)
#: So many rows stand on the page of a ward, of its own and of those for every ward.
_ROWS: Final = 50
_SCOPE: Final = MPO + "wardScope"


@blueprint.get("/wards")
def show_wards() -> Response:
    """The wards of a municipality, from `page` on."""
    wards, links, page = get_site().wards, get_links(), read_page()
    code = read_code(wards)
    found = wards.find(code, "")
    check_page(page, len(found.entries), SIZE)
    address = partial(links.wards, code)
    return render(
        WardsPage(
            title=pgettext("many", "区"),
            trail=make_trail(Crumb(pgettext("many", "区"), "")),
            permalink=address(page),
            data=(),
            sparql=make_page_query(
                "wards", municipality=(Iri(make_municipality(code)),) if code else ()
            ),
            sections=make_sections(found, page, address),
            total=len(found.entries),
            municipality=code,
            municipalities=list_choices(),
            pager=make_pager(page, len(found.entries), SIZE, address),
        )
    )


def show_ward(iri: Iri) -> Response:
    """One ward with a page of its rows, and of those for every ward of its municipality."""
    site, links, page, every_page = get_site(), get_links(), read_page(), read_page("every")
    code = parse_code(iri) or ""
    answer = get_ward(site.store, iri, site.bodies.find(code, "").entries)
    for number, rows in ((page, answer.own), (every_page, answer.every)):
        check_page(number, len(rows), _ROWS)
    own = read_rows(site.store, answer.own, (page - 1) * _ROWS, _ROWS)
    every = read_rows(site.store, answer.every, (every_page - 1) * _ROWS, _ROWS)
    return render(
        WardPage(
            title=answer.entry.label,
            original=True,
            trail=make_trail(
                Crumb(pgettext("many", "区"), links.wards()),
                *make_crumbs(answer.municipality),
                Crumb(answer.entry.label, "", original=True),
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("ward", ward=(iri,)),
            answer=answer,
            rows=own.appearances,
            every=every.appearances,
            every_count=every.count,
            around=find_around(site.store, iri),
            uses=tuple(use for use in find_uses(answer.description) if use.property.iri != _SCOPE),
            pager=make_pager(
                page, len(answer.own), _ROWS, lambda number: links.part(iri, number, every_page)
            ),
            every_pager=make_pager(
                every_page, len(answer.every), _ROWS, lambda number: links.part(iri, page, number)
            ),
        )
    )
