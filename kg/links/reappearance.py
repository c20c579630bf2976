"""再掲 to original: which row a reappearing row repeats (rule same-folded-name, version 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.claims import add_link
from kg.graph.ntriples import (
    DCT,
    MPO,
    PROV,
    RDF,
    RULE,
    SEMAPV,
    SKOS,
    Term,
    Triples,
    get_iri,
    truth,
)
from kg.names import parse_document
from kg.text.fold import fold_key

SAME_NAME = RULE["same-folded-name"]
#: Earned on the reviewed readings: 11 of 11 right, (k + 1) / (n + 2).
CONFIDENCE = 0.923
SAME_NAME_AND_TEXT = RULE["same-folded-name-and-text"]
#: Earned on one reviewed pair, which was right.
CONFIDENCE_BY_TEXT = 0.667


@dataclass(frozen=True)
class _Row:
    listing: Term
    document: Term
    municipality: str
    key: str
    told: frozenset[str]
    reappearance: bool
    proofs: tuple[Term, ...]


def find_originals(graphs: Sequence[Triples]) -> Triples:
    """Links from each 再掲 row to its original row, or `mpo:originalUnknown`.

    The original is the one unmarked row of the same folded name in the same document, else in the
    municipality; of several the one that is described alike. Where that leaves two, none is
    chosen: both become candidates.
    """
    rows = _find_rows(graphs)
    originals: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if not row.reappearance:
            originals[row.municipality, row.key].append(row)
    inferred = Triples()
    for row in rows:
        if not row.reappearance:
            continue
        chosen, rule, confidence = _choose(row, originals[row.municipality, row.key])
        if len(chosen) != 1:
            inferred.add(row.listing, MPO.originalUnknown, truth(True))
        for other in chosen:
            certain = len(chosen) == 1
            add_link(
                inferred,
                row.listing,
                MPO.reappearanceOf,
                other.listing,
                status=MPO.Inferred if certain else MPO.Candidate,
                confidence=confidence if certain else min(0.49, 1 / len(chosen)),
                justification=SEMAPV.LexicalMatching,
                rules=[rule],
                proofs=[*row.proofs, *other.proofs],
            )
    return inferred


def _choose(row: _Row, candidates: list[_Row]) -> tuple[list[_Row], Term, float]:
    """The row's possible originals, one where it is told, with the rule and its confidence.

    A row of the same document goes before others; of several, the one that is described alike.
    """
    near = [other for other in candidates if other.document == row.document]
    chosen = near or candidates
    if len(chosen) > 1:
        alike = [other for other in chosen if row.told and other.told == row.told]
        if len(alike) == 1:
            return alike, SAME_NAME_AND_TEXT, CONFIDENCE_BY_TEXT
    return chosen, SAME_NAME, CONFIDENCE


_READ = (MPO.lists, MPO.isReappearance, DCT.isPartOf, DCT.description, PROV.wasDerivedFrom)


def _find_rows(graphs: Sequence[Triples]) -> list[_Row]:
    """The listings of all graphs, ordered by IRI."""
    labels: dict[Term, Term] = {}
    said: dict[Term, dict[Term, list[Term]]] = {}
    for graph in graphs:
        for subject, predicate, object_ in graph:
            if predicate == RDF.type and object_ == MPO.Listing:
                said.setdefault(subject, defaultdict(list))
            elif predicate == SKOS.prefLabel:
                # Documents may print one project's name in two widths: the first one stands.
                labels[subject] = min(object_, labels.get(subject, object_))
    for graph in graphs:
        for subject, predicate, object_ in graph:
            if predicate in _READ and subject in said:
                said[subject][predicate].append(object_)
    rows = []
    for listing in sorted(said):
        facts = said[listing]
        document = facts[DCT.isPartOf][0]
        parts = parse_document(get_iri(document) or "")
        assert parts is not None, "a listing lies in a document"
        rows.append(
            _Row(
                listing,
                document,
                parts.code,
                fold_key(labels[facts[MPO.lists][0]]),
                frozenset(fold_key(text) for text in facts[DCT.description]),
                truth(True) in facts[MPO.isReappearance],
                tuple(sorted(facts[PROV.wasDerivedFrom])),
            )
        )
    return rows
