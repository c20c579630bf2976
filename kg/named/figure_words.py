"""The words of figures.toml, and the patterns of numbers and units made of them.

Everything is for folded text. No pattern repeats without bound.
"""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_words import either
from kg.named.word_lists import load_lists
from kg.text.numerals import KANJI_DIGITS

_FILE: Final = "figures.toml"


def get_words(section: str, key: str) -> tuple[str, ...]:
    """The words of one list."""
    return load_lists(_FILE)[section][key]


def _make_kinds() -> dict[str, str]:
    """The kind of every unit; a unit of two kinds has the first."""
    kinds: dict[str, str] = {}
    for kind, units in load_lists(_FILE)["units"].items():
        for unit in units if kind != "qualities" else ():
            kinds.setdefault(unit, kind)
    return kinds


#: money, share, latin, measure, counter, thing, area, structure, piece, party, times or span.
KINDS: Final = _make_kinds()
#: Letters that words are made of, as the inside of a class.
LETTERS: Final = "\u3400-\u9fff々〆〇ァ-ヺー"
_SMALL: Final = "[十百千]"
_ARABIC: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?![0-9])(?:\.[0-9]{1,6}(?![0-9]))?"
_PIECE: Final = rf"{_ARABIC}(?:[ ]?{_SMALL}?[万億兆]|{_SMALL})?"
_KANJI: Final = rf"[{KANJI_DIGITS}十百千万億]{{1,9}}(?![{KANJI_DIGITS}十百千万億])"
_ALONE: Final = rf"(?:(?<![{LETTERS}第])|(?<=[約計各全延]))"
NUMBER: Final = (
    rf"(?:(?<![A-Za-z0-9第_/&#.])(?<![0-9][,-]){_PIECE}(?:{_PIECE}){{0,3}}|{_ALONE}{_KANJI})"
)


def _make_unit(unit: str) -> str:
    bad = load_lists(_FILE)["after"].get(unit, ())
    stop = r"(?![A-Za-z0-9])" if unit[-1].isascii() and unit[-1].isalnum() else ""
    return re.escape(unit) + stop + (rf"(?!{either(bad)})" if bad else "")


_UNITS: Final = "|".join(_make_unit(unit) for unit in sorted(KINDS, key=lambda unit: -len(unit)))
_NOUNS: Final = "|".join(
    _make_unit(unit) for unit in sorted(get_words("units", "thing"), key=lambda unit: -len(unit))
)
_QUALITIES: Final = either(get_words("units", "qualities"))
_NOT_AFTER: Final = rf"(?!{either(get_words('after', 'any'))})"
#: 円 in print, where the number's own 千 or 百万 makes it thousands.
FIGURE: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})[ ]?~[ ]?)?(?P<number>{NUMBER})(?P<vague>余り?|数)?"
    rf"(?P<gap>[ ]?)(?P<joint>つ?の)?"
    rf"(?:(?P<quality>{_QUALITIES})(?P<noun>{_NOUNS})|(?P<plain>{_UNITS}))"
    rf"{_NOT_AFTER}"
)
FRACTION: Final = re.compile(
    rf"(?P<whole>{NUMBER})分の(?P<part>[0-9]{{1,3}}|[{KANJI_DIGITS}十百]{{1,3}})(?![0-9])"
    rf"|(?P<people>{NUMBER})人[に中](?P<among>[0-9]{{1,3}}|[{KANJI_DIGITS}十百]{{1,3}})人"
)
_COLUMN_UNITS: Final = "千円|百万円|万円|億円|円|%|人|件|団体|か所|箇所|千人|ha|km|台|戸|世帯|t"
COLUMN: Final = re.compile(
    rf"\((?:単位[: ]{{0,2}})?(?P<unit>{_COLUMN_UNITS})\)[: ]{{0,3}}(?P<number>{_PIECE})"
    r"(?![0-9A-Za-z年月日.,%]|[ ]?[~-])"
)
"""A column's unit in brackets before a number that has none: 事業費（千円） 12,345."""
DIVIDED: Final = re.compile(
    rf"{either(get_words('each', 'divided'))}?(?<![0-9,第])(?:[1一](?:人|世帯|団体|日|か所|台|校))?"
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{0,2}}[十百千]?[万億]?|[{KANJI_DIGITS}十百千万]{{1,4}})"
    rf"[ ]?(?:{_UNITS})(?P<each>に?(?:当た?り|あたり)|につき(?!ま|て)|ごとに?|毎に)"
    r"|(?<![0-9,.第])[1一](?:人|名|団体|世帯|件|回|台|か所|枚|冊|部|本|個|時間|日|か月|月|区画|組)"
    r"(?=[ ]?(?:約|上限|最大|年額|月額|日額)?[0-9][0-9,]{0,12}[千万百]{0,2}円)"
)
"""What a figure is said per: 1団体あたり, 人口10万人当たり."""
