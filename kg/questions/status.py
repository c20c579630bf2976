"""What kinds of statements there are, each with one as an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO
from kg.questions.describe import find_title
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri
from kg.store.store import Store
from kg.store.terms import Iri

STATUSES: Final = tuple(
    Iri(MPO + name) for name in ("Stated", "Inferred", "Candidate", "Confirmed", "Rejected")
)


@dataclass(frozen=True)
class StatusExample:
    """A statement of a status: what it relates."""

    status: Iri
    link: Iri
    subject: Named
    object: Named


def find_status_examples(store: Store) -> tuple[StatusExample, ...]:
    """A statement of each status, those left out that no statement has."""
    found = []
    for status in STATUSES:
        for row in store.select(get_query("status-example"), status=status).rows[:1]:
            subject, value = get_iri(row, "subject"), get_iri(row, "object")
            found.append(
                StatusExample(
                    status,
                    get_iri(row, "link"),
                    Named(subject, find_title(store, subject)),
                    Named(value, find_title(store, value)),
                )
            )
    return tuple(found)
