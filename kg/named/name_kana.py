"""Hiragana at the edges of names: how people write the name of their town (かわさき)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.named.name_page import Page
from kg.named.name_words import COMPOUND, HIRAGANA, get_list

_EDGE: Final = re.compile(
    rf"(?:\A|(?<=[、。「『(\[ ・]))(?P<first>[{HIRAGANA}ー]{{3,7}})(?=[{COMPOUND}])"
    rf"|(?<=[{COMPOUND}])(?P<last>[{HIRAGANA}ー]{{3,7}})(?=\Z|[」』)])"
)
#: Particles and ends of verbs, which no such name has.
_GRAMMAR: Final = re.compile(
    r"\A[のにをはがでとへも]|[のにをはがでとへてたもやいなるくしりうすつ]\Z"
)
_WORDS: Final = frozenset({*get_list("reach", "inner"), *get_list("reach", "function")})


def learn_kana(pages: Iterable[Page], stem: str) -> set[str]:
    """Hiragana at the edge of several compounds, and the town's name if it is written so."""
    beside: dict[str, set[str]] = {}
    for page in pages:
        for match in _EDGE.finditer(page.text):
            kana = match["first"] or match["last"]
            if kana not in _WORDS and not _GRAMMAR.search(kana):
                at = match.end() if match["first"] else match.start() - 2
                beside.setdefault(kana, set()).add(page.text[max(0, at) : at + 2])
    own = {stem} if re.fullmatch(rf"[{HIRAGANA}]+", stem) else set()
    return own | {kana for kana, words in beside.items() if len(words) > 1}
