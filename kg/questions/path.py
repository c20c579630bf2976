"""The way from the root of a hierarchy down to one of its nodes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions.query import get_query
from kg.questions.reading import get_iri, make_short, read_text
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class Step:
    """A node on the way from the root down to where a row stands."""

    iri: Iri
    label: str
    notation: str | None
    level: str | None


def find_path(store: Store, node: Iri | None) -> tuple[Step, ...]:
    """The nodes from the root down to a node."""
    if node is None:
        return ()
    steps: dict[Iri, Step] = {}
    for row in store.select(get_query("node-path"), node=node).rows:
        iri = get_iri(row, "above")
        steps.setdefault(
            iri,
            Step(
                iri,
                read_text(row, "label") or make_short(iri),
                read_text(row, "notation"),
                read_text(row, "level"),
            ),
        )
    return tuple(steps.values())
