"""What leads nowhere: articles, projects, bodies and 再掲 rows, as page, Excel and CSV."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import GRAPH_INFERRED, ID, make_municipality
from kg.questions.gaps import Gap, GapKind, say_gap_kind
from kg.questions.page_query import make_page_query
from kg.questions.reading import parse_code
from kg.sheets import Value
from kg.store.terms import Iri
from web.contexts import Crumb, DataLink
from web.exports import Export, Line, send_export
from web.filters import Choice
from web.language import get_language
from web.pages.asked import check_page, read_page
from web.render import get_links, make_graph_links, make_pager, make_trail, render
from web.sheets import CSV, XLSX, join_values
from web.site import get_site
from web.trace_contexts import GapsPage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("gaps", __name__)
_SIZE = 50


@blueprint.get("/gaps")
def show_gaps() -> Response:
    """The gaps of one `kind` and `municipality`, from `page` on."""
    kind, municipality, page = _read_kind() or GapKind.ARTICLE, _read_municipality(), read_page()
    home = _narrow(get_site().gaps, None, municipality)
    kept, counts = _narrow(home, kind, ""), Counter(one.kind for one in home)
    check_page(page, len(kept), _SIZE)
    homes = (Iri(make_municipality(municipality)),) if municipality else ()
    links = get_links()
    return render(
        GapsPage(
            title=_("抜けているもの"),
            trail=make_trail(Crumb(_("抜けているもの"), "")),
            permalink=links.gaps(kind.value, municipality, page),
            data=make_graph_links(GRAPH_INFERRED),
            sparql=make_page_query(f"gaps-{kind.value}", municipality=homes),
            gaps=kept[(page - 1) * _SIZE : page * _SIZE],
            kind=kind,
            kinds=tuple((one, counts[one]) for one in GapKind),
            municipality=municipality,
            municipalities=_list_municipalities(),
            files=(
                DataLink("Excel", XLSX, links.gaps_file("xlsx", kind.value, municipality)),
                DataLink("CSV", CSV, links.gaps_file("csv", kind.value, municipality)),
            ),
            pager=make_pager(page, len(kept), _SIZE, partial(links.gaps, kind.value, municipality)),
        )
    )


@blueprint.get("/gaps.<any(csv, xlsx):suffix>")
def show_gaps_file(suffix: str) -> Response:
    """The gaps as CSV or Excel, each with where the thing stands."""
    header = (
        _("欠けているもの"),
        _("自治体"),
        _("文書・条例"),
        pgettext("one", "名称"),
        _("候補の数"),
    )
    lines = (Line(one.thing.iri, _tell(one), one.evidence) for one in _find_asked())
    return send_export(Export("gaps", _("抜けているもの"), header, tuple(lines)), suffix)


def _tell(gap: Gap) -> tuple[Value, ...]:
    return (
        say_gap_kind(gap.kind, get_language()),
        gap.municipality.label if gap.municipality else "",
        join_values(home.label for home in gap.homes),
        gap.thing.label,
        gap.candidates,
    )


def _find_asked() -> tuple[Gap, ...]:
    return _narrow(get_site().gaps, _read_kind(), _read_municipality())


def _narrow(gaps: tuple[Gap, ...], kind: GapKind | None, municipality: str) -> tuple[Gap, ...]:
    return tuple(
        one
        for one in gaps
        if kind in (None, one.kind) and (not municipality or _get_code(one) == municipality)
    )


def _get_code(gap: Gap) -> str | None:
    return parse_code(gap.thing.iri)


def _list_municipalities() -> tuple[Choice, ...]:
    homes = {one.municipality for one in get_site().gaps if one.municipality is not None}
    found = sorted((home.iri.removeprefix(ID), home.label) for home in homes)
    return tuple(Choice(code, label) for code, label in found)


def _read_kind() -> GapKind | None:
    asked = request.args.get("kind", "")
    if asked and asked not in set(GapKind):
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    return GapKind(asked) if asked else None


def _read_municipality() -> str:
    asked = request.args.get("municipality", "")
    if asked and asked not in {one.value for one in _list_municipalities()}:
        abort(400, _("「自治体」の値が正しくありません。画面で選び直してください。"))
    return asked
