"""The words of article_refs.toml as patterns, and the known acts by the names they go by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from kg.text.article_refs_records import Act
from kg.text.fold import fold_key


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    path = files("kg.text").joinpath("article_refs.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def get_words(key: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(_load()["words"][key])


def either(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


#: A word that acts end in -> its family.
FAMILIES: Final = {word: family for family, words in _load()["families"].items() for word in words}
STRONG: Final = frozenset(get_words("strong"))
WEAK: Final = frozenset(get_words("weak"))
KINDS: Final = either(FAMILIES)
_LONGEST_KIND: Final = max(map(len, FAMILIES))


def get_family(name: str) -> str | None:
    """The family of a name by its longest ending."""
    for size in range(min(_LONGEST_KIND, len(name)), 0, -1):
        if family := FAMILIES.get(name[-size:]):
            return family
    return None


@dataclass(frozen=True)
class Lexicon:
    """The known acts: names (folded) -> keys, `sizes` of the names, a pattern of name ends, and one
    of the names that hold what looks like the end of another, None where none does."""

    acts: dict[str, Act]
    keys: dict[str, tuple[str, ...]]
    families: dict[str, str | None]
    sizes: tuple[int, ...]
    ends: re.Pattern[str]
    nested: re.Pattern[str] | None = None

    def is_of(self, key: str, place: str) -> bool:
        """Whether a full name of the act begins with that municipality."""
        return any(fold_key(name).startswith(place) for name in self.acts[key].names)

    def get_towns(self, key: str) -> tuple[str, ...]:
        """The municipalities that the names of an act begin with."""
        found = (_TOWN.match(fold_key(name)) for name in self.acts[key].names)
        return tuple(match[0] for match in found if match)


_TOWN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,6}?[市区町村都道府県](?!民)")
_LAW_NUMBER: Final = (
    r"(?:明治|大正|昭和|平成|令和)[元0-9〇一二三四五六七八九十]{1,4}年"
    r"[^()、。「」0-9\n\t]{2,20}?第[0-9〇一二三四五六七八九十百千]{1,6}号"
)
LAW_NUMBER: Final = re.compile(_LAW_NUMBER)
#: What makes 法 a piece of another word: 法人, 法的.
_NO_END: Final = r"(?!(?<=法)[人的制務廷曹科学師定])"


@lru_cache(maxsize=16)
def make_lexicon(acts: tuple[Act, ...]) -> Lexicon:
    """The lexicon of the acts that a caller knows."""
    keys: dict[str, tuple[str, ...]] = {}
    families: dict[str, str | None] = {}
    for act in acts:
        for name in sorted({fold_key(name) for name in act.names} - {""}):
            keys[name] = (*(key for key in keys.get(name, ()) if key != act.key), act.key)
            families[act.key] = families.get(act.key) or get_family(name)
    # A name that ends as no act does is found whole.
    odd = [name for name in keys if get_family(name) is None]
    whole = f"|(?P<odd>{either(odd)})" if odd else ""
    ends = re.compile(rf"(?P<law>{_LAW_NUMBER})|(?P<kind>{KINDS}){_NO_END}{whole}")
    nested = [name for name in keys if any(one.end() < len(name) for one in ends.finditer(name))]
    return Lexicon(
        {act.key: act for act in acts},
        keys,
        families,
        tuple(sorted({len(name) for name in keys}, reverse=True)),
        ends,
        re.compile(either(nested)) if nested else None,
    )
