"""What this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.documents.manifest import load_manifest
from kg.errors import KgError
from kg.names import GRAPH_CURATED, GRAPH_INFERRED
from kg.questions.page_query import make_page_query
from web.contexts import AboutPage, Crumb
from web.render import get_links, make_graph_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def show_about() -> Response:
    """How this is made, its limits, its licences, how to cite it."""
    site = get_site()
    try:
        entries = load_manifest(site.folder.sources).documents
    except KgError:
        entries = ()
    return render(
        AboutPage(
            title=_("このサイトについて"),
            trail=make_trail(Crumb(_("このサイトについて"), "")),
            permalink=get_links().about(),
            data=make_graph_links(GRAPH_CURATED, GRAPH_INFERRED),
            sparql=make_page_query("about"),
            figures=site.figures,
            entries=entries,
        )
    )
