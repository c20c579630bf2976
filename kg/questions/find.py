"""Search: everything whose names or texts hold what was typed, ranked, with the place of the hit.

A query without blanks finds what a substring search finds over all texts, both sides folded (NFKC,
no blanks, no case), and what the other spellings of the query find. A query with blanks finds what
holds all of its words; a phrase in 「」 or "" is taken as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.questions.match import make_key
from kg.questions.reading import make_short
from kg.questions.search.build import build_columns
from kg.questions.search.columns import Columns, Texts
from kg.questions.search.facets import FACETS, Facet, Facets, FacetValue
from kg.questions.search.found import Finder, Found, Rank, keep
from kg.questions.search.shown import Hit, Shown
from kg.questions.search.typed import Word, parse_typed
from kg.questions.vocabulary import Word as Term
from kg.questions.vocabulary import get_word
from kg.store.store import Store
from kg.store.terms import Iri

__all__ = ["Hit", "Rank", "SearchAnswer", "SearchIndex", "Sort", "Suggestion"]

#: Names that are compared with one that was typed in vain.
_COMPARED: Final = 100_000
_ALIKE: Final = 50.0


class Sort(StrEnum):
    """The order of hits: the best first, by name, by where they stand."""

    BEST = ""
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True)
class Suggestion:
    """A name that goes on what was typed."""

    label: str
    kind: Term


@dataclass(frozen=True)
class SearchAnswer:
    """The hits of one page; `total` counts all that meet the choice, `kinds` all but for the kind.

    `words` are what was looked for, each with those other spellings that stand somewhere.
    """

    query: str
    words: tuple[Word, ...]
    kind: Iri | None
    total: int
    kinds: tuple[tuple[Term, int], ...]
    facets: tuple[Facet, ...]
    hits: tuple[Hit, ...]


class SearchIndex:
    """All texts of a store. Make one per store and keep it; `open_index` keeps it on disk."""

    def __init__(self, store: Store | None, columns: Columns | None = None) -> None:
        if columns is None:
            assert store is not None, "an index is made of a store, or of columns made of one"
            columns = build_columns(store)
        self._columns = columns
        self._finder = Finder(columns)
        self._facets = Facets(columns, Texts(columns))
        self._shown = Shown(columns)
        self._labels: list[tuple[str, int]] | None = None

    def search(
        self,
        query: str,
        kind: Iri | None = None,
        *,
        chosen: Mapping[str, str] | None = None,
        sort: Sort = Sort.BEST,
        offset: int = 0,
        limit: int = 20,
    ) -> SearchAnswer:
        """The hits from `offset` on. An empty query finds everything.

        `chosen` narrows by facets, each to a value as addresses write it. Raises ValueError, naming
        the facet, for a value that nothing in the index has.
        """
        words = self._finder.thin(parse_typed(query))
        found = self._finder.find(words)
        numbers = self._read_choice({**(chosen or {}), **_choose_kind(kind)})
        mask, others = self._facets.narrow(found.things, numbers)
        facets = tuple(
            self._facets.count(name, found.things[others[name]], numbers.get(name))
            for name in FACETS
        )
        kept = keep(found, mask)
        order = self._sort(kept, sort)[offset : offset + limit]
        return SearchAnswer(
            query,
            words,
            kind,
            len(kept.things),
            tuple(
                (get_word(one.iri), one.count)
                for one in self._order_kinds(facets[0])
                if one.iri and one.count
            ),
            facets,
            tuple(
                self._shown.make_hit(int(kept.things[place]), Rank(int(kept.ranks[place])), words)
                for place in order
            ),
        )

    def find_iris(self, query: str) -> tuple[Iri, ...]:
        """All things that a query finds, in no order that matters."""
        found = self._finder.find(parse_typed(query))
        return tuple(self._shown.get_iri(int(thing)) for thing in found.things)

    def suggest(self, query: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """The names that hold what was typed, the best first; none for nothing typed."""
        words = parse_typed(query)
        if not words:
            return ()
        found = self._finder.find(words, names=True)
        made: dict[Suggestion, None] = {}
        for place in self._sort(found, Sort.BEST)[: 4 * limit]:
            thing = int(found.things[place])
            kind = get_word(self._shown.get_kind(thing))
            made.setdefault(Suggestion(self._shown.get_label(thing), kind))
        return tuple(made)[:limit]

    def find_near(self, name: str, limit: int = 6) -> tuple[Hit, ...]:
        """The things that hold a name that was typed, else those whose names are most like it."""
        from rapidfuzz import fuzz, process

        if held := self.search(name, limit=limit).hits:
            return held
        key = make_key(name)
        labels = self._read_labels()
        close = process.extract(
            key,
            [label for label, _ in labels],
            scorer=fuzz.ratio,
            limit=limit,
            score_cutoff=_ALIKE,
        )
        return tuple(self._shown.make_hit(labels[at][1], Rank.LABEL, ()) for _, _, at in close)

    def get_label(self, thing: Iri) -> str:
        """The label of a thing of the index; of one without, the beginning of its text."""
        number = self._shown.find_thing(thing)
        return make_short(thing) if number is None else self._shown.get_label(number)

    def find_kinds(self) -> frozenset[str]:
        """The short names of all kinds of things that can be found."""
        return self._facets.find_values("kind")

    def _read_choice(self, chosen: Mapping[str, str]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for name, value in chosen.items():
            number = self._facets.find_number(name, value)
            if number is None:
                raise ValueError(name)
            numbers[name] = number
        return numbers

    def _sort(self, found: Found, sort: Sort) -> npt.NDArray[np.int64]:
        """The places of the things in an order that is total."""
        names = self._columns["thing_order"][found.things]
        if sort is Sort.NAME:
            return np.argsort(names, kind="stable")
        if sort is Sort.PLACE:
            return np.argsort(self._columns["thing_place"][found.things], kind="stable")
        kinds = self._columns["thing_kind"][found.things]
        sizes = self._columns["thing_size"][found.things]
        in_text = found.ranks == Rank.TEXT
        often = np.where(in_text, -found.counts, sizes)
        early = np.where(in_text, found.firsts, 0)
        return np.lexsort((names, sizes, early, often, kinds, found.ranks))

    def _order_kinds(self, facet: Facet) -> list[FacetValue]:
        return sorted(
            facet.values, key=lambda one: self._facets.find_number("kind", one.value) or 0
        )

    def _read_labels(self) -> list[tuple[str, int]]:
        """The labels as keys, each with a thing that bears it; read once."""
        if self._labels is None:
            number = min(len(self._columns["thing_iri"]), _COMPARED)
            known: dict[str, int] = {}
            for thing in range(number):
                known.setdefault(make_key(self._shown.get_label(thing)), thing)
            self._labels = list(known.items())
        return self._labels


def _choose_kind(kind: Iri | None) -> dict[str, str]:
    return {} if kind is None else {"kind": make_short(kind)}
