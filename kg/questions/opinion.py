"""Opinions that a document prints about a node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.said import find_pointing, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_TYPE: Final = PREFIXES["rdf"] + "type"


@dataclass(frozen=True)
class Opinion:
    """An opinion. `incomplete`: the layout cut it and it cannot be told how it goes on."""

    iri: Iri
    text: str
    incomplete: bool
    position: int
    evidence: tuple[Evidence, ...]


def find_opinions(store: Store, about: Iri) -> tuple[Opinion, ...]:
    """The opinions about a thing, in the order of their document."""
    proofs = Proofs(store)
    opinions = find_pointing(store, MPO + "about", about)
    prepare_said(store, opinions)
    found = [
        Opinion(
            opinion,
            said.get_text(MPO + "text") or "",
            said.is_true(MPO + "incomplete"),
            said.get_integer(MPO + "position") or 0,
            proofs.find(said.find_iris(PREFIXES["prov"] + "wasDerivedFrom")),
        )
        for opinion in opinions
        if MPO + "Opinion" in (said := find_said(store, opinion)).find(_TYPE)
        and MPO + "text" in said.values
    ]
    return tuple(sorted(found, key=lambda one: (one.position, one.iri)))
