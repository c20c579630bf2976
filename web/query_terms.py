"""What an editor of queries can complete: prefixes, classes, properties and codes, with labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.vocabulary import ONTOLOGY, Word, load_vocabulary
from web.query_answers import shorten

_CODES: Final = ONTOLOGY / "codes.ttl"
#: Other vocabularies whose terms stand as values.
_VALUES: Final = PREFIXES["semapv"]


@cache
def list_terms() -> Mapping[str, object]:
    """Prefixes with their namespaces, and terms by where in a triple they stand.

    Each term is its IRI, its Japanese and its English label.
    """
    terms: dict[str, list[tuple[str, str, str]]] = {"class": [], "property": [], "value": []}
    codes = _find_codes()
    for iri, word in load_vocabulary().items():
        for place in _find_places(word, codes):
            terms[place].append((iri, word.ja, word.en))
    return {"prefixes": PREFIXES, **{place: sorted(found) for place, found in terms.items()}}


def _find_places(word: Word, codes: frozenset[str]) -> Iterator[str]:
    """Classes have an upper-case name and properties a lower-case one, here as elsewhere."""
    if shorten(word.iri).partition(":")[0] not in PREFIXES:
        return  # a rule, or a document
    is_code = word.iri in codes or word.iri.startswith(_VALUES)
    if is_code:
        yield "value"
    local = word.iri.rpartition("#")[2].rpartition("/")[2]
    if not is_code or word.iri in (MPO + "municipality", MPO + "rule"):
        yield "class" if local[:1].isupper() else "property"


def _find_codes() -> frozenset[str]:
    from rdflib.namespace import RDF, SKOS

    from kg.graph.load import read_turtle

    if not _CODES.exists():
        return frozenset()
    graph = read_turtle(_CODES)
    schemes = graph.subjects(RDF.type, SKOS.ConceptScheme)
    return frozenset(map(str, [*graph.subjects(SKOS.inScheme), *schemes]))
