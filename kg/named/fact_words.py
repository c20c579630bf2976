"""The words of verbs.toml, as tuples and as alternatives of a pattern."""

from __future__ import annotations

import re
from typing import Final

from kg.named.word_lists import load_lists

#: What may stand before a mark's text: bullets, and the blanks around them.
BULLETS: Final = "○●◎■□◆◇▲△▼▽★☆・※*→⇒>- "


#: A bullet or a number before a text.
MARK: Final = rf"[{re.escape(BULLETS)}]{{0,4}}(?:[(\[]?[0-9]{{1,2}}[)\]. ] ?)?"


def get_words(section: str, key: str) -> tuple[str, ...]:
    """The words of one list."""
    return load_lists("verbs.toml")[section][key]


def either(*lists: tuple[str, ...]) -> str:
    """A group that matches any word of the lists, the longest first."""
    words = sorted({word for words in lists for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, words)) + ")"
