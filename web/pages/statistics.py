"""Figures: by what they measure, over the years where there are several, and one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import gettext as _

from kg.errors import NotFoundError
from kg.questions.describe import describe
from kg.questions.page_query import make_page_query
from kg.questions.statistic import Statistic, group_statistics, part_series
from kg.store.terms import Iri
from web.contexts import Crumb, StatisticsPage
from web.figure_contexts import StatisticPage
from web.filters import Filter, read_filter
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_data_links, make_pager, make_trail, render
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
    check_page(page, len(groups), _SIZE)
    address = partial(links.statistics, chosen.municipality, chosen.document)
    shown = groups[(page - 1) * _SIZE : page * _SIZE]
    series, single = part_series(shown)
    part = [one.iri for group in shown for one in group.statistics]
    return render(
        StatisticsPage(
            title=_("数値"),
            trail=make_trail(Crumb(_("数値"), "")),
            permalink=address(page),
            data=(),
            sparql=make_page_query("statistics", **chosen.bindings)
            if len(shown) == len(groups)
            else make_part_query("statistics", {"statistic": part}, **chosen.bindings),
            series=series,
            single=single,
            total=len(statistics),
            filter=chosen,
            pager=make_pager(page, len(groups), _SIZE, address),
        )
    )


def _find(chosen: Filter) -> tuple[Statistic, ...]:
    return tuple(one for one in get_site().statistics if chosen.meets_proofs(one.iri, one.evidence))


def show_statistic(iri: Iri) -> Response:
    """One figure, with the same figure of other years."""
    site, links = get_site(), get_links()
    description = describe(site.store, iri)
    statistic = next((one for one in site.statistics if one.iri == iri), None)
    if statistic is None:
        raise NotFoundError(f"数値ではありません / not a statistic: {iri}")
    alike = [one for one in site.statistics if one.indicator == statistic.indicator]
    series, _single = part_series(group_statistics(alike))
    return render(
        StatisticPage(
            title=statistic.label,
            original=True,
            trail=make_trail(
                Crumb(_("数値"), links.statistics()), Crumb(statistic.label, "", original=True)
            ),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("named", thing=(iri,)),
            statistic=statistic,
            series=next((one for one in series if statistic in one.statistics), None),
            parts=tuple(one for one in site.statistics if one.whole and one.whole.iri == iri),
            description=description,
        )
    )
