"""再掲: every row that carries the mark, beside its original, and how the two differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.questions.appearance import Appearance, find_appearance, find_appearances
from kg.questions.drift import Drift, DriftState, compare_appearances
from kg.questions.evidence import Proofs
from kg.questions.reading import TRUE
from kg.store.store import Store


class State(StrEnum):
    """What is known of a reappearing row's original."""

    FOUND = "found"
    UNKNOWN = "unknown"
    SEVERAL = "several"


class Choice(StrEnum):
    """What reappearances can be narrowed to: those whose text agrees with the original's, those
    whose text does not, and those without a known original.
    """

    FOUND = "found"
    SAME = "same"
    DRIFTED = "drifted"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True)
class Reappearance:
    """A row with a 再掲 mark and its original; `candidates` where several are possible.

    `drift` is how it differs from the original, None where that is not known.
    """

    appearance: Appearance
    original: Appearance | None
    candidates: tuple[Appearance, ...]
    drift: Drift | None = None

    @property
    def state(self) -> State:
        """Whether its original is known."""
        if self.original is not None:
            return State.FOUND
        return State.SEVERAL if self.candidates else State.UNKNOWN

    def meets(self, choice: Choice) -> bool:
        """Whether it is one of those."""
        if choice in (Choice.SAME, Choice.DRIFTED):
            return self.drift is not None and self.drift.state == DriftState(choice.value)
        return self.state == State(choice.value)


def find_reappearances(store: Store) -> tuple[Reappearance, ...]:
    """All reappearing rows, in the order of their documents."""
    proofs = Proofs(store)
    found: list[Reappearance] = []
    for appearance in find_appearances(store, TRUE, proofs):
        link = appearance.original
        original = None if link is None else find_appearance(store, link.listing, proofs)
        candidates = (find_appearance(store, one.listing, proofs) for one in appearance.candidates)
        found.append(
            Reappearance(
                appearance,
                original,
                tuple(one for one in candidates if one is not None),
                None if original is None else compare_appearances(original, appearance),
            )
        )
    return tuple(found)


def filter_reappearances(
    rows: Iterable[Reappearance], choice: Choice | None
) -> tuple[Reappearance, ...]:
    """The rows of one choice, all for None."""
    return tuple(row for row in rows if choice is None or row.meets(choice))
