"""The fiscal years of a row of header words, also where an era is printed once: 令和5年度, 6, 7."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from kg.records import Period
from kg.text.dates import parse_year_header
from kg.text.eras import ERA_LETTERS, ERA_NAMES, ERAS, Era, get_era
from kg.text.fold import fold_key
from kg.text.numerals import KANJI, parse_number

_SHORT: Final = re.compile(
    rf"(?P<number>元|[0-9]{{1,2}}|{KANJI}{{1,3}})(?P<unit>年度)?(?P<open>以降|以後|~)?"
)
_ERA: Final = re.compile(rf"(?P<era>{ERA_NAMES})(?:年度?|\(年度?\))?")
_PRINTED: Final = re.compile(rf"(?P<era>{ERA_NAMES}|[{ERA_LETTERS}])(?=元|[0-9]|{KANJI})")
_WESTERN: Final = re.compile(
    r"(?<![0-9])[12][0-9]{3}(?![0-9])|[一二][〇一八九][〇一二三四五六七八九]{2}"
)
#: The longest word that is looked at.
_LONGEST: Final = 80


def parse_era_header(word: str) -> Era | None:
    """The era that a header word names for the years in the row below it, None for any other."""
    match = _ERA.fullmatch(fold_key(word)) if len(word) <= _LONGEST else None
    return get_era(match["era"]) if match else None


def parse_year_row(
    words: Sequence[str], era_context: str | None = None, above: Mapping[int, Era] | None = None
) -> list[Period | None]:
    """The year that each word of a row of headers is, None where it is none.

    A number by itself is the year that goes on from its neighbour's: 6 after 令和5年度, 24年度
    after 2023年度, 5 before 令和6年度; one that stands below an era is a year of that era.
    """
    years: list[Period | None] = []
    #: The ways of counting of each year that is known: the eras, and None for western years.
    counted: list[set[Era | None]] = []
    for index, word in enumerate(words):
        year, ways = _read(word, era_context, (above or {}).get(index))
        if index and (short := _match(word)) is not None:
            before = years[index - 1]
            if before is not None and not before.open_ended:
                following = before.year + 1
                if _counts(short["number"], following, counted[index - 1]):
                    year = Period(following, bool(short["open"]))
                    ways = counted[index - 1]
        years.append(year)
        counted.append(ways)
    for index in range(len(words) - 2, -1, -1):
        after, short = years[index + 1], _match(words[index])
        if years[index] is not None or after is None or short is None:
            continue
        if _counts(short["number"], after.year - 1, counted[index + 1]):
            years[index], counted[index] = Period(after.year - 1), counted[index + 1]
    return years


def _match(word: str) -> re.Match[str] | None:
    return _SHORT.fullmatch(fold_key(word)) if len(word) <= _LONGEST else None


def _read(
    word: str, era_context: str | None, above: Era | None
) -> tuple[Period | None, set[Era | None]]:
    """The year that a word is by itself, and how it counts."""
    if (own := parse_year_header(word)) is not None:
        key = fold_key(word)
        ways: set[Era | None] = {get_era(found["era"]) for found in _PRINTED.finditer(key)}
        return own, ways | ({None} if _WESTERN.search(key) else set())
    short = _match(word)
    if short is None:
        return parse_year_header(word, era_context), set()
    number = parse_number(short["number"])
    if above is not None and number:
        return Period(above.get_year(number), bool(short["open"])), {above}
    year = parse_year_header(word, era_context)
    return year, {get_era(era_context)} if year is not None and era_context else set()


def _counts(printed: str, year: int, ways: set[Era | None]) -> bool:
    """Whether a number is that of a year by one of the ways of counting, or in a new era."""
    number = parse_number(printed)
    new = [era for era in ERAS if era.holds(date(year, 4, 1), date(year + 1, 3, 31))]
    for way in ways:
        if way is None:
            if number == year % 100:
                return True
        elif any(number == year - era.first.year + 1 for era in (way, *new)):
            return True
    return False
