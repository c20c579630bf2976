"""Which row or heading of a new edition is which of the old: by code, by name, by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from kg.text.fold import fold_key

#: How alike names alone must be, and names and texts where both are.
_NAME_ALONE: Final = 0.85
_NAME_WITH_TEXT: Final = 0.45
_TEXT: Final = 0.75
#: What a shared code needs beside it: codes are given anew to other things.
_NAME_WITH_CODE: Final = 0.4
#: A shorter text says too little to tell by.
_LONG: Final = 20


class Bridge(StrEnum):
    """What tells that two are the same."""

    NAME = "name"
    CODE = "code"
    LIKENESS = "likeness"


@dataclass(frozen=True)
class Edition:
    """A row or heading of an edition: its name, its official code or number, what it says.

    `place` is where it stands, as a key; `again` whether it carries a 再掲 mark.
    """

    key: str
    name: str
    code: str | None
    text: str
    place: str | None
    again: bool = False


@dataclass(frozen=True)
class Match:
    """Two that are the same, what tells so, and how alike they are, from 0 to 1."""

    old: str
    new: str
    bridge: Bridge
    score: float


def match_editions(
    old: Sequence[Edition],
    new: Sequence[Edition],
    places: Mapping[str, str] | None = None,
) -> list[Match]:
    """The pairs of an old and a new edition, each member in one pair at most, in old order.

    `places` are the old places by the new ones that they became. The surer clue is used first:
    the same name at the same place, the same name, the same code with something alike, likeness.
    """
    moved = dict(places or {})
    left, right = list(old), list(new)
    found: list[Match] = []

    def take(
        key_old: Callable[[Edition], Hashable | None],
        key_new: Callable[[Edition], Hashable | None],
        bridge: Bridge,
    ) -> None:
        for one, two in _pair(left, right, key_old, key_new):
            if bridge is Bridge.CODE and not _agree(one, two):
                continue
            score = 1.0 if bridge is Bridge.NAME else _measure(one, two)[0]
            found.append(Match(one.key, two.key, bridge, score))
            left.remove(one)
            right.remove(two)

    def name(one: Edition) -> Hashable:
        return fold_key(one.name), one.again

    take(
        lambda one: (name(one), one.place),
        lambda one: (name(one), moved.get(one.place or "", one.place)),
        Bridge.NAME,
    )
    take(name, name, Bridge.NAME)
    take(lambda one: fold_key(one.name), lambda one: fold_key(one.name), Bridge.NAME)
    take(lambda one: one.code, lambda one: one.code, Bridge.CODE)
    for score, one, two in _find_alike(left, right):
        found.append(Match(one.key, two.key, Bridge.LIKENESS, score))
    order = {one.key: at for at, one in enumerate(old)}
    return sorted(found, key=lambda match: order[match.old])


def _pair(
    left: Sequence[Edition],
    right: Sequence[Edition],
    key_old: Callable[[Edition], Hashable | None],
    key_new: Callable[[Edition], Hashable | None],
) -> list[tuple[Edition, Edition]]:
    """Those of one key in both, the first with the first, and so on."""
    waiting: dict[Hashable, list[Edition]] = defaultdict(list)
    for two in right:
        key = key_new(two)
        if key is not None:
            waiting[key].append(two)
    pairs = []
    for one in left:
        key = key_old(one)
        if key is not None and waiting[key]:
            pairs.append((one, waiting[key].pop(0)))
    return pairs


def _agree(one: Edition, two: Edition) -> bool:
    """Whether two of one code have something in common beside it."""
    name, text = _measure(one, two)
    return name >= _NAME_WITH_CODE or text >= _TEXT


def _measure(one: Edition, two: Edition) -> tuple[float, float]:
    """How alike names and texts are; texts count where both are long enough."""
    name = fuzz.ratio(fold_key(one.name), fold_key(two.name)) / 100
    if min(len(one.text), len(two.text)) < _LONG:
        return name, 0.0
    return name, fuzz.ratio(fold_key(one.text), fold_key(two.text)) / 100


def _find_alike(
    left: Sequence[Edition], right: Sequence[Edition]
) -> list[tuple[float, Edition, Edition]]:
    """The pairs that are alike, the most alike first; nothing is in two of them."""
    if not left or not right:
        return []
    names = _compare([one.name for one in left], [one.name for one in right])
    texts = _compare([one.text for one in left], [one.text for one in right])
    scored: list[tuple[float, int, int]] = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            name = float(names[i][j])
            long = min(len(one.text), len(two.text)) >= _LONG
            text = float(texts[i][j]) if long else 0.0
            if name >= _NAME_ALONE or (name >= _NAME_WITH_TEXT and text >= _TEXT):
                scored.append((max(name, (name + text) / 2), i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    found = []
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            found.append((score, left[i], right[j]))
    return found


def _compare(left: Sequence[str], right: Sequence[str]) -> Sequence[Sequence[float]]:
    """How alike each of the one is to each of the other, from 0 to 1."""
    table = cdist([fold_key(one) for one in left], [fold_key(one) for one in right])
    return [[float(value) / 100 for value in row] for row in table]
