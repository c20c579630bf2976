"""Reading stays linear in the text, whatever the text: by structure and by counted steps."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

import pytest

from kg.text import articles, dateforms, datelists, dates, eras, numerals

MODULES = (articles, dateforms, datelists, dates, eras, numerals)
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}

READERS: list[Callable[[str], object]] = [
    dates.find_dates,
    articles.find_articles,
    articles.find_divisions,
    dates.parse_year_header,
    articles.parse_article,
    numerals.parse_decimal,
    eras.parse_era_year,
]
#: Those that make the readers work hardest, then more of them, read at a twentieth of the size.
HARDEST = ["平成24・", "平成24年。同年", "第1条", "同条", "附則(", "第3章第1節"]
HOSTILE = [
    "平成23～", "2011、", "2011～", "H23・", "24・", "24年度、", "同年", "平成24年同年",
    "平成24年4月から", "平成(", "2012(", "2012年(平成", "平成24年度末現在～", "第", "第1、",
    "第1条の2", "の2", "第1条第1項第1号及び", "第1から", "附則(a", "前三", "第3章", "1", "一",
    "1,", "十百", "①", "～", " ", "\n", "\t", "が", "（",
]  # fmt: skip


def find_open_repeats(node: object) -> list[object]:
    """The repeats without an upper bound in a parsed pattern."""
    parser: Any = importlib.import_module("re._parser")
    if isinstance(node, tuple) and len(node) == 3 and node[1] is parser.MAXREPEAT:
        return [node]
    if isinstance(node, parser.SubPattern | tuple | list):
        children: Iterable[object] = node
        return [fault for child in children for fault in find_open_repeats(child)]
    return []


def test_the_search_for_open_repeats_finds_them() -> None:
    parser: Any = importlib.import_module("re._parser")
    for pattern in ("a+", "(a{2,}b)?", "x(?=a*)", "a|b+?"):
        assert find_open_repeats(parser.parse(pattern)), pattern
    assert not find_open_repeats(parser.parse("a{1,9}(?:b?c{0,3})"))


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_repeats_without_bound(name: str) -> None:
    parser: Any = importlib.import_module("re._parser")
    pattern = PATTERNS[name]
    assert find_open_repeats(parser.parse(pattern.pattern, pattern.flags)) == []


def count_steps(read: Callable[[str], object], text: str) -> int:
    """The calls, of our functions and of built-in ones, that reading a text takes."""
    steps = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal steps
        steps += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return steps


@pytest.mark.parametrize(
    ("stem", "size"), [*((stem, 10_000) for stem in HARDEST), *((stem, 500) for stem in HOSTILE)]
)
def test_ten_times_the_text_takes_about_ten_times_the_steps(stem: str, size: int) -> None:
    short, long = ((stem * length)[:length] for length in (size, 10 * size))
    for read in READERS:
        assert count_steps(read, long) < 30 * count_steps(read, short), read
