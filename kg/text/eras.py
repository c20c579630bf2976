"""Japanese eras (元号) and western years, as inverse pairs.

First and last days follow the edicts that changed the era. On 1912-07-30 and 1926-12-25 two
eras share a day; both readings are possible then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.text.fold import fold_key
from kg.text.numerals import KANJI, parse_number


@dataclass(frozen=True)
class Era:
    """An era by its name, the letter that stands for it, and its first and last day."""

    name: str
    letter: str
    first: date
    last: date

    def get_year(self, number: int) -> int:
        """The western year in which the era's year `number` lies, by counting alone."""
        return self.first.year + number - 1

    def holds(self, first: date, last: date) -> bool:
        """Whether any day of a stretch of time lies in the era."""
        return first <= self.last and last >= self.first


#: From the newest; the last day of the present era is open.
ERAS: Final = (
    Era("令和", "R", date(2019, 5, 1), date.max),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30)),
)
#: Before this day months and days were those of the lunar calendar.
SOLAR_CALENDAR: Final = date(1873, 1, 1)
ERA_NAMES: Final = "|".join(era.name for era in ERAS)
ERA_LETTERS: Final = "".join(era.letter for era in ERAS)

_BY_MARK: Final = {mark: era for era in ERAS for mark in (era.name, era.letter)}
_ERA_YEAR: Final = re.compile(
    rf"(?P<era>{ERA_NAMES}|[{ERA_LETTERS}])(?P<number>元|[0-9]{{1,3}}|{KANJI}{{1,5}})(?:年度?)?"
)


def get_era(mark: str) -> Era:
    """The era of a name or letter (平成, H); ValueError for what is none."""
    try:
        return _BY_MARK[mark]
    except KeyError:
        raise ValueError(
            f"元号ではありません / no era: {mark!r} ({ERA_NAMES} or one of {ERA_LETTERS})"
        ) from None


def parse_era_year(text: str) -> int | None:
    """The western year of an era year (平成20年, H20, 令和元), counted on past the era's end."""
    if len(text) > 40 or not (match := _ERA_YEAR.fullmatch(fold_key(text))):
        return None
    number = parse_number(match["number"])
    return _BY_MARK[match["era"]].get_year(number) if number else None


def make_era_year(year: int) -> str:
    """The era year that the last day of a western year lies in: 2012 is 平成24年."""
    return _make_era_year(date(year, 12, 31), year)


def make_era_date(day: date) -> str:
    """A day in its era: 1989-01-07 is 昭和64年1月7日."""
    if day < SOLAR_CALENDAR:
        raise ValueError(f"no era date is made for {day}: the calendar was lunar before 1873")
    return f"{_make_era_year(day, day.year)}{day.month}月{day.day}日"


def _make_era_year(day: date, year: int) -> str:
    for era in ERAS:
        if era.first <= day:
            number = year - era.first.year + 1
            return f"{era.name}{'元' if number == 1 else number}年"
    raise ValueError(f"no era is known for {day}: the table begins in 1868")
