"""Where a thing is named, and in whose text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_label, prepare_labels
from kg.questions.label import Labels
from kg.questions.reading import Named
from kg.questions.said import find_pointing, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_MENTIONS: Final = MPO + "mentions"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_SOURCE: Final = PREFIXES["oa"] + "hasSource"
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_OBJECT: Final = PREFIXES["rdf"] + "object"


@dataclass(frozen=True)
class Place:
    """A passage that names a thing; `subjects` are the rows, nodes and articles that hold it."""

    evidence: Evidence
    subjects: tuple[Named, ...]


def find_places(store: Store, thing: Iri) -> tuple[Place, ...]:
    """The passages that name a thing, in the order of their documents and places."""
    proofs, labels = Proofs(store), Labels(store)
    said = {link: find_said(store, link) for link in _find_mentions(store, thing)}
    naming: dict[Iri, set[Iri]] = {proof: set() for proof in _find_own(store, thing)}
    for told in said.values():
        for proof in told.find_iris(_DERIVED):
            naming.setdefault(proof, set()).update(told.find_iris(_SUBJECT))
    prepare_said(store, naming)
    prepare_labels(store, (subject for subjects in naming.values() for subject in subjects))
    found = [
        Place(
            proofs.get(proof),
            tuple(
                sorted(
                    (Named(one, labels.get(one, find_label(store, one))) for one in subjects),
                    key=lambda one: (one.label, one.iri),
                )
            ),
        )
        for proof, subjects in naming.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.evidence.document or "",
                one.evidence.start or 0,
                -(one.evidence.end or 0),
                one.evidence.iri,
            ),
        )
    )


def _find_own(store: Store, thing: Iri) -> tuple[Iri, ...]:
    """The passages that a thing was read from, what stands outside left out."""
    proofs = find_said(store, thing).find_iris(_DERIVED)
    prepare_said(store, proofs)
    return tuple(proof for proof in proofs if _SOURCE in find_said(store, proof).values)


def _find_mentions(store: Store, thing: Iri) -> tuple[Iri, ...]:
    """The links that say that something mentions a thing."""
    claims = find_pointing(store, _OBJECT, thing)
    told = store.find_facts(claims, Iri(PREFIXES["rdf"] + "predicate"))
    links = tuple(sorted(claim for claim, _, name in told if name == _MENTIONS))
    prepare_said(store, links)
    return links
