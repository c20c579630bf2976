"""The page of queries: a form, the answer or what is wrong, examples, and every kind of problem."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, jsonify, redirect, request
from flask_babel import gettext as _

from kg.errors import KgError, NotFoundError
from kg.questions.examples import Example, find_examples, get_example
from kg.store.asking import Question
from kg.store.formats import FORMATS, Kind
from kg.store.query_errors import BusyError
from web.answerer import get_answerer
from web.contexts import Crumb
from web.language import get_language
from web.links import LONGEST
from web.origin import get_origin
from web.query_answers import FORMS, Table, Triples, Truth, read_answer
from web.query_contexts import AnswerFile, QueryPage, Result
from web.query_faults import Fault, make_fault
from web.query_programs import make_programs
from web.query_request import Asked, check_form, read_asked
from web.query_terms import list_terms
from web.render import get_links, make_trail, render

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("query", __name__)

#: What the build copies from npm; the page is complete without it.
EDITOR: Final = Path(__file__).parents[1] / "static" / "vendor" / "yasqe" / "yasqe.min.js"
_NAMES: Final = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
}
_SAMPLE: Final = """\
PREFIX mpo: <https://w3id.org/seisaku-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?project ?name WHERE {
  ?project a mpo:Project ;
    skos:prefLabel ?name .
}
ORDER BY ?name
LIMIT 20
"""


@blueprint.route("/query", methods=["GET", "POST"])
def show_query() -> AnyResponse:
    """The form; with `query` its answer, with `example` that example in the form."""
    limits = get_answerer().limits
    asked = Asked("")
    try:
        asked = read_asked(request, limits)
        check_form(asked.form)
        if asked.query.strip() and (asked.form or request.method == "POST"):
            moved = _move(asked)
            if moved is not None:
                return moved
        result = _answer(asked.query) if asked.query.strip() else None
    except KgError as error:
        response = _show(asked, fault=make_fault(error, asked.query, get_language()))
        if isinstance(error, BusyError):
            response.headers["Retry-After"] = "5"
        return response
    return _show(asked, result=result)


@blueprint.get("/query/terms.json")
def show_terms() -> Response:
    """What an editor can complete."""
    response = jsonify(list_terms())
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _move(asked: Asked) -> AnyResponse | None:
    """To the address of the answer, so that it can be shared; None for a query too long for one.

    A file is the endpoint's answer; 307 sends the form on to it.
    """
    links = get_links()
    if asked.form:
        address = links.sparql(asked.query, asked.form)
        if len(address) <= LONGEST:
            return redirect(address, 303)
        return redirect(links.sparql(), 307) if request.method == "POST" else None
    address = links.query(asked.query)
    return redirect(address, 303) if len(address) <= LONGEST else None


def _answer(query: str) -> Result:
    links, start = get_links(), time.monotonic()
    with tempfile.TemporaryFile() as file:
        answer = get_answerer().answer(Question(query, forms=FORMS), file)
        seconds = time.monotonic() - start
        shown = read_answer(answer, file, links)
    address = links.query(query)
    return Result(
        shown if isinstance(shown, Table) else None,
        shown if isinstance(shown, Triples) else None,
        shown if isinstance(shown, Truth) else None,
        seconds,
        _make_files(query, answer.kind),
        address if len(address) <= LONGEST else None,
    )


def _make_files(query: str, kind: Kind) -> tuple[AnswerFile, ...]:
    found = []
    for form in FORMATS[kind]:
        address = get_links().sparql(query, form)
        found.append(AnswerFile(_NAMES[form], form, address if len(address) <= LONGEST else None))
    return tuple(found)


def _show(asked: Asked, *, result: Result | None = None, fault: Fault | None = None) -> AnyResponse:
    links, example, unknown = get_links(), _find_example(asked.example), ""
    if asked.example and example is None:
        unknown = asked.example[:100]
    query = asked.query
    if not query and fault is None:
        query = example.query if example else _SAMPLE
    endpoint = get_origin() + links.sparql()
    page = QueryPage(
        title=_("SPARQL で問い合わせる"),
        trail=make_trail(Crumb(_("SPARQL で問い合わせる"), "")),
        permalink=links.query(),
        data=(),
        query=query,
        form=asked.form,
        forms=_list_forms(),
        example=example,
        unknown=unknown,
        examples=find_examples(),
        result=result,
        fault=fault,
        limits=get_answerer().limits,
        programs=make_programs(
            (_SAMPLE if fault else query).rstrip("\n"), _guess_kind(result, example), endpoint
        ),
        endpoint=endpoint,
        editor=EDITOR.exists(),
    )
    status = fault.status if fault else 404 if unknown else 200
    return render(page, status)


def _find_example(name: str) -> Example | None:
    try:
        return get_example(name) if name else None
    except NotFoundError:
        return None


def _guess_kind(result: Result | None, example: Example | None) -> Kind:
    form = example.form if example else "select"
    if result is not None:
        form = "construct" if result.triples else "ask" if result.truth else "select"
    return {"ask": "boolean", "construct": "triples", "describe": "triples"}.get(form, "solutions")


def _list_forms() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return (
        (_("行（SELECT、ASK）"), tuple((one, _NAMES[one]) for one in FORMATS["solutions"])),
        (
            _("グラフ（CONSTRUCT、DESCRIBE）"),
            tuple((one, _NAMES[one]) for one in FORMATS["triples"]),
        ),
    )
