"""Who runs what implements an article: as a document prints it, or as people added it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import MPO
from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    group_rows,
    read_integer,
    read_iri,
    read_named,
)
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri

RUNS = MPO + "responsibleBody"


@dataclass(frozen=True)
class TraceBody:
    """A body. `role` says whether it runs the thing, holds it (an event) or made it.

    `years` are the fiscal years that the source says it of; none where it says none.
    """

    body: Named
    role: Word
    years: tuple[int, ...]
    evidence: tuple[Evidence, ...]

    @property
    def curated(self) -> bool:
        """Whether people added it from a source outside, and no document of ours says it."""
        return bool(self.evidence) and all(one.document is None for one in self.evidence)


def find_trace_bodies(store: Store, thing: Iri, proofs: Proofs) -> tuple[TraceBody, ...]:
    """Who runs a thing, by name, who runs it before who made it; empty where no source says."""
    rows = store.select(get_query("trace-bodies"), thing=thing).rows
    found: list[TraceBody] = []
    for role, own in group_rows(rows, "role").items():
        for body in group_rows(own, "body").values():
            named = read_named(body[0], "body")
            assert named is not None, "the query binds it"
            years = {year for row in body if (year := read_integer(row, "year")) is not None}
            proven = proofs.find(collect(read_iri(row, "proof") for row in body))
            found.append(TraceBody(named, get_word(role), tuple(sorted(years)), proven))

    def key(one: TraceBody) -> tuple[object, ...]:
        return one.role.iri != RUNS, one.role.iri, one.body.label, one.body.iri

    return tuple(sorted(found, key=key))


def narrow_bodies(found: tuple[TraceBody, ...], year: int) -> tuple[TraceBody, ...]:
    """Of bodies that ran a thing in different years, those of one year where a source says it."""
    named = tuple(one for one in found if year in one.years)
    return tuple(one for one in found if year in one.years or not one.years) if named else found
