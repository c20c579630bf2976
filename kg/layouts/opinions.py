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
    for cut in (width, width + 1, width - 1):
        head, rest = left[:cut], left[cut:]
        if head.endswith(right[:1]) and len(rest) <= width:
            return _overlap(head, right) + rest
    if len(left) - width <= width and _ends(left) and len(right) <= 2 * width:
        return _overlap(left[:width], right) + left[width:]
    return None


def _cut_line(left: str, right: str, width: int) -> list[str]:
    """A left half of two lines cut in two: where the right half repeats it, else by its width."""
    cuts = [cut for cut in (width, width + 1, width - 1) if left[:cut].endswith(right[:1])]
    cut = cuts[0] if cuts else width
    return [left[:cut], left[cut:]]


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
