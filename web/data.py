"""Linked data: every IRI answers, with a page for people or with data, as its reader prefers.

W3C "Cool URIs for the Semantic Web", 303 from the thing to what is said of it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, g, redirect, request

from kg.graph.load import find_graph_files
from kg.names import GRAPH, ID, PREFIXES, parse_document
from kg.questions.describe import find_uses
from kg.questions.kinds import find_kinds
from kg.questions.vocabulary import ONTOLOGY
from kg.store.terms import Iri
from web.links import FORMATS, LANGUAGES, Links, make_ascii, parse_path, read_path
from web.negotiate import HTML, choose
from web.pages.asked import read_iri
from web.pages.things import find_place
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("data", __name__)

_BY_TYPE: Final = {media_type: suffix for suffix, (media_type, _) in FORMATS.items()}


@blueprint.get("/id/<path:_path>")
def find_thing(_path: str) -> AnyResponse:
    """303 to the page of a thing or to its data; 404 for what the graph does not know."""
    iri, store = read_iri("/id/"), get_site().store
    if not find_kinds(store, iri) and not find_uses(store, iri):
        abort(404)
    chosen = _choose((HTML, *_BY_TYPE))
    if chosen == HTML:
        g.links = Links(_choose_language())
        return _see(find_place(iri))
    return _see(Links(LANGUAGES[0]).data(iri, _BY_TYPE[chosen]))


@blueprint.get("/data/<path:_path>")
def show_data(_path: str) -> AnyResponse:
    """A thing's triples with its claims and passages, in the format of the suffix."""
    path, _, suffix = read_path(request.environ).rpartition(".")
    iri = parse_path(path, "/data/")
    if iri is None or suffix not in FORMATS:
        abort(404)
    text = get_site().store.describe(Iri(iri), "nt" if suffix == "jsonld" else _STORE_FORM[suffix])
    if text is None:
        abort(404)
    body = make_jsonld(text) if suffix == "jsonld" else text
    response = make_data(body, FORMATS[suffix][0])
    response.headers["Link"] = f'<{make_ascii(iri)}>; rel="canonical"'
    return response


@blueprint.get("/graph/<path:_path>")
def find_graph(_path: str) -> AnyResponse:
    """303 to the page of a named graph's document, or to the graph as Turtle."""
    iri, _file = _find_graph_file(read_path(request.environ), "/graph/")
    if _choose((HTML, "text/turtle")) != HTML:
        return _see(Links(LANGUAGES[0]).dump(iri))
    links = Links(_choose_language())
    thing = ID + iri.removeprefix(GRAPH)
    return _see(links.page(thing) if parse_document(thing) else links.about())


@blueprint.get("/dump/<path:_path>")
def show_dump(_path: str) -> AnyResponse:
    """A whole named graph as Turtle."""
    path, _, suffix = read_path(request.environ).rpartition(".")
    if suffix != "ttl":
        abort(404)
    _iri, file = _find_graph_file(path, "/dump/")
    return make_data(file.read_text(encoding="utf-8"), "text/turtle")


def _find_graph_file(path: str, prefix: str) -> tuple[str, Path]:
    thing = parse_path(path, prefix)
    iri = "" if thing is None else GRAPH + thing.removeprefix(ID)
    file = find_graph_files(get_site().folder.ttl).get(iri)
    if file is None:
        abort(404)
    return iri, file


def make_jsonld(ntriples: str) -> str:
    """The triples as JSON-LD, compacted with the project's context."""
    from rdflib import Graph

    graph = Graph().parse(data=ntriples, format="nt")
    return graph.serialize(format="json-ld", context=_load_context(), indent=1)


@cache
def _load_context() -> dict[str, object]:
    path = ONTOLOGY / "context.jsonld"
    if not path.exists():
        return dict(PREFIXES)
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict), path
    return context


_STORE_FORM: Final = {"ttl": "turtle", "nt": "nt"}


def _choose(offers: tuple[str, ...]) -> str:
    """The media type that the reader prefers; 406 where it wants none of them."""
    chosen = choose(request.headers.get("Accept"), offers)
    if chosen is None:
        abort(406)
    return chosen


def _choose_language() -> str:
    """The reader's first wish among ours; `en-GB` is `en`."""
    for tag in request.accept_languages.values():
        if (language := tag.split("-")[0].lower()) in LANGUAGES:
            return language
    return LANGUAGES[0]


def _see(address: str | None) -> AnyResponse:
    response = redirect(make_ascii(address or "/"), 303)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def make_data(text: str, media_type: str) -> Response:
    """Data that any site may fetch."""
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Vary"] = "Accept"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
