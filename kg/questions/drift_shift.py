"""Whether one row's columns are those of another, moved to the right or to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: A single moved text counts when it is too long to stand there by chance.
_LONG: Final = 6


@dataclass(frozen=True)
class Content:
    """What a column holds itself: its text folded, and its items folded; empty for nothing."""

    key: str
    items: frozenset[str]


@dataclass(frozen=True)
class Shift:
    """By how many columns the right row's texts are moved, and which columns that explains."""

    by: int
    columns: frozenset[int]


def find_shift(left: Sequence[Content], right: Sequence[Content]) -> Shift | None:
    """The move that turns the left row's columns into the right's, None where there is none.

    A move explains more of what differs than standing still does: two columns or more, or a single
    long text that is all there is. Texts pushed past the edge pile up in the outermost column.
    """
    differing = [at for at, (one, two) in enumerate(zip(left, right, strict=True)) if one != two]
    if not differing:
        return None
    window = range(differing[0], differing[-1] + 1)
    most = len(window) - 1
    moves = [by for size in range(1, most + 1) for by in (size, -size)]
    found = [shift for by in moves if (shift := _try(left, right, window, by)) is not None]
    return max(found, key=lambda one: (len(one.columns), -abs(one.by)), default=None)


def _try(left: Sequence[Content], right: Sequence[Content], window: range, by: int) -> Shift | None:
    told = [at for at in window if right[at].key]
    sources = [at for at in window if left[at].key]
    pairs: dict[int, tuple[int, ...]] = {
        at: (at - by,) for at in told if at - by in window and left[at - by] == right[at]
    }
    edge = window[-1] if by > 0 else window[0]
    if edge in told and edge not in pairs:
        piled = tuple(at for at in sources if abs(edge - at) <= abs(by))
        if len(piled) > 1 and right[edge].items == frozenset[str]().union(
            *(left[at].items for at in piled)
        ):
            pairs[edge] = piled
    moved = {source for used in pairs.values() for source in used}
    still = sum(left[at] == right[at] for at in told)
    lone = len(told) == len(sources) == 1 and all(len(right[at].key) >= _LONG for at in pairs)
    if not (
        len(pairs) > still
        and (len(pairs) > 1 or lone)
        and 3 * len(pairs) >= 2 * len(told)
        and 2 * len(moved) >= len(sources)
    ):
        return None
    left_behind = {at for at in moved if not right[at].key}
    return Shift(by, frozenset(pairs) | left_behind)
