"""Rows with a 再掲 mark beside their originals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import GRAPH_INFERRED
from kg.questions.reappearances import State
from web.contexts import Crumb, ReappearancesPage
from web.pages.asked import read_page
from web.render import get_links, make_graph_links, make_pager, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("reappearances", __name__)
_SIZE = 20


@blueprint.get("/reappearances")
def show_reappearances() -> Response:
    """The rows of one `state`, from `page` on."""
    rows = get_site().reappearances
    state, page = request.args.get("state", ""), read_page()
    if state and state not in set(State):
        abort(400, _("「状態」の値が正しくありません。画面で選び直してください。"))
    chosen = [row for row in rows if not state or row.state == state]
    if page > 1 and (page - 1) * _SIZE >= len(chosen):
        abort(404)
    links = get_links()
    return render(
        ReappearancesPage(
            title=_("再掲の一覧"),
            trail=make_trail(Crumb(_("再掲"), "")),
            permalink=links.reappearances(state, page),
            data=make_graph_links(GRAPH_INFERRED),
            rows=tuple(chosen[(page - 1) * _SIZE : page * _SIZE]),
            states=tuple((one.value, sum(row.state == one for row in rows)) for one in State),
            state=state,
            pager=make_pager(page, len(chosen), _SIZE, partial(links.reappearances, state)),
        )
    )
