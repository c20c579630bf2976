"""Claims and links: statements with their proof (graph contract, "Stated, inferred, decided")."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.graph.ntriples import MPO, PROV, RDF, SEMAPV, SSSOM, Term, Triples, decimal, en, iri, ja
from kg.names import make_claim, make_link


@dataclass(frozen=True)
class Reason:
    """Why two things are linked: how alike they are, 0 to 1, and what agrees and what differs."""

    score: float
    ja: str
    en: str


def add_claim(
    triples: Triples,
    subject: Term,
    predicate: Term,
    object_: Term,
    proofs: Iterable[Term],
    known: Collection[Term] = (),
) -> Term:
    """The claim that a document states the triple; the triple itself is added too.

    A claim that is `known` elsewhere, from people, gets the document's proof and nothing more.
    """
    claim = iri(make_claim(subject, predicate, object_))
    triples.add(subject, predicate, object_)
    if claim in known:
        for proof in proofs:
            triples.add(claim, PROV.wasDerivedFrom, proof)
        return claim
    _describe(triples, claim, subject, predicate, object_, proofs)
    triples.add(claim, MPO.status, MPO.Stated)
    triples.add(claim, SSSOM.confidence, decimal(1.0))
    triples.add(claim, SSSOM.mapping_justification, SEMAPV.UnspecifiedMatching)
    return claim


def add_inference(
    triples: Triples,
    subject: Term,
    predicate: Term,
    object_: Term,
    *,
    rule: Term,
    confidence: float,
    justification: Term,
    proofs: Iterable[Term],
) -> Term:
    """The claim of a fact that a rule concluded and no document states, and the fact itself."""
    claim = iri(make_claim(subject, predicate, object_))
    triples.add(subject, predicate, object_)
    _describe(triples, claim, subject, predicate, object_, proofs)
    triples.add(claim, MPO.status, MPO.Inferred)
    triples.add(claim, SSSOM.confidence, decimal(confidence))
    triples.add(claim, SSSOM.mapping_justification, justification)
    triples.add(claim, MPO.rule, rule)
    return claim


def add_link(
    triples: Triples,
    subject: Term,
    predicate: Term,
    object_: Term,
    *,
    status: Term,
    confidence: float,
    justification: Term,
    rules: Iterable[Term],
    proofs: Iterable[Term],
    via: Iterable[Term] = (),
    reason: Reason | None = None,
) -> Term:
    """The link of a statement; its direct triple is added unless it is a candidate or rejected."""
    link = iri(make_link(subject, predicate, object_))
    if status not in (MPO.Candidate, MPO.Rejected):
        triples.add(subject, predicate, object_)
    _describe(triples, link, subject, predicate, object_, proofs)
    triples.add(link, RDF.type, MPO.Link)
    triples.add(link, MPO.status, status)
    triples.add(link, SSSOM.confidence, decimal(confidence))
    triples.add(link, SSSOM.mapping_justification, justification)
    for rule in rules:
        triples.add(link, MPO.rule, rule)
    for thing in via:
        triples.add(link, MPO.via, thing)
    if reason is not None:
        triples.add(link, MPO.reason, ja(reason.ja))
        triples.add(link, MPO.reason, en(reason.en))
        triples.add(link, SSSOM.similarity_score, decimal(reason.score))
    return link


def _describe(
    triples: Triples,
    claim: Term,
    subject: Term,
    predicate: Term,
    object_: Term,
    proofs: Iterable[Term],
) -> None:
    triples.add(claim, RDF.type, MPO.Claim)
    triples.add(claim, RDF.type, RDF.Statement)
    triples.add(claim, RDF.subject, subject)
    triples.add(claim, RDF.predicate, predicate)
    triples.add(claim, RDF.object, object_)
    for proof in proofs:
        triples.add(claim, PROV.wasDerivedFrom, proof)
