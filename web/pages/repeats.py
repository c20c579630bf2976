"""Repeats that nobody marked: pairs with their reasons, and what hangs together by them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import GRAPH_INFERRED, ID
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named, collect
from kg.questions.repeat_clusters import Cluster, find_chain
from kg.questions.repeats import (
    RepeatKind,
    RepeatLink,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
    find_codes,
)
from kg.store.terms import Iri
from web.contexts import Crumb
from web.differences import make_file_links
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_graph_links, make_pager, make_trail, render
from web.repeat_contexts import ClustersPage, Facet, RepeatsPage
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("repeats", __name__)
_SIZE = 10


@blueprint.get("/repeats")
def show_repeats() -> Response:
    """The pairs of one `kind` and `status`, from `page` on."""
    site, links, page = get_site(), get_links(), read_page()
    kind, status = read_filters()
    kept = filter_repeats(site.repeat_links, kind, status)
    check_page(page, len(kept), _SIZE)
    asked = (kind.value if kind else "", status.value if status else "")
    files = make_file_links(partial(links.repeats_file, kind=asked[0], status=asked[1]))
    return render(
        RepeatsPage(
            title=_("重複の候補"),
            trail=make_trail(Crumb(_("重複の候補"), "")),
            permalink=links.repeats(*asked, page),
            data=(*files, *make_graph_links(GRAPH_INFERRED)),
            sparql=make_page_query(
                "repeats", predicate=find_codes(kind), status=find_codes(status)
            ),
            repeats=compare_repeats(site.store, kept[(page - 1) * _SIZE : page * _SIZE]),
            kinds=_make_kinds(site.repeat_links, asked[1], status),
            statuses=_make_statuses(site.repeat_links, asked[0], kind),
            kind=asked[0],
            status=asked[1],
            clusters=len(site.clusters),
            pager=make_pager(page, len(kept), _SIZE, partial(links.repeats, *asked)),
        )
    )


@blueprint.get("/repeats/clusters")
def show_clusters() -> Response:
    """What hangs together; with `from` and `to`, the shortest way between two projects."""
    site, links, page = get_site(), get_links(), read_page()
    start, end = _read_end("from"), _read_end("to")
    clusters = site.clusters
    if start is not None:
        clusters = tuple(one for one in clusters if start in one.members)
    check_page(page, len(clusters), _SIZE)
    shown = clusters[(page - 1) * _SIZE : page * _SIZE]
    return render(
        ClustersPage(
            title=_("似た事業のまとまり"),
            trail=make_trail(
                Crumb(_("重複の候補"), links.repeats()), Crumb(_("似た事業のまとまり"), "")
            ),
            permalink=links.clusters(page),
            data=(
                *make_file_links(links.repeats_file),
                *make_graph_links(GRAPH_INFERRED),
            ),
            sparql=make_part_query("clusters", _find_part(shown)) if shown else "",
            clusters=shown,
            start=start,
            end=end,
            steps=_find_steps(start, end),
            pager=make_pager(page, len(clusters), _SIZE, links.clusters),
        )
    )


def _find_part(shown: tuple[Cluster, ...]) -> dict[str, Sequence[Iri]]:
    """Some clusters as a variable of the query: the first projects of their pairs."""
    return {"left": collect(link.left.iri for one in shown for link in one.links)}


def _find_steps(start: Named | None, end: Named | None) -> tuple[tuple[RepeatLink, Named], ...]:
    if start is None or end is None:
        return ()
    steps: list[tuple[RepeatLink, Named]] = []
    at = start
    for link in find_chain(get_site().repeat_links, start.iri, end.iri):
        at = link.get_other(at.iri)
        steps.append((link, at))
    return tuple(steps)


def _read_end(name: str) -> Named | None:
    """The project of a cluster that a request names; 400 for what is none."""
    asked = request.args.get(name, "")
    if not asked:
        return None
    members = (one for cluster in get_site().clusters for one in cluster.members)
    # A reader may type a name as it is; the form sends it as the IRI writes it.
    found = next((one for one in members if unquote(one.iri) == unquote(ID + asked)), None)
    if found is None:
        abort(400, _("事業の指定が正しくありません。画面で選び直してください。"))
    return found


def read_filters() -> tuple[RepeatKind | None, RepeatStatus | None]:
    """The kind and status that a request asks for; 400 for what is none."""
    kind, status = request.args.get("kind", ""), request.args.get("status", "")
    if kind and kind not in set(RepeatKind):
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    if status and status not in set(RepeatStatus):
        abort(400, _("「状態」の値が正しくありません。画面で選び直してください。"))
    return RepeatKind(kind) if kind else None, RepeatStatus(status) if status else None


def _make_kinds(
    found: tuple[RepeatLink, ...], status: str, chosen: RepeatStatus | None
) -> tuple[Facet, ...]:
    address = get_links().repeats
    counted = ((one, len(filter_repeats(found, one, chosen))) for one in (None, *RepeatKind))
    return tuple(
        Facet(one.value if one else "", number, address(one.value if one else "", status))
        for one, number in counted
    )


def _make_statuses(
    found: tuple[RepeatLink, ...], kind: str, chosen: RepeatKind | None
) -> tuple[Facet, ...]:
    address = get_links().repeats
    counted = ((one, len(filter_repeats(found, chosen, one))) for one in (None, *RepeatStatus))
    return tuple(
        Facet(one.value if one else "", number, address(kind, one.value if one else ""))
        for one, number in counted
    )
