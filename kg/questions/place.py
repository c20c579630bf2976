"""Where a thing is named, and in whose text."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs
from kg.questions.label import Labels
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, group_rows, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class Place:
    """A passage that names a thing; `subjects` are the rows, nodes and articles that hold it."""

    evidence: Evidence
    subjects: tuple[Named, ...]


def find_places(store: Store, thing: Iri) -> tuple[Place, ...]:
    """The passages that name a thing, in the order of their documents and places."""
    proofs, labels = Proofs(store), Labels(store)
    found: list[Place] = []
    for own in group_rows(store.select(get_query("places"), thing=thing).rows, "proof").values():
        subjects: dict[Iri, Named] = {}
        for row in own:
            subject = read_iri(row, "subject")
            if subject is not None:
                label = labels.get(subject, read_text(row, "subjectLabel"))
                subjects.setdefault(subject, Named(subject, label))
        evidence = proofs.get(get_iri(own[0], "proof"))
        found.append(Place(evidence, tuple(subjects.values())))
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.evidence.document or "",
                one.evidence.start or 0,
                -(one.evidence.end or 0),
            ),
        )
    )
