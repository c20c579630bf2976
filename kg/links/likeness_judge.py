"""The judgement on two entries: which rule holds, and how alike they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.links.likeness_difference import Segment, find_conflicts, find_segments
from kg.links.likeness_measures import (
    ALMOST,
    LONG_TEXT,
    NAME_AGAINST_TEXT,
    NAME_ALONE,
    NAME_BESIDE,
    NAME_LEAST,
    NEARLY,
    REAL,
    SPOKEN,
    SPOKEN_ALIKE,
    SUM,
    TEXT_ACROSS,
    TEXT_ALONE,
    TEXT_CLEAR,
    TEXT_LEAST,
    TOLD,
    is_misread,
    is_reordered,
    is_same_text,
    name_likeness,
    text_likeness,
)
from kg.links.likeness_shape import Shape, find_numbers
from kg.links.likeness_words import load_words

SAME: Final = "same-name"
VARIANTS: Final = "same-name-in-variants"
QUALIFIER: Final = "same-name-but-qualifier"
OTHER: Final = "same-name-other-qualifier"
MERGED: Final = "merged-or-split-name"
TEXT: Final = "same-text"
BOTH: Final = "alike-name-and-text"
NAME: Final = "alike-name"
#: From the strongest.
RULES: Final = (SAME, VARIANTS, QUALIFIER, MERGED, TEXT, BOTH, NAME, OTHER)

#: What a score loses for a difference that does not bar the pair.
LOSS: Final = {"number": 0.1, "ward": 0.1, "act": 0.1, "qualifier": 0.05, "body": 0.02}
#: Differences that make two projects of two like names, whatever the texts say.
_BARRED: Final = frozenset({"number", "ward", "place", "word", "object"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that holds, and how alike the two are: altogether, by name, and by text, which is
    None where they were not compared."""

    rule: str
    score: float
    name: float
    text: float | None


def judge(left: Shape, right: Shape) -> Verdict | None:
    """The verdict on two entries, or None where nothing makes them alike."""
    text = text_likeness(left, right)
    if text == 1 and not is_same_text(left, right):
        text = ALMOST
    by_name = _judge_equal(left, right, text)
    if by_name is not None:
        return by_name
    if left.base == right.base:
        return None
    misread = is_misread(left, right)
    if misread:
        segments = find_segments(left.base, right.base)
    else:
        segments = [] if is_reordered(left, right) else find_segments(left.core, right.core)
    kinds = {conflict.kind for conflict in find_conflicts(left, right, segments)}
    if kinds & _BARRED:
        return None
    name = name_likeness(left, right)
    rule = _choose(left, right, name, text, segments, kinds)
    if rule is None:
        return None
    if left.numbers != right.numbers and not (left.numbers and right.numbers):
        kinds.add("number")
    if left.qualifiers != right.qualifiers and left.all_signs != right.all_signs:
        kinds.add("qualifier")
    return _make_verdict(rule, name, text, left, right, kinds)


def _judge_equal(left: Shape, right: Shape, text: float | None) -> Verdict | None:
    """The verdict where the names without brackets are one in any way of writing."""
    if left.base != right.base or not left.base:
        return None
    if not left.core and (text is None or text < TEXT_ALONE):
        return None  # Generic words alone: 推進事業.
    across = left.municipality != right.municipality
    if across and len(left.core) < SPOKEN_ALIKE and text is not None and text < TEXT_ACROSS:
        return None  # 広報事業 of two cities, of which one is on water.
    kinds = set()
    if left.where and right.where and not left.where & right.where:
        rule = OTHER
        kinds.add("ward")
    elif left.qualifiers == right.qualifiers:
        rule = SAME if left.folded == right.folded else VARIANTS
    else:
        rule = OTHER if _name_others(left.qualifiers, right.qualifiers) else QUALIFIER
        kinds.add("qualifier")
    return _make_verdict(rule, 1.0, text, left, right, kinds)


def _name_others(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether both have qualifiers, and they name different things: (保育事業), (相談支援事業), or
    one is numbered: (第2期).

    (各区) holds any ward; two bureaus may run one project.
    """
    ours, theirs = set(left) - set(right), set(right) - set(left)
    if not ours or not theirs:
        return any(any(find_numbers(name)) for name in ours | theirs)
    words = load_words()
    if ours & words.all_wards or theirs & words.all_wards:
        return False
    everyone = ours | theirs
    return not all(name.endswith(words.offices) for name in everyone)


def _choose(
    left: Shape,
    right: Shape,
    name: float,
    text: float | None,
    segments: list[Segment],
    kinds: set[str],
) -> str | None:
    """The strongest rule that holds for two different names, or None."""
    told = min(len(left.told), len(right.told))
    place = any(segment.place for segment in segments)
    ours, theirs = _count(segments)
    replaced = ours >= 2 and theirs >= 2 and not is_misread(left, right)
    if not kinds and _is_merged(left, right):
        return MERGED
    if text is not None and _is_told_same(left, right, name, text, bool(kinds)):
        return TEXT
    # A place that one side names may be said for clearness; the texts must leave no doubt.
    if text is not None and not kinds and (not place or text >= TEXT_CLEAR):
        if text >= TEXT_ALONE and name >= NAME_BESIDE and told >= TOLD:
            return BOTH
        if name >= NAME_LEAST and text >= TEXT_LEAST and name + text >= SUM and not replaced:
            return BOTH if told >= TOLD // 2 else None
    reordered = is_reordered(left, right)
    if kinds or place or replaced:
        return None
    spoken = SPOKEN_ALIKE if left.core == right.core else SPOKEN
    if min(len(left.core), len(right.core)) < spoken:
        return None
    if not reordered and _is_reworded(left.base, right.base):
        return None
    extra = 0 if reordered else sum(abs(len(s.left) - len(s.right)) for s in segments)
    if extra * 5 > max(len(left.core), len(right.core)):
        return None
    free = text is None or (left.municipality != right.municipality and text >= TEXT_ACROSS)
    if name >= (NAME_ALONE if free else NAME_AGAINST_TEXT):
        return NAME
    return None


def _count(segments: list[Segment]) -> tuple[int, int]:
    """How many signs each side has to itself."""
    return sum(len(s.left) for s in segments), sum(len(s.right) for s in segments)


def _is_told_same(left: Shape, right: Shape, name: float, text: float, apart: bool) -> bool:
    """Whether one text of real length stands under two names, but for a word or two.

    Under names that have nothing in common, or part in what is done (`apart`), the text must be
    longer: plans repeat short ones.
    """
    told = min(len(left.told), len(right.told))
    if apart:
        if text >= NEARLY and told >= LONG_TEXT and name >= NAME_BESIDE:
            return True
        return text >= ALMOST and told >= TOLD and name >= NAME_BESIDE
    if name >= NAME_BESIDE:
        return text >= ALMOST and told >= TOLD // 2
    return text >= (ALMOST if told < 2 * REAL else NEARLY) and told >= REAL


def _is_reworded(left: str, right: str) -> bool:
    """Whether a word stands for another, one of them not generic: 推進会議, 円卓会議."""
    generic = load_words().generic
    return any(
        min(len(segment.left), len(segment.right)) >= 2
        and (len(generic.sub("", segment.left)) >= 2 or len(generic.sub("", segment.right)) >= 2)
        for segment in find_segments(left, right)
    )


def _is_merged(left: Shape, right: Shape) -> bool:
    """Whether one name is a part of what the other joins."""
    return right.core in left.parts or left.core in right.parts


def _make_verdict(
    rule: str,
    name: float,
    text: float | None,
    left: Shape,
    right: Shape,
    kinds: set[str],
) -> Verdict:
    """The verdict with its score: names count for six tenths, texts for four."""
    if rule == MERGED:
        name = max(name, 0.8)
    score = 0.95 * name if text is None else 0.6 * name + 0.4 * text
    if rule == TEXT and text is not None:
        score = 0.4 * name + 0.6 * text
    if left.bodies and right.bodies and not left.bodies & right.bodies:
        kinds = kinds | {"body"}
    score -= sum(LOSS.get(kind, 0.0) for kind in sorted(kinds))
    if rule == OTHER:
        score = min(score, 0.6)
    return Verdict(rule, round(max(0.0, min(1.0, score)), 3), name, text)
