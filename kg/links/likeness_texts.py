"""What is said of two texts: one, nearly one, alike, or other; by the texts as printed."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.links.likeness_measures import ALMOST, NEARLY, TEXT_DIFFERS, are_same
from kg.links.likeness_printed import find_phrases
from kg.text.variants import fold_variants

#: So much of a text is measured.
_LONGEST: Final = 5_000
#: Differences that are quoted: so many, of so many signs.
_MOST: Final = 2
_LONGEST_QUOTE: Final = 30
_Said = tuple[str, str]


def say_text(left: str, right: str, compared: float | None, told: bool = False) -> list[_Said]:
    """How two texts stand to each other. `compared` is how alike they were found, None where that
    counted for nothing; where that they are alike is `told` already, only more than that is said.
    """
    if not left.strip() or not right.strip():
        if left.strip() or right.strip():
            return [("説明は一方にしかない", "Only one of them has a text")]
        return [("説明はどちらにもない", "Neither has a text")]
    if compared is None:
        return [
            (
                "説明は定型文などのため比べていない",
                "The texts were not compared: at least one is a set phrase",
            )
        ]
    if are_same(left, right):
        return [("説明も一致", "The texts are the same too")]
    alike = _measure(left, right)
    if alike >= NEARLY or (compared >= ALMOST and alike >= TEXT_DIFFERS):
        ja, en = _quote_difference(left, right)
        return [(f"説明はほぼ一致{ja}", f"The texts are nearly the same{en}")]
    if told:
        return []
    if alike >= TEXT_DIFFERS:
        return [("説明も似ている", "The texts are alike too")]
    return [("説明は異なる", "The texts differ")]


def say_same_text(left: str, right: str) -> _Said:
    """The same where the text alone makes the pair."""
    if are_same(left, right):
        return "説明が一致", "The texts are the same"
    ja, en = _quote_difference(left, right)
    if _measure(left, right) >= NEARLY:
        return f"説明はほぼ一致{ja}", f"The texts are nearly the same{en}"
    return (
        f"説明は括弧書きや文末、後の部分を除いてほぼ一致{ja}",
        f"But for brackets, endings and later parts the texts are nearly the same{en}",
    )


def are_alike(left: str, right: str) -> bool:
    """Whether two texts may be said to be alike."""
    return _measure(left, right) >= TEXT_DIFFERS


def _measure(left: str, right: str) -> float:
    """How alike two whole texts are, 0 to 1, ways of writing aside."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(_fold(left), _fold(right))


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return fold_variants(text[:_LONGEST])


def _quote_difference(left: str, right: str) -> _Said:
    """The differing phrases in brackets, where they are few and short."""
    found = find_phrases(left, right)
    if found is None:
        return "", ""
    if not found:
        return "(句読点などのみ異なる)", " (only punctuation differs)"
    longest = max(len(text) for pair in found for text in (pair.left, pair.right))
    if len(found) > _MOST or longest > _LONGEST_QUOTE:
        return "", ""
    ja = "、".join(
        f"「{pair.left}」と「{pair.right}」"
        if pair.left and pair.right
        else f"「{pair.left or pair.right}」の有無"
        for pair in found
    )
    en = ", ".join(f"{pair.left or 'none'} / {pair.right or 'none'}" for pair in found)
    return f"(異なる所: {ja})", f" (they differ in: {en})"
