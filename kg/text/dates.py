"""Dates, fiscal years (年度) and their ranges in Japanese running text, never sharper than printed.

A fiscal year is the year in which it begins (April). What has no certain year is not returned
but listed by `find_unresolved`. How one date looks is the business of `kg.text.dateforms`, how
several are joined that of `kg.text.datelists`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from kg.records import Period, Span
from kg.text.dateforms import HEAD, Form, check_form, read_form, resolve_same
from kg.text.datelists import REACH, Item, find_range_end, read_list
from kg.text.eras import ERA_LETTERS, ERA_NAMES, Era, get_era, parse_era_year
from kg.text.fold import Folded, fold_key
from kg.text.numerals import KANJI, fold_running, parse_number

DateKind = Literal["date", "month", "year", "fiscal-year", "range"]

_ROUGH: Final = frozenset({"頃", "前後", "半ば"})
_OPEN: Final = frozenset({"以降", "以後", "～"})
_KINDS: Final[dict[str, DateKind]] = {
    "xsd:integer": "fiscal-year",
    "xsd:date": "date",
    "xsd:gYearMonth": "month",
    "xsd:gYear": "year",
}


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
        """The (fiscal) year of that value."""
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


def find_dates(text: str, era_context: str | None = None) -> list[DateMention]:
    """The dates of a text, in order; `era_context` (平成, H) serves where the text names no era."""
    return _scan(text, era_context).found


def find_unresolved(text: str, era_context: str | None = None) -> list[UnresolvedDate]:
    """The dates of a text whose year is not certain."""
    return _scan(text, era_context).unresolved


_HEADER_YEAR: Final = (
    rf"(?:(?:{ERA_NAMES}|[{ERA_LETTERS}])?(?:元|[0-9]{{1,2}}|{KANJI}{{1,3}})"
    r"|(?:1[89]|2[01])[0-9]{2}|(?:一[八九]|二[〇一])[〇一二三四五六七八九]{2})"
)
_HEADER: Final = re.compile(
    rf"(?P<year>{_HEADER_YEAR})(?:\((?P<inner>{_HEADER_YEAR})年?\))?(?P<unit>年度)?"
    rf"(?:\((?P<outer>{_HEADER_YEAR})(?:年度)?\))?(?P<open>以降|以後|~)?"
)


def parse_year_header(text: str, era_context: str | None = None) -> Period | None:
    """The fiscal year that a table header is (2011年度, H23, 2014年度以降, 令和6年度～), or None.

    A header that says 年 without 度 is a calendar year and none; 23年度 needs `era_context`.
    """
    match = _HEADER.fullmatch(fold_key(text)) if len(text) <= 80 else None
    if not match:
        return None
    era = get_era(era_context) if era_context and match["unit"] else None
    printed = (match["year"], match["inner"], match["outer"])
    years = {_read_header_year(year, era) for year in printed if year}
    year = years.pop() if len(years) == 1 else None
    return None if year is None else Period(year, bool(match["open"]))


def _read_header_year(printed: str, era: Era | None) -> int | None:
    number = parse_number(printed)
    if not number:
        return parse_era_year(printed)
    if number >= 1868:
        return number
    return era.get_year(number) if era and number < 100 else None


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

    def stop(self, mark: str) -> None:
        """同年 reaches into the sentence before, not over a cell, a paragraph or another 年."""
        self.stops += 1
        if mark != "。" or self.stops > 1:
            self.before = None

    def lend_era(self, form: Form) -> Form:
        """The form with the era of the nearest earlier date that names one, or of the context.

        After 2022年, 24年度 may be 2024 as well as 平成24年度: then no date of the text lends.
        """
        era = self.context
        if self.lender and self.lender.era and self.lender.year:
            year = self.lender.era.get_year(form.number)
            torn = self.western and abs(2000 + form.number - self.western) <= REACH
            if abs(year - self.lender.year) <= REACH and not torn:
                era = self.lender.era
        return check_form(replace(form, era=era, year=era.get_year(form.number))) if era else form

    def add_list(self, items: list[Item]) -> None:
        """Add the items as single dates and ranges, and remember what may be leant on."""
        index = 0
        while index < len(items):
            first, after = items[index], items[index + 1 : index + 2]
            end = find_range_end(self.folded.text, first, after[0]) if after else None
            if end is None:
                self.add(first.form, None, first.qualifiers, first.end)
                index += 1
            else:
                marks = tuple(dict.fromkeys(first.qualifiers + after[0].qualifiers))
                self.add(first.form, after[0].form, marks, end)
                index += 2
        for item in items:
            if item.form.year:
                self.lender = item.form if item.form.era else self.lender
                self.western = None if item.form.era else item.form.year
        self.before = items[0].form if len(items) == 1 else None
        self.stops = 0

    def add(self, form: Form, last: Form | None, qualifiers: tuple[str, ...], end: int) -> None:
        """Add a date, or a range that goes to `last`; as unresolved where it has no year."""
        span = Span(*self.folded.origin(form.start, end))
        if form.year is None:
            self.unresolved.append(UnresolvedDate(span, self.folded.text[form.start : end]))
            return
        kind: DateKind = "range" if last else _KINDS[form.datatype]
        value = last.lexical if last else None
        doubtful = form.doubtful or bool(last and last.doubtful)
        self.found.append(
            DateMention(span, kind, form.lexical, value, form.datatype, qualifiers, doubtful)
        )


def _scan(text: str, era_context: str | None) -> _Scanner:
    folded = fold_running(text)
    scanner = _Scanner(folded, get_era(era_context) if era_context else None)
    position = 0
    while head := HEAD.search(folded.text, position):
        position = head.end()
        if head.lastgroup in ("stop", "shift"):
            scanner.stop(head.group())
        elif form := read_form(folded.text, head):
            if head.lastgroup == "same":
                form = resolve_same(form, scanner.before)
            elif head.lastgroup == "short":
                form = scanner.lend_era(form)
            items, position = read_list(folded.text, form)
            if items:
                scanner.add_list(items)
    return scanner
