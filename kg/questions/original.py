"""The row that a reappearing row repeats, or may repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.listed import find_row
from kg.questions.path import Step, find_path
from kg.questions.reading import Named
from kg.questions.said import Said, find_pointing, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_REJECTED: Final = "#Rejected"
_REAPPEARS: Final = MPO + "reappearanceOf"
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_PREDICATE: Final = PREFIXES["rdf"] + "predicate"
_OBJECT: Final = PREFIXES["rdf"] + "object"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"


@dataclass(frozen=True)
class Original:
    """The row that a reappearing one repeats, and the link that says so."""

    listing: Iri
    project: Named
    document: Named
    path: tuple[Step, ...]
    link: Iri
    status: Iri
    confidence: float | None
    rules: tuple[Iri, ...]
    evidence: tuple[Evidence, ...]


def find_originals(store: Store, listing: Iri, proofs: Proofs) -> tuple[Original, ...]:
    """The originals that links name and nobody rejected, the likeliest first."""
    links = find_pointing(store, _SUBJECT, listing)
    prepare_said(store, links)
    found = (
        _read(store, link, original, said, proofs)
        for link in links
        if _REAPPEARS in (said := find_said(store, link)).find(_PREDICATE)
        for original in said.find_iris(_OBJECT)
    )
    known = (one for one in found if one is not None)
    return tuple(sorted(known, key=lambda one: (-(one.confidence or 0), one.listing)))


def _read(store: Store, link: Iri, listing: Iri, said: Said, proofs: Proofs) -> Original | None:
    """The original of a link, None where it is no row or the link does not count."""
    row = find_row(store, listing)
    status = said.get_iri(MPO + "status")
    if row is None or status is None or status.endswith(_REJECTED):
        return None
    confidence = said.get_text(PREFIXES["sssom"] + "confidence")
    return Original(
        listing,
        row.project,
        row.document,
        find_path(store, row.node),
        link,
        status,
        None if confidence is None else float(confidence),
        said.find_iris(MPO + "rule"),
        proofs.find(said.find_iris(_DERIVED)),
    )
