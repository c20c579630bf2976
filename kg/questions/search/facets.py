"""What hits can be narrowed by: the values of each facet with their counts, and the narrowing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.questions.search.columns import Array, Columns, Lists, Texts
from kg.store.terms import Iri

#: The facets in the order in which they are shown; each has at most one value in a choice.
FACETS: Final = (
    "kind",
    "municipality",
    "document",
    "branch",
    "body",
    "ward",
    "year",
    "mark",
    "again",
    "article",
)
#: So many values of a facet are listed, the most frequent ones.
MOST: Final = 60
_EARLIEST_FIRST: Final = "year"
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet: how an address writes it, its label where it has one, how many hits."""

    value: str
    label: str
    iri: Iri | None
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """The values that hits have, the most frequent first; `more` are those that are not listed."""

    name: str
    values: tuple[FacetValue, ...]
    more: int = 0


class Facets:
    """The facets of an index."""

    def __init__(self, columns: Columns, texts: Texts) -> None:
        self._texts = texts
        self._lists = {name: Lists(columns, f"{name}_of") for name in FACETS}
        self._columns = {
            name: (columns[f"{name}_value"], columns[f"{name}_label"], columns[f"{name}_iri"])
            for name in FACETS
        }
        self._numbers: dict[str, dict[str, int]] = {}

    def find_number(self, name: str, value: str) -> int | None:
        """The number of a value as an address writes it, None for what is none."""
        return self._get_numbers(name).get(value)

    def find_values(self, name: str) -> frozenset[str]:
        """All values of a facet as addresses write them."""
        return frozenset(self._get_numbers(name))

    def narrow(self, things: Array, chosen: Mapping[str, int]) -> tuple[Mask, dict[str, Mask]]:
        """Which of the things meet all that is chosen, and for each facet which meet the others."""
        meets = {name: self._meet(things, name, number) for name, number in chosen.items()}
        every = np.ones(len(things), bool)
        for mask in meets.values():
            every &= mask
        others: dict[str, Mask] = {}
        for name in FACETS:
            if name not in meets:
                others[name] = every
                continue
            rest = np.ones(len(things), bool)
            for other, mask in meets.items():
                if other != name:
                    rest &= mask
            others[name] = rest
        return every, others

    def count(self, name: str, things: Array, chosen: int | None) -> Facet:
        """The values of a facet that the things have; the chosen one is always among them."""
        _, values = self._lists[name].gather(things)
        columns = self._columns[name]
        counts = np.bincount(values, minlength=len(columns[0]))
        held = np.flatnonzero(counts)
        if chosen is not None and not counts[chosen]:
            held = np.append(held, chosen)
        order = held if name == _EARLIEST_FIRST else held[np.argsort(-counts[held], kind="stable")]
        listed = [int(number) for number in order[:MOST]]
        if chosen is not None and chosen not in listed:
            listed[-1] = chosen
        return Facet(
            name,
            tuple(self._read(name, number, int(counts[number]), chosen) for number in listed),
            len(order) - len(listed),
        )

    def _get_numbers(self, name: str) -> dict[str, int]:
        if name not in self._numbers:
            values = self._columns[name][0]
            self._numbers[name] = {
                self._texts.get(int(text)): number for number, text in enumerate(values)
            }
        return self._numbers[name]

    def _meet(self, things: Array, name: str, number: int) -> Mask:
        owners, values = self._lists[name].gather(things)
        mask = np.zeros(len(things), bool)
        mask[owners[values == number]] = True
        return mask

    def _read(self, name: str, number: int, count: int, chosen: int | None) -> FacetValue:
        value, label, iri = (column[number] for column in self._columns[name])
        found = self._texts.find(int(iri))
        return FacetValue(
            self._texts.get(int(value)),
            self._texts.get(int(label)),
            None if found is None else Iri(found),
            count,
            number == chosen,
        )
