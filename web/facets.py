"""The facets of a search in words, each value a link: `make_facets`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext as _
from flask_babel import pgettext

from kg.questions.search.facets import Facet, FacetValue
from kg.questions.vocabulary import get_code, get_word
from web.render import get_links, say_word, say_year
from web.search_contexts import FacetLink, FacetView

#: So many values are seen before a reader asks for more.
_FIRST: Final = 8


def make_facets(
    facets: Sequence[Facet], query: str, sort: str, chosen: Mapping[str, str]
) -> tuple[FacetView, ...]:
    """The facets that have a value to show, each with links that keep the rest of the choice."""
    views = (_make_facet(facet, query, sort, chosen) for facet in facets)
    return tuple(view for view in views if view.first)


def say_facet(name: str) -> str:
    """What a facet is called."""
    words = {
        "kind": _("種類"),
        "municipality": pgettext("one", "自治体"),
        "document": pgettext("one", "文書"),
        "branch": _("政策体系のいちばん上"),
        "body": _("担当"),
        "ward": pgettext("one", "区"),
        "year": _("計画の年度"),
        "mark": _("新規・充実の印"),
        "again": _("再掲"),
        "article": _("実施する条文"),
    }
    return str(words[name])


def _make_facet(facet: Facet, query: str, sort: str, chosen: Mapping[str, str]) -> FacetView:
    made = tuple(_make_link(facet.name, one, query, sort, chosen) for one in facet.values)
    first = made if len(made) <= _FIRST + 1 else made[:_FIRST]
    return FacetView(facet.name, say_facet(facet.name), first, made[len(first) :], facet.more)


def _make_link(
    name: str, one: FacetValue, query: str, sort: str, chosen: Mapping[str, str]
) -> FacetLink:
    others = {key: value for key, value in chosen.items() if key != name}
    kept = others if one.chosen else {**others, name: one.value}
    return FacetLink(
        _say_value(name, one),
        bool(one.label),
        one.count,
        get_links().hits(query, kept, sort),
        one.chosen,
    )


def _say_value(name: str, one: FacetValue) -> str:
    if one.label:
        return one.label
    if name == "year":
        return say_year(int(one.value))
    if name == "municipality":
        return str(_("国"))
    if name == "again":
        return _say_again(one.value)
    if one.iri is None:
        return one.value
    return say_word(get_word(one.iri) if name == "kind" else get_code(one.iri))


def _say_again(state: str) -> str:
    words = {
        "found": _("再掲（元の行あり）"),
        "unknown": _("再掲（原本不明）"),
        "drifted": _("再掲（元の行と違いあり）"),
        "none": _("再掲の印なし"),
    }
    return str(words[state])
