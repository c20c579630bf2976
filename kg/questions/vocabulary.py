"""What properties, classes and codes are called in Japanese and English.

The project's own terms say it themselves (`ontology/*.ttl`); `vocabulary.toml` says it for the
terms of other vocabularies that the graph uses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from kg.graph.ontology_folder import find_ontology_folder
from kg.names import MPO, PREFIXES
from kg.questions.reading import make_short
from kg.store.terms import Iri

#: Where the ontology lies beside the code.
ONTOLOGY: Final = find_ontology_folder()
_FILES: Final = ("mpo.ttl", "rules.ttl", "codes.ttl")
_CODES: Final = "codes.ttl"
_LABELS: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")
_DEFINITIONS: Final = (PREFIXES["skos"] + "definition", PREFIXES["rdfs"] + "comment")


@dataclass(frozen=True)
class Word:
    """A term with its label and definition in both languages."""

    iri: Iri
    ja: str
    en: str
    definition_ja: str = ""
    definition_en: str = ""

    def label(self, language: str) -> str:
        """Its label in `ja` or `en`."""
        return self.en if language == "en" else self.ja

    def definition(self, language: str) -> str:
        """Its definition in `ja` or `en`, empty where none is written."""
        return self.definition_en if language == "en" else self.definition_ja


def get_word(iri: str) -> Word:
    """What a term is called; one that no vocabulary names is called by the end of its IRI."""
    known = load_vocabulary().get(iri)
    return known or Word(Iri(iri), make_short(iri), make_short(iri))


def get_code(iri: str) -> Word:
    """What a term is called as a value. Two codes are also properties and have two names."""
    return _load_file(_CODES).get(iri) or get_word(iri)


@cache
def load_vocabulary() -> Mapping[str, Word]:
    """All terms with a label, by IRI, those of the ontology first and in its order."""
    words: dict[str, Word] = {}
    for name in _FILES:
        for iri, word in _load_file(name).items():
            words.setdefault(iri, word)
    table = tomllib.loads(
        (resources.files("kg.questions") / "vocabulary.toml").read_text(encoding="utf-8")
    )
    for prefix, terms in table.items():
        for local, (ja, en) in terms.items():
            iri = PREFIXES[prefix] + local
            words.setdefault(iri, Word(Iri(iri), ja, en))
    return words


def find_own_words() -> tuple[Word, ...]:
    """The terms of the project's own vocabulary, in the order of their names."""
    own = [word for iri, word in load_vocabulary().items() if iri.startswith(MPO)]
    return tuple(sorted(own, key=lambda word: word.iri))


@cache
def _load_file(name: str) -> Mapping[str, Word]:
    path = ONTOLOGY / name
    return _read_ontology(path) if path.exists() else {}


def _read_ontology(path: Path) -> dict[str, Word]:
    from rdflib import Literal, URIRef

    from kg.graph.load import read_turtle

    graph = read_turtle(path)

    def text(subject: URIRef, properties: tuple[str, ...], language: str) -> str:
        for name in properties:
            for value in graph.objects(subject, URIRef(name)):
                if isinstance(value, Literal) and value.language == language:
                    return str(value)
        return ""

    words: dict[str, Word] = {}
    for subject in {s for name in _LABELS for s in graph.subjects(URIRef(name), None)}:
        if not isinstance(subject, URIRef):
            continue
        ja, en = text(subject, _LABELS, "ja"), text(subject, _LABELS, "en")
        short = make_short(subject)
        words[str(subject)] = Word(
            Iri(subject),
            ja or en or short,
            en or ja or short,
            text(subject, _DEFINITIONS, "ja"),
            text(subject, _DEFINITIONS, "en"),
        )
    return words
