"""Years, articles, ordinals and numbers of nodes as people write them, each for the others.

平成23年度, 2011年度, H23, 平成二十三年度; 第32条, 32条, 第三十二条; 第3次, 第三次; Ⅶ, VII, 7.
All on keys: folded, without blanks, in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.text.eras import ERA_LETTERS, ERA_NAMES, ERAS, parse_era_year
from kg.text.numerals import KANJI, KANJI_DIGITS, make_kanji, parse_number


@dataclass(frozen=True)
class Alternative:
    """A spelling that stands for what was typed, where no sign of `before` or `after` touches it.

    `number`: only as the whole number of a node, never inside a text.
    """

    text: str
    before: str = ""
    after: str = ""
    number: bool = False


_DIGITS: Final = "0123456789"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_NUMERALS: Final = KANJI_DIGITS + "十百千"
_MARKS: Final = ERA_LETTERS.lower()
_YEAR: Final = re.compile(
    rf"(?P<era>{ERA_NAMES})(?P<number>元|[0-9]{{1,2}}(?![0-9])|{KANJI}{{1,3}})(?P<unit>年度|年)?"
    rf"|(?<![a-z0-9])(?P<letter>[{_MARKS}])(?P<short>[0-9]{{1,2}})(?![0-9a-z])(?P<unit2>年度|年)?"
    r"|(?<![0-9])(?P<western>(?:1[89]|20)[0-9]{2})(?![0-9])(?P<unit3>年度|年)?"
    r"|(?P<kanji>(?:一[八九]|二〇)[〇一二三四五六七八九]{2})(?P<unit4>年度|年)?"
)
_FIRST: Final = ERAS[-1].first.year
_ARTICLE: Final = re.compile(
    rf"(?P<mark>第?)(?<![0-9])(?P<number>[0-9]{{1,4}}|(?<!{KANJI}){KANJI}{{1,7}})条"
    rf"(?P<more>(?:の(?:[0-9]{{1,2}}(?![0-9])|{KANJI}{{1,3}}))*)"
)
_ORDINAL: Final = re.compile(
    rf"第(?P<number>[0-9]{{1,3}}|{KANJI}{{1,4}})(?=[次期回章節号項編款部種])"
)
_ROMAN: Final = re.compile(r"(?=[ivx])(?P<tens>x{0,3})(?P<ones>ix|iv|v?i{0,3})")
_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_MOST: Final = 39
#: Signs that go on a number: 1 is not the number of 1-(1).
_NUMBERED: Final = _DIGITS + _LETTERS + "-(."


def find_numbers(word: str, at: int) -> tuple[int, list[Alternative]]:
    """How far what stands at a place is a year, an article or an ordinal, and its alternatives.

    The first is what stands there. 0 where nothing does.
    """
    if match := _YEAR.match(word, at):
        year = _read_year(match)
        if year is not None:
            unit = next((match[name] for name in _UNITS if match[name]), "")
            return match.end() - at, _collect(match[0], _write_year(year, unit))
    if match := _ARTICLE.match(word, at):
        return match.end() - at, _collect(match[0], _write_article(match))
    if match := _ORDINAL.match(word, at):
        number = parse_number(match["number"])
        if number:
            forms = [Alternative(f"第{number}"), Alternative(f"第{make_kanji(number)}")]
            return match.end() - at, _collect(match[0], iter(forms))
    return 0, []


def find_node_numbers(word: str) -> list[Alternative]:
    """The other ways in which a node may be numbered: 7 for VII, vii for 7."""
    if word.isdecimal() and word.isascii() and 1 <= int(word[:3]) <= _MOST:
        tens, ones = divmod(int(word), 10)
        return [Alternative("x" * tens + _ONES[ones], after=_NUMBERED, number=True)]
    if match := _ROMAN.fullmatch(word):
        number = 10 * len(match["tens"]) + _ONES.index(match["ones"])
        return [Alternative(str(number), after=_NUMBERED, number=True)]
    return []


def make_roman_sign(number: str) -> str | None:
    """The one sign, in small letters, that prints vii as ⅶ; None for what has none."""
    signs = {_ONES[one]: chr(0x216F + one) for one in range(1, 10)}
    return signs.get(number)


_UNITS: Final = ("unit", "unit2", "unit3", "unit4")


def _collect(typed: str, forms: Iterator[Alternative]) -> list[Alternative]:
    return [Alternative(typed), *(one for one in forms if one.text != typed)]


def _read_year(match: re.Match[str]) -> int | None:
    if match["era"] or match["letter"]:
        mark = match["era"] or match["letter"].upper()
        year = parse_era_year(f"{mark}{match['number'] or match['short']}")
    else:
        year = parse_number(match["western"] or match["kanji"])
    return year if year is not None and _FIRST <= year < 2100 else None


def _write_year(year: int, unit: str) -> Iterator[Alternative]:
    """All ways to write a year; of a fiscal year those without 年 too, none with 年 alone."""
    said = unit or "年"
    western = "".join(KANJI_DIGITS[int(digit)] for digit in str(year))
    if unit != "年":
        bare = _DIGITS + ("年" if unit else "")
        yield Alternative(str(year), before=_DIGITS, after=bare)
    yield Alternative(f"{year}{said}")
    yield Alternative(f"{western}{said}")
    for era in ERAS:
        number = year - era.first.year + 1
        if not (era.first.year <= year <= era.last.year):
            continue
        for form in dict.fromkeys(
            (str(number), *(("元",) if number == 1 else ()), *_write_kanji(number))
        ):
            yield Alternative(f"{era.name}{form}{said}")
        short = f"{era.letter.lower()}{number}"
        if unit != "年":
            yield Alternative(
                short, _DIGITS + _LETTERS, _DIGITS + _LETTERS + ("年" if unit else "")
            )
        yield Alternative(f"{short}{said}", _DIGITS + _LETTERS)


def _write_kanji(number: int) -> tuple[str, ...]:
    """二十三 and 二三."""
    by_place = "".join(KANJI_DIGITS[int(digit)] for digit in str(number))
    return make_kanji(number), by_place


def _write_article(match: re.Match[str]) -> Iterator[Alternative]:
    numbers = [parse_number(one) for one in (match["number"], *match["more"].split("の")[1:])]
    if not all(numbers):
        return
    plain = [str(number) for number in numbers]
    kanji = [make_kanji(number) for number in numbers if number]
    for first, more in ((plain[0], plain[1:]), (kanji[0], kanji[1:])):
        tail = "条" + "".join(f"の{one}" for one in more)
        yield Alternative(f"第{first}{tail}")
        yield Alternative(f"{first}{tail}", before=_DIGITS + _NUMERALS)
