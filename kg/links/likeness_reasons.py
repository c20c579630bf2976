"""The reason of a verdict in words, Japanese and English: what agrees and what differs.

Every word in 「 」 or ( ) stands so in a document; what is said holds of the names and texts as
printed, whatever key they were compared by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.links.likeness_printed import (
    find_differences,
    find_spellings,
    split_label,
)
from kg.links.likeness_shape import find_wards, is_remark
from kg.links.likeness_texts import are_alike, say_same_text, say_text
from kg.links.likeness_words import load_words
from kg.text.fold import fold_key
from kg.text.variants import fold_variants

if TYPE_CHECKING:
    from kg.links.likeness import Entry
    from kg.links.likeness_judge import Verdict

_SAME: Final = frozenset(
    ("same-name", "same-name-in-variants", "same-name-but-qualifier", "same-name-other-qualifier")
)
#: Below this two names have only words in common.
_ALIKE: Final = 0.55
_MOST: Final = 4
_BOTH: Final = "alike-name-and-text"
_Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Brackets:
    """The brackets of each side that the other has not, whether all of them are remarks that are
    no part of the name, and those that both have, as each writes them."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    remarks: bool
    shared: tuple[tuple[str, str], ...]


def make_reason(left: Entry, right: Entry, verdict: Verdict) -> tuple[str, str]:
    """The reason in Japanese and in English."""
    one, two = split_label(left.name), split_label(right.name)
    brackets = _compare_brackets(left, right)
    if verdict.rule in _SAME:
        said = [_say_same(one.base, two.base, brackets)]
    else:
        said = [_say_alike(left, right, verdict)]
        said += _say_difference(one.base, two.base, brackets)
    said += _say_wards(left, right, brackets)
    said += _say_bodies(left, right)
    if verdict.rule != "same-text":
        said += say_text(left.text, right.text, verdict.text, verdict.rule == _BOTH)
    return "。".join(ja for ja, _ in said), ". ".join(en for _, en in said)


def _compare_brackets(left: Entry, right: Entry) -> _Brackets:
    """What each has in brackets at its end and the other has not; a ward that stands beside a name
    counts where the other's name has wards in brackets."""
    one, two = list(split_label(left.name).brackets), list(split_label(right.name).brackets)
    if _names_ward(one) and not _names_ward(two):
        two += sorted(right.wards)
    elif _names_ward(two) and not _names_ward(one):
        one += sorted(left.wards)
    keys, others = ({fold_variants(text): text for text in side} for side in (one, two))
    if not keys and not others:
        return _Brackets((), (), False, ())
    ours = [text for key, text in keys.items() if key not in others]
    theirs = [text for key, text in others.items() if key not in keys]
    shared = tuple((text, others[key]) for key, text in keys.items() if key in others)
    bases = fold_key(split_label(left.name).base), fold_key(split_label(right.name).base)
    remarks = all(is_remark(fold_key(text), base) for text in ours + theirs for base in bases)
    return _Brackets(tuple(ours), tuple(theirs), remarks, shared)


def _names_ward(brackets: Iterable[str]) -> bool:
    folded = [fold_key(text) for text in brackets]
    return any(text in load_words().all_wards or any(find_wards(text)) for text in folded)


def _enclose(brackets: Sequence[str]) -> str:
    return "".join(f"({text})" for text in brackets)


def _say_same(one: str, two: str, brackets: _Brackets) -> _Said:
    """That two names are one, and what they differ in besides."""
    ours, theirs = _enclose(brackets.left), _enclose(brackets.right)
    both = f"{ours}と{theirs}" if ours and theirs else ours or theirs
    both_en = f"{ours} / {theirs}" if ours and theirs else ours or theirs
    pairs = [(one, two), *brackets.shared]
    if all(fold_key(left) == fold_key(right) for left, right in pairs):
        if not both:
            return "名称が一致", "The names are the same"
        ja = f"{both}が異なる" if ours and theirs else f"{both}のみ異なる"
        if brackets.remarks:
            ja = "末尾の" + ja
        return f"名称が一致、{ja}", (
            f"The names are the same, only the brackets at the end differ: {both_en}"
        )
    ways, ways_en = _name_spellings(pairs)
    if not both:
        return (
            f"名称は書き方{ways}のみ異なる",
            f"The names differ only in how their words are written{ways_en}",
        )
    return (
        f"名称は書き方{ways}と、末尾の{both}のみ異なる",
        f"The names differ only in how their words are written{ways_en}"
        f" and in the brackets at the end: {both_en}",
    )


def _name_spellings(pairs: Sequence[tuple[str, str]]) -> _Said:
    """The words that are written in two ways, in brackets, or nothing where signs alone differ."""
    spelled = [found for one, two in pairs for found in find_spellings(one, two)][:_MOST]
    if spelled:
        ja = "、".join(f"「{pair.left}」と「{pair.right}」" for pair in spelled)
        en = ", ".join(f"{pair.left} / {pair.right}" for pair in spelled)
        return f"({ja})", f" ({en})"
    if any(("・" in fold_key(one)) != ("・" in fold_key(two)) for one, two in pairs):
        return "(「・」の有無)", " (with or without ・)"
    return "(記号など)", " (signs)"


def _say_alike(left: Entry, right: Entry, verdict: Verdict) -> _Said:
    """What makes two different names a pair."""
    if verdict.rule == "merged-or-split-name":
        return (
            "一方の名称が他方の名称の一部に当たる(統合・分割の可能性)",
            "One name is a part of what the other joins (merged or split)",
        )
    if verdict.rule == "same-text":
        ja, en = say_same_text(left.text, right.text)
        return f"{ja}、名称は異なる", f"{en}, the names differ"
    if verdict.rule == _BOTH:
        if not are_alike(left.text, right.text):
            return (
                "名称が似ており、説明も一部が共通する",
                "The names are alike and the texts share some words",
            )
        if verdict.name < _ALIKE:
            return (
                "説明が似ており、名称も一部が共通する",
                "The texts are alike and the names share some words",
            )
        return "名称と説明が似ている", "Names and texts are alike"
    return "名称が似ている", "The names are alike"


def _say_difference(one: str, two: str, brackets: _Brackets) -> list[_Said]:
    """In which words two names differ, and in which brackets."""
    said: list[_Said] = []
    left, right = _take_in(one, two, brackets)
    found = find_differences(left, right)
    generic = found.generic_left or found.generic_right
    if (left, right) != (one, two):
        inside = _enclose(brackets.left or brackets.right)
        said.append((f"{inside}は他方では名称の中にある", f"{inside} stands inside the other name"))
    if found.left or found.right:
        said.append(_list("名称の異なる所", "The names differ in", found.left, found.right))
    elif generic and found.moved:
        said.append(
            (
                "名称は語の順と一般的な語のみ異なる",
                "The names differ only in the order of their words and in generic words",
            )
        )
    elif generic:
        ja, en = "名称は一般的な語のみ異なる", "The names differ only in generic words"
        said.append(_list(ja, en, found.generic_left, found.generic_right))
    elif found.moved:
        said.append(("名称は語の順のみ異なる", "The names differ only in the order of their words"))
    elif fold_key(one) != fold_key(two) and left == one:
        ways, ways_en = _name_spellings([(one, two)])
        said.append((f"名称の書き方が異なる{ways}", f"The names are written in two ways{ways_en}"))
    if (brackets.left or brackets.right) and (left, right) == (one, two):
        ours, theirs = _enclose(brackets.left), _enclose(brackets.right)
        said.append(
            (
                f"末尾の括弧が異なる: {ours or 'なし'} / {theirs or 'なし'}",
                f"The brackets at the end differ: {ours or 'none'} / {theirs or 'none'}",
            )
        )
    return said


def _take_in(one: str, two: str, brackets: _Brackets) -> tuple[str, str]:
    """The names, with a bracket that the other name has inside taken in: (木造)."""
    left, right = fold_variants(one), fold_variants(two)
    if len(brackets.left) == 1 and not brackets.right:
        key = fold_variants(brackets.left[0])
        if key in right and key not in left:
            return brackets.left[0] + one, two
    if len(brackets.right) == 1 and not brackets.left:
        key = fold_variants(brackets.right[0])
        if key in left and key not in right:
            return one, brackets.right[0] + two
    return one, two


def _list(ja: str, en: str, left: Sequence[str], right: Sequence[str]) -> _Said:
    """The words of each side: 「緑地」 / なし."""
    ours = "".join(f"「{text}」" for text in left)
    theirs = "".join(f"「{text}」" for text in right)
    return (
        f"{ja}: {ours or 'なし'} / {theirs or 'なし'}",
        f"{en}: {ours or 'none'} / {theirs or 'none'}",
    )


def _say_wards(left: Entry, right: Entry, brackets: _Brackets) -> list[_Said]:
    """The wards beside the names, where they differ and no bracket has said so."""
    ours, theirs = sorted(left.wards - right.wards), sorted(right.wards - left.wards)
    said = {*brackets.left, *brackets.right}
    if not (ours or theirs) or said & {*ours, *theirs}:
        return []
    if _names_ward(text for text, _ in brackets.shared):
        return []
    one, two = "・".join(sorted(left.wards)), "・".join(sorted(right.wards))
    return [
        (
            f"実施する区: {one or '記載なし'} / {two or '記載なし'}",
            f"Wards: {one or 'not stated'} / {two or 'not stated'}",
        )
    ]


def _say_bodies(left: Entry, right: Entry) -> list[_Said]:
    """Who runs them, where both say so and none is in both."""
    ours, theirs = (frozenset(map(fold_variants, entry.bodies)) for entry in (left, right))
    if not ours or not theirs or ours & theirs:
        return []
    one, two = "・".join(sorted(left.bodies)), "・".join(sorted(right.bodies))
    return [(f"所管: {one} / {two}", f"Run by: {one} / {two}")]
