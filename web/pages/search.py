"""Search: what holds the words that were typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import MPO, PREFIXES
from kg.questions.label import make_heading_label
from kg.questions.match import make_key
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named, make_short
from kg.questions.trace_what import find_articles_typed
from kg.store.terms import Iri, Text
from web.contexts import Crumb, SearchPage
from web.links import LONGEST
from web.pages.asked import read_page
from web.render import get_links, make_pager, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("search", __name__)

#: The longest query that is looked for.
MAX_QUERY = 200
_SIZE = 20


@blueprint.get("/search")
def show_search() -> Response:
    """The hits of `q`, of one `kind`, from `page` on; 400 for what cannot be looked for."""
    query = request.args.get("q", "").strip()
    if len(query) > MAX_QUERY:
        abort(400, _("検索の言葉は%(number)s字までにしてください。", number=MAX_QUERY))
    page, short = read_page(), request.args.get("kind", "")
    index = get_site().index
    everything = index.search(query, limit=0)
    kind = next((word.iri for word, _n in everything.kinds if make_short(word.iri) == short), None)
    if short and kind is None and short not in index.find_kinds():
        abort(400, _("「種類」の値が正しくありません。検索の画面で選び直してください。"))
    nothing = bool(short) and kind is None
    answer = (
        everything if nothing else index.search(query, kind, offset=(page - 1) * _SIZE, limit=_SIZE)
    )
    total = 0 if nothing else answer.total
    if page > 1 and (page - 1) * _SIZE >= total:
        abort(404)
    links = get_links()
    title = _("「%(query)s」の検索結果", query=query) if query else _("すべての項目")
    return render(
        SearchPage(
            title=title,
            trail=make_trail(Crumb(_("検索"), "")),
            permalink=links.search(query, short, page),
            data=(),
            sparql=_make_query(query, kind or Iri(MPO + short) if short else None),
            answer=answer,
            kind=short,
            everything=everything.total,
            articles=tuple(
                Named(part.iri, f"{one.label} {make_heading_label(part.number, part.heading)}")
                for one, part in find_articles_typed(get_site().store, query, get_site().ordinances)
            ),
            pager=make_pager(page, total, _SIZE, partial(links.search, query, short)),
        )
    )


def _make_query(typed: str, kind: Iri | None) -> str:
    """The query for what holds all words that were typed; empty where no address can carry it.

    Every text holds the empty word.
    """
    words = tuple(dict.fromkeys(word for word in typed.split() if make_key(word))) or ("",)
    query = make_page_query(
        "search",
        word=tuple(map(Text, words)),
        words=(Text(str(len(words)), datatype=PREFIXES["xsd"] + "integer"),),
        kind=(kind,) if kind else (),
    )
    return query if len(get_links().query(query)) <= LONGEST else ""
