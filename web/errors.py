"""Errors in plain words: what happened, what to do, where to go on.

A page for people, application/problem+json (RFC 9457) for programs that asked for JSON, a line of
text where data were asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from flask import Flask, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from kg.errors import NotFoundError
from kg.store.query_errors import BusyError, LimitError
from web.answerer import get_answerer
from web.api.problem import make as make_api_problem
from web.api.route import ROOT
from web.contexts import Crumb, ErrorPage
from web.links import read_path
from web.negotiate import HTML, choose
from web.problems import HELP, PROBLEM
from web.render import make_trail, render
from web.sending import open_to_all
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

_NEAR: Final = 6
_LONGEST: Final = 100
_PLAIN: Final = ("/data/", "/dump/", "/graph/", "/static/")
#: Seconds after which a reader may ask again.
_AGAIN: Final = 5
_JSON: Final = "application/json"


def set_up_errors(app: Flask) -> None:
    """Answer every error in the form that its reader asked for."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(NotFoundError, lambda _error: _show(404))
    app.register_error_handler(BusyError, _answer_busy)
    app.register_error_handler(LimitError, _answer_limit)


def _answer(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    written = type(error).description
    said = error.description if error.description != written else None
    if isinstance(error, InternalServerError):
        return _show(error.code)
    response = _show(error.code, said)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _answer_busy(_error: BusyError) -> AnyResponse:
    limits = get_answerer().limits
    said = _(
        "一度に答えられる問合せは%(running)s件、待てるのは%(waiting)s件までで、いまはすべて使われています。%(seconds)s秒ほどおいて、もう一度開いてください。",
        running=limits.running,
        waiting=limits.waiting,
        seconds=_AGAIN,
    )
    return _show(503, said)


def _answer_limit(_error: LimitError) -> AnyResponse:
    said = _(
        "一つの答えにかけられるのは%(seconds)s秒までです。条件を足して、範囲を狭めてください。",
        seconds=f"{get_answerer().limits.seconds:g}",
    )
    return _show(503, said)


def _show(status: int, said: str | None = None) -> AnyResponse:
    title, explanation = _explain(status)
    # What is said of a page of a list that is not there: it has no name like others.
    lost = status == 404 and said is None
    if lost:
        explanation = _("この名前のものはグラフにありません。")
    elif said and status in (400, 404, 503):
        explanation = said
    response = _write(status, title, explanation, lost=lost)
    if status in (429, 503):
        response.headers["Retry-After"] = str(_AGAIN)
    return response


def _write(status: int, title: str, explanation: str, *, lost: bool) -> AnyResponse:
    if request.path.startswith(f"{ROOT}/"):
        return open_to_all(make_api_problem(status))
    if choose(request.headers.get("Accept"), (HTML, PROBLEM, _JSON), {}) in (PROBLEM, _JSON):
        told = {
            "type": f"{HELP}#protocol" if status != 503 else f"{HELP}#busy",
            "title": title,
            "status": status,
            "detail": explanation,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        return Response(f"{text}\n", status, content_type=PROBLEM)
    if request.path.startswith(_PLAIN):
        return Response(f"{status} {title}\n", status, content_type="text/plain; charset=utf-8")
    name = _read_name() if lost else ""
    page = ErrorPage(
        title=title,
        trail=make_trail(Crumb(title, "")),
        permalink="",
        data=(),
        status=status,
        explanation=explanation,
        typed=name,
        near=get_site().index.find_near(name, _NEAR) if name else (),
        start=request.path if status == 404 and not lost else "",
    )
    return render(page, status)


def _explain(status: int) -> tuple[str, str]:
    known = {
        400: (
            _("受け取れない内容です"),
            _(
                "アドレスか入力に、受け取れない値があります。アドレスを確かめるか、画面で選び直してください。"
            ),
        ),
        404: (_("見つかりません"), _("このアドレスのページはありません。")),
        405: (_("この方法では開けません"), _("このアドレスは、読むこと（GET）だけができます。")),
        406: (
            _("その形式では出せません"),
            _("HTML、Turtle、JSON-LD、N-Triples、RDF/XML のどれかで求めてください。"),
        ),
        410: (
            _("もうありません"),
            _("このアドレスのものは取り除かれました。検索で探してください。"),
        ),
        413: (
            _("送られたものが大きすぎます"),
            _("短くして送り直してください。問合せなら、条件を分けてください。"),
        ),
        414: (
            _("アドレスが長すぎます"),
            _("入力を短くしてください。長い問合せは、SPARQL の画面から送れます。"),
        ),
        415: (
            _("この種類のものは受け取れません"),
            _("フォームから送るか、Content-Type を確かめてください。"),
        ),
        429: (_("続けて多く求められました"), _("数秒おいて、もう一度開いてください。")),
        431: (
            _("送られた見出しが大きすぎます"),
            _("このサイトの Cookie を消すか、別のブラウザーで開いてください。"),
        ),
        500: (
            _("サイトの側で問題が起きました"),
            _("操作の誤りではありません。記録を残しましたので、時間をおいて試してください。"),
        ),
        503: (_("いまは混み合っています"), _("数秒おいて、もう一度開いてください。")),
    }
    return known.get(status, known[500] if status >= 500 else known[400])


def _read_name() -> str:
    """The last part of the address, as its reader may have meant a name by it."""
    path = unquote(read_path(request.environ), errors="replace")
    return path.rstrip("/").rsplit("/", 1)[-1][:_LONGEST].strip()
