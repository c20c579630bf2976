"""A text around the words that a search found in it, and the words marked in the text as received.

What is compared is folded; the marks cover the very signs of the text that the match came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.search.typed import Word, find_places
from kg.questions.vocabulary import Word as Term
from kg.text.fold import fold

_CONTEXT: Final = 40


@dataclass(frozen=True)
class Snippet:
    """A text around its hits: pieces that alternate between plain and hit, plain first."""

    property: Term
    pieces: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def find_spans(text: str, words: Sequence[Word], *, number: bool = False) -> list[tuple[int, int]]:
    """The stretches of a text that hold a word in any spelling, in order, none over another.

    `number`: the text begins with the number of a node.
    """
    keys: list[str] = []
    origins: list[tuple[int, int]] = []
    folded = fold(text)
    for place, char in enumerate(folded.text):
        if not char.isspace():
            cased = char.casefold()
            keys.append(cased)
            origins += [(folded.starts[place], folded.ends[place])] * len(cased)
    key = "".join(keys)
    found = sorted(
        (origins[start][0], origins[end - 1][1])
        for word in words
        for start, end in find_places(key, word, number=number)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def make_pieces(text: str, words: Sequence[Word], *, number: bool = False) -> tuple[str, ...]:
    """The text around the hits, cut at both ends: plain, hit, plain, hit, plain."""
    spans = find_spans(text, words, number=number)
    if not spans:
        end = min(len(text), 2 * _CONTEXT)
        return (text[:end] + ("…" if end < len(text) else ""),)
    first, last = max(0, spans[0][0] - _CONTEXT), min(len(text), spans[0][1] + 2 * _CONTEXT)
    pieces = _split(text, first, last, spans)
    pieces[0] = ("…" if first else "") + pieces[0]
    pieces[-1] += "…" if last < len(text) else ""
    return tuple(pieces)


def mark_pieces(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    """The whole text with its hits: plain, hit, plain, hit, plain."""
    return tuple(_split(text, 0, len(text), find_spans(text, words)))


def _split(text: str, first: int, last: int, spans: Sequence[tuple[int, int]]) -> list[str]:
    pieces: list[str] = []
    at = first
    for start, end in spans:
        if end > last:
            break
        pieces += [text[at:start], text[start:end]]
        at = end
    return [*pieces, text[at:last]]
