"""Opinions out of a column that the layout cut in two: left and right halves put together.

Each printed line was cut at the middle of the column, and all left halves were received before
all right halves. An opinion is rebuilt only where its pieces tell how they join; else its text
ends where it is sure and it is incomplete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Span


@dataclass(frozen=True)
class Fragment:
    """A stretch of one half as received."""

    text: str
    span: Span


@dataclass(frozen=True)
class Rebuilt:
    """An opinion's text, whether it is incomplete, and its fragments in order of print."""

    text: str
    incomplete: bool
    spans: tuple[Span, ...]


#: How many characters of one half stand in the other half too where a line was cut.
_OVERLAP = 8


def rebuild(left: Sequence[Fragment], right: Sequence[Fragment], width: int) -> Rebuilt:
    """One opinion from its fragments; `width` is how many characters a left half holds."""
    spans = tuple(piece.span for piece in (*left, *right))
    if len(left) == 1 and len(right) == 1:
        text = _join(left[0].text, right[0].text, width)
        if text is not None:
            return Rebuilt(text, not _ends(text), spans)
    if len(left) == 1 and not right and _ends(left[0].text):
        return Rebuilt(left[0].text, False, spans)
    lines = [piece.text for piece in left]
    if len(left) == 1 and len(right) == 2 and len(lines[0]) <= 2 * width + 2:
        lines = _cut_line(lines[0], right[0].text, width)
    if 0 <= len(lines) - len(right) <= 1 and all(len(line) <= width + 2 for line in lines):
        text = ""
        for at, line in enumerate(lines):
            text = _overlap(text + line, right[at].text) if at < len(right) else text + line
        return Rebuilt(text, not _ends(text), spans)
    return Rebuilt(left[0].text[:width] if left else "", True, spans)


def _join(left: str, right: str, width: int) -> str | None:
    """The text of a left half of one or two lines around its right half, None where unsure."""
    if len(left) <= width + 1:
        return _overlap(left, right)
    tail = _find_tail(left, right)
    if tail is not None and abs(len(left) - len(tail) - width) <= 2:
        # The end of the sentence was received in both halves.
        return left[: len(left) - len(tail)] + right
    if len(left) - width > width or len(right) > 2 * width:
        return None
    cut = _find_cut(left, right, width)
    if cut is None:
        return None
    end, taken = cut
    text, rest = left[:end] + right[taken:], left[end:]
    # Where the last line does not read on behind the right half, words between them are lost.
    return text if _weigh_joint(right, rest) >= _UNSURE else text + rest


def _cut_line(left: str, right: str, width: int) -> list[str]:
    """A left half of two lines cut in two, at the likeliest place."""
    cut = _find_cut(left, right, width)
    end = cut[0] if cut else width
    return [left[:end], left[end:]]


def _find_cut(left: str, right: str, width: int) -> tuple[int, int] | None:
    """Where the first of two lines ends, and how many characters stand in both halves there.

    The likeliest: near the width of the column, reading on well at both joints, and with what is
    repeated taken once.
    """
    tried: list[tuple[float, int, int]] = []
    for end in range(max(1, width - 2), min(len(left), width + 3)):
        for taken in range(min(_OVERLAP, end, len(right) - 1) + 1):
            if left[:end].endswith(right[:taken]) or not taken:
                weight = abs(end - width) + (_REPEATED[taken] if taken < 2 else -2.0)
                weight += _weigh_joint(left[:end], right[taken:])
                weight += _weigh_joint(right, left[end:])
                if not taken and _is_in_word(left[end - 1 : end + 1], right):
                    weight += 2.0
                tried.append((weight, end, taken))
    if not tried:
        return None
    _, end, taken = min(tried)
    return end, taken


#: What one repeated character weighs: it may stand twice by chance.
_REPEATED = (0.0, 1.5)
#: From which weight on it is not sure that two stretches read on, and from which they do not.
_UNSURE = 1.5
_BROKEN = 3.0
_PARTICLES = "がをにはのとでもへやかな"
_NO_BEGINNING = "ぁぃぅぇぉっゃゅょァィゥェォッャュョーん"
#: What cannot stand behind て, and behind a particle of case.
_NEVER = {"て": "とをがの", "を": "をがにはの", "が": "がをの"}


def _is_in_word(around: str, right: str) -> bool:
    """Whether a cut parts a word that the right half does not go on with."""
    for first, last in (("ァ", "ー"), ("一", "龥")):
        if all(first <= char <= last for char in around):
            return not first <= right[0] <= last or first == "ァ"
    return False


def _weigh_joint(before: str, after: str) -> float:
    """How badly a text reads on behind another, from 0 for well."""
    if not before or not after:
        return 0.0
    last, first = before[-1], after[0]
    if first in _NO_BEGINNING or first in _NEVER.get(last, ""):
        return 4.0
    if first == last and "ぁ" <= first <= "ヺ":
        return _BROKEN
    if first in "、。":
        return 4.0 if last in "、。" else 1.0
    if last in "、。":
        return 0.0
    if "ァ" <= first <= "ヺ" and not "ァ" <= last <= "ー":
        # A word of one katakana is the end of another.
        return 3.0 if not "ァ" <= after[1:2] <= "ー" else 0.0
    if "ぁ" <= first <= "ゖ":
        if first in _PARTICLES:
            return 0.0
        return 1.0 if "ぁ" <= last <= "ゖ" else _BROKEN
    # Kanji behind kanji: one word cut in two, or two of which what stood between them is lost.
    return _UNSURE if "一" <= last <= "龥" and "一" <= first <= "龥" else 0.0


def _find_tail(left: str, right: str) -> str | None:
    """The longest end that both halves share, of three characters or more."""
    for size in range(min(len(left), len(right)), 2, -1):
        if left[-size:] == right[-size:]:
            return left[-size:]
    return None


def _overlap(left: str, right: str) -> str:
    """The two joined; what stands in both at the cut is taken once."""
    for size in range(min(_OVERLAP, len(left), len(right)), 0, -1):
        if left[-size:] == right[:size]:
            return left + right[size:]
    return left + right


def _ends(text: str) -> bool:
    return text.endswith("。")


def measure_width(fragments: Sequence[str]) -> int:
    """How many characters a left half holds: the commonest length of those that fill their line.

    A half that ends no sentence was cut at the middle of the column, so it is full.
    """
    lengths = sorted(len(text) for text in fragments if not _ends(text))
    return lengths[len(lengths) // 2] if lengths else 0
