"""How two things hang together: a form with two names, and the way between them in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask_babel import gettext as _

from kg.errors import NotFoundError
from kg.questions.page_query import make_rows_query
from kg.questions.trace_what import find_choices
from kg.questions.trace_words import Status
from kg.questions.way import Way
from web.contexts import Crumb
from web.page_queries import fit_query
from web.render import get_links, make_trail, render
from web.site import get_site
from web.trace_contexts import End, PathsPage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("paths", __name__)
_LONGEST = 300


@blueprint.get("/paths")
def show_paths() -> Response:
    """The form; with `from` and `to`, the way between two things, or what they may mean."""
    start, end = _read_end("from"), _read_end("to")
    links, way = get_links(), _find_way(start, end)
    return render(
        PathsPage(
            title=_("つながりを調べる"),
            trail=make_trail(Crumb(_("つながりを調べる"), "")),
            permalink=links.paths(start.typed, end.typed),
            data=(),
            sparql=_make_query(way) if way and way.steps else "",
            start=start,
            end=end,
            way=way,
            examples=() if start.typed or end.typed else _find_examples(),
        )
    )


def _read_end(name: str) -> End:
    typed = request.args.get(name, "").strip()[:_LONGEST]
    return End(typed, find_choices(get_site().store, typed) if typed else ())


def _find_way(start: End, end: End) -> Way | None:
    if start.chosen is None or end.chosen is None:
        return None
    try:
        return get_site().ways.find(start.chosen.iri, end.chosen.iri)
    except NotFoundError:
        return None


def _make_query(way: Way) -> str:
    """The query of a way; empty for one whose steps no address can carry.

    A step with a link is named by it, one without by what it says.
    """
    query = make_rows_query(
        "paths",
        ("step", "property", "value"),
        (
            (one.link, None, None)
            if one.link
            else (one.subject.iri, one.predicate.iri, one.object.iri)
            for one in way.steps
        ),
    )
    return fit_query(query)


def _find_examples() -> tuple[tuple[str, str], ...]:
    """Two things that a chain of the graph joins, for who does not know what to type."""
    site = get_site()
    articles = {gap.thing.iri for gap in site.gaps if gap.kind == "article"}
    for answer in site.ordinances:
        for article in answer.articles:
            if article.iri in articles:
                continue
            inferred = site.get_trace(article.iri).find(Status.INFERRED)
            if inferred:
                longest = max(inferred, key=lambda one: len(one.chains[0].steps))
                return ((longest.subject.label, longest.article.label),)
    return ()
