"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import MPO
from kg.questions.page_query import make_page_query
from kg.questions.reading import make_short
from kg.questions.tasks import Tasks, find_tasks
from web.contexts import DataLink, HomePage
from web.render import get_links, render, say_article
from web.shelves import list_municipalities
from web.site import Site, get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("home", __name__)
#: So many documents and municipalities are named; the rest stand on their lists.
_DOCUMENTS: Final = 6
_MUNICIPALITIES: Final = 24


@blueprint.get("/")
def show_home() -> Response:
    """Search, worked tasks, the ways in, and figures."""
    site = get_site()
    municipalities, tasks = list_municipalities(), find_tasks(site.store)
    return render(
        HomePage(
            title=_("自治体の政策を、原文の証拠とともに"),
            trail=(),
            permalink=get_links().home(),
            data=(DataLink("Turtle (VoID, DCAT)", "text/turtle", get_links().void("ttl")),),
            sparql=make_page_query("home"),
            counted=_count(site),
            passages=site.figures.passages,
            documents=site.documents[:_DOCUMENTS],
            municipalities=municipalities[:_MUNICIPALITIES],
            totals=(len(site.documents), len(municipalities)),
            examples=_find_examples(tasks),
            tasks=tasks,
        )
    )


def _count(site: Site) -> tuple[tuple[str, int, str], ...]:
    """What is in here: twelve figures, which fill their rows on every screen."""
    links, figures = get_links(), site.figures
    wards = next((count for word, count in figures.kinds if word.iri == MPO + "Ward"), 0)
    return (
        (pgettext("many", "自治体"), figures.municipalities, links.municipalities()),
        (_("文書"), figures.documents, links.documents()),
        (pgettext("many", "政策体系の項目"), figures.nodes, links.tree()),
        (_("事業（実）"), figures.projects, links.search(kind=make_short(MPO + "Project"))),
        (_("掲載（延べ）"), figures.listings, links.documents()),
        (_("うち再掲"), figures.reappearances, links.reappearances()),
        (_("条文"), figures.articles, links.ordinances()),
        (_("規範"), figures.instruments, links.instruments()),
        (_("組織"), figures.bodies, links.bodies()),
        (pgettext("many", "区"), wards, links.wards()),
        (_("数値"), figures.statistics, links.statistics()),
        (_("行事"), figures.events, links.events()),
    )


def _find_examples(tasks: Tasks) -> tuple[str, ...]:
    """A few things to search for, taken from the graph itself."""
    article = tasks.articles[0] if tasks.articles else None
    found = (
        say_article(article.number) if article else None,
        tasks.drifted.project.label if tasks.drifted else None,
        tasks.ward.label if tasks.ward else None,
        article.ordinance.label if article and article.ordinance else None,
    )
    return tuple(one for one in found if one)
