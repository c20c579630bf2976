"""A decided link in words, so that a person knows which one is meant without looking it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from rdflib import URIRef
from rdflib.namespace import RDFS

from kg.decisions.anchor import find_place
from kg.decisions.record import Decision
from kg.graph.load import read_turtle
from kg.graph.ntriples import DCT, MPO, SKOS, Term, Triples, get_iri, get_text, iri
from kg.graph.ontology_folder import find_ontology_folder
from kg.names import ID, parse_name

#: So many letters of a row's words tell which one it is.
_MOST: Final = 40
_DIGITS: Final = 16


class Namer:
    """The labels of the ends of some decisions and of their documents, read in two passes."""

    def __init__(self, graphs: Sequence[Triples], decisions: Iterable[Decision]) -> None:
        ends = {end for one in decisions for end in (one.subject, one.object)}
        self._lists: dict[Term, Term] = {}
        for graph in graphs:
            for subject, predicate, object_ in graph:
                if predicate == MPO.lists and subject in ends:
                    self._lists[subject] = object_
        things = ends | set(self._lists.values()) | {_get_document(end) for end in ends}
        self._labels: dict[Term, str] = {}
        for graph in graphs:
            for subject, predicate, object_ in graph:
                if predicate in (SKOS.prefLabel, DCT.title) and subject in things:
                    self._labels.setdefault(subject, get_text(object_))

    def say(self, decision: Decision) -> str:
        """「A」（文書） ─再掲元→ 「B」（文書）, the digits of the link behind."""
        subject = self._say_end(decision.subject, decision.subject_words)
        object_ = self._say_end(decision.object, decision.object_words)
        link = (get_iri(decision.link) or "").rpartition("/")[2][:_DIGITS]
        return f"{subject} ─{say_predicate(decision.predicate)}→ {object_} [{link}]"

    def _say_end(self, end: Term, words: Sequence[str]) -> str:
        # The words come first: another row may stand at that IRI now, and its name mislead.
        label = " ".join(" ".join(words).split())[:_MOST]
        label = label or self._labels.get(self._lists.get(end, end), "") or _make_label(end)
        document = _get_document(end)
        if not document:
            return f"「{label}」"
        return f"「{label}」（{self._labels.get(document) or _make_label(document)}）"


def _get_document(thing: Term) -> Term:
    place = find_place(thing)
    if place is None:
        return ""
    code, _, slug = place.document.partition("/")
    return iri(f"{ID}{code}/document/{slug}")


def _make_label(thing: Term) -> str:
    return parse_name((get_iri(thing) or thing).rpartition("/")[2])


@cache
def _load_labels(path: Path) -> dict[str, str]:
    graph = read_turtle(path)
    return {
        str(term): str(label)
        for term, label in graph.subject_objects(RDFS.label)
        if isinstance(term, URIRef) and getattr(label, "language", None) == "ja"
    }


def say_predicate(predicate: Term) -> str:
    """The Japanese name of a property, else the end of its IRI."""
    name = get_iri(predicate) or predicate
    own = _load_labels(find_ontology_folder() / "mpo.ttl")
    return own.get(name) or name.replace("#", "/").rpartition("/")[2]
