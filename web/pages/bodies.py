"""Bodies: the list in the order of the fifty sounds, and one with what it runs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import GRAPH_CURATED, MPO, make_municipality
from kg.questions.around import find_around
from kg.questions.body import get_body
from kg.questions.page_query import make_page_query
from kg.questions.vocabulary import get_code
from kg.store.terms import Iri
from web.body_contexts import BodiesPage, BodyPage
from web.contexts import Crumb
from web.pages.asked import check_page, read_page
from web.pages.municipalities import show_municipality
from web.pages.names import find_uses, group_facts
from web.render import (
    get_links,
    make_crumbs,
    make_data_links,
    make_graph_links,
    make_pager,
    make_trail,
    render,
    say_word,
)
from web.shelves import SIZE, list_choices, make_sections, read_code, read_kind
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("bodies", __name__)
#: So many rows stand on the page of a body.
_ROWS: Final = 50


@blueprint.get("/bodies")
def show_bodies() -> Response:
    """The bodies of a municipality and a kind, from `page` on."""
    bodies, links, page = get_site().bodies, get_links(), read_page()
    code, kind = read_code(bodies), read_kind(bodies)
    found = bodies.find(code, kind)
    check_page(page, len(found.entries), SIZE)
    address = partial(links.bodies, code, kind)
    home = Iri(make_municipality(code)) if code else None
    return render(
        BodiesPage(
            title=_("組織"),
            trail=make_trail(Crumb(_("組織"), "")),
            permalink=address(page),
            data=make_graph_links(GRAPH_CURATED),
            sparql=make_page_query(
                "bodies",
                kind=(Iri(MPO + kind),) if kind else (),
                municipality=(home,) if home else (),
            ),
            sections=make_sections(found, page, address),
            total=len(found.entries),
            municipality=code,
            municipalities=list_choices(),
            kind=kind,
            kinds=tuple(sorted((get_code(MPO + one) for one in bodies.sorts), key=say_word)),
            pager=make_pager(page, len(found.entries), SIZE, address),
        )
    )


def show_body(iri: Iri) -> Response:
    """One body with a page of its rows; a municipality has a page of its own kind."""
    site, links, page = get_site(), get_links(), read_page()
    answer = get_body(site.store, iri, (page - 1) * _ROWS, _ROWS)
    if answer.entry.kind is not None and answer.entry.kind.iri == MPO + "municipality":
        return show_municipality(iri)
    total = answer.entry.count.listings
    check_page(page, total, _ROWS)
    return render(
        BodyPage(
            title=answer.entry.label,
            original=True,
            trail=make_trail(
                Crumb(_("組織"), links.bodies()),
                *make_crumbs(answer.municipality),
                Crumb(answer.entry.label, "", original=True),
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("body", body=(iri,))
            if total or answer.others
            else make_page_query("named", thing=(iri,)),
            answer=answer,
            facts=group_facts(answer.description),
            uses=find_uses(answer.description),
            around=find_around(site.store, iri),
            pager=make_pager(page, total, _ROWS, partial(links.part, iri)),
        )
    )
