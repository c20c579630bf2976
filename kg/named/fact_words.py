"""The words of verbs.toml, as tuples and as alternatives of a pattern."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

#: What may stand before a mark's text: bullets, and the blanks around them.
BULLETS: Final = "○●◎■□◆◇▲△▼▽★☆・※*→⇒>- "


#: A bullet or a number before a text.
MARK: Final = rf"[{re.escape(BULLETS)}]{{0,4}}(?:[(\[]?[0-9]{{1,2}}[)\]. ] ?)?"


@lru_cache(maxsize=1)
def _load() -> dict[str, dict[str, tuple[str, ...]]]:
    text = files("kg.named").joinpath("verbs.toml").read_text(encoding="utf-8")
    return {
        section: {key: tuple(words) for key, words in table.items()}
        for section, table in tomllib.loads(text).items()
    }


def get_words(section: str, key: str) -> tuple[str, ...]:
    """The words of one list."""
    return _load()[section][key]


def either(*lists: tuple[str, ...]) -> str:
    """A group that matches any word of the lists, the longest first."""
    words = sorted({word for words in lists for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, words)) + ")"
