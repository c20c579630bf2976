"""Events: what was held and what is only planned, apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.questions.page_query import make_page_query
from web.contexts import Crumb
from web.figure_contexts import EventsPage
from web.filters import read_filter
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_pager, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("events", __name__)
_SIZE = 100
_STATUSES: Final = ("held", "planned")


@blueprint.get("/events")
def show_events() -> Response:
    """The events of a filter and a `status`, what was held first, from `page` on."""
    chosen, page, status = read_filter(), read_page(), request.args.get("status", "")
    if status not in ("", *_STATUSES):
        abort(400, _("「開かれたかどうか」の値が正しくありません。画面で選び直してください。"))
    found = [one for one in get_site().events if chosen.meets_proofs(one.iri, one.evidence)]
    parts = {
        "held": [one for one in found if not one.planned],
        "planned": [one for one in found if one.planned],
    }
    kept = [one for name, own in parts.items() if status in ("", name) for one in own]
    check_page(page, len(kept), _SIZE)
    shown = kept[(page - 1) * _SIZE : page * _SIZE]
    address = partial(get_links().events, chosen.municipality, chosen.document, status)
    whole = len(shown) == len(found)
    return render(
        EventsPage(
            title=_("行事"),
            trail=make_trail(Crumb(_("行事"), "")),
            permalink=address(page),
            data=(),
            sparql=make_page_query("events", **chosen.bindings)
            if whole or not shown
            else make_part_query("events", {"event": [one.iri for one in shown]}),
            held=tuple(one for one in shown if not one.planned),
            planned=tuple(one for one in shown if one.planned),
            counts=tuple((name, len(own)) for name, own in parts.items()),
            status=status,
            filter=chosen,
            pager=make_pager(page, len(kept), _SIZE, address),
        )
    )
