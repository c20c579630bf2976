"""Articles in a document's graph: what it says of them, and what it says carries them out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from kg import names
from kg.graph.builder import DocumentBuilder, name_node
from kg.graph.claims import add_link
from kg.graph.curated import Curated
from kg.graph.legislation import SOLE_ORDINANCE
from kg.graph.ntriples import (
    CPSV,
    ELI,
    MPO,
    PROV,
    RDF,
    SEMAPV,
    Term,
    Triples,
    get_iri,
    iri,
    ja,
    qname,
    string,
)
from kg.graph.ontology import get_confidence
from kg.records import (
    ArticleRecord,
    ImplementingRecord,
    MentionRecord,
    NodeRecord,
    Subject,
    SubjectKind,
    Thing,
)
from kg.text.articles import make_article_label


class ArticleWriter(ABC):
    """Writes articles into a document's graph.

    `legislation` is what the document's articles belong to, `certain` whether that is said.
    `rows` gives the project of each row.
    """

    builder: DocumentBuilder
    curated: Curated
    triples: Triples
    inferred: Triples
    rows: Mapping[Term, Term]
    legislation: Term | None
    certain: bool

    @abstractmethod
    def find_term(self, thing: Thing) -> Term | None:
        """The IRI of a thing, None for an event that is none of the document's."""

    @abstractmethod
    def find_named(self, thing: Thing | int) -> Term | None:
        """The IRI of a thing, or of an event by its start."""

    def link(self, subject: Term, predicate: Term, object_: Term, proofs: list[Term]) -> Term:
        """The link of what the document states."""
        return add_link(
            self.triples,
            subject,
            predicate,
            object_,
            status=MPO.Stated,
            confidence=1.0,
            justification=SEMAPV.UnspecifiedMatching,
            rules=[],
            proofs=proofs,
        )

    def name_article(self, article: str) -> Term | None:
        """The IRI of an article by its number, None where nobody knows whose it is."""
        if self.legislation is None:
            return None
        return iri(names.make_article(get_iri(self.legislation) or "", article))

    def _relate(self, subject: Term, predicate: Term, object_: Term, proofs: list[Term]) -> None:
        """A link to an article: stated, or inferred where whose article it is was inferred."""
        if self.certain:
            self.link(subject, predicate, object_, proofs)
            return
        add_link(
            self.inferred,
            subject,
            predicate,
            object_,
            status=MPO.Inferred,
            confidence=get_confidence("sole-known-ordinance"),
            justification=SEMAPV.BackgroundKnowledgeBasedMatching,
            rules=[SOLE_ORDINANCE],
            proofs=proofs,
        )

    def add_article(self, record: ArticleRecord) -> None:
        """What the document says of an article; it is known to exist even if nothing does."""
        term = self.name_article(record.number)
        if term is None or self.legislation is None:
            return
        triples = self.triples if self.certain else self.inferred
        triples.add(term, RDF.type, MPO.Article)
        triples.add(term, RDF.type, ELI.LegalResourceSubdivision)
        triples.add(term, ELI.number, string(record.number))
        triples.add(term, ELI.is_part_of, self.legislation)
        for span in record.spans:
            triples.add(term, PROV.wasDerivedFrom, self.builder.passage(span))
        if self.certain:
            if record.heading is not None:
                self.builder.add_named(term, record.heading.text, record.heading.spans)
            elif term not in self.curated.labels:
                # Where an act gives a heading, that is its name, and a number no other one.
                label = make_article_label(record.number)
                if self.builder.labels.get(term, label) == label:
                    self.builder.add_named(term, label, record.spans[:1])
        for intent in record.intents:
            triples.add(term, MPO.intent, ja(intent.text))
        for other, spans in record.related:
            related = self.name_article(other)
            if related is not None and related != term:
                proofs = [self.builder.passage(span) for span in spans]
                self._relate(term, MPO.relatedArticle, related, proofs)
                self._relate(related, MPO.relatedArticle, term, proofs)

    def add_implementing_node(self, node: NodeRecord, heading: NodeRecord) -> None:
        """A node whose heading names the articles it carries out, or that stands below it."""
        spans = dict.fromkeys((*node.spans, *heading.spans))
        for number in heading.articles:
            article = self.name_article(number)
            if article is not None:
                proofs = [self.builder.passage(span) for span in spans]
                subject = name_node(self.builder.address, node.path)
                self._relate(subject, MPO.implementsArticle, article, proofs)

    def add_implementing(self, record: ImplementingRecord) -> None:
        """A thing printed under an article's heading."""
        article = self.name_article(record.article)
        thing = self.find_named(record.thing)
        if article is not None and thing is not None:
            proofs = [self.builder.passage(span) for span in record.spans]
            self._relate(thing, MPO.implementsArticle, article, proofs)
            if isinstance(record.thing, Thing) and record.thing.kind == "instrument":
                self._relate(thing, CPSV.implements, article, proofs)

    def add_article_mention(self, record: MentionRecord, article: Thing) -> None:
        """An article that a subject's own text names, or says it carries out.

        Nothing is said where nobody knows whose article it is.
        """
        subject = self.name_subject(record.subject)
        act = self.find_term(Thing("instrument", article.apart)) if article.apart else None
        legislation, certain = (act, True) if act else (self.legislation, self.certain)
        if subject is None or legislation is None or not certain:
            return
        term = iri(names.make_article(get_iri(legislation) or "", article.name))
        proofs = [self.builder.passage(span) for span in record.spans]
        add = self.triples.add
        add(term, RDF.type, MPO.Article)
        add(term, RDF.type, ELI.LegalResourceSubdivision)
        add(term, ELI.number, string(article.name))
        add(term, ELI.is_part_of, legislation)
        for proof in proofs:
            add(term, PROV.wasDerivedFrom, proof)
        if record.relation != "mpo:mentions":
            subject = self.rows.get(subject, subject)
        self.link(subject, qname(record.relation), term, proofs)

    def name_subject(self, subject: Subject) -> Term | None:
        """The IRI of what a statement belongs to, None for one that owns no links."""
        address = self.builder.address
        if subject.kind is SubjectKind.NODE:
            return name_node(address, subject.path)
        if subject.kind is SubjectKind.LISTING:
            return iri(names.make_entry(address, "listing", subject.start))
        if subject.kind is SubjectKind.ARTICLE:
            return self.name_article(subject.number)
        return None


def rise(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A node's path and those above it, the nearest first."""
    return [path[:size] for size in range(len(path), 0, -1)]
