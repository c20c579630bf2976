"""再掲 to original: which row a reappearing row repeats (rule same-folded-name, version 1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kg.graph.claims import add_link
from kg.graph.terms import DCT, MPO, PROV, RULE, SEMAPV, SKOS, truth
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
    listing: URIRef
    document: URIRef
    municipality: str
    key: str
    told: frozenset[str]
    reappearance: bool
    proofs: tuple[URIRef, ...]


def find_originals(data: Graph) -> Graph:
    """Links from each 再掲 row to its original row, or `mpo:originalUnknown`.

    The original is the one unmarked row of the same folded name in the same document, else in the
    municipality; of several the one that is described alike. Where that leaves two, none is
    chosen: both become candidates.
    """
    rows = _find_rows(data)
    originals: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if not row.reappearance:
            originals[row.municipality, row.key].append(row)
    inferred = Graph()
    for row in rows:
        if not row.reappearance:
            continue
        chosen, rule, confidence = _choose(row, originals[row.municipality, row.key])
        if len(chosen) != 1:
            inferred.add((row.listing, MPO.originalUnknown, truth(True)))
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


def _choose(row: _Row, candidates: list[_Row]) -> tuple[list[_Row], URIRef, float]:
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


def _find_rows(data: Graph) -> list[_Row]:
    rows: list[_Row] = []
    for listing in sorted(data.subjects(RDF.type, MPO.Listing), key=str):
        assert isinstance(listing, URIRef), "every listing has a name"
        project = data.value(listing, MPO.lists)
        document = data.value(listing, DCT.isPartOf)
        name = data.value(project, SKOS.prefLabel) if project is not None else None
        parts = parse_document(str(document))
        if not isinstance(document, URIRef) or not isinstance(name, Literal) or parts is None:
            continue
        rows.append(
            _Row(
                listing,
                document,
                parts.code,
                fold_key(str(name)),
                frozenset(fold_key(str(t)) for t in data.objects(listing, DCT.description)),
                data.value(listing, MPO.isReappearance) == truth(True),
                tuple(
                    proof
                    for proof in sorted(data.objects(listing, PROV.wasDerivedFrom), key=str)
                    if isinstance(proof, URIRef)
                ),
            )
        )
    return rows
