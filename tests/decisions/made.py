"""Small graphs of rows and links for the tests of decisions, and decisions on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from kg.decisions.evidence import Evidence, is_of_one_document
from kg.decisions.load import Decisions
from kg.decisions.record import Decision, Outcome
from kg.graph.claims import add_link
from kg.graph.ntriples import (
    DCT,
    MPO,
    OA,
    PROV,
    RDF,
    RULE,
    SEMAPV,
    SSSOM,
    Term,
    Triples,
    decimal,
    iri,
    string,
    truth,
)
from kg.names import make_document, make_entry, make_link, make_passage, make_thing

DOCUMENT = make_document("141305", "plan")
NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
REJECTED, CONFIRMED = Outcome.REJECTED, Outcome.CONFIRMED


def name_row(start: int) -> Term:
    return iri(make_entry(DOCUMENT, "listing", start))


def name_project(name: str) -> Term:
    return iri(make_thing("141305", "project", name))


def name_link(subject: Term, predicate: Term, object_: Term) -> Term:
    return iri(make_link(subject, predicate, object_))


def add_passage(graph: Triples, start: int, text: str) -> Term:
    passage = iri(make_passage(DOCUMENT, start, start + 5))
    graph.add(passage, RDF.type, MPO.Passage)
    graph.add(passage, OA.exact, string(text))
    return passage


def add_row(graph: Triples, start: int, text: str, *, marked: bool = False) -> Term:
    row = name_row(start)
    graph.add(row, RDF.type, MPO.Listing)
    graph.add(row, DCT.isPartOf, iri(DOCUMENT))
    graph.add(row, MPO.isReappearance, truth(marked))
    graph.add(row, PROV.wasDerivedFrom, add_passage(graph, start, text))
    return row


def add_project(graph: Triples, name: str, start: int) -> Term:
    project = name_project(name)
    graph.add(project, RDF.type, MPO.Project)
    graph.add(project, PROV.wasDerivedFrom, add_passage(graph, start, name))
    return project


def link_rows(
    graph: Triples,
    subject: Term,
    object_: Term,
    *,
    predicate: Term = MPO.reappearanceOf,
    confidence: float = 0.923,
    status: Term = MPO.Inferred,
    rule: str = "same-folded-name",
    proofs: Sequence[Term] = (),
) -> Term:
    return add_link(
        graph,
        subject,
        predicate,
        object_,
        status=status,
        confidence=confidence,
        justification=SEMAPV.LexicalMatching,
        rules=[RULE[rule]],
        proofs=proofs or [passage_of(subject), passage_of(object_)],
    )


def passage_of(row: Term) -> Term:
    start = int(row.rstrip(">").rsplit("/", 1)[-1])
    return iri(make_passage(DOCUMENT, start, start + 5))


def decide(
    outcome: Outcome,
    graphs: Sequence[Triples],
    subject: Term,
    predicate: Term,
    object_: Term,
    *,
    later: int = 0,
    reason: str = "別の事業",
) -> Decision:
    """A decision on a link as the graphs have it now, so many minutes after noon."""
    link = name_link(subject, predicate, object_)
    things = {link, *(side for side in (subject, object_) if is_of_one_document(side))}
    evidence = Evidence(graphs, things, ())
    proofs = [proof for thing in sorted(things) for proof in evidence.find_proofs(thing)]
    subject_words, object_words = (
        tuple(sorted(evidence.find_quotes(evidence.find_proofs(side))))
        for side in (subject, object_)
    )
    return Decision(
        subject,
        predicate,
        object_,
        outcome,
        "企画調整課",
        reason,
        NOON + timedelta(minutes=later),
        evidence.find_proofs(link),
        tuple(sorted(evidence.find_quotes(proofs))),
        decimal(0.923),
        SEMAPV.LexicalMatching,
        (RULE["same-folded-name"],),
        subject_words=subject_words,
        object_words=object_words,
    )


def decide_all(*decisions: Decision) -> Decisions:
    return Decisions(decisions)


def find_values(graphs: Sequence[Triples], subject: Term, predicate: Term) -> list[Term]:
    """All values of a property in the union of the graphs."""
    return sorted(
        {
            value
            for graph in graphs
            for one, name, value in graph
            if (one, name) == (subject, predicate)
        }
    )


def find_status(graphs: Sequence[Triples], link: Term) -> list[Term]:
    return find_values(graphs, link, MPO.status)


def find_confidence(graphs: Sequence[Triples], link: Term) -> list[Term]:
    return find_values(graphs, link, SSSOM.confidence)
