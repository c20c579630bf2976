"""What stands before the provisions: title, number, day, the list of amendments, a preamble."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.layouts.legislation_lines import PREAMBLE, Line
from kg.legislation_records import NumberedDay
from kg.records import Span, Value
from kg.text.fold import fold_key
from kg.text.law_numbers import (
    DAY_LINE,
    NUMBER_LINE,
    find_act_numbers,
    find_day,
    make_act_number,
)

#: What a line is once the numbers of acts are taken out of it.
_HISTORY: Final = re.compile(
    r"[\s\u3000、,・（()）〔〕\[\]［］:：]*"
    r"(?:(?:最終|最近|一部|全部)?改正|沿革|制定|公布)?[\s\u3000、,・（()）〔〕\[\]［］:：]*"
)
#: How the title of a text ends, and as which code of mpo:instrumentKind it is one.
_KINDS: Final = (
    ("ordinance", re.compile(r"条例(?:\(抄\))?\Z")),
    ("regulation", re.compile(r"規則(?:\(抄\))?\Z")),
    ("law", re.compile(r"(?:法|法律)(?:\(抄\))?\Z")),
    ("outline", re.compile(r"要綱(?:\(抄\))?\Z")),
    ("rule", re.compile(r"(?:規程|要領|細則)(?:\(抄\))?\Z")),
)
_CODES: Final = {"条例": "ordinance", "規則": "regulation", "法律": "law", "要綱": "outline",
                 "規程": "rule", "要領": "rule"}  # fmt: skip
#: The kinds of numbers that tell nothing of what they number.
_OPEN: Final = frozenset({"告示", "訓令"})


class Front:
    """Reads the lines before the provisions. `say` gives a stretch as the graph says it."""

    def __init__(self, say: Callable[[Span], Value]) -> None:
        self._say = say
        self._day: Line | None = None
        self.title: Value | None = None
        self.act: NumberedDay | None = None
        self.amendments: list[NumberedDay] = []
        self.preamble: list[Value] = []

    @property
    def kind(self) -> str:
        """The code of mpo:instrumentKind, by the number, else by how the title ends."""
        number = self.act.number if self.act else None
        if number is not None and number.kind not in _OPEN:
            return _CODES.get(number.kind, "other")
        key = fold_key(self.title.text) if self.title else ""
        return next((code for code, end in _KINDS if end.search(key)), "other")

    def is_title(self, line: Line) -> bool:
        """Whether a line prints the title again."""
        if self.title is None:
            return False
        return fold_key(line.text.lstrip("○◯")) == fold_key(self.title.text)

    def read(self, line: Line) -> str:
        """Take in a line; says what it was."""
        if (what := self._read_number(line)) is not None:
            return what
        if self.is_title(line):
            return "title"
        if self.title is None:
            mark = len(line.text) - len(line.text.lstrip("○◯ \u3000"))
            self.title = self._say(line.part(mark, len(line.text)))
            return "title"
        if PREAMBLE.fullmatch(line.text):
            return "label"
        self.preamble.append(self._say(line.body))
        return "preamble"

    def _read_number(self, line: Line) -> str | None:
        found = find_act_numbers(line.text, line.start)
        rest = line.text
        for one in found:
            start, end = (at - line.start for at in (one.spans[0].start, one.spans[0].end))
            rest = rest[:start] + " " * (end - start) + rest[end:]
        if _HISTORY.fullmatch(rest):
            for one in found:
                self._add(one)
            return "number" if found else "label"
        if day := DAY_LINE.fullmatch(line.text):
            told = find_day(line.text)
            if self.act is not None and self.act.day is None and told is not None:
                self.act = NumberedDay(self.act.number, told, (*self.act.spans, line.body))
            elif day["day"]:
                self._day = line
            return "number"
        if (match := NUMBER_LINE.fullmatch(line.text)) and self._day is not None:
            printed = DAY_LINE.fullmatch(self._day.text)
            number = make_act_number(printed, match) if printed else None
            if number is not None:
                self._add(
                    NumberedDay(number, find_day(self._day.text), (self._day.body, line.body))
                )
                self._day = None
                return "number"
        return None

    def _add(self, one: NumberedDay) -> None:
        if self.act is None:
            self.act = one
        else:
            self.amendments.append(one)
