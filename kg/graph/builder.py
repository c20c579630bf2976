"""What every part of a document's graph needs: passages, proof, and names of shared things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg import names
from kg.documents.fragments import unite_fragments
from kg.documents.manifest import DocumentEntry
from kg.documents.place import find_places
from kg.documents.source import SourceText
from kg.graph.claims import add_claim
from kg.graph.ntriples import (
    MPO,
    OA,
    PROV,
    RDF,
    SKOS,
    Term,
    Triples,
    count,
    integer,
    iri,
    ja,
    string,
)
from kg.records import Span, Value


def name_node(address: str, path: Sequence[str]) -> Term:
    """The IRI of a node; the segments of a record's path are made already."""
    return iri(f"{address}/node/" + "/".join(path))


class DocumentBuilder:
    """The triples of one document, with its passages and the things it names.

    `labels` are the names that shared things have already; a thing has one prefLabel, another name
    is an altLabel. `known` are the claims that people have made.
    """

    def __init__(
        self,
        entry: DocumentEntry,
        source: SourceText,
        labels: dict[Term, str],
        known: Collection[Term] = (),
    ) -> None:
        self.entry, self.source, self.labels, self.known = entry, source, labels, known
        self.triples = Triples()
        self.address = names.make_document(entry.municipality, entry.slug)
        self.document = iri(self.address)
        self.municipality = iri(names.make_municipality(entry.municipality))

    def add(self, subject: Term, predicate: Term, object_: Term | Value | None) -> None:
        """Take in one triple; a value is a Japanese text, None is nothing."""
        if isinstance(object_, Value):
            self.triples.add(subject, predicate, ja(object_.text))
        elif object_ is not None:
            self.triples.add(subject, predicate, object_)

    def passage(self, span: Span) -> Term:
        """The passage of a stretch."""
        passage = iri(names.make_passage(self.address, span.start, span.end))
        if (passage, RDF.type, MPO.Passage) in self.triples:
            return passage
        add = self.triples.add
        for kind in (
            MPO.Passage,
            OA.SpecificResource,
            OA.TextPositionSelector,
            OA.TextQuoteSelector,
        ):
            add(passage, RDF.type, kind)
        add(passage, OA.hasSource, self.document)
        add(passage, OA.hasSelector, passage)
        add(passage, OA.exact, string(self.source.quote(span)))
        add(passage, OA.start, count(span.start))
        add(passage, OA.end, count(span.end))
        add(passage, MPO.startLine, integer(self.source.line_at(span.start)))
        add(passage, MPO.endLine, integer(self.source.line_at(span.end - 1)))
        places = find_places(self.source.places, span)
        for fragment in unite_fragments(place.fragment for place in places):
            add(passage, MPO.fragment, string(fragment))
        # The page on which it begins.
        if places and places[0].page is not None:
            add(passage, MPO.page, integer(places[0].page))
        return passage

    def prove(self, thing: Term, spans: Iterable[Span]) -> list[Term]:
        """The passages of the stretches, each given to the thing as proof."""
        passages = [self.passage(span) for span in spans]
        for passage in passages:
            self.triples.add(thing, PROV.wasDerivedFrom, passage)
        return passages

    def add_named(self, thing: Term, label: str, spans: Iterable[Span], *kinds: Term) -> list[Term]:
        """A shared thing with its name and the claim that it is so named; returns the proof."""
        for kind in kinds:
            self.triples.add(thing, RDF.type, kind)
        passages = self.prove(thing, spans)
        first = self.labels.setdefault(thing, label)
        naming = SKOS.prefLabel if first == label else SKOS.altLabel
        self.claim(thing, naming, ja(label), passages)
        return passages

    def claim(
        self, subject: Term, predicate: Term, object_: Term, passages: Iterable[Term]
    ) -> None:
        """The triple, with the claim that proves it."""
        add_claim(self.triples, subject, predicate, object_, passages, self.known)

    def node(self, path: tuple[str, ...]) -> Term:
        """The IRI of a node."""
        return name_node(self.address, path)
