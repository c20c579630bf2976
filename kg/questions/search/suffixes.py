"""Where a text stands in another, of any length, by the sorted order of all its suffixes.

A suffix array (Manber and Myers 1990) sorted to a depth: a word up to that depth is one stretch of
the order, found by bisection; of a longer one the rest is compared. So one sign costs what eight
cost, and nothing is missed or found too much.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

import numpy as np
import numpy.typing as npt

#: Signs up to which the order is sorted; a power of two.
DEPTH: Final = 16
#: Code points, most significant byte first, so that their bytes sort as they do.
CODES: Final = np.dtype(">u4")
Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


def make_codes(text: str) -> Codes:
    """The code points of a text; what is no character, a lone surrogate, has one too."""
    return np.frombuffer(text.encode("utf-32-be", "surrogatepass"), dtype=CODES)


def sort_suffixes(codes: Codes) -> npt.NDArray[np.int32]:
    """The places of a text in the order of the suffixes that begin there."""
    if len(codes) == 0:
        return np.zeros(0, np.int32)
    rank = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    width = 1
    while width < DEPTH:
        after = np.zeros(len(rank), np.int64)
        after[: max(0, len(rank) - width)] = rank[width:] + 1
        pair = rank * (int(rank.max()) + 2) + after
        order = np.argsort(pair, kind="stable")
        steps = np.zeros(len(rank), np.int64)
        steps[1:] = np.cumsum(np.diff(pair[order]) != 0)
        rank[order] = steps
        width *= 2
    return np.argsort(rank, kind="stable").astype(np.int32)


class Suffixes:
    """A text with the order of its suffixes."""

    def __init__(self, codes: Codes, order: npt.NDArray[np.int32]) -> None:
        self._codes, self._order = codes, order
        # An empty array has no bytes to cast.
        self._bytes = codes.data.cast("B") if codes.size else memoryview(b"")

    def find(self, word: str) -> Places:
        """Where a word stands, overlapping ones too, in no order; nowhere for the empty word."""
        if not word:
            return np.zeros(0, np.int64)
        wanted = word.encode("utf-32-be", "surrogatepass")
        head = wanted[: 4 * DEPTH]
        order, text, size = self._order, self._bytes, len(head)

        def read(place: int) -> bytes:
            start = 4 * int(order[place])
            return bytes(text[start : start + size])

        low = bisect_left(range(len(order)), head, key=read)
        high = bisect_right(range(len(order)), head, low, key=read)
        places = np.asarray(order[low:high], np.int64)
        if len(wanted) > len(head):
            places = places[places + len(word) <= len(self._codes)]
            for place, code in enumerate(make_codes(word)[DEPTH:], DEPTH):
                places = places[self._codes[places + place] == code]
        return places

    def get_code(self, places: Places) -> Codes:
        """The code points at some places; 0 outside the text."""
        inside = (places >= 0) & (places < len(self._codes))
        found = np.zeros(len(places), np.uint32)
        found[inside] = self._codes[places[inside]]
        return found
