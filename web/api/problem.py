"""Errors of the API: application/problem+json (RFC 9457) that says what to change."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException, InternalServerError

from kg.errors import KgError, NotFoundError
from web.api.route import ROOT
from web.problems import PROBLEM

#: Where each kind of problem is explained: anchors of the page of the API.
HELP: Final = "/api"
_TITLES: Final = {
    400: "受け取れない値があります / the request holds a value that cannot be taken",
    404: "見つかりません / not found",
    405: "読み取りだけができます / this can only be read",
    406: "JSON だけを出せます / only JSON can be answered",
    429: "要求が多すぎます / too many requests",
    500: "サイトの側で問題が起きました / a fault of ours",
    503: "いまは答えられません。時間をおいてください / busy; try again in a while",
}
_FIXES: Final = {
    404: f"{ROOT}/search?q= か {ROOT}/suggest?q= で探してください / look for it by its name",
    405: "GET で求めてください / use GET",
    406: "Accept: application/json",
}


class ApiError(KgError):
    """A request that cannot be answered, with the status that says so."""

    def __init__(self, status: int, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what, where=where, fix=fix)
        self.status = status


def set_up_problems(blueprint: Blueprint) -> None:
    """Answer every error of a blueprint as a problem."""
    blueprint.register_error_handler(
        ApiError, lambda error: make(error.status, error.what, error.where, error.fix)
    )
    # What it says to do is meant for the command line.
    blueprint.register_error_handler(NotFoundError, lambda error: make(404, error.what))
    blueprint.register_error_handler(HTTPException, _answer)


def make(status: int, detail: str = "", where: str = "", fix: str = "") -> Response:
    """The response that tells of an error."""
    kind = status if status in _TITLES else 400
    told = {
        "type": f"{HELP}#problem-{kind}",
        "title": _TITLES[kind],
        "status": status,
        "detail": detail,
        "where": where,
        "fix": fix or _FIXES.get(kind, ""),
    }
    body = {name: value for name, value in told.items() if value}
    response = Response(
        json.dumps(body, ensure_ascii=False, indent=1) + "\n", status, content_type=PROBLEM
    )
    response.headers["Cache-Control"] = "no-store"
    if status in (429, 503):
        response.headers["Retry-After"] = "5"
    return response


def _answer(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        return make(500)
    status = error.code or 500
    own = error.description if error.description != type(error).description else None
    response = make(status, own or "")
    if status == 405:
        response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response
