"""Opinions that a document prints about a node."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import collect, group_rows, is_true, read_integer, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri


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
    rows = store.select(get_query("opinions"), about=about).rows
    found = [
        Opinion(
            opinion,
            read_text(own[0], "text") or "",
            is_true(own[0], "incomplete"),
            read_integer(own[0], "position") or 0,
            proofs.find(collect(read_iri(one, "proof") for one in own)),
        )
        for opinion, own in group_rows(rows, "opinion").items()
    ]
    return tuple(sorted(found, key=lambda one: (one.position, one.iri)))
