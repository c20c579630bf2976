"""Events: what was held and what is only planned, apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.questions.page_query import make_page_query
from web.contexts import Crumb, EventsPage
from web.filters import read_filter
from web.render import get_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("events", __name__)


@blueprint.get("/events")
def show_events() -> Response:
    """The events of a filter."""
    chosen = read_filter()
    events = [one for one in get_site().events if chosen.meets_proofs(one.iri, one.evidence)]
    return render(
        EventsPage(
            title=_("行事"),
            trail=make_trail(Crumb(_("行事"), "")),
            permalink=get_links().events(chosen.municipality, chosen.document),
            data=(),
            sparql=make_page_query("events", **chosen.bindings),
            held=tuple(one for one in events if not one.planned),
            planned=tuple(one for one in events if one.planned),
            filter=chosen,
        )
    )
