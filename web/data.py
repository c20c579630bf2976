"""Linked data: every IRI answers, with a page for people or with data, as its reader prefers.

W3C "Cool URIs for the Semantic Web", 303 from the thing to what is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from flask import Blueprint, Response, abort, g, redirect, request, send_file
from flask_babel import force_locale

from kg.names import GRAPH, GRAPH_ONTOLOGY, ID, parse_document
from kg.questions.kinds import find_kinds
from kg.questions.uses import find_uses
from kg.store.convert import convert
from kg.store.graph_files import find_named_graphs
from kg.store.release import CATALOGUE, LIST, SUMS, Release, name_release
from kg.store.terms import Iri
from web.exports import send_export
from web.linked import choose_language, choose_suffix, make_data, open_blueprint, see, send_graph
from web.links import FORMATS, LANGUAGES, Links, make_ascii, parse_path, read_path
from web.pages.asked import read_iri
from web.pages.things import find_place
from web.row_tables import list_facts
from web.sending import let_keep
from web.site import get_site
from web.table_links import SHEETS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("data", __name__)
open_blueprint(blueprint)

#: A version's files never change.
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_PLAIN: Final = "text/plain; charset=utf-8"


@blueprint.get("/id/<path:_path>")
def find_thing(_path: str) -> AnyResponse:
    """303 to the page of a thing or to its data; 404 for what the graph does not know."""
    iri, store = read_iri("/id/"), get_site().store
    if not find_kinds(store, iri) and not find_uses(store, iri):
        abort(404)
    suffix = choose_suffix()
    if suffix is None:
        g.links = Links(choose_language())
        return see(find_place(iri))
    return see(Links(LANGUAGES[0]).data(iri, suffix))


@blueprint.get("/data/<path:_path>")
def show_data(_path: str) -> AnyResponse:
    """A thing's triples with its claims and passages, in the format of the suffix."""
    path, _, suffix = read_path(request.environ).rpartition(".")
    iri = parse_path(path, "/data/")
    if iri is None or suffix not in FORMATS | SHEETS:
        abort(404)
    if suffix in SHEETS:
        return _send_facts(Iri(iri), suffix)
    text = get_site().store.describe(Iri(iri), "turtle" if suffix == "ttl" else "nt")
    if text is None:
        abort(404)
    body = text if suffix in ("ttl", "nt") else convert(text, suffix)
    response = make_data(body, FORMATS[suffix][0])
    response.headers["Link"] = f'<{make_ascii(iri)}>; rel="canonical"'
    return response


def _send_facts(iri: Iri, suffix: str) -> Response:
    """A thing's facts as a table, its heads in `lang`."""
    language = request.args.get("lang", LANGUAGES[0])
    if language not in LANGUAGES:
        abort(400)
    g.language, g.links = language, Links(language)
    with force_locale(language):
        response = send_export(list_facts(iri), suffix)
    response.headers["Link"] = f'<{make_ascii(iri)}>; rel="canonical"'
    return let_keep(response)


@blueprint.get("/graph/<path:_path>")
def find_graph(_path: str) -> AnyResponse:
    """303 to the page of a named graph's document, or to the graph in a format."""
    iri = _read_graph(read_path(request.environ), "/graph/")
    suffix = choose_suffix()
    if suffix is not None:
        return see(Links(LANGUAGES[0]).dump(iri, suffix))
    links = Links(choose_language())
    thing = ID + iri.removeprefix(GRAPH)
    if iri == GRAPH_ONTOLOGY:
        return see(links.ontology())
    return see(links.page(thing) if parse_document(thing) else links.about())


@blueprint.get("/dump/<path:_path>")
def show_dump(_path: str) -> AnyResponse:
    """A whole named graph in the format of the suffix, or a file of this version's release."""
    raw = read_path(request.environ)
    name = raw.removeprefix("/dump/")
    version = f"{name_release(get_site().version)}/"
    if name.startswith(version):
        return _send_file(get_site().release, name.removeprefix(version))
    if name in (CATALOGUE, LIST, SUMS) or ("/" not in name and name.endswith(".gz")):
        return redirect(Links(LANGUAGES[0]).release_file(version.rstrip("/"), name), 302)
    path, _, suffix = raw.rpartition(".")
    if suffix not in FORMATS:
        abort(404)
    graph, release = _read_graph(path, "/dump/"), get_site().release
    file = release.find_graph(graph, suffix)
    if file is None:
        abort(404)
    return send_graph(release, file)


def _send_file(release: Release, name: str) -> Response:
    """A file as it lies there, in pieces where the reader asks for a piece."""
    # Japanese in the name of a document comes raw or percent-encoded.
    plain = unquote(name)
    file = next((one for one in release.files if unquote(one.name) == plain), None)
    if file is None and name not in (LIST, SUMS):
        abort(404)
    if file is None:
        media_type = _PLAIN if name == SUMS else "application/json"
    else:
        media_type = "application/gzip" if file.packed else f"{file.media_type}; charset=utf-8"
    response = send_file(
        release.folder.resolve() / (file.name if file else name),
        media_type,
        etag=True if file is None else file.sha256[:24],
        conditional=True,
    )
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers.pop("Last-Modified", None)
    return response


def _read_graph(path: str, prefix: str) -> str:
    """The named graph that a path stands for; 404 for none."""
    thing = parse_path(path, prefix)
    iri = "" if thing is None else GRAPH + thing.removeprefix(ID)
    if iri not in find_named_graphs(get_site().folder.ttl):
        abort(404)
    return iri
