"""How two texts differ, stretch by stretch, in a form that a reader of Japanese can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Indel

from kg.text.fold import fold


class SegmentKind(StrEnum):
    """Whether a stretch stands in both texts, in the left alone, or in the right alone."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Segment:
    """A stretch of a comparison, as each text prints it; `left` or `right` is empty where the
    stretch is missing there. Equal stretches may differ in width and blanks.
    """

    kind: SegmentKind
    left: str
    right: str


#: A stretch that a reader takes in as one: a number, a word in Latin letters or katakana. All
#: else is compared character by character.
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|[ァ-ヺー]+|.", re.DOTALL)
#: Above this many pairs of characters the changed middle is taken as one change.
_MOST_PAIRS: Final = 25_000_000

#: A stretch of left tokens and the stretch of right tokens that stands for it.
_Change = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Token:
    """A token: its folded text, and where in the text as printed it begins."""

    key: str
    start: int


def diff_texts(left: str, right: str) -> tuple[Segment, ...]:
    """The stretches of two texts, compared as folded and without blanks, quoted as printed.

    Joined, the left sides are the left text and the right sides the right text.
    """
    one, two = _part(left), _part(right)
    changes = _merge(list(_find_changes([t.key for t in one], [t.key for t in two])))
    segments: list[Segment] = []

    def add(kind: SegmentKind, first: str, second: str) -> None:
        if first or second:
            segments.append(Segment(kind, first, second))

    def cut(text: str, tokens: Sequence[_Token], start: int, end: int) -> str:
        begin = tokens[start].start if start < len(tokens) else len(text)
        stop = tokens[end].start if end < len(tokens) else len(text)
        return text[begin:stop] if start else text[:stop]

    at_left = at_right = 0
    for start_l, end_l, start_r, end_r in changes:
        add(
            SegmentKind.EQUAL,
            cut(left, one, at_left, start_l) if start_l else "",
            cut(right, two, at_right, start_r) if start_r else "",
        )
        add(SegmentKind.DELETED, cut(left, one, start_l, end_l) if end_l > start_l else "", "")
        add(SegmentKind.INSERTED, "", cut(right, two, start_r, end_r) if end_r > start_r else "")
        at_left, at_right = end_l, end_r
    add(SegmentKind.EQUAL, cut(left, one, at_left, len(one)), cut(right, two, at_right, len(two)))
    return tuple(segments)


def _part(text: str) -> list[_Token]:
    """The tokens of a text without blanks. A blank goes with the token before it."""
    folded = fold(text)
    kept = [place for place, char in enumerate(folded.text) if not char.isspace()]
    plain = "".join(folded.text[place] for place in kept)
    return [
        _Token(match.group(), folded.starts[kept[match.start()]])
        for match in _TOKEN.finditer(plain)
    ]


def _find_changes(left: list[str], right: list[str]) -> Iterator[_Change]:
    """What stands between the tokens that both have, in order."""
    before = 0
    while before < min(len(left), len(right)) and left[before] == right[before]:
        before += 1
    after = 0
    most = min(len(left), len(right)) - before
    while after < most and left[-1 - after] == right[-1 - after]:
        after += 1
    one, two = left[before : len(left) - after], right[before : len(right) - after]
    if not one and not two:
        return
    if not one or not two or len(one) * len(two) > _MOST_PAIRS:
        yield before, before + len(one), before, before + len(two)
        return
    start_l, start_r = before, before
    for code in Indel.opcodes(one, two):
        if code.tag == "equal":
            end_l, end_r = before + code.src_start, before + code.dest_start
            if end_l > start_l or end_r > start_r:
                yield start_l, end_l, start_r, end_r
            start_l, start_r = before + code.src_end, before + code.dest_end
    if start_l < before + len(one) or start_r < before + len(two):
        yield start_l, before + len(one), start_r, before + len(two)


def _merge(changes: list[_Change]) -> list[_Change]:
    """The changes, those joined between which only a crumb is equal.

    A crumb is no longer than what changes on either side of it: particles and single characters
    that the texts share by chance. Joining makes a change larger, so it is done until none is left.
    """
    while True:
        merged: list[_Change] = []
        for change in changes:
            if merged and _is_crumb(merged[-1], change):
                last = merged.pop()
                change = (last[0], change[1], last[2], change[3])
            merged.append(change)
        if len(merged) == len(changes):
            return merged
        changes = merged


def _is_crumb(before: _Change, after: _Change) -> bool:
    between = after[0] - before[1]
    return between <= min(
        max(before[1] - before[0], before[3] - before[2]),
        max(after[1] - after[0], after[3] - after[2]),
    )
