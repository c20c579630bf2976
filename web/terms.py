"""The vocabulary's own IRIs as linked data: terms, rules, shapes, example queries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort

from kg.graph.ontology import find_ontology_files, load_rules
from kg.graph.ontology_folder import find_ontology_folder
from kg.names import BASE
from kg.questions.examples import EXAMPLES
from kg.store.convert import convert_files
from web.linked import choose_language, choose_suffix, make_data, open_blueprint, see
from web.links import FORMATS, LANGUAGES, Links

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("terms", __name__)
open_blueprint(blueprint)

_ONTOLOGY: Final = "ontology"
_SHAPES: Final = "shapes"
_RULE: Final = f"{BASE}rule/"


@blueprint.get("/ontology.<suffix>")
def show_ontology_data(suffix: str) -> Response:
    """The vocabulary with its codes and rules, the graph in which its IRIs are subjects."""
    return _show(find_ontology_files(), suffix)


@blueprint.get("/rules")
def find_rules() -> Response:
    """303 to the rules on the vocabulary's page, or to its data."""
    return _see_vocabulary("rules")


@blueprint.get("/rule/<slug>")
def find_rule(slug: str) -> Response:
    """303 to what the vocabulary says of a rule."""
    if not any(str(rule) == _RULE + slug for rule in load_rules().subjects()):
        abort(404)
    return _see_vocabulary(f"rule-{slug}")


@blueprint.get("/shapes")
def find_shapes() -> Response:
    """303 to the page of the vocabulary that the shapes are of, or to their data."""
    suffix = choose_suffix()
    if suffix is None:
        return see(Links(choose_language()).ontology())
    return see(Links(LANGUAGES[0]).terms(_SHAPES, suffix))


@blueprint.get("/shapes.<suffix>")
def show_shapes(suffix: str) -> Response:
    """All shapes that the graph is checked by."""
    return _show(tuple(sorted((find_ontology_folder() / _SHAPES).glob("*.ttl"))), suffix)


@blueprint.get("/example/<name>")
def find_example(name: str) -> Response:
    """303 to an example query on the page of queries, or to its data; with a suffix, its data."""
    stem, _, suffix = name.rpartition(".")
    known = {path.stem: path for path in EXAMPLES.glob("*.ttl")}
    if stem in known:
        return _show((known[stem],), suffix)
    if name not in known:
        abort(404)
    chosen = choose_suffix()
    if chosen is None:
        return see(Links(choose_language()).query(example=name))
    return see(Links(LANGUAGES[0]).terms(f"example/{name}", chosen))


def _see_vocabulary(anchor: str) -> Response:
    suffix = choose_suffix()
    if suffix is None:
        return see(Links(choose_language()).ontology(anchor))
    return see(Links(LANGUAGES[0]).terms(_ONTOLOGY, suffix))


def _show(paths: tuple[Path, ...], suffix: str) -> Response:
    if suffix not in FORMATS:
        abort(404)
    return make_data(_convert(paths, suffix), FORMATS[suffix][0])


@cache
def _convert(paths: tuple[Path, ...], suffix: str) -> str:
    return convert_files(paths, suffix)
