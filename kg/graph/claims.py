"""Claims and links: statements with their proof (graph contract, "Stated, inferred, decided")."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.graph.terms import MPO, PROV, SEMAPV, SSSOM, decimal
from kg.names import make_claim, make_link


def add_claim(
    graph: Graph, subject: URIRef, predicate: URIRef, object_: Node, proofs: Iterable[URIRef]
) -> URIRef:
    """The IRI of the claim that a document states the triple; the triple itself is added too."""
    claim = URIRef(make_claim(subject.n3(), predicate.n3(), object_.n3()))
    graph.add((subject, predicate, object_))
    _describe(graph, claim, subject, predicate, object_, proofs)
    graph.add((claim, MPO.status, MPO.Stated))
    graph.add((claim, SSSOM.confidence, decimal(1.0)))
    graph.add((claim, SSSOM.mapping_justification, SEMAPV.UnspecifiedMatching))
    return claim


def add_link(
    graph: Graph,
    subject: URIRef,
    predicate: URIRef,
    object_: URIRef,
    *,
    status: URIRef,
    confidence: float,
    justification: URIRef,
    rules: Iterable[URIRef],
    proofs: Iterable[URIRef],
    via: Iterable[URIRef] = (),
) -> URIRef:
    """The IRI of a link; its direct triple is added unless it is a candidate or rejected."""
    link = URIRef(make_link(subject.n3(), predicate.n3(), object_.n3()))
    if status not in (MPO.Candidate, MPO.Rejected):
        graph.add((subject, predicate, object_))
    _describe(graph, link, subject, predicate, object_, proofs)
    graph.add((link, RDF.type, MPO.Link))
    graph.add((link, MPO.status, status))
    graph.add((link, SSSOM.confidence, decimal(confidence)))
    graph.add((link, SSSOM.mapping_justification, justification))
    for rule in rules:
        graph.add((link, MPO.rule, rule))
    for thing in via:
        graph.add((link, MPO.via, thing))
    return link


def _describe(
    graph: Graph,
    claim: URIRef,
    subject: URIRef,
    predicate: URIRef,
    object_: Node,
    proofs: Iterable[URIRef],
) -> None:
    graph.add((claim, RDF.type, MPO.Claim))
    graph.add((claim, RDF.type, RDF.Statement))
    graph.add((claim, RDF.subject, subject))
    graph.add((claim, RDF.predicate, predicate))
    graph.add((claim, RDF.object, object_))
    for proof in proofs:
        graph.add((claim, PROV.wasDerivedFrom, proof))
