"""Instruments: the list, and one with its dates, its makers and where it is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.questions.instrument import InstrumentEntry, order_by_kind
from kg.questions.page_query import make_page_query
from web.contexts import Crumb, InstrumentsPage
from web.filters import read_filter
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_pager, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("instruments", __name__)
_SIZE = 100
_Key = Callable[[InstrumentEntry], tuple[object, ...]]
#: The orders of the list, the first its own; what has no date comes last.
_ORDERS: Final[dict[str, _Key]] = {
    "": order_by_kind,
    "date": lambda one: (one.issued or ("~",), one.entry.label),
    "name": lambda one: (one.entry.label, one.entry.iri),
    "places": lambda one: (-one.entry.places, one.entry.label),
}


@blueprint.get("/instruments")
def show_instruments() -> Response:
    """The instruments of a filter in an order, from `page` on."""
    chosen, sort, page = read_filter(), request.args.get("sort", ""), read_page()
    if sort not in _ORDERS:
        abort(400, _("「並べ方」の値が正しくありません。画面で選び直してください。"))
    entries = [
        one for one in get_site().instruments if chosen.meets(one.entry.code, one.entry.documents)
    ]
    check_page(page, len(entries), _SIZE)
    links = get_links()
    shown = tuple(sorted(entries, key=_ORDERS[sort])[(page - 1) * _SIZE : page * _SIZE])
    part = [one.entry.iri for one in shown]
    address = partial(links.instruments, chosen.municipality, chosen.document, sort)
    return render(
        InstrumentsPage(
            title=_("規範（条例・計画・指針など）"),
            trail=make_trail(Crumb(_("規範"), "")),
            permalink=address(page),
            data=(),
            sparql=make_page_query("instruments", **chosen.bindings)
            if len(shown) == len(entries)
            else make_part_query("instruments", {"instrument": part}, **chosen.bindings),
            entries=shown,
            total=len(entries),
            orders=tuple(_ORDERS),
            sort=sort,
            filter=chosen,
            pager=make_pager(page, len(entries), _SIZE, address),
        )
    )
