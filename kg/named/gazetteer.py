"""Known names where they stand in texts: the longest first, never part of a longer word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import ahocorasick

from kg.named.name_page import Page, Stretch
from kg.named.name_words import COMPOUND, either, get_list

_COMPOUND: Final = re.compile(f"[{COMPOUND}]")
_NTH: Final = "第[0-9一二三四五六七八九十百]{1,4}"
_LEAD: Final = re.compile(
    rf"(?:{either(get_list('reach', 'lead'))}|[市町県国]|{_NTH}回|[0-9]年度?|[0-9]区)\Z"
)
_TAIL: Final = either(get_list("reach", "tail"))
_TAILS: Final = re.compile(
    rf"(?:(?:{_TAIL}){{1,3}}|{_NTH}(?:条|章|回)[^{COMPOUND}]?)(?![{COMPOUND}])"
)
_AREA: Final = re.compile(rf"(?:{either(get_list('reach', 'area'))})(?![{COMPOUND}])")
_INNER: Final = re.compile(rf"(?:{either(get_list('reach', 'inner'))})\Z")
_ABOVE: Final = re.compile(r"[都道府県市]\Z")
#: How far before a name the words reach that may lead to it.
_BEFORE: Final = 8


class Gazetteer:
    """Finds names by their folded form. `areas` (towns, wards) allow fewer words behind them."""

    def __init__(self, keys: Iterable[str], areas: Iterable[str] = ()) -> None:
        self.areas = frozenset(areas)
        self._automaton = ahocorasick.Automaton()
        for key in {*keys, *self.areas}:
            if len(key) > 1:
                self._automaton.add_word(key, key)
        self._automaton.make_automaton()

    def find(self, page: Page) -> Iterator[tuple[Stretch, str]]:
        """All places where a name stands, each with its key; places may overlap."""
        text, at, parted = _close(page.text)
        if not len(self._automaton) or not text:
            return
        starts: dict[int, list[str]] = defaultdict(list)
        for last, key in self._automaton.iter(text):
            starts[last - len(key) + 1].append(key)
        for start, keys in sorted(starts.items()):
            for key in sorted(keys, key=len, reverse=True):
                if self._stands_alone(text, start, key, parted):
                    yield (at[start], at[start + len(key) - 1] + 1), key
                    break

    def _stands_alone(self, text: str, start: int, key: str, parted: frozenset[int]) -> bool:
        end = start + len(key)
        area = key in self.areas
        if start and start not in parted and _joins(text, start):
            before = text[max(0, start - _BEFORE) : start]
            if not (_ABOVE.search(before) if area else _LEAD.search(before)):
                return False
        if end < len(text) and end not in parted:
            if _COMPOUND.match(text, end):
                if (_AREA if area else _TAILS).match(text, end) is None:
                    return False
            elif text.startswith("づくり", end):
                return False
        return True


def _joins(text: str, start: int) -> bool:
    """Whether what stands before a place runs on into it: まちづくり出前講座."""
    if _COMPOUND.match(text, start - 1):
        return True
    return _INNER.search(text, max(0, start - _BEFORE), start) is not None


def _close(text: str) -> tuple[str, list[int], frozenset[int]]:
    """A text without blanks, where each of its characters stood, and where a blank was."""
    if " " not in text and "\u3000" not in text:
        return text, list(range(len(text))), frozenset()
    chars: list[str] = []
    at: list[int] = []
    parted: set[int] = set()
    for index, char in enumerate(text):
        if char.isspace():
            parted.add(len(chars))
        else:
            chars.append(char)
            at.append(index)
    return "".join(chars), at, frozenset(parted)
