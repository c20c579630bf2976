"""Search: what holds the words that were typed, narrowed by facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, jsonify, request
from flask_babel import gettext as _

from kg.questions.find import SearchAnswer, Sort
from kg.questions.label import make_heading_label
from kg.questions.reading import Named
from kg.questions.search.facets import FACETS
from kg.questions.search.query import make_search_query
from kg.questions.trace_what import find_articles_typed
from web.contexts import Crumb
from web.differences import make_file_links
from web.facets import make_facets, say_facet
from web.page_queries import fit_query
from web.pages.asked import check_page, read_page
from web.render import get_links, make_pager, make_trail, render, say_word
from web.search_contexts import Chosen, Order, SearchPage
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("search", __name__)

MAX_QUERY: Final = 200
#: Rows of a file.
LIMIT: Final = 10_000
_SIZE: Final = 20
_SUGGESTED: Final = 8
_NEAR: Final = 6


@dataclass(frozen=True)
class Asked:
    """What a request looks for: the words, what they are narrowed to, the order."""

    query: str
    chosen: dict[str, str]
    sort: Sort

    def find(self, *, offset: int = 0, limit: int = 0) -> SearchAnswer:
        """The hits from `offset` on; 400, saying which, for a choice that is none."""
        try:
            return get_site().index.search(
                self.query, chosen=self.chosen, sort=self.sort, offset=offset, limit=limit
            )
        except ValueError as error:
            abort(
                400,
                _(
                    "「%(name)s」の値が正しくありません。検索の画面で選び直してください。",
                    name=say_facet(str(error)),
                ),
            )


@blueprint.get("/search")
def show_search() -> Response:
    """The hits of `q`, narrowed, from `page` on; 400 for what cannot be looked for."""
    asked, page = read_asked(), read_page()
    answer = asked.find(offset=(page - 1) * _SIZE, limit=_SIZE)
    check_page(page, answer.total, _SIZE)
    links, site, query = get_links(), get_site(), asked.query
    facets = make_facets(answer.facets, query, asked.sort, asked.chosen)
    chosen = tuple(
        Chosen(facet.title, value)
        for facet in facets
        for value in (*facet.first, *facet.rest)
        if value.chosen
    )

    def address(number: int) -> str:
        return links.hits(query, asked.chosen, asked.sort, number)

    return render(
        SearchPage(
            title=_("「%(query)s」の検索結果", query=query) if query else _("すべての項目"),
            trail=make_trail(Crumb(_("検索"), "")),
            permalink=address(page),
            data=make_file_links(
                lambda suffix: links.hits(query, asked.chosen, asked.sort, suffix=suffix)
            )
            if answer.total
            else (),
            sparql=_make_query(answer, asked),
            answer=answer,
            articles=tuple(
                Named(part.iri, f"{one.label} {make_heading_label(part.number, part.heading)}")
                for one, part in find_articles_typed(site.store, query, site.ordinances)
            ),
            others=tuple(
                one.text
                for word in answer.words
                for one in word.alternatives[1:]
                if word.key not in one.text
            ),
            facets=facets,
            chosen=chosen,
            cleared=links.hits(query, {}, asked.sort),
            orders=_make_orders(asked),
            near=() if answer.total or not query else site.index.find_near(query, _NEAR),
            start=(page - 1) * _SIZE + 1,
            limit=LIMIT,
            pager=make_pager(page, answer.total, _SIZE, address),
        )
    )


@blueprint.get("/search/suggest")
def show_suggestions() -> Response:
    """The names that go on `q`, as JSON, each with its kind."""
    query = _read_query()
    response = jsonify(
        [
            {"label": one.label, "kind": say_word(one.kind)}
            for one in get_site().index.suggest(query, _SUGGESTED)
        ]
    )
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def read_asked() -> Asked:
    """What the request looks for; 400, in words, for what cannot be looked for."""
    given = ((name, request.args.get(name, "").strip()) for name in FACETS)
    try:
        sort = Sort(request.args.get("sort", ""))
    except ValueError:
        abort(400, _("「並べ方」の値が正しくありません。検索の画面で選び直してください。"))
    return Asked(_read_query(), {name: value for name, value in given if value}, sort)


def _read_query() -> str:
    query = request.args.get("q", "").strip()
    if len(query) > MAX_QUERY:
        abort(400, _("検索の言葉は%(number)s字までにしてください。", number=MAX_QUERY))
    return query


def _make_orders(asked: Asked) -> tuple[Order, ...]:
    words = {
        Sort.BEST: _("関連の強い順"),
        Sort.NAME: _("名前順"),
        Sort.PLACE: _("文書に出てくる順"),
    }
    return tuple(
        Order(
            str(label),
            get_links().hits(asked.query, asked.chosen, sort),
            sort is asked.sort,
        )
        for sort, label in words.items()
    )


def _make_query(answer: SearchAnswer, asked: Asked) -> str:
    """The query for the same hits; empty where none can say it or no address can carry it."""
    return fit_query(make_search_query(asked.query, answer.words, asked.chosen))
