"""Dates, fiscal years (年度) and their ranges in Japanese running text, never sharper than printed.

A fiscal year is the year in which it begins (April). What has no certain year is not returned
but listed by `find_unresolved`. How one date looks is the business of `kg.text.dateforms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from kg.records import Period, Span
from kg.text.dateforms import HEAD, Form, check_form, read_form, read_part, read_unit, resolve_same
from kg.text.eras import ERA_LETTERS, ERA_NAMES, Era, get_era
from kg.text.fold import Folded, fold_key
from kg.text.numerals import KANJI, fold_running, parse_number

DateKind = Literal["date", "month", "year", "fiscal-year", "range"]


@dataclass(frozen=True)
class DateMention:
    """A date in a text. `span` holds its qualifiers too, and the まで that closes a range.

    `start` (and `end`, in a range) is the lexical value in `datatype`: xsd:date, xsd:gYearMonth,
    xsd:gYear, or xsd:integer for a fiscal year. `doubtful`: the day does not exist or lies
    outside its era (昭和65年), or two calendars printed together disagree.
    """

    span: Span
    kind: DateKind
    start: str
    end: str | None
    datatype: str
    qualifiers: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def lexical(self) -> str:
        """The value of a single date, the first value of a range."""
        return self.start

    @property
    def year(self) -> int:
        """The (fiscal) year of the value."""
        return int(self.start[:4])

    @property
    def qualifier(self) -> str | None:
        """The first qualifier: 以前, 以降, 以後, 現在, 時点, 頃, 前後, 末, 上旬, ～ ..."""
        return self.qualifiers[0] if self.qualifiers else None

    @property
    def approximate(self) -> bool:
        """Whether the text says that the date is a rough one."""
        return not _ROUGH.isdisjoint(self.qualifiers)

    @property
    def open_ended(self) -> bool:
        """Whether the time goes on from there."""
        return not _OPEN.isdisjoint(self.qualifiers)


@dataclass(frozen=True)
class UnresolvedDate:
    """A date whose year no context tells for certain, as printed (24年度, 同年4月)."""

    span: Span
    text: str


_ROUGH: Final = frozenset({"頃", "前後", "半ば"})
_OPEN: Final = frozenset({"以降", "以後", "～"})
_SPELLINGS: Final = {"ごろ": "頃", "ころ": "頃", "末日": "末", "なかば": "半ば"}
_QUALIFIER: Final = re.compile(
    r"[ ]?(以前|以降|以後|現在|時点|末日|末|初頭|当初(?!予算)|上旬|中旬|下旬|[上下]半期|[前後]半|前後"
    r"|半ば|なかば|頃|ごろ|ころ|[春夏秋冬中](?=[にのはでも、。)]|から|まで|頃|ごろ|\Z))"
)
_OPEN_WAVE: Final = re.compile(r"[ ]?~(?=[ ]?(?:[)」』】\]、。,;/|\n\t]|\Z))")
_JOINT: Final = re.compile(
    r"[ ]?(~|-|から|・|、|,|及び|および|並びに|と|又は|または)[ ]?"
)
_CLOSE: Final = re.compile(
    rf"(まで)|にかけて|の[ ]?(?:[0-9]{{1,2}}|{KANJI}{{1,3}})[ ]?(?:年間|[かカヵヶケ箇]年)"
)
_RANGE_MARKS: Final = frozenset({"~", "-"})
_LONGEST_LIST: Final = 12
#: How far, in years, a date may lie from the one that lends it its era.
_REACH: Final = 15


def find_dates(text: str, era_context: str | None = None) -> list[DateMention]:
    """The dates of a text in order. `era_context` (平成 or H) serves where the text names no era."""
    return _scan(text, era_context).found


def find_unresolved(text: str, era_context: str | None = None) -> list[UnresolvedDate]:
    """The dates of a text whose year is not certain."""
    return _scan(text, era_context).unresolved


def parse_year_header(text: str, era_context: str | None = None) -> Period | None:
    """The fiscal year that a table header is (2011年度, H23, 2014年度以降, 令和6年度～), or None.

    A header that says 年 without 度 is a calendar year and none; 23年度 needs `era_context`.
    """
    key = fold_key(text) if len(text) <= 80 else ""
    match = _HEADER.fullmatch(key)
    if not match:
        return None
    years: set[int] = set()
    for printed in (match["year"], match["inner"] or match["outer"]):
        if not printed:
            continue
        number = parse_number(printed.lstrip(ERA_LETTERS + "".join(ERA_NAMES.split("|"))))
        mark = printed[: 2 if printed[:2] in ERA_NAMES.split("|") else 1]
        if not number:
            return None
        if mark in ERA_LETTERS or mark in ERA_NAMES.split("|"):
            years.add(get_era(mark).get_year(number))
        elif number >= 1868:
            years.add(number)
        elif era_context and match["unit"] and number < 100:
            years.add(get_era(era_context).get_year(number))
        else:
            return None
    return Period(years.pop(), bool(match["open"])) if len(years) == 1 else None


_HEADER_YEAR: Final = (
    rf"(?:(?:{ERA_NAMES}|[{ERA_LETTERS}])?(?:元|[0-9]{{1,2}}|{KANJI}{{1,3}})"
    r"|(?:1[89]|2[01])[0-9]{2}|(?:一[八九]|二[〇一])[〇一二三四五六七八九]{2})"
)
_HEADER: Final = re.compile(
    rf"(?P<year>{_HEADER_YEAR})(?:\((?P<inner>{_HEADER_YEAR})年?\))?(?P<unit>年度)?"
    rf"(?:\((?P<outer>{_HEADER_YEAR})(?:年度)?\))?(?P<open>以降|以後|~)?"
)


@dataclass
class _Scanner:
    """What reading from the left has found so far, and what 24年度 and 同年 may lean on."""

    folded: Folded
    context: Era | None
    found: list[DateMention] = field(default_factory=list)
    unresolved: list[UnresolvedDate] = field(default_factory=list)
    lender: Form | None = None
    western: int | None = None
    before: Form | None = None
    stops: int = 0

    def lend_era(self, form: Form) -> Form:
        """The form with the era of the nearest earlier date that names one, or of the context.

        After 2022年, 24年度 may be 2024 as well as 平成24年度: then no date of the text lends.
        """
        eras: list[Era] = []
        if self.lender and self.lender.era and self.lender.year:
            year = self.lender.era.get_year(form.number)
            near = abs(year - self.lender.year) <= _REACH
            torn = self.western and abs(2000 + form.number - self.western) <= _REACH
            eras += [self.lender.era] if near and not torn else []
        eras += [self.context] if self.context else []
        if not eras:
            return form
        return check_form(replace(form, era=eras[0], year=eras[0].get_year(form.number)))

    def emit(self, form: Form, qualifiers: tuple[str, ...], last: Form | None, end: int) -> None:
        """Add a date, or a range that goes to `last`, as a mention; or as unresolved."""
        span = Span(*self.folded.origin(form.start, end))
        if form.year is None or (last and last.year is None):
            self.unresolved.append(UnresolvedDate(span, self.folded.text[form.start : end]))
            return
        kinds: dict[str, DateKind] = {
            "xsd:integer": "fiscal-year", "xsd:date": "date", "xsd:gYearMonth": "month",
        }
        kind: DateKind = "range" if last else kinds.get(form.datatype, "year")
        doubtful = form.doubtful or bool(last and last.doubtful)
        value = None if last is None else last.lexical
        self.found.append(
            DateMention(span, kind, form.lexical, value, form.datatype, qualifiers, doubtful)
        )


@dataclass(frozen=True)
class _Item:
    """A form of a list, its qualifiers, and the joint before it."""

    form: Form
    end: int
    qualifiers: tuple[str, ...]
    joint: str


def _scan(text: str, era_context: str | None) -> _Scanner:
    folded = fold_running(text)
    scanner = _Scanner(folded, get_era(era_context) if era_context else None)
    position = 0
    while head := HEAD.search(folded.text, position):
        position = head.end()
        if head.lastgroup == "stop":
            scanner.stops += 1
            if head.group() != "。" or scanner.stops > 1:
                scanner.before = None
        elif head.lastgroup == "shift":
            scanner.before = None
        elif form := read_form(folded.text, head):
            if head.lastgroup == "same":
                form = resolve_same(form, scanner.before)
            elif head.lastgroup == "short":
                form = scanner.lend_era(form)
            items = _give_units(_read_list(folded.text, form))
            if items:
                _emit_list(scanner, items)
                position = max(position, items[-1].end)
    return scanner


def _read_list(text: str, form: Form) -> list[_Item]:
    """The form and those that are joined to it: 平成24・25年度, 4月から6月まで."""
    items = [_read_qualifiers(text, form, "")]
    while len(items) < _LONGEST_LIST and (joint := _JOINT.match(text, items[-1].end)):
        mark, before = joint.group(1), items[-1].form
        after = _read_next(text, joint.end(), before, mark)
        if after is None:
            break
        items.append(_read_qualifiers(text, after, mark))
    return items


def _read_next(text: str, start: int, before: Form, mark: str) -> Form | None:
    """The form after a joint, with its year where the one before it lends it."""
    head = HEAD.match(text, start)
    if head and head.lastgroup in ("era", "letter", "western"):
        form = read_form(text, head)
        return form if form and (form.unit or form.bare or not before.unit) else None
    if head and head.lastgroup == "same":
        form = read_form(text, head)
        return resolve_same(form, before) if form else None
    form = read_part(text, start, before)
    if form is None or form.year is not None:
        # A month or day before the one it goes on from would lie in another year or month.
        later = form is None or (form.month, form.day or 0) > (before.month, before.day or 0)
        return form if later else None
    if form.unit == "calendar" and not form.month and not _is_year(text, form, mark):
        return None
    in_range = mark in _RANGE_MARKS or mark == "から"
    if before.era and before.year:
        year = before.era.get_year(form.number)
        near = abs(year - before.year) <= _REACH and (year > before.year or not in_range)
        return check_form(replace(form, era=before.era, year=year)) if near else form
    if before.year and (mark in _RANGE_MARKS or not before.unit) and form.number < 100:
        year = before.year // 100 * 100 + form.number
        year += 100 if year <= before.year else 0
        return replace(form, year=year) if year - before.year <= 2 * _REACH else form
    return form if before.year is None else None


def _is_year(text: str, form: Form, mark: str) -> bool:
    """Whether 5年 after a joint is a year for certain, and no stretch of five years."""
    if mark == "から":
        return _CLOSE.match(text, _read_qualifiers(text, form, mark).end) is not None
    return mark not in ("、", ",", "と")


def _read_qualifiers(text: str, form: Form, joint: str) -> _Item:
    end = form.end
    qualifiers: list[str] = []
    while form.unit and len(qualifiers) < 3 and (match := _QUALIFIER.match(text, end)):
        qualifiers.append(_SPELLINGS.get(match.group(1), match.group(1)))
        end = match.end()
    wave = _OPEN_WAVE.match(text, end) if form.unit or form.bare else None
    if wave and text[max(form.start - 1, 0)] != "~":
        qualifiers.append("～")
        end = wave.end()
    return _Item(form, end, tuple(qualifiers), joint)


def _give_units(items: list[_Item]) -> list[_Item]:
    """The items with the unit of the next one where none is printed; without those that get none."""
    kept: list[_Item] = []
    unit = None
    for item in reversed(items):
        form = item.form
        if form.unit:
            unit = None if form.month else form.unit
        elif unit or form.bare:
            form = check_form(replace(form, unit=unit or "calendar"))
        else:
            unit = None
            continue
        kept.append(replace(item, form=form))
    return kept[::-1]


def _emit_list(scanner: _Scanner, items: list[_Item]) -> None:
    """Add the items as single dates and ranges, and remember what may be leant on."""
    text = scanner.folded.text
    index = 0
    while index < len(items):
        first = items[index]
        after = items[index + 1] if index + 1 < len(items) else None
        close = _CLOSE.match(text, after.end) if after else None
        joined = after and (after.joint in _RANGE_MARKS or (after.joint == "から" and close))
        if after and joined and _is_range(first.form, after.form):
            marks = tuple(dict.fromkeys(first.qualifiers + after.qualifiers))
            end = close.end() if close and close.group(1) else after.end
            scanner.emit(first.form, marks, after.form, end)
            index += 1
        else:
            scanner.emit(first.form, first.qualifiers, None, first.end)
        index += 1
    for item in items:
        if item.form.year:
            scanner.lender = item.form if item.form.era else scanner.lender
            scanner.western = None if item.form.era else item.form.year
    scanner.before = items[0].form if len(items) == 1 else None
    scanner.stops = 0


def _is_range(first: Form, last: Form) -> bool:
    if first.year is None or last.year is None:
        return False
    return first.datatype == last.datatype and first.lexical < last.lexical
