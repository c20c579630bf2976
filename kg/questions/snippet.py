"""A text around the words that a search found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.vocabulary import Word
from kg.text.fold import fold

_CONTEXT: Final = 40


@dataclass(frozen=True)
class Snippet:
    """A text around its hits: pieces that alternate between plain and hit, plain first."""

    property: Word
    pieces: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def make_pieces(text: str, words: list[str]) -> tuple[str, ...]:
    """The text around the hits of folded words, cut at both ends: plain, hit, plain, hit, plain."""
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    folded = fold(text)
    for number, char in enumerate(folded.text):
        if not char.isspace():
            cased = char.casefold()
            keys.append(cased)
            places += [(folded.starts[number], folded.ends[number])] * len(cased)
    key = "".join(keys)
    spans: list[tuple[int, int]] = []
    for word in words:
        at = key.find(word)
        while at >= 0:
            spans.append((places[at][0], places[at + len(word) - 1][1]))
            at = key.find(word, at + len(word))
    spans.sort()
    if not spans:
        return (_cut(text, 0, min(len(text), 2 * _CONTEXT)),)
    first, last = max(0, spans[0][0] - _CONTEXT), min(len(text), spans[0][1] + 2 * _CONTEXT)
    pieces: list[str] = []
    at = first
    for start, end in spans:
        if start < at or end > last:
            continue
        pieces += [text[at:start], text[start:end]]
        at = end
    pieces.append(text[at:last])
    pieces[0] = ("…" if first else "") + pieces[0]
    pieces[-1] += "…" if last < len(text) else ""
    return tuple(pieces)


def _cut(text: str, start: int, end: int) -> str:
    return text[start:end] + ("…" if end < len(text) else "")
