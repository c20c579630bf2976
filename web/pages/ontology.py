"""The vocabulary: its page and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort
from flask_babel import gettext as _

from kg.graph.ontology import load_ontology
from kg.names import BASE
from kg.questions.page_query import make_page_query
from kg.questions.vocabulary import ONTOLOGY, find_own_words, load_vocabulary
from web.contexts import Crumb, DataLink, OntologyPage
from web.linked import choose_suffix, make_data, open_blueprint, see
from web.links import FORMATS
from web.render import get_links, make_trail, render

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("ontology", __name__)
open_blueprint(blueprint)

_TURTLE: Final = "text/turtle"
_FILES: Final = {
    "mpo.ttl": _TURTLE,
    "codes.ttl": _TURTLE,
    "rules.ttl": _TURTLE,
    "context.jsonld": "application/ld+json",
}
_NAME: Final = "ontology"
_RULE: Final = BASE + "rule/"


@blueprint.get("/ontology")
def show_ontology() -> Response:
    """The vocabulary, term by term; 303 to its data for who prefers a format of that."""
    links, suffix = get_links(), choose_suffix()
    if suffix is not None:
        return see(links.terms(_NAME, suffix))
    rules = [word for iri, word in load_vocabulary().items() if iri.startswith(_RULE)]
    response = render(
        OntologyPage(
            title=_("語彙（用語の定義）"),
            trail=make_trail(Crumb(_("このサイトについて"), links.about()), Crumb(_("語彙"), "")),
            permalink=f"{BASE}ontology",
            data=(
                *(
                    DataLink(name, media_type, links.terms(_NAME, form))
                    for form, (media_type, name) in FORMATS.items()
                ),
                *(
                    DataLink(name, _FILES[name], links.ontology_file(name))
                    for name in _find_files()
                ),
                DataLink("SHACL", _TURTLE, links.terms("shapes", "ttl")),
            ),
            sparql=make_page_query("ontology"),
            words=find_own_words(),
            rules=tuple(sorted(rules, key=lambda word: word.iri)),
        )
    )
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/ontology/<name>")
def show_file(name: str) -> Response:
    """A file of the vocabulary; the IRI of its version leads to the vocabulary."""
    if name in _find_files():
        return make_data((ONTOLOGY / name).read_text(encoding="utf-8"), _FILES[name])
    if f"{BASE}ontology/{name}" not in map(str, load_ontology().objects()):
        abort(404)
    suffix, links = choose_suffix(), get_links()
    return see(links.ontology() if suffix is None else links.terms(_NAME, suffix))


def _find_files() -> tuple[str, ...]:
    return tuple(name for name in _FILES if (ONTOLOGY / name).exists())
