"""One date as it is printed (平成20年2月, H23, 2011年度, 24年度, 同年4月), read where it stands.

Patterns are for folded text and hold no unbounded repeat. `kg.text.dates` joins the forms to
mentions and gives a year to those that print none of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from kg.text.eras import ERA_LETTERS, ERA_NAMES, SOLAR_CALENDAR, Era, get_era, parse_era_year
from kg.text.numerals import KANJI, parse_number

Unit = Literal["fiscal", "calendar"]

_TWO: Final = rf"(?:[0-9]{{1,2}}(?![0-9])|{KANJI}{{1,3}}(?!{KANJI}))"
_WESTERN: Final = (
    rf"(?:(?<![0-9])(?:1[89]|2[01])[0-9]{{2}}(?![0-9])"
    rf"|(?<!{KANJI})(?:一[八九]|二[〇一])[〇一二三四五六七八九]{{2}}(?!{KANJI}))"
)
# The layout may cut a line between 年 and 度; 平成25年 alone would be another year.
_GAP: Final = r"(?:[ \n]|\r\n)?"
_FISCAL: Final = rf"年{_GAP}度(?![数合])"
# 年間, 年代, 3年半, 2000年前 are stretches of time, no years.
_YEAR: Final = (
    rf"年(?!{_GAP}度|間|代|目(?![標的指])|余|ぶり|以[上内]|半(?![ばご期])|前(?![半後期]))"
)
# The unit may stand at the end of a range only: 4～12月, 10～12日.
_GOES_ON: Final = rf"(?=[ ]?[~・-][ ]?{_TWO}[ ]?"
_MONTH: Final = (
    rf"[ ]?(?P<month>{_TWO})(?:[ ]?月(?!間)"
    rf"(?:[ ]?(?P<day>{_TWO})(?:[ ]?日|{_GOES_ON}日)))?|{_GOES_ON}月))"
)
_GLOSS: Final = rf"[ ]?\([ ]?(?:{ERA_NAMES}|[{ERA_LETTERS}])?(?:元|[0-9]{{1,4}})[ ]?年?[ ]?\)"

#: What can begin a date, and what decides how far 同年 reaches. One group is set a match.
HEAD: Final = re.compile(
    rf"(?P<era>(?:{ERA_NAMES})[ ]?(?:元|[0-9]{{1,3}}(?![0-9])|{KANJI}{{1,5}}(?!{KANJI})))"
    rf"|(?P<letter>(?<![A-Za-z0-9_./&=#%+-])[{ERA_LETTERS}]\.?(?:元|[0-9]{{1,2}}(?![0-9])))"
    rf"|(?P<western>{_WESTERN})"
    # A year without its era. Not 第3年度, 数十年度, 1.5年度.
    rf"|(?P<short>(?<![0-9第全数約延])(?<![0-9][.,])(?<!{KANJI}){_TWO}"
    rf"(?=[ ]?年[ ]?度(?!数|目|間|分|連続|当|あた|ごと|ぶり|にわた)"
    rf"|[ ]?年[ ]?{_TWO}[ ]?月(?!間|以[上下内])|[~・-]{_TWO}[ ]?{_FISCAL}))"
    # Not 共同年, 前年同月, 同年代, 同月比.
    rf"|(?P<same>(?<![共協合大不異賛混一帯会])同"
    rf"(?:年[ ]?度(?!比)|年(?![ ]?度|代|齢|輩|配|生|級|比)"
    rf"|(?<!年同)月(?!間|刊|例|末?比)|日(?!本|程|報)))"
    r"|(?P<shift>[翌前昨今来本当毎]年)"
    r"|(?P<stop>[。\t]|\n[ \r]?\n)"
)
_UNIT: Final = re.compile(
    rf"(?P<gloss>{_GLOSS})?[ ]?(?:(?P<fiscal>{_FISCAL})"
    rf"|(?P<split>年{_GLOSS}度)|(?P<calendar>{_YEAR})(?:{_MONTH})?)"
)
_DOTTED: Final = re.compile(
    r"\.(?P<month>[0-9]{1,2})(?:\.(?P<day>[0-9]{1,2})|月)?(?!\.?[0-9A-Za-z])"
)
_ISO: Final = re.compile(
    rf"(?<![A-Za-z0-9_/.=-]){_WESTERN}(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)"
    r"(?P<day>[0-9]{1,2})(?![-/.]?[0-9A-Za-z])"
)
_AFTER_SAME_YEAR: Final = re.compile(_MONTH)
_AFTER_SAME_MONTH: Final = re.compile(rf"[ ]?(?P<day>{_TWO})[ ]?日")
_PART: Final = re.compile(rf"(?P<month>{_TWO})[ ]?月(?!間)(?:[ ]?(?P<day>{_TWO})[ ]?日)?")
_DAY: Final = re.compile(rf"(?P<day>{_TWO})[ ]?日(?!間)")
_NUMBER: Final = re.compile(_TWO)
# H23 may stand for a year by itself; not H2O, H2ブロッカー, S1, R6-10.
_BARE_LETTER: Final = re.compile(
    r"(?:[HR][0-9]{1,2}|S[0-9]{2})(?![年度A-Za-z0-9_%/-]|[ァ-ヶー]|\.[0-9A-Za-z])"
)


@dataclass(frozen=True)
class Form:
    """A printed date. `number` is the year as printed, `year` the western one, None if not known.

    `unit` is None where none is printed (the 平成23 of 平成23～25年度); `bare` says that the form
    is a year even so (H23). `doubtful`: no such day, or outside its era.
    """

    start: int
    end: int
    number: int
    year: int | None
    era: Era | None = None
    unit: Unit | None = None
    month: int | None = None
    day: int | None = None
    bare: bool = False
    doubtful: bool = False
    same: str = ""

    @property
    def datatype(self) -> str:
        """The XML Schema type that is no sharper than what is printed."""
        if self.unit == "fiscal":
            return "xsd:integer"
        return "xsd:date" if self.day else "xsd:gYearMonth" if self.month else "xsd:gYear"

    @property
    def lexical(self) -> str:
        """The value in that type."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def read_form(text: str, head: re.Match[str]) -> Form | None:
    """The date that begins at a match of `HEAD`, or None when it turns out to be none."""
    kind = head.lastgroup
    if kind == "same":
        return _read_same(text, head)
    printed = head.group()
    mark = {"era": 2, "letter": 1}.get(kind or "", 0)
    era = get_era(printed[:mark]) if mark else None
    number = parse_number(printed[mark:].lstrip("."))
    if not number or (era and number > 199):
        return None
    year = era.get_year(number) if era else number if kind == "western" else None
    if kind == "western" and number < 1868:
        return None
    form = Form(head.start(), head.end(), number, year, era)
    if kind == "letter" and _BARE_LETTER.match(text, head.start()):
        form = replace(form, bare=True)
    if kind == "western" and (match := _ISO.match(text, head.start())):
        return check_form(_set(replace(form, unit="calendar"), match))
    return read_unit(text, form)


def read_unit(text: str, form: Form) -> Form:
    """The form with the 年度, 年, month and day that follow it; unchanged where none do."""
    if match := _UNIT.match(text, form.end):
        unit: Unit = "calendar" if match["calendar"] else "fiscal"
        gloss = match["gloss"] or (match["split"] or "").removeprefix("年").removesuffix("度")
        form = replace(form, unit=unit, bare=False)
        if gloss and form.year is not None and not _agrees(gloss, form.year):
            form = replace(form, doubtful=True)
        return check_form(_set(form, match))
    if form.era and (match := _DOTTED.match(text, form.end)):
        return check_form(_set(replace(form, unit="calendar", bare=False), match))
    return check_form(form)


def read_part(text: str, start: int, before: Form) -> Form | None:
    """The month, day or bare number at `start` that goes on from the form before it."""
    if before.month and (match := _PART.match(text, start)):
        if bool(match["day"]) != bool(before.day):
            return None
        part = replace(before, start=start, end=start, day=None, doubtful=False, same="")
        return check_form(_set(part, match))
    if before.day and (match := _DAY.match(text, start)):
        return check_form(_set(replace(before, start=start, doubtful=False, same=""), match))
    match = _NUMBER.match(text, start)
    if match and (number := parse_number(match.group())):
        form = read_unit(text, Form(start, match.end(), number, None))
        return form if form.unit or not before.unit else None
    return None


def resolve_same(form: Form, before: Form | None) -> Form:
    """The form that says 同年, 同月, 同日 or 同年度 with the date it means, if that is certain."""
    if before is None or before.year is None or before.doubtful:
        return form
    if (form.same == "年度") != (before.unit == "fiscal"):
        return form
    if (form.same in "月日" and not before.month) or (form.same == "日" and not before.day):
        return form
    month = form.month or (before.month if form.same in "月日" else None)
    day = form.day or (before.day if form.same == "日" else None)
    return check_form(
        replace(form, number=before.number, year=before.year, era=before.era, month=month, day=day)
    )


def check_form(form: Form) -> Form:
    """The form without a month or day that cannot be, and `doubtful` where anything is wrong."""
    if form.year is None:
        return form
    if form.month and not 1 <= form.month <= 12:
        return replace(form, month=None, day=None, doubtful=True)
    if form.day:
        try:
            date(form.year, form.month or 1, form.day)
        except ValueError:
            return replace(form, day=None, doubtful=True)
    first, last = _bound(form)
    outside = form.era is not None and form.unit is not None and not form.era.holds(first, last)
    lunar = form.month is not None and first < SOLAR_CALENDAR
    return replace(form, doubtful=form.doubtful or outside or lunar)


def _read_same(text: str, head: re.Match[str]) -> Form:
    kind = re.sub(r"\s", "", head.group()[1:])
    form = Form(head.start(), head.end(), 0, None, same=kind)
    form = replace(form, unit="fiscal" if kind == "年度" else "calendar")
    after = {"年": _AFTER_SAME_YEAR, "月": _AFTER_SAME_MONTH}.get(kind)
    match = after.match(text, form.end) if after else None
    return _set(form, match) if match else form


def _set(form: Form, match: re.Match[str]) -> Form:
    """The form with the month and day of a match, ending where the match ends."""
    groups = match.groupdict()
    month, day = groups.get("month"), groups.get("day")
    # A numeral that is none (十百) becomes a month or day that cannot be.
    return replace(
        form,
        end=match.end(),
        month=(parse_number(month) or 99) if month else form.month,
        day=(parse_number(day) or 99) if day else form.day,
    )


def _agrees(gloss: str, year: int) -> bool:
    """Whether a year in brackets, (2012) or (平成24年), is the same year; (24) is left alone."""
    inner = re.sub(r"[ ()年]", "", gloss)
    other = parse_era_year(inner) or parse_number(inner)
    return other == year or (inner.isdigit() and len(inner) < 4)


def _bound(form: Form) -> tuple[date, date]:
    """The first and the last day of what the form says."""
    year = form.year or 1
    if form.unit == "fiscal":
        return date(year, 4, 1), date(year + 1, 3, 31)
    if form.day:
        day = date(year, form.month or 1, form.day)
        return day, day
    if form.month:
        after = date(year + form.month // 12, form.month % 12 + 1, 1)
        return date(year, form.month, 1), after - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)
