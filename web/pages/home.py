"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import make_document_graph, parse_document
from kg.questions.article import find_ordinances
from kg.questions.body import find_bodies
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named
from web.contexts import HomePage
from web.render import get_links, make_graph_links, render
from web.site import Site, get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show_home() -> Response:
    """Search, figures, and the ways in."""
    site = get_site()
    names = [name for one in site.documents if (name := parse_document(one.iri)) is not None]
    municipalities = dict.fromkeys(one.municipality for one in site.documents if one.municipality)
    return render(
        HomePage(
            title=_("自治体の政策を、原文の証拠とともに"),
            trail=(),
            permalink=get_links().home(),
            data=make_graph_links(*(make_document_graph(name.code, name.slug) for name in names)),
            sparql=make_page_query("home"),
            figures=site.figures,
            documents=site.documents,
            ordinances=tuple(one for one in find_ordinances(site.store) if one.articles),
            municipalities=tuple(municipalities),
            examples=_find_examples(site),
        )
    )


def _find_examples(site: Site) -> tuple[str, ...]:
    """A few things to search for, taken from the graph itself."""
    examples: list[Named] = [one.appearance.project for one in site.reappearances[:1]]
    examples += [Named(one.iri, one.label) for one in find_bodies(site.store) if one.parent][:1]
    examples += [Named(one.iri, one.label) for one in find_ordinances(site.store) if one.articles][
        :1
    ]
    return tuple(one.label for one in examples)
