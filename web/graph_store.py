"""Whole graphs by their names: SPARQL 1.1 Graph Store HTTP Protocol, the part that reads.

What is sent lies ready in the release of this version, so that a graph of any size takes no more
memory than a small one.
"""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, request

from kg.errors import KgError
from kg.store.graph_files import find_named_graphs
from kg.store.query_errors import NotAcceptableError
from kg.store.release import UNION
from web.answerer import get_answerer
from web.linked import READING, send_graph
from web.links import FORMATS
from web.problems import ProtocolError, make_problem
from web.protocol import choose_form, parse_parameters
from web.sending import answer_preflight, open_to_all
from web.site import get_site

blueprint = Blueprint("graph_store", __name__)

_WRITING: Final = ("PUT", "POST", "DELETE", "PATCH")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


@blueprint.route("/rdf-graph-store", methods=[*READING, *_WRITING], provide_automatic_options=False)
def answer() -> Response:
    """A graph by `?graph=` and its IRI, or by `?default` all of them together."""
    try:
        response = _answer()
    except KgError as error:
        response = _refuse(error)
    return open_to_all(response)


@blueprint.route("/graph/<path:_path>", methods=_WRITING)
def refuse_change(_path: str) -> Response:
    """A graph's own IRI stands for it (section 4.1), and can only be read as well."""
    return open_to_all(_refuse(_make_method_error()))


def _answer() -> Response:
    if request.method == "OPTIONS":
        return answer_preflight(READING)
    if request.method in _WRITING:
        raise _make_method_error()
    graph = _read_graph(request.query_string)
    form = choose_form(request.headers.get("Accept"), "triples")
    if form is None:
        raise NotAcceptableError(
            "求められた形式では答えられません / no format that you accept can say a graph",
            fix="Accept: " + ", ".join(media_type for media_type, _ in FORMATS.values()),
        )
    site = get_site()
    known = graph == UNION or graph in find_named_graphs(site.folder.ttl)
    file = site.release.find_graph(graph, form) if known else None
    if file is None:
        raise ProtocolError(
            404,
            "その名のグラフはありません / there is no graph of that name",
            why=graph[:500],
            fix="SELECT DISTINCT ?g WHERE { GRAPH ?g { } }",
        )
    return send_graph(site.release, file)


def _read_graph(query: bytes) -> str:
    """The IRI of the graph that is asked for, or UNION."""
    given = parse_parameters(query)
    graphs, default = given.find("graph"), given.find("default")
    if len(graphs) + len(default) != 1:
        raise ProtocolError(
            400,
            "グラフを一つだけ指してください / name exactly one graph",
            why=f"graph: {len(graphs)}, default: {len(default)}",
            fix="?graph=IRI か ?default / as ?graph=IRI or ?default",
        )
    if default:
        return UNION
    if not _ABSOLUTE.fullmatch(graphs[0]):
        raise ProtocolError(
            400,
            "グラフの名が絶対 IRI ではありません / the name of a graph is an absolute IRI",
            why=graphs[0][:200],
            fix="?graph=https%3A%2F%2F…",
        )
    return graphs[0]


def _make_method_error() -> ProtocolError:
    return ProtocolError(
        405,
        "グラフは読むことだけができます / graphs can only be read",
        why=request.method,
        fix="GET で送ってください / send GET",
    )


def _refuse(error: KgError) -> Response:
    response = make_problem(error, get_answerer().limits)
    if response.status_code == 405:
        response.headers["Allow"] = ", ".join(READING)
    return response
