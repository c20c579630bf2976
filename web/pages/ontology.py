"""The vocabulary: its page, its files, and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, redirect, request
from flask_babel import gettext as _

from kg.names import BASE
from kg.questions.vocabulary import ONTOLOGY, find_own_words, load_vocabulary
from web.contexts import Crumb, DataLink, OntologyPage
from web.data import make_data
from web.negotiate import HTML, choose
from web.render import get_links, make_trail, render

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("ontology", __name__)

_TURTLE: Final = "text/turtle"
_FILES: Final = {
    "mpo.ttl": _TURTLE,
    "codes.ttl": _TURTLE,
    "rules.ttl": _TURTLE,
    "context.jsonld": "application/ld+json",
}
_RULE: Final = BASE + "rule/"


@blueprint.get("/ontology")
def show_ontology() -> Response:
    """The vocabulary, term by term; 303 to its file for who prefers Turtle."""
    links, files = get_links(), _find_files()
    if choose(request.headers.get("Accept"), (HTML, _TURTLE)) == _TURTLE and files:
        return _vary(redirect(links.ontology_file(files[0]), 303))
    rules = [word for iri, word in load_vocabulary().items() if iri.startswith(_RULE)]
    return _vary(
        render(
            OntologyPage(
                title=_("語彙（用語の定義）"),
                trail=make_trail(
                    Crumb(_("このサイトについて"), links.about()), Crumb(_("語彙"), "")
                ),
                permalink=f"{BASE}ontology",
                data=tuple(
                    DataLink(name, _FILES[name], links.ontology_file(name)) for name in files
                ),
                words=find_own_words(),
                rules=tuple(sorted(rules, key=lambda word: word.iri)),
            )
        )
    )


@blueprint.get("/ontology/<name>")
def show_file(name: str) -> Response:
    """A file of the vocabulary."""
    if name not in _find_files():
        abort(404)
    return make_data((ONTOLOGY / name).read_text(encoding="utf-8"), _FILES[name])


@blueprint.get("/rule/<slug>")
def find_rule(slug: str) -> Response:
    """303 to what the vocabulary says of a rule."""
    if _RULE + slug not in load_vocabulary():
        abort(404)
    return redirect(get_links().ontology(f"rule-{slug}"), 303)


def _find_files() -> tuple[str, ...]:
    return tuple(name for name in _FILES if (ONTOLOGY / name).exists())


def _vary(response: Response) -> Response:
    response.headers["Vary"] = "Accept"
    return response
