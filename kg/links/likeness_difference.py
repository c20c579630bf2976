"""What two names differ in, and which differences say that they are two projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.links.likeness_shape import Shape
from kg.links.likeness_words import load_words

#: What follows one of these signs makes no place of it: 市民, 町内会, 区分.
_NO_PLACE: Final = {
    "市": "民政税場会街",
    "町": "内会民",
    "区": "分画間域",
    "県": "民税",
    "線": "量",
    "通": "学信報知園勤院所訳年",
    "山": "林村",
}
_LONGEST_OWN: Final = 20
_KANA: Final = re.compile("[\u3041-\u3096]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which two cores differ: what each has there, and whether it names a place on
    either side, and on both."""

    left: str
    right: str
    place: bool
    places: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A difference that speaks against one project: its kind, and what each side says."""

    kind: str
    left: str
    right: str


def find_segments(left: str, right: str) -> list[Segment]:
    """The stretches in which two cores differ, in order."""
    from rapidfuzz.distance import Levenshtein

    found = []
    for code in Levenshtein.opcodes(left, right):
        ours = left[code.src_start : code.src_end]
        theirs = right[code.dest_start : code.dest_end]
        if code.tag == "equal" or is_lookalike(ours, theirs):
            continue
        here = _is_place(ours, left[code.src_end :]), _is_place(theirs, right[code.dest_end :])
        spelled = _is_spelling(ours, theirs)
        found.append(Segment(ours, theirs, any(here) and not spelled, all(here) and not spelled))
    return found


def is_lookalike(left: str, right: str) -> bool:
    """Whether each sign may be the other read wrongly off a page: 間, 問."""
    return len(left) == len(right) > 0 and all(
        one == two or any(one in signs and two in signs for signs in load_words().lookalikes)
        for one, two in zip(left, right, strict=True)
    )


def _is_spelling(left: str, right: str) -> bool:
    """Whether one side may be the other written in hiragana: 里, さと."""
    return bool(left and right) and bool(_KANA.fullmatch(left)) != bool(_KANA.fullmatch(right))


def _is_place(segment: str, after: str) -> bool:
    """Whether a stretch is the name before 区, 駅, 図書館, or ends in one of them."""
    if not segment:
        return False
    if load_words().house.match(after):
        return True
    for ending in load_words().places:
        if after.startswith(ending) and after[len(ending) :][:1] not in _bad(ending):
            return True
        if len(segment) > len(ending) and segment.endswith(ending):
            return after[:1] not in _bad(ending)
    return False


def _bad(ending: str) -> tuple[str, ...]:
    return tuple(_NO_PLACE.get(ending, ""))


def find_conflicts(left: Shape, right: Shape, segments: list[Segment]) -> Iterator[Conflict]:
    """The differences that speak against one project."""
    if left.numbers and right.numbers and left.numbers != right.numbers:
        yield _make("number", left.numbers - right.numbers, right.numbers - left.numbers)
    if left.wards and right.wards and not _share(left.wards, right.wards):
        yield _make("place", left.wards, right.wards)
    elif left.where and right.where and not left.where & right.where:
        yield _make("ward", left.where, right.where)
    words = load_words()
    ours, theirs = left.acts - right.acts, right.acts - left.acts
    if ours and theirs:
        yield _make("act", ours, theirs)
    for pattern in words.exclusive:
        ours = frozenset(pattern.findall(left.base))
        theirs = frozenset(pattern.findall(right.base))
        if ours - theirs and theirs - ours:
            yield _make("word", ours - theirs, theirs - ours)
            break
    ours_at = "".join(s.left for s in segments if s.place and s.left)
    theirs_at = "".join(s.right for s in segments if s.place and s.right)
    if ours_at and theirs_at and not _overlap(segments):
        yield Conflict("place", ours_at, theirs_at)
    for segment in segments:
        if _is_turn(segment):
            yield Conflict("word", segment.left, segment.right)
    if segments:
        ours_own, theirs_own = _find_told(left, right), _find_told(right, left)
        if ours_own and theirs_own:
            yield Conflict("object", ours_own, theirs_own)


def _overlap(segments: list[Segment]) -> bool:
    """Whether the only places are one side's, said again by the other in part: 生活道路 against
    道路維持."""
    return not any(s.places for s in segments) and any(
        s.place and _share_word(s.left, s.right) for s in segments
    )


def _share_word(left: str, right: str) -> bool:
    return any(left[-size:] == right[:size] for size in range(2, min(len(left), len(right)) + 1))


def _make(kind: str, left: frozenset[str], right: frozenset[str]) -> Conflict:
    return Conflict(kind, "・".join(sorted(left)), "・".join(sorted(right)))


def _share(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether a ward is in both; a word before one may have been caught with it."""
    return any(a.endswith(b) or b.endswith(a) for a in left for b in right)


def _is_turn(segment: Segment) -> bool:
    """Whether one sign turns the name round: 東 and 西."""
    if len(segment.left) != 1 or len(segment.right) != 1:
        return False
    return any(segment.left in signs and segment.right in signs for signs in load_words().turns)


def _find_told(left: Shape, right: Shape) -> str:
    """What the left name and the left text speak of and the right ones do not, or nothing.

    The stretch of the name between the common beginning and the common end, with a sign more where
    it has one alone; of it the longest part of two signs or more that only the left text has.
    """
    if not left.text or not right.text:
        return ""
    start = 0
    shortest = min(len(left.core), len(right.core))
    while start < shortest and left.core[start] == right.core[start]:
        start += 1
    end = 0
    while end < shortest - start and left.core[-1 - end] == right.core[-1 - end]:
        end += 1
    own = left.core[start : len(left.core) - end]
    if len(own) == 1:
        own = left.core[max(0, start - 1) : len(left.core) - end + 1]
    own = own[:_LONGEST_OWN]
    for size in range(len(own), 1, -1):
        for at in range(len(own) - size + 1):
            part = own[at : at + size]
            if part in left.text and part not in right.text and part not in right.core:
                return part
    return ""
