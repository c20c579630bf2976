"""In which fiscal years a thing is planned, held or valid, as far as the graph tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.questions.query import get_query
from kg.questions.reading import is_true, read_integer, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?")
#: The month in which a fiscal year begins.
_APRIL: Final = 4


@dataclass(frozen=True)
class Years:
    """Spans of fiscal years, both ends included, None for open; `since` and `until` bound them."""

    spans: tuple[tuple[int, int | None], ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def known(self) -> bool:
        """Whether anything tells a year."""
        return bool(self.spans) or self.since is not None or self.until is not None

    def meets(self, year: int) -> bool:
        """Whether a fiscal year is covered; False too where nothing tells one."""
        if (self.since is not None and year < self.since) or (
            self.until is not None and year > self.until
        ):
            return False
        if not self.spans:
            return self.known
        return any(first <= year and (last is None or year <= last) for first, last in self.spans)


def find_years(store: Store, thing: Iri) -> Years:
    """The fiscal years of a thing. What a plan says year by year goes before the plan's period."""
    rows = store.select(get_query("trace-years"), thing=thing).rows
    dated = [span for row in rows for span in _read_date(read_text(row, "date"))]
    celled = {read_iri(row, "document") for row in rows if read_integer(row, "year") is not None}
    spans = dated or [
        span
        for row in rows
        for span in (_read_cell(row), _read_period(row, celled))
        if span is not None
    ]
    since = [year for row in rows if (year := read_integer(row, "from")) is not None]
    until = [year for row in rows if (year := read_integer(row, "until")) is not None]
    # A thing is gone in the year in which another took its place.
    until += [year - 1 for row in rows if (year := read_integer(row, "gone")) is not None]
    since += [year for row in rows if (year := read_integer(row, "came")) is not None]
    if since or until:
        # What says from when to when it is goes before the years in which it happens to be told of.
        spans = [(min(since, default=0), None)]
    return Years(
        tuple(sorted(set(spans), key=lambda span: (span[0], span[1] or 9999))),
        min(since, default=None),
        min(until, default=None),
    )


def _read_cell(row: Row) -> tuple[int, int | None] | None:
    year = read_integer(row, "year")
    return None if year is None else (year, None if is_true(row, "open") else year)


def _read_period(row: Row, celled: set[Iri | None]) -> tuple[int, int | None] | None:
    """The period of a document that does not say it year by year: a blank there means ended."""
    start = read_integer(row, "start")
    if start is None or read_iri(row, "document") in celled:
        return None
    return start, read_integer(row, "end")


def _read_date(date: str | None) -> list[tuple[int, int | None]]:
    """The fiscal year of a date; both that a bare calendar year falls into."""
    match = _DATE.fullmatch(date or "")
    if match is None:
        return []
    year, month = int(match[1]), match[2]
    if month is None:
        return [(year - 1, year)]
    return [(year, year) if int(month) >= _APRIL else (year - 1, year - 1)]
