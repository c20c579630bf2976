"""What this is."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from kg.names import BASE, GRAPH_CURATED, GRAPH_INFERRED
from kg.quality.published import load_scores
from kg.questions.catalogue_terms import CREATOR
from kg.questions.catalogue_void import cite
from kg.questions.page_query import make_page_query
from kg.store.version import DataVersion
from web.contexts import Crumb
from web.figure_contexts import AboutPage
from web.parts import list_parts
from web.render import get_links, make_graph_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("about", __name__)
#: Whom readers may write to: an address of mail or of a page. Without one the page names none.
SETTING: Final = "KG_CONTACT"
_MOST: Final = 100
_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@blueprint.get("/about")
def show_about() -> Response:
    """How this is made, its limits, its licences, how to cite it."""
    site = get_site()
    entries = site.list_entries()
    scores = load_scores(site.folder)
    return render(
        AboutPage(
            title=_("このサイトについて"),
            trail=make_trail(Crumb(_("このサイトについて"), "")),
            permalink=get_links().about(),
            data=make_graph_links(GRAPH_CURATED, GRAPH_INFERRED),
            sparql=make_page_query("about"),
            figures=site.figures,
            entries=entries[:_MOST],
            entry_count=len(entries),
            examples=site.status_examples,
            parts=list_parts(),
            citation=cite(site.version),
            bibtex=make_bibtex(site.version),
            contact=os.environ.get(SETTING, "").strip()[:300],
            measured=scores.unseen[-1] if scores and scores.unseen else None,
        )
    )


@blueprint.record_once
def _set_up(state: BlueprintSetupState) -> None:
    tests = state.app.jinja_env.tests
    tests["mail_address"] = lambda text: _MAIL.fullmatch(text) is not None


def make_bibtex(version: DataVersion) -> str:
    """The data as a BibTeX entry."""
    year = f"  year = {{{version.date[:4]}}},\n" if version.date else ""
    return (
        f"@misc{{seisaku-kg-{version.digest},\n"
        f"  author = {{{{{CREATOR}}}}},\n"
        "  title = {{Seisaku KG}},\n"
        f"{year}"
        f"  version = {{{version.release} ({version.digest})}},\n"
        f"  url = {{{BASE}}},\n"
        "  note = {CC BY 4.0}\n"
        "}"
    )
