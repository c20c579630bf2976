"""Bodies: the list, and one with what it runs; municipalities."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import GRAPH_CURATED, MPO
from kg.questions.around import find_around
from kg.questions.body import BodyEntry, find_bodies, get_body
from kg.questions.kinds import find_label
from kg.questions.municipality import get_municipality
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named, make_short
from kg.store.terms import Iri
from web.contexts import BodiesPage, BodyPage, Crumb, MunicipalityPage
from web.pages.names import find_uses, group_facts
from web.render import get_links, make_data_links, make_graph_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("bodies", __name__)


@blueprint.get("/bodies")
def show_bodies() -> Response:
    """All bodies by municipality."""
    store = get_site().store
    groups: dict[Iri, list[BodyEntry]] = defaultdict(list)
    for entry in find_bodies(store):
        head, body, _name = entry.iri.partition("/body/")
        groups[Iri(head)] += [entry] if body else []
    return render(
        BodiesPage(
            title=_("組織"),
            trail=make_trail(Crumb(_("組織"), "")),
            permalink=get_links().bodies(),
            data=make_graph_links(GRAPH_CURATED),
            sparql=make_page_query("bodies"),
            groups=tuple(
                (Named(head, find_label(store, head) or make_short(head)), tuple(entries))
                for head, entries in groups.items()
            ),
        )
    )


def show_body(iri: Iri) -> Response:
    """One body; a municipality has a page of its own kind."""
    site = get_site()
    answer = get_body(site.store, iri)
    links = get_links()
    if answer.entry.kind is not None and answer.entry.kind.iri == MPO + "municipality":
        return _show_municipality(iri)
    steps = [Crumb(_("組織"), links.bodies())]
    if answer.municipality is not None:
        home = links.page(answer.municipality.iri) or ""
        steps.append(Crumb(answer.municipality.label, home, original=True))
    return render(
        BodyPage(
            title=answer.entry.label,
            original=True,
            trail=make_trail(*steps, Crumb(answer.entry.label, "", original=True)),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("body", body=(iri,))
            if answer.appearances
            else make_page_query("named", thing=(iri,)),
            answer=answer,
            facts=group_facts(answer.description),
            uses=find_uses(answer.description),
            around=find_around(site.store, iri),
        )
    )


def _show_municipality(iri: Iri) -> Response:
    answer = get_municipality(get_site().store, iri)
    return render(
        MunicipalityPage(
            title=answer.label,
            original=True,
            trail=make_trail(Crumb(answer.label, "", original=True)),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("municipality", municipality=(iri,)),
            answer=answer,
        )
    )
