"""The web application."""

from __future__ import annotations

from flask import Flask, g, request

from kg.documents.folder import DataFolder
from kg.store.asking import Answerer
from kg.store.choose import open_store
from kg.store.store import Store
from web import catalogue, data, graph_store, sparql, static_files, terms
from web.answerer import set_up_answerer
from web.api import blueprint as api_v1
from web.around import set_up_around
from web.charts import set_up_charts
from web.checks import set_up_checks
from web.conditional import set_up_conditional
from web.coverage import set_up_coverage
from web.differences import set_up_differences
from web.errors import set_up_errors
from web.filters import set_up_filters
from web.headers import set_up_headers
from web.language import set_up_languages
from web.legislation import set_up_legislation
from web.links import LANGUAGES
from web.menu import set_up_menu
from web.origin import set_up_origin
from web.pages import (
    about,
    api,
    around,
    articles,
    bodies,
    documents,
    dumps,
    editions,
    events,
    gaps,
    home,
    instruments,
    municipalities,
    names,
    ontology,
    paths,
    quality,
    query,
    reappearances,
    repeat_files,
    repeats,
    search,
    search_files,
    statistics,
    tables,
    texts,
    things,
    traces,
    trees,
    wards,
)
from web.quality import set_up_quality
from web.quotes import set_up_quotes
from web.render import set_up_rendering
from web.schema_org import set_up_schema_org
from web.site import Site
from web.static_files import check_static
from web.traces import set_up_traces

_PAGES = (
    home,
    search,
    search_files,
    documents,
    editions,
    texts,
    articles,
    bodies,
    municipalities,
    trees,
    wards,
    reappearances,
    repeat_files,
    repeats,
    instruments,
    statistics,
    tables,
    events,
    names,
    traces,
    gaps,
    paths,
    around,
    quality,
    about,
    dumps,
    query,
    api,
    things,
    ontology,
)


def create_app(
    folder: DataFolder, store: Store | None = None, answerer: Answerer | None = None
) -> Flask:
    """The browser over the graph of a data folder. Raises GraphError for a graph it cannot read.

    `answerer` answers the queries of strangers; without one it is started when first asked.
    """
    check_static()
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False
    app.extensions["site"] = Site(folder, store or open_store(folder))
    set_up_answerer(app, folder, answerer)
    set_up_origin(app)
    set_up_languages(app)
    set_up_rendering(app)
    set_up_schema_org(app)
    set_up_quotes(app)
    set_up_filters(app)
    set_up_coverage(app)
    set_up_checks(app)
    set_up_charts(app)
    set_up_quality(app)
    set_up_differences(app)
    set_up_traces(app)
    set_up_around(app)
    set_up_legislation(app)
    set_up_menu(app)
    set_up_errors(app)
    app.before_request(_set_language)
    set_up_headers(app)
    set_up_conditional(app, folder, (module.blueprint.name for module in _PAGES))
    for module in _PAGES:
        app.register_blueprint(module.blueprint)
        app.register_blueprint(
            module.blueprint, url_prefix=f"/{LANGUAGES[1]}", name=f"en-{module.blueprint.name}"
        )
    app.register_blueprint(data.blueprint)
    app.register_blueprint(sparql.blueprint)
    for linked in (catalogue, graph_store, static_files, terms, api_v1):
        app.register_blueprint(linked.blueprint)
    return app


def _set_language() -> None:
    english = f"/{LANGUAGES[1]}"
    is_english = request.path == english or request.path.startswith(f"{english}/")
    g.language = LANGUAGES[is_english]
