"""The web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, g, request

from kg.documents.folder import DataFolder
from kg.store.asking import Answerer
from kg.store.choose import open_store
from kg.store.store import Store
from web import catalogue, data, graph_store, sparql, terms
from web.answerer import set_up_answerer
from web.differences import set_up_differences
from web.errors import set_up_errors
from web.filters import set_up_filters
from web.language import set_up_languages
from web.links import LANGUAGES
from web.origin import set_up_origin
from web.pages import (
    about,
    articles,
    bodies,
    documents,
    dumps,
    events,
    gaps,
    home,
    instruments,
    names,
    ontology,
    paths,
    query,
    reappearances,
    repeat_files,
    repeats,
    search,
    statistics,
    texts,
    things,
    traces,
)
from web.quotes import set_up_quotes
from web.render import set_up_rendering
from web.schema_org import set_up_schema_org
from web.site import Site
from web.traces import set_up_traces

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

_PAGES = (
    home,
    search,
    documents,
    texts,
    articles,
    bodies,
    reappearances,
    repeat_files,
    repeats,
    instruments,
    statistics,
    events,
    names,
    traces,
    gaps,
    paths,
    about,
    dumps,
    query,
    things,
    ontology,
)
# Everything comes from this site, nothing runs, nothing frames it (OWASP ASVS 3.4).
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(
    folder: DataFolder, store: Store | None = None, answerer: Answerer | None = None
) -> Flask:
    """The browser over the graph of a data folder. Raises GraphError for a graph it cannot read.

    `answerer` answers the queries of strangers; without one it is started when first asked.
    """
    app = Flask(__name__)
    app.url_map.merge_slashes = False
    app.extensions["site"] = Site(folder, store or open_store(folder))
    set_up_answerer(app, folder, answerer)
    set_up_origin(app)
    set_up_languages(app)
    set_up_rendering(app)
    set_up_schema_org(app)
    set_up_quotes(app)
    set_up_filters(app)
    set_up_differences(app)
    set_up_traces(app)
    set_up_errors(app)
    app.before_request(_set_language)
    app.after_request(_add_headers)
    for module in _PAGES:
        app.register_blueprint(module.blueprint)
        app.register_blueprint(
            module.blueprint, url_prefix=f"/{LANGUAGES[1]}", name=f"en-{module.blueprint.name}"
        )
    app.register_blueprint(data.blueprint)
    app.register_blueprint(sparql.blueprint)
    for linked in (catalogue, graph_store, terms):
        app.register_blueprint(linked.blueprint)
    return app


def _set_language() -> None:
    english = f"/{LANGUAGES[1]}"
    is_english = request.path == english or request.path.startswith(f"{english}/")
    g.language = LANGUAGES[is_english]


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=86400"
    return response
