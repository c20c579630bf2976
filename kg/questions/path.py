"""The way from the root of a hierarchy down to one of its nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.said import find_said
from kg.store.store import Store
from kg.store.terms import Iri

_ABOVE: Final = PREFIXES["skos"] + "broader"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_NUMBER: Final = PREFIXES["skos"] + "notation"
_LEVEL: Final = MPO + "level"
_POSITION: Final = MPO + "position"


@dataclass(frozen=True)
class Step:
    """A node on the way from the root down to where a row stands."""

    iri: Iri
    label: str
    notation: str | None
    level: str | None


def find_path(store: Store, node: Iri | None) -> tuple[Step, ...]:
    """The nodes from the root down to a node: positions grow on the way down."""
    if node is None:
        return ()
    found: list[tuple[int, Iri, Step]] = []
    waiting, seen = [node], {node}
    while waiting:
        iri = waiting.pop()
        said = find_said(store, iri)
        label, position = said.get_text(_LABEL), said.get_integer(_POSITION)
        if label is not None and position is not None:
            step = Step(iri, label, said.get_text(_NUMBER), said.get_text(_LEVEL))
            found.append((position, iri, step))
        above = [one for one in said.find_iris(_ABOVE) if one not in seen]
        waiting += above
        seen.update(above)
    return tuple(step for _, _, step in sorted(found, key=lambda one: one[:2]))
