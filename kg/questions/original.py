"""The row that a reappearing row repeats, or may repeat."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs
from kg.questions.path import Step, find_path
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, get_iri, read_iri, read_named, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row

_REJECTED = "#Rejected"


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
    first: dict[Iri, Row] = {}
    rules: dict[Iri, list[Iri | None]] = defaultdict(list)
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in store.select(get_query("appearance-original"), listing=listing).rows:
        link = get_iri(row, "link")
        first.setdefault(link, row)
        rules[link].append(read_iri(row, "rule"))
        derived[link].append(read_iri(row, "proof"))
    found: list[Original] = []
    for link, row in first.items():
        status, original = get_iri(row, "status"), get_iri(row, "original")
        there = store.select(get_query("appearance-row"), listing=original).rows
        if status.endswith(_REJECTED) or not there:
            continue
        project, document = read_named(there[0], "project"), read_named(there[0], "document")
        assert project is not None, "the query binds it"
        assert document is not None, "the query binds it"
        confidence = read_text(row, "confidence")
        found.append(
            Original(
                original,
                project,
                document,
                find_path(store, read_iri(there[0], "node")),
                link,
                status,
                None if confidence is None else float(confidence),
                collect(rules[link]),
                proofs.find(collect(derived[link])),
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.confidence or 0), one.listing)))
