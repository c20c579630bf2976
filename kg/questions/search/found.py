"""What a query finds in the columns: which things, how well, how often, how early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.questions.search.columns import Array, Columns
from kg.questions.search.spelling import Alternative, find_alternatives
from kg.questions.search.suffixes import Suffixes
from kg.questions.search.typed import SEPARATOR, Word


class Rank(IntEnum):
    """How well a thing meets a query, the best first."""

    EXACT = 0
    PREFIX = 1
    LABEL = 2
    NAME = 3
    TEXT = 4


class Role(IntEnum):
    """What a text is to its thing. A number stands before the name that it counts."""

    LABEL = 0
    NAME = 1
    NUMBER = 2
    TEXT = 3


#: How well a text of each role meets what stands anywhere in it.
_RANKS: Final = np.array([Rank.LABEL, Rank.NAME, Rank.NAME, Rank.TEXT], np.int64)
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """Things in ascending order with, for each, its rank, how often it is met, and how early."""

    things: Numbers
    ranks: Numbers
    counts: Numbers
    firsts: Numbers


@dataclass(frozen=True)
class _Places:
    """Where a word stands: the text, the sign in it, and how many signs it is long."""

    fields: Numbers
    offsets: Numbers
    sizes: Numbers


class Finder:
    """Finds words in the texts of an index."""

    def __init__(self, columns: Columns) -> None:
        self._suffixes = Suffixes(columns["codes"], columns["suffixes"])
        self._starts, self._sizes = columns["field_start"], columns["field_size"]
        self._things, self._roles = columns["field_thing"], columns["field_role"]
        self._number = len(columns["thing_iri"])

    def find(self, words: Sequence[Word], *, names: bool = False) -> Found:
        """What holds all words, in any of its texts or only in its `names`; all for no word."""
        if not words:
            everything = np.arange(self._number)
            none = np.zeros(self._number, np.int64)
            return Found(everything, none + Rank.TEXT, none, none)
        places = [self._find(word.alternatives, names) for word in words]
        found = self._group(places[0])
        for more in places[1:]:
            found = _join(found, self._group(more))
        if len(words) == 1:
            return self._rank(found, places[0])
        whole = find_alternatives("".join(word.key for word in words))
        return self._rank(found, self._find(whole, names))

    def thin(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words with those of their spellings that stand somewhere, themselves always."""
        return tuple(
            Word(
                word.key,
                tuple(
                    one
                    for place, one in enumerate(word.alternatives)
                    if not place or len(self._find_one(one)[0])
                ),
            )
            for word in words
        )

    def _find(self, alternatives: Sequence[Alternative], names: bool) -> _Places:
        found = [self._find_one(one) for one in alternatives if SEPARATOR not in one.text]
        empty = np.zeros(0, np.int64)
        starts = np.concatenate([empty, *(places for places, _ in found)])
        sizes = np.concatenate([empty, *(np.full(len(places), size) for places, size in found)])
        order = np.argsort(starts, kind="stable")
        starts, sizes = starts[order], sizes[order]
        fields = np.searchsorted(self._starts, starts, "right") - 1
        if names:
            kept = self._roles[fields] != Role.TEXT
            starts, sizes, fields = starts[kept], sizes[kept], fields[kept]
        return _Places(fields, starts - self._starts[fields], sizes)

    def _find_one(self, one: Alternative) -> tuple[Numbers, int]:
        """Where one spelling stands, of those where it may."""
        places = self._suffixes.find(one.text)
        kept = np.ones(len(places), bool)
        for signs, beside in ((one.before, places - 1), (one.after, places + len(one.text))):
            if signs:
                codes = np.array([ord(sign) for sign in signs], np.uint32)
                kept &= ~np.isin(self._suffixes.get_code(beside), codes)
        if one.number:
            fields = np.searchsorted(self._starts, places, "right") - 1
            kept &= (self._roles[fields] == Role.NUMBER) & (self._starts[fields] == places)
        return places[kept], len(one.text)

    def _group(self, places: _Places) -> Found:
        """The things of places, which come in the order of the things."""
        owners = np.asarray(self._things[places.fields], np.int64)
        if not len(owners):
            return Found(owners, owners, owners, owners)
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        return Found(
            owners[firsts],
            np.minimum.reduceat(_RANKS[self._roles[places.fields]], firsts),
            np.diff(firsts, append=len(owners)),
            np.minimum.reduceat(places.offsets, firsts),
        )

    def _rank(self, found: Found, whole: _Places) -> Found:
        """The same, with those things first that are called so, or whose name begins so."""
        roles = self._roles[whole.fields]
        begins = whole.offsets == 0
        exact = begins & (whole.sizes == self._sizes[whole.fields]) & (roles <= Role.NAME)
        prefix = begins & (roles == Role.LABEL)
        ranks = found.ranks.copy()
        for rank, mask in ((Rank.PREFIX, prefix), (Rank.EXACT, exact)):
            owners = self._things[whole.fields[mask]]
            ranks[np.isin(found.things, owners)] = rank
        return Found(found.things, ranks, found.counts, found.firsts)


def _join(one: Found, other: Found) -> Found:
    """What holds both."""
    things, left, right = np.intersect1d(
        one.things, other.things, assume_unique=True, return_indices=True
    )
    return Found(
        things,
        np.maximum(one.ranks[left], other.ranks[right]),
        one.counts[left] + other.counts[right],
        np.minimum(one.firsts[left], other.firsts[right]),
    )


def keep(found: Found, mask: Array) -> Found:
    """Those of a mask."""
    return Found(found.things[mask], found.ranks[mask], found.counts[mask], found.firsts[mask])
