"""Figures: by what they measure, over the years where there are several, and as CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort
from flask_babel import gettext as _

from kg.questions.page_query import make_page_query
from kg.questions.reading import Named, parse_code
from kg.questions.statistic import Statistic, group_statistics, part_series
from web.contexts import Crumb, DataLink, StatisticsPage
from web.filters import Filter, read_filter
from web.pages.asked import read_page
from web.render import get_links, make_pager, make_trail, render
from web.sheets import join_values, make_proof_cells, make_sheet
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("statistics", __name__)
_SIZE = 100


@blueprint.get("/statistics")
def show_statistics() -> Response:
    """The figures of a filter, grouped, from `page` on."""
    chosen, page, links = read_filter(), read_page(), get_links()
    statistics = _find(chosen)
    groups = group_statistics(statistics)
    if page > 1 and (page - 1) * _SIZE >= len(groups):
        abort(404)
    address = partial(links.statistics, chosen.municipality, chosen.document)
    series, single = part_series(groups[(page - 1) * _SIZE : page * _SIZE])
    file = links.statistics_file(chosen.municipality, chosen.document)
    return render(
        StatisticsPage(
            title=_("数値"),
            trail=make_trail(Crumb(_("数値"), "")),
            permalink=address(page),
            data=(DataLink("CSV", "text/csv", file),) if statistics else (),
            sparql=make_page_query("statistics", **chosen.bindings),
            series=series,
            single=single,
            total=len(statistics),
            filter=chosen,
            pager=make_pager(page, len(groups), _SIZE, address),
        )
    )


@blueprint.get("/statistics.csv")
def show_statistics_file() -> Response:
    """The figures of a filter as CSV, each with the line that prints it."""
    header = (
        _("自治体"),
        _("指標"),
        _("対象"),
        _("印刷された値"),
        _("数"),
        _("単位"),
        _("概数"),
        _("年度"),
        _("時点"),
        _("何当たり"),
        _("場所"),
        _("うち（全体の数値）"),
        _("文書"),
        _("行"),
        _("原文"),
        _("固定リンク"),
    )
    return make_sheet("statistics.csv", header, map(_make_row, _find(read_filter())))


def _find(chosen: Filter) -> tuple[Statistic, ...]:
    return tuple(one for one in get_site().statistics if chosen.meets_proofs(one.iri, one.evidence))


def _make_row(one: Statistic) -> tuple[str, ...]:
    code = parse_code(one.iri)
    homes = {
        document.municipality.label
        for document in get_site().documents
        if document.municipality is not None and parse_code(document.iri) == code
    }
    return (
        join_values(sorted(homes)),
        one.indicator,
        _join_named(one.about),
        one.shown,
        one.number,
        one.unit,
        _("はい") if one.approximate else "",
        "" if one.year is None else str(one.year),
        one.as_of or "",
        one.per or "",
        _join_named(one.places),
        one.whole.label if one.whole else "",
        *make_proof_cells(one.evidence),
        one.iri,
    )


def _join_named(things: tuple[Named, ...]) -> str:
    return join_values(one.label for one in things)
