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
    lookalikes: tuple[frozenset[str], ...]
    places: tuple[str, ...]
    house: re.Pattern[str]
    clause: re.Pattern[str]
    no_wards: tuple[str, ...]
    all_wards: frozenset[str]
    offices: tuple[str, ...]
    remarks: frozenset[str]
    endings: re.Pattern[str]
    known: re.Pattern[str]
    phrases: re.Pattern[str]
    particle: re.Pattern[str]
    particles: frozenset[str]


#: Short words that join others, where they are no part of one: not 普及, not ふるさと.
_JOINING: Final = r"|(?<![普波言追])及|(?<![\u3041-\u3096])[とやにな](?![\u3041-\u3096])"


def _make_pattern(words: Iterable[str], more: str = "") -> re.Pattern[str]:
    """Any of the words, the longest first."""
    longest = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)) + more)


_AND: Final = "|(?<![普波言追])及(?!ば)"
_Cuts = tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]
_ONLY_KANJI: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_ONLY_HIRAGANA: Final = re.compile("[\u3041-\u3096]+")
#: 等 and 費 end a word: not 平等, 高等学校, 費用.
_ENDS_WORD: Final = "|(?<=..)(?<![平高均対初中同優劣])[等費]\\Z"


def _make_cuts(table: dict[str, dict[str, list[str]]], exclusive: list[list[str]]) -> _Cuts:
    """Where a printed name is cut: at words of kanji, at generic phrases, at final particles."""
    generic = [fold_variants(word) or word for word in table["generic"]["words"]]
    known = [*generic, *table["acts"]["words"], *(word for words in exclusive for word in words)]
    kana = [word for word in generic if _ONLY_HIRAGANA.fullmatch(word)]
    mixed = [
        word
        for word in generic
        if len(word) > 1 and not _ONLY_KANJI.fullmatch(word) and word not in kana
    ]
    # Short ones end words too, so they must stand alone: not ふるさと.
    ending = [word for word in kana if len(word) > 2 and word[0] in "にの"]
    return (
        _make_pattern([word for word in known if _ONLY_KANJI.fullmatch(word)], _ENDS_WORD + _AND),
        _make_pattern(mixed),
        re.compile(rf"(?:{'|'.join(ending)}|(?<!も)の|(?<=[どと]も)の|を)\Z"),
        frozenset([*kana, *"とやになはがへもで"]),
    )


@cache
def load_words() -> Words:
    """The lists, as one object."""
    table = tomllib.loads(files("kg.links").joinpath("likeness.toml").read_text(encoding="utf-8"))

    def fold_all(words: Iterable[str]) -> list[str]:
        return [fold_variants(word) or word for word in words]

    known, phrases, particle, particles = _make_cuts(table, table["exclusive"]["lists"])
    return Words(
        generic=_make_pattern(fold_all(table["generic"]["words"]), _JOINING),
        acts=_make_pattern(fold_all(table["acts"]["words"])),
        same_act={word: words[0] for words in table["acts"]["alike"] for word in words},
        exclusive=tuple(_make_pattern(fold_all(words)) for words in table["exclusive"]["lists"]),
        turns=tuple(frozenset(signs) for signs in table["turns"]["lists"]),
        lookalikes=tuple(frozenset(signs) for signs in table["lookalikes"]["lists"]),
        places=tuple(fold_all(table["places"]["endings"])),
        house=re.compile(rf"[^\u3041-\u3096]{{0,3}}?(?:{'|'.join(table['places']['houses'])})"),
        clause=_make_pattern(fold_all(table["clauses"]["words"])),
        no_wards=tuple(table["places"]["others"]),
        all_wards=frozenset(table["qualifiers"]["all"]),
        offices=tuple(fold_all(table["qualifiers"]["offices"])),
        remarks=frozenset(table["qualifiers"]["remarks"]),
        endings=_make_pattern(fold_all(table["endings"]["words"])),
        known=known,
        phrases=phrases,
        particle=particle,
        particles=particles,
    )
