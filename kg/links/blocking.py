"""Which entries are worth comparing, without comparing all with all.

Entries meet where they share a whole key (a name, a text, a part of a joined name), or where
they share rare stretches: the rarest character pairs of their names, the rarest triples of their
texts, singly where few have them and two together where many do. Up to `ALL_PAIRS` entries all
meet, so that nothing is lost; beyond, `bench/repeats.py` measures what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: So many entries are compared all with all: two million pairs take about a second.
ALL_PAIRS: Final = 1500
#: A stretch that at most so many entries share brings all of them together.
FEW: Final = 24
#: Rare stretches of an entry's name and text that are tried.
NAME_STRETCHES: Final = 6
TEXT_STRETCHES: Final = 8
#: In a group of one key up to this size all meet all; in a larger one each meets the next few.
GROUP: Final = 50
NEXT: Final = 3
_SHIFT: Final = 21
_HALF: Final = 32
_EMPTY: Final = 0


def join_same(keys: Sequence[str], scopes: Sequence[str], order: Sequence[str]) -> Numbers:
    """Pairs (two columns) of entries of one key in one scope; an empty key joins nothing.

    In a group of more than `GROUP` each meets the next `NEXT` in `order`, so that the group stays
    connected without growing by the square.
    """
    import numpy as np

    rows = [index for index, key in enumerate(keys) if key]
    rows.sort(key=lambda index: (keys[index], scopes[index], order[index], index))
    place = np.array(rows, dtype=np.int64)
    group = _number((keys[index], scopes[index]) for index in rows)
    return _join_sorted(place, group, GROUP, NEXT)


def join_across(
    keys: Sequence[str], scopes: Sequence[str], order: Sequence[str], reach: int
) -> Numbers:
    """Pairs of entries of one key in two scopes; in a large group the `reach` next in `order`."""
    import numpy as np

    rows = [index for index, key in enumerate(keys) if key]
    rows.sort(key=lambda index: (keys[index], order[index], scopes[index], index))
    place = np.array(rows, dtype=np.int64)
    pairs = _join_sorted(place, _number(keys[index] for index in rows), 2 * reach, reach)
    if not len(pairs):
        return pairs
    number = _number(scopes)
    apart: Numbers = pairs[number[pairs[:, 0]] != number[pairs[:, 1]]]
    return apart


def join_parts(wholes: Sequence[str], parts: Sequence[Sequence[str]], reach: int) -> Numbers:
    """Pairs of an entry and one that joins it with others; at most `reach` of one part."""
    import numpy as np

    holders: dict[str, list[int]] = {}
    for index, found in enumerate(parts):
        for part in found:
            holders.setdefault(part, []).append(index)
    pairs = []
    seen: dict[str, int] = {}
    for index, whole in enumerate(wholes):
        for holder in holders.get(whole, ())[:reach]:
            if holder != index and seen.get(whole, 0) < reach * reach:
                seen[whole] = seen.get(whole, 0) + 1
                pairs.append((index, holder))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def join_all(count: int) -> Numbers:
    """All pairs of `count` entries."""
    import numpy as np

    return np.stack(np.triu_indices(count, 1), axis=1).astype(np.int64)


def join_near(
    texts: Sequence[str], length: int, stretches: int, scopes: Sequence[str] = ()
) -> Numbers:
    """Pairs of entries that share rare stretches of `length` signs, sorted and without repeats.

    With `scopes` a stretch counts within its scope alone: what is frequent in the country may be
    rare in a municipality.
    """
    import numpy as np

    rows, codes = _find_stretches(texts, length)
    if not len(rows):
        return np.empty((0, 2), dtype=np.int64)
    if scopes:
        _, codes = np.unique(codes, return_inverse=True)
        codes = _number(scopes)[rows] << _HALF | codes
    _, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
    often = counts[codes]
    shared = often > 1
    rows, codes, often = rows[shared], codes[shared], often[shared]
    order = np.lexsort((codes, often, rows))
    rows, codes, often = rows[order], codes[order], often[order]
    first = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
    rank = np.arange(len(rows)) - np.repeat(first, np.diff(np.r_[first, len(rows)]))
    # One rare stretch is enough; of the frequent ones it takes two together.
    single = (often <= FEW) & (rank < stretches)
    found = [_join_codes(rows[single], codes[single])]
    table = np.full((len(texts), stretches), -1, dtype=np.int64)
    kept = rank < stretches
    table[rows[kept], rank[kept]] = codes[kept]
    keyed_rows, keyed = [], []
    for one, two in combinations(range(stretches), 2):
        both = np.flatnonzero((table[:, one] >= 0) & (table[:, two] >= 0))
        low = np.minimum(table[both, one], table[both, two])
        high = np.maximum(table[both, one], table[both, two])
        keyed_rows.append(both)
        keyed.append(low << _HALF | high)
    found.append(_join_codes(np.concatenate(keyed_rows), np.concatenate(keyed)))
    return make_unique(found)


def make_unique(found: Iterable[Numbers]) -> Numbers:
    """All pairs of several joins, the smaller index first, sorted, each once."""
    import numpy as np

    pairs = np.concatenate([np.empty((0, 2), dtype=np.int64), *found])
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    codes = np.sort((low << _HALF | high)[low != high])
    codes = codes[np.diff(codes, prepend=-1) != 0]
    return np.stack([codes >> _HALF, codes & ((1 << _HALF) - 1)], axis=1)


def _join_codes(rows: Numbers, codes: Numbers) -> Numbers:
    """Pairs of rows of one code, where at most `FEW` have it."""
    import numpy as np

    order = np.lexsort((rows, codes))
    rows, codes = rows[order], codes[order]
    _, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    few = (counts[inverse] <= FEW) & (counts[inverse] > 1)
    return _join_sorted(rows[few], codes[few], FEW, 0)


def _join_sorted(place: Numbers, group: Numbers, largest: int, reach: int) -> Numbers:
    """Pairs within each stretch of one group; those larger than `largest` only `reach` apart."""
    import numpy as np

    if len(place) < 2:
        return np.empty((0, 2), dtype=np.int64)
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    sizes = np.diff(np.r_[first, len(place)])
    size = np.repeat(sizes, sizes)
    apart = np.where(size <= largest, size, reach)
    found = []
    for step in range(1, int(apart.max()) + 1):
        if step >= len(place):
            break
        here = np.flatnonzero((group[step:] == group[:-step]) & (apart[:-step] >= step))
        if not len(here):
            break
        found.append(np.stack([place[here], place[here + step]], axis=1))
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)


def _find_stretches(texts: Sequence[str], length: int) -> tuple[Numbers, Numbers]:
    """Row and code of every different stretch of `length` signs in every text."""
    import numpy as np

    joined = "\0".join(texts) + "\0"
    signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    signs = signs.astype(np.int64)
    row = np.cumsum(signs == _EMPTY) - (signs == _EMPTY)
    if len(signs) < length:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    stop = len(signs) - length + 1
    codes = np.zeros(stop, dtype=np.int64)
    whole = np.ones(stop, dtype=bool)
    for offset in range(length):
        part = signs[offset : offset + stop]
        codes = codes << _SHIFT | part
        whole &= part != _EMPTY
    row, codes = row[:stop][whole], codes[whole]
    order = np.lexsort((codes, row))
    row, codes = row[order], codes[order]
    if not len(row):
        return row, codes
    fresh = np.r_[True, (row[1:] != row[:-1]) | (codes[1:] != codes[:-1])]
    return row[fresh], codes[fresh]


def _number(keys: Iterable[object]) -> Numbers:
    """A number for each key, the same for equal neighbours."""
    import numpy as np

    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
