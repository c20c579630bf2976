"""再掲: every row that carries the mark, beside its original where that is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.questions.appearance import Appearance, find_appearance, find_appearances
from kg.questions.evidence import Proofs
from kg.questions.reading import TRUE
from kg.store.store import Store


class State(StrEnum):
    """What is known of a reappearing row's original."""

    FOUND = "found"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True)
class Reappearance:
    """A row with a 再掲 mark and its original; `candidates` where several are possible."""

    appearance: Appearance
    original: Appearance | None
    candidates: tuple[Appearance, ...]

    @property
    def state(self) -> State:
        """Whether its original is known."""
        if self.original is not None:
            return State.FOUND
        return State.SEVERAL if self.candidates else State.UNKNOWN


def find_reappearances(store: Store) -> tuple[Reappearance, ...]:
    """All reappearing rows, in the order of their documents."""
    proofs = Proofs(store)
    found: list[Reappearance] = []
    for appearance in find_appearances(store, TRUE, proofs):
        link = appearance.original
        candidates = (find_appearance(store, one.listing, proofs) for one in appearance.candidates)
        found.append(
            Reappearance(
                appearance,
                None if link is None else find_appearance(store, link.listing, proofs),
                tuple(one for one in candidates if one is not None),
            )
        )
    return tuple(found)
