"""Rows with a 再掲 mark beside their originals, and how they differ: as page, Excel and JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import GRAPH_INFERRED
from kg.questions.reappearances import (
    Choice,
    Reappearance,
    State,
    filter_reappearances,
)
from kg.sheets import Sheet, Value
from web.contexts import Crumb
from web.differences import (
    get_mark_words,
    make_field_cells,
    make_field_header,
    make_file_links,
    make_json,
    make_row_cells,
    make_row_header,
    send_sheet,
    tell_drift,
    tell_row,
)
from web.language import get_language
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_graph_links, make_pager, make_trail, render
from web.repeat_contexts import ReappearancesPage
from web.sheets import join_values
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("reappearances", __name__)
_SIZE = 10


@blueprint.get("/reappearances")
def show_reappearances() -> Response:
    """The rows of one `state`, from `page` on."""
    rows, chosen, page = get_site().reappearances, _read_choice(), read_page()
    state = chosen.value if chosen else ""
    kept = filter_reappearances(rows, chosen)
    check_page(page, len(kept), _SIZE)
    links = get_links()
    files = make_file_links(partial(links.reappearances_file, state=state))
    shown = kept[(page - 1) * _SIZE : page * _SIZE]
    return render(
        ReappearancesPage(
            title=_("再掲の一覧"),
            trail=make_trail(Crumb(_("再掲"), "")),
            permalink=links.reappearances(state, page),
            data=(*files, *make_graph_links(GRAPH_INFERRED)),
            # How two rows differ is not in the graph: the rows of a state are named.
            sparql=make_part_query(
                "reappearances", {"listing": [one.appearance.iri for one in shown if state]}
            ),
            rows=shown,
            total=len(rows),
            states=tuple((one.value, len(filter_reappearances(rows, one))) for one in Choice),
            state=state,
            pager=make_pager(page, len(kept), _SIZE, partial(links.reappearances, state)),
        )
    )


@blueprint.get("/reappearances.<any(csv, xlsx):suffix>")
def show_reappearances_file(suffix: str) -> Response:
    """The rows of one `state`; in Excel there is a second sheet, of their fields."""
    rows = filter_reappearances(get_site().reappearances, _read_choice())
    original, again = _("元の行"), _("再掲の行")
    whole = Sheet(
        _("再掲の一覧"),
        (
            _("状態"),
            _("違いのまとめ"),
            *make_row_header(again),
            *make_row_header(original),
            _("元の行の候補"),
            _("確かさ"),
        ),
        [_make_row(row) for row in rows],
    )
    fields = Sheet(
        _("欄ごとの比較"),
        (*make_row_header(again), *make_field_header(original, again)),
        [
            (*make_row_cells(row.appearance), *make_field_cells(row.drift, field))
            for row in rows
            if row.drift is not None
            for field in row.drift.fields
        ],
        words=get_mark_words(),
    )
    return send_sheet("reappearances", whole, fields, suffix=suffix)


@blueprint.get("/reappearances.json")
def show_reappearances_data() -> Response:
    """The rows of one `state` as JSON."""
    rows = filter_reappearances(get_site().reappearances, _read_choice())
    return make_json("reappearances", map(_tell, rows))


def _read_choice() -> Choice | None:
    """The state that a request asks for; 400 for what is none."""
    state = request.args.get("state", "")
    if state and state not in set(Choice):
        abort(400, _("「状態」の値が正しくありません。画面で選び直してください。"))
    return Choice(state) if state else None


def say_state(row: Reappearance) -> str:
    """What is known of a row, in words."""
    if row.drift is not None:
        return str(_("一致") if row.meets(Choice.SAME) else _("違いあり"))
    return str(_("候補が複数") if row.state is State.SEVERAL else _("原本不明"))


def _make_row(row: Reappearance) -> tuple[Value, ...]:
    link = row.appearance.original
    return (
        say_state(row),
        "" if row.drift is None else row.drift.summary(get_language()),
        *make_row_cells(row.appearance),
        *make_row_cells(row.original),
        join_values(one.iri for one in row.candidates),
        None if link is None else link.confidence,
    )


def _tell(row: Reappearance) -> dict[str, object]:
    link = row.appearance.original
    return {
        "state": row.state.value,
        "appearance": tell_row(row.appearance),
        "original": None if row.original is None else tell_row(row.original),
        "candidates": [tell_row(one) for one in row.candidates],
        "link": None
        if link is None
        else {"iri": link.link, "status": link.status, "confidence": link.confidence},
        "drift": None if row.drift is None else tell_drift(row.drift),
    }
