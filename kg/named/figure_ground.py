"""A statement made ready for reading its figures: folded, with brackets, sentences, dates, names.

All offsets are those of the folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.named.figure_words import DIVIDED, LETTERS, get_words
from kg.named.name import Name
from kg.records import Span
from kg.text.articles import find_articles
from kg.text.dates import DateMention, find_dates, find_unresolved
from kg.text.eras import ERA_NAMES, get_era
from kg.text.fold import Folded
from kg.text.numerals import fold_running

_SENTENCE_END: Final = re.compile(r"[。※\n]")
_ERA: Final = re.compile(ERA_NAMES)
#: A year with a count behind it; no span (3年が過ぎ) is printed with two digits and 、 before.
_SHORT_YEAR: Final = re.compile(r"(?<=[、,])[ ]?([0-9]{1,2})年(?=[がはにの](?!間|経|過))")
_NEAR_YEAR: Final = 40
_LETTER: Final = re.compile(rf"[{LETTERS}A-Za-z0-9・+&]")
_KANA: Final = get_words("indicator", "kana")
_KANA_ENDS: Final = frozenset(word[-1] for word in _KANA)
_LONGEST_NOUN: Final = 40
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True)
class Stretch:
    """A stretch of the folded text."""

    start: int
    end: int


@dataclass(frozen=True)
class Dated(Stretch):
    """A date in the folded text; `mention` is None where its year is not certain."""

    mention: DateMention | None


class Ground:
    """A statement's text, folded, and what stands in it besides figures."""

    def __init__(self, text: str, names: Sequence[Name], era_context: str | None) -> None:
        self.original = text
        self.folded: Folded = fold_running(text)
        self.text = self.folded.text
        self.dates = self._place_dates(era_context)
        self.names = [(self._place(name.start, name.end), name) for name in names]
        self.names.sort(key=lambda pair: pair[0].start)
        self._date_ends = [dated.end for dated in self.dates]
        self._name_ends = {stretch.end for stretch, _ in self.names}
        self._name_starts = [stretch.start for stretch, _ in self.names]
        self.divisors = [
            Stretch(match.start(), match.end()) for match in DIVIDED.finditer(self.text)
        ]
        self._divisor_ends = [part.end for part in self.divisors]
        self.groups, self.opens = _find_groups(self.text)
        self.stops = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        self._taken = bytearray(len(self.text))
        articles = [self._place(m.span.start, m.span.end) for m in find_articles(text)]
        stretches = [stretch for stretch, _ in self.names]
        for part in (*self.dates, *stretches, *articles, *self.divisors):
            self._taken[part.start : part.end] = b"\1" * (part.end - part.start)
        self._bounds: list[int] = []
        self.set_figures(())

    def _place(self, start: int, end: int) -> Stretch:
        first = self.folded.position(start)
        return Stretch(first, max(first, self.folded.position(end)))

    def _place_dates(self, era_context: str | None) -> list[Dated]:
        found = find_dates(self.original, era_context)
        open_ones = find_unresolved(self.original, era_context)
        dates = [self._place_date(m.span.start, m.span.end, m) for m in found]
        dates += [self._place_date(u.span.start, u.span.end, None) for u in open_ones]
        dates.sort(key=lambda dated: dated.start)
        return sorted([*dates, *self._find_short_years(dates)], key=lambda dated: dated.start)

    def _find_short_years(self, dates: Sequence[Dated]) -> Iterator[Dated]:
        """平成25年が79人、26年が14人: years that go on counting in the era of one just before."""
        index, era = 0, None
        last = -_NEAR_YEAR
        for match in _SHORT_YEAR.finditer(self.text):
            while index < len(dates) and dates[index].end <= match.start():
                named = _ERA.match(self.text, dates[index].start)
                era = get_era(named.group()) if named else None
                last = dates[index].end
                index += 1
            inside = index < len(dates) and dates[index].start < match.end()
            between = self.text[last : match.start()]
            if era is None or inside or len(between) > _NEAR_YEAR or "。" in between:
                continue
            year = f"{era.get_year(int(match.group(1))):04d}"
            span = Span(*self.folded.origin(match.start(), match.end()))
            last = match.end()
            yield Dated(match.start(), last, DateMention(span, "year", year, None, "xsd:gYear"))

    def _place_date(self, start: int, end: int, mention: DateMention | None) -> Dated:
        place = self._place(start, end)
        return Dated(place.start, place.end, mention)

    def set_figures(self, ends: Sequence[int]) -> None:
        """Tell where figures end: no phrase reaches back over one, nor over a date."""
        parts = [*(dated.end for dated in self.dates), *(part.end for part in self.divisors)]
        self._bounds = sorted({*ends, *parts})

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a date, name, article number or divisor stands in a stretch."""
        return any(self._taken[start:end])

    def get_floor(self, position: int) -> int:
        """How far back a phrase that ends at a position may reach: figure, date, sentence."""
        index = bisect_right(self._bounds, position)
        bound = self._bounds[index - 1] if index else 0
        return max(bound, self.get_sentence(position))

    def get_sentence(self, position: int) -> int:
        """Where the sentence of a position begins."""
        index = bisect_right(self.stops, position)
        return self.stops[index - 1] if index else 0

    def get_noun(self, end: int) -> int:
        """Where the noun that ends at a position begins; `end` itself where none does."""
        floor = max(self.get_floor(end), end - _LONGEST_NOUN)
        position = end
        while position > floor:
            char = self.text[position - 1]
            if char == "」":
                start = self.text.rfind("「", max(floor, position - _LONGEST_QUOTE), position)
                if start < 0:
                    break
                position = start
                continue
            word = self._find_kana(floor, position) if char in _KANA_ENDS else None
            if word:
                position -= len(word)
            elif _LETTER.match(char) or _is_range(self.text, position - 1, floor):
                position -= 1
            else:
                break
        while position < end and self.text[position] == "・":
            position += 1
        return position

    def _find_kana(self, floor: int, position: int) -> str | None:
        fitting = [word for word in _KANA if self.text.endswith(word, floor, position)]
        return max(fitting, key=len, default=None)

    def find_date_before(self, position: int) -> int:
        """The index of the last date that ends at or before a position; -1 where none does."""
        return bisect_right(self._date_ends, position) - 1

    def ends_name(self, position: int) -> bool:
        """Whether a name ends at a position, with or without 」."""
        closed = self.text[position - 1 : position] == "」"
        return position in self._name_ends or (closed and position - 1 in self._name_ends)

    def find_divisor_before(self, position: int) -> Stretch | None:
        """The last divisor (1団体あたり) that ends at or before a position."""
        index = bisect_right(self._divisor_ends, position)
        return self.divisors[index - 1] if index else None

    def find_places(self, start: int, end: int) -> list[Stretch]:
        """The names of wards and facilities inside a stretch."""
        first = bisect_left(self._name_starts, start)
        last = bisect_left(self._name_starts, end)
        return [
            stretch
            for stretch, name in self.names[first:last]
            if name.thing.kind in ("ward", "facility") and stretch.end <= end
        ]

    def quote(self, start: int, end: int) -> str:
        """A stretch as printed."""
        return self.original[slice(*self.folded.origin(start, end))] if end > start else ""


def _is_range(text: str, index: int, floor: int) -> bool:
    """Whether a wave stands between two numbers of one word: 1～2歳児."""
    return (
        index > floor
        and text[index] == "~"
        and text[index - 1 : index].isdigit()
        and text[index + 1 : index + 2].isdigit()
    )


def _find_groups(text: str) -> tuple[list[int], dict[int, int]]:
    """For each character the bracket that holds it (-1 for none), and the opening of each closing.

    Only round brackets count, and only those that close: damage often drops one side.
    """
    stack: list[int] = []
    opens: dict[int, int] = {}
    for index, char in enumerate(text):
        if char == "(":
            stack.append(index)
        elif char == ")" and stack:
            opens[index] = stack.pop()
    closings = {start: end for end, start in opens.items()}
    groups: list[int] = []
    holders = [-1]
    for index in range(len(text)):
        groups.append(holders[-1])
        if index in closings:
            holders.append(index)
        elif index in opens:
            holders.pop()
    return groups, opens
