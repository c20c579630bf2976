"""The page of the API: what it is for, examples that can be copied, every path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint
from flask_babel import gettext as _

from kg.names import ID
from web.api.openapi import MEDIA_TYPE
from web.api.route import MOST, ROOT, USUAL
from web.api.routes import ROUTES, TAGS
from web.api.telling import make_url
from web.api_contexts import ApiExample, ApiPage, ApiProblem, ApiSubject
from web.contexts import Crumb, DataLink
from web.language import get_language
from web.links import LANGUAGES
from web.render import get_links, make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("api", __name__)


@blueprint.get("/api")
def show_api() -> Response:
    """How programs ask."""
    english = get_language() == LANGUAGES[1]
    openapi = f"{ROOT}/openapi.json"
    return render(
        ApiPage(
            title="API",
            trail=make_trail(Crumb("API", "")),
            permalink=get_links().api(),
            data=(DataLink("OpenAPI 3.1", MEDIA_TYPE, openapi),),
            root=make_url(ROOT),
            openapi=openapi,
            examples=tuple(_find_examples()),
            subjects=tuple(
                ApiSubject(key, words[english], tuple(one for one in ROUTES if one.tag == key))
                for key, words in TAGS.items()
            ),
            problems=_list_problems(),
            most=MOST,
            usual=USUAL,
        )
    )


def _find_examples() -> Iterator[ApiExample]:
    """Questions with the commands that ask them, of things that this graph holds."""
    article = _find_article()
    if article:
        yield ApiExample(
            _("ある条を実施するものは何か。担当、つながり、根拠の文ごと"),
            _make_command(f"/articles/{article}/implementers", limit="5"),
        )
    yield ApiExample(
        _("元の行と違っている再掲の事業"), _make_command("/projects", reappearance="drifted")
    )
    yield ApiExample(_("「再掲」という言葉を探す"), _make_command("/search", q="再掲", limit="3"))
    documents = get_site().documents
    if documents:
        path = documents[0].iri.removeprefix(ID)
        yield ApiExample(_("一つの文書の体系と数"), _make_command(f"/documents/{path}"))
        yield ApiExample(
            _("その文書の数値を10件ずつ"), _make_command("/statistics", document=path, limit="10")
        )
    if article:
        yield ApiExample(
            _("ある条のまわりにあるもの"), _make_command(f"/around/{article}", status="stated")
        )


def _find_article() -> str:
    """An article that something implements, by its path; empty where there is none."""
    idle = {gap.thing.iri for gap in get_site().gaps}
    found = (part.iri for one in get_site().ordinances for part in one.articles)
    return next((iri.removeprefix(ID) for iri in found if iri not in idle), "")


def _make_command(path: str, **values: str) -> str:
    query = "&".join(f"{name}={quote(value, safe='/:')}" for name, value in values.items())
    return f"curl '{make_url(ROOT)}{quote(path, safe='/:%~')}{'?' if query else ''}{query}'"


def _list_problems() -> tuple[ApiProblem, ...]:
    return (
        ApiProblem(
            400,
            _("受け取れない値"),
            _("where のパラメーターを、fix にあるように直してください。"),
        ),
        ApiProblem(
            404,
            _("見つからない"),
            _("IRI を確かめるか、検索で探してください。"),
        ),
        ApiProblem(
            405,
            _("読み取りだけ"),
            _("GET で求めてください。"),
        ),
        ApiProblem(406, _("JSON だけ"), _("Accept を application/json にしてください。")),
        ApiProblem(
            429,
            _("要求が多すぎる"),
            _("Retry-After の秒数だけ待ってください。一括データの方が速いことがあります。"),
        ),
        ApiProblem(
            500,
            _("サイトの側の問題"),
            _("操作の誤りではありません。時間をおいて試してください。"),
        ),
        ApiProblem(
            503,
            _("混雑"),
            _("Retry-After の秒数だけ待ってください。"),
        ),
    )
