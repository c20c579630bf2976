"""The word lists of `likeness.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.text.variants import fold_variants


@dataclass(frozen=True)
class Words:
    """What the judgement knows about words, all of it folded by `fold_variants`."""

    generic: re.Pattern[str]
    acts: re.Pattern[str]
    same_act: dict[str, str]
    exclusive: tuple[re.Pattern[str], ...]
    turns: tuple[frozenset[str], ...]
    places: tuple[str, ...]
    house: re.Pattern[str]
    clause: re.Pattern[str]
    no_wards: tuple[str, ...]
    all_wards: frozenset[str]
    offices: tuple[str, ...]
    remarks: frozenset[str]
    endings: re.Pattern[str]


#: Short words that join others, where they are no part of one: not 普及, not ふるさと.
_JOINING: Final = r"|(?<![普波言追])及|(?<![\u3041-\u3096])[とやにな](?![\u3041-\u3096])"


def _make_pattern(words: Iterable[str], more: str = "") -> re.Pattern[str]:
    """Any of the words, the longest first."""
    longest = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)) + more)


@cache
def load_words() -> Words:
    """The lists, as one object."""
    table = tomllib.loads(files("kg.links").joinpath("likeness.toml").read_text(encoding="utf-8"))

    def fold_all(words: Iterable[str]) -> list[str]:
        return [fold_variants(word) or word for word in words]

    return Words(
        generic=_make_pattern(fold_all(table["generic"]["words"]), _JOINING),
        acts=_make_pattern(fold_all(table["acts"]["words"])),
        same_act={word: words[0] for words in table["acts"]["alike"] for word in words},
        exclusive=tuple(_make_pattern(fold_all(words)) for words in table["exclusive"]["lists"]),
        turns=tuple(frozenset(signs) for signs in table["turns"]["lists"]),
        places=tuple(fold_all(table["places"]["endings"])),
        house=re.compile(rf"[^\u3041-\u3096]{{0,3}}?(?:{'|'.join(table['places']['houses'])})"),
        clause=_make_pattern(fold_all(table["clauses"]["words"])),
        no_wards=tuple(table["places"]["others"]),
        all_wards=frozenset(table["qualifiers"]["all"]),
        offices=tuple(fold_all(table["qualifiers"]["offices"])),
        remarks=frozenset(table["qualifiers"]["remarks"]),
        endings=_make_pattern(fold_all(table["endings"]["words"])),
    )
