"""The routes of the API as Flask's: open to scripts of any site, not sent twice."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, request

from web.api.openapi import MEDIA_TYPE, describe
from web.api.problem import ApiError, make, set_up_problems
from web.api.reading import read
from web.api.route import ROOT, Found, Route
from web.api.routes import ROUTES
from web.api.shapes import Many
from web.api.telling import find_next
from web.api.writing import tell
from web.linked import make_data, open_blueprint
from web.negotiate import choose
from web.sheets import JSON

blueprint = Blueprint("api-v1", __name__, url_prefix=ROOT)
open_blueprint(blueprint)
set_up_problems(blueprint)

#: What a program may ask for and gets JSON.
_OFFERS: Final = (JSON, MEDIA_TYPE, "application/ld+json")


def _register(route: Route) -> None:
    rule = route.path.replace("{path}", "<path:_path>")

    def answer(_path: str = "") -> Response:
        if choose(request.headers.get("Accept"), _OFFERS, {}) is None:
            raise ApiError(406, "JSON だけを出せます / only JSON can be answered")
        asked = read(route)
        found = route.find(asked)
        if isinstance(found, Found):
            following = find_next(asked, found.total)
            found = Many(found.total, found.part(asked.start, asked.size), following)
        return _make(tell(found))

    blueprint.add_url_rule(rule, route.name, answer, methods=["GET"])


def _make(told: object) -> Response:
    return make_data(json.dumps(told, ensure_ascii=False, indent=1) + "\n", JSON)


@blueprint.get("/openapi.json")
def show_openapi() -> Response:
    """The description of all of this."""
    response = make_data(json.dumps(describe(), ensure_ascii=False, indent=1) + "\n", MEDIA_TYPE)
    response.headers["Vary"] = "Accept-Encoding"
    return response


@blueprint.get("/<path:_path>")
def miss(_path: str) -> Response:
    """A problem for every path that is none."""
    return make(404, "この API にないパスです / no path of this API")


for _one in ROUTES:
    _register(_one)
