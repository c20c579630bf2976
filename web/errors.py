"""Errors as pages in plain words: what happened, what to do, where to go on."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flask import Flask, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from kg.errors import NotFoundError
from kg.questions.find import Hit
from web.contexts import Crumb, ErrorPage
from web.links import read_path
from web.render import make_trail, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

_NEAR = 6
_COMPARED = 20_000
_PLAIN = ("/data/", "/graph/", "/static/")


def set_up_errors(app: Flask) -> None:
    """Answer every error with a page, or in plain text where a program asked for data."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(NotFoundError, lambda error: _show(404, str(error.what)))


def _answer(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    written = type(error).description
    said = error.description if error.description != written else None
    response = _show(error.code, said)
    if isinstance(error, InternalServerError):
        return response
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _show(status: int, said: str | None) -> AnyResponse:
    title, explanation = _explain(status)
    if request.path.startswith(_PLAIN):
        return Response(f"{status} {title}\n", status, mimetype="text/plain")
    near: tuple[Hit, ...] = ()
    if status == 404:
        explanation = _("この名前のものはグラフにありません。")
        near = find_near(unquote(read_path(request.environ), errors="replace"))
    elif said and status == 400:
        explanation = said
    page = ErrorPage(
        title=title,
        trail=make_trail(Crumb(title, "")),
        permalink="",
        data=(),
        status=status,
        explanation=explanation,
        near=near,
    )
    return render(page, status)


def _explain(status: int) -> tuple[str, str]:
    known = {
        400: (_("受け取れない内容です"), _("アドレスか入力に、受け取れない値があります。")),
        404: (_("見つかりません"), _("このアドレスのページはありません。")),
        405: (_("この方法では開けません"), _("このアドレスは、読むことだけができます。")),
        406: (
            _("その形式では出せません"),
            _("HTML、Turtle、JSON-LD、N-Triples、RDF/XML のどれかで求めてください。"),
        ),
        500: (
            _("サイトの側で問題が起きました"),
            _("操作の誤りではありません。記録を残しましたので、時間をおいて試してください。"),
        ),
    }
    return known.get(status, known[500] if status >= 500 else known[400])


def find_near(path: str) -> tuple[Hit, ...]:
    """Things whose name is like the last part of an address."""
    name = path.rstrip("/").rsplit("/", 1)[-1][:100]
    index = get_site().index
    if not name.strip():
        return ()
    hits = index.search(name, limit=_NEAR).hits
    if hits:
        return hits
    labels = list(index.find_labels())[:_COMPARED]
    close = difflib.get_close_matches(name, labels, n=_NEAR, cutoff=0.5)
    return tuple(hit for label in close for hit in index.search(label, limit=1).hits)
