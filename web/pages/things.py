"""The page of a thing, by what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from flask import Blueprint, redirect

from kg.names import MPO, PREFIXES
from kg.questions.appearance import find_appearance
from kg.questions.describe import describe
from kg.questions.evidence import find_homes
from kg.questions.kinds import find_kinds
from kg.questions.page_query import make_page_query
from kg.store.terms import Iri
from web.contexts import Crumb, ThingPage
from web.links import make_ascii
from web.pages.articles import show_article, show_ordinance, show_unit
from web.pages.asked import read_iri
from web.pages.bodies import show_body
from web.pages.documents import make_document_trail, show_document
from web.pages.names import show_named
from web.pages.nodes import show_node
from web.pages.projects import show_project
from web.pages.statistics import show_statistic
from web.pages.texts import show_passage
from web.pages.wards import show_ward
from web.render import get_links, make_data_links, make_trail, render, say_word
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("things", __name__)


@blueprint.get("/page/<path:_path>")
def show_thing(_path: str) -> Response:
    """The page of the thing that the path names; 404 for what the graph does not know."""
    iri = read_iri("/page/")
    for kind in find_kinds(get_site().store, iri):
        if kind in _PAGES:
            return _PAGES[kind](iri)
    return _show_facts(iri)


def find_place(iri: Iri) -> str:
    """Where a person reads of a thing: its own page, or its place on the page of what holds it."""
    site, links = get_site(), get_links()
    kinds = find_kinds(site.store, iri)
    if MPO + "PlanCell" in kinds or MPO + "Listing" in kinds:
        listing = Iri(iri.partition("/cell/")[0])
        appearance = find_appearance(site.store, listing)
        if appearance is not None:
            return f"{links.page(appearance.project.iri)}#{make_anchor(listing)}"
    if MPO + "TextPart" in kinds:
        node, _, position = iri.rpartition("/part/")
        return f"{links.page(node)}#part-{position}"
    return links.page(iri) or links.home()


def make_anchor(listing: str) -> str:
    """The anchor of an appearance on its project's page."""
    return f"listing-{listing.rpartition('/')[2]}"


def _show_place(iri: Iri) -> Response:
    place = find_place(iri)
    return redirect(make_ascii(place), 303) if "#" in place else _show_facts(iri)


def _show_facts(iri: Iri) -> Response:
    description = describe(get_site().store, iri)
    document = next(iter(find_homes(description.evidence)), None)
    label = Crumb(description.label, "", original=True)
    if document is not None and iri.startswith(f"{document.iri}/"):
        trail = (*make_document_trail(document), label)
    elif description.kinds:
        kind = description.kinds[0]
        trail = make_trail(Crumb(say_word(kind), ""), label)
    else:
        trail = make_trail(label)
    return render(
        ThingPage(
            title=description.label,
            original=True,
            trail=trail,
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("named", thing=(iri,)),
            description=description,
        )
    )


_PAGES: Final[dict[str, Callable[[Iri], Response]]] = {
    MPO + "SourceDocument": show_document,
    MPO + "Passage": show_passage,
    MPO + "PolicyNode": show_node,
    MPO + "Project": show_project,
    MPO + "Body": show_body,
    MPO + "Ward": show_ward,
    MPO + "Legislation": show_ordinance,
    MPO + "Article": show_article,
    PREFIXES["eli"] + "LegalResourceSubdivision": show_unit,
    MPO + "Instrument": show_named,
    MPO + "Service": show_named,
    MPO + "Publication": show_named,
    MPO + "Facility": show_named,
    MPO + "Statistic": show_statistic,
    MPO + "Listing": _show_place,
    MPO + "PlanCell": _show_place,
    MPO + "TextPart": _show_place,
}
