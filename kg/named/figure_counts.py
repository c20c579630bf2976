"""Numbers with a unit that state a size, a result or a target; what states none is left out.

Left out are what other words make of a number: names, dates, articles, conditions (20人以上の団体),
what has just been listed, ordinals, terms and ages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_ground import Ground
from kg.named.figure_sizes import is_condition, is_just_listed, states_size
from kg.named.figure_words import COLUMN, FIGURE, FRACTION, KINDS, LETTERS, get_words
from kg.text.numerals import parse_decimal, parse_number

_SCALE: Final = {"千": 10**3, "百万": 10**6, "百": 100, "千万": 10**7, "十億": 10**9, "十": 10}
_SCALED: Final = re.compile(r"([0-9,]{1,20}(?:\.[0-9]{1,6})?)(百万|千万|十億|千|百|十)")
_BEFORE: Final = re.compile(rf"(?:{either(get_words('cue', 'approximate_before'))})[ ]?\Z")
_AFTER: Final = re.compile(
    rf"[ ]?(?:{either(get_words('cue', 'approximate_after'))}(?!会))"
    rf"|{either(get_words('cue', 'approximate_after_letter'))}(?![{LETTERS}])"
)
_COMPOUND: Final = re.compile(
    rf"[{LETTERS}]{{0,12}}?{either(get_words('after', 'compound'))}(?![{LETTERS}])"
)
#: 12地区まちづくり協議会: a name goes on in kana.
_NAMED_ON: Final = re.compile(
    either(tuple(word for word in get_words("indicator", "kana") if re.match("[ぁ-ん]{4}", word)))
)
_RUN: Final = re.compile(
    rf"(?![{LETTERS}])|{either(get_words('after', 'run'), get_words('cue', 'acts'))}"
)
_LISTED_ORDINAL: Final = re.compile(r"第[0-9、,・~ ]{1,20}\Z")
_LOOSE: Final = re.compile(r"[0-9][、・][ ]?\Z")
_NEGATIVE: Final = re.compile(r"(?:[比減差率額]|[は:(])[ ]?[△▲-][ ]?\Z")
_SHARE_UNIT: Final = "割合"
_LARGEST_WHOLE: Final = 20


@dataclass(frozen=True)
class Count:
    """A printed figure, in folded offsets: `start` to `end` is the number with its unit.

    `kind` is the kind of the unit; `unit` the folded unit, `unit_start` where it stands (-1 where
    it is not printed beside the number). `joined` tells the end of what belongs to the figure
    though it is not printed with it: 程度, 余り.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    unit_start: int
    kind: str
    approximate: bool
    joined: int


def find_counts(ground: Ground) -> list[Count]:
    """The figures of a statement, in order, none inside another."""
    found = [*_find_fractions(ground), *_find_plain(ground), *_find_columns(ground)]
    kept: list[Count] = []
    for count in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or count.start >= kept[-1].end:
            kept.append(count)
    return kept


def _find_plain(ground: Ground) -> Iterator[Count]:
    for match in FIGURE.finditer(ground.text):
        number = match.start("number")
        if match["vague"] == "数" or ground.is_taken(number, match.end()):
            continue
        value, unit = _parse(match["number"]), match["noun"] or match["plain"]
        if value is None or not _is_figure(ground, match, value):
            continue
        start, joined, rough = _reach(ground.text, number, match.end())
        rough = rough or bool(match["vague"])
        kind, at = KINDS[unit], match.start("quality" if match["quality"] else "plain")
        unit = (match["quality"] or "") + unit
        low = _parse(match["low"]) if match["low"] else None
        if low is not None and low < value and not ground.is_taken(match.start(), number):
            bound = match.end("low")
            yield Count(match.start(), bound, low, unit, at, kind, rough, bound)
        if ground.text[start] in "△▲-":
            value = -value
        yield Count(start, match.end(), value, unit, at, kind, rough, joined)


def _reach(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where the figure begins with its sign, where 程度 behind it ends, and whether it is rough."""
    before = text[max(0, start - 8) : start]
    sign = _NEGATIVE.search(before)
    if sign:
        start -= len(before) - before.rindex(sign.group().strip()[-1])
    after = _AFTER.match(text, end)
    return start, after.end() if after else end, bool(after or _BEFORE.search(before))


def _is_figure(ground: Ground, match: re.Match[str], value: Decimal) -> bool:
    text, start, end = ground.text, match.start("number"), match.end()
    unit = match["noun"] or match["plain"]
    kind = KINDS[unit]
    before = text[max(0, start - 24) : start]
    printed = match["number"]
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and printed[0] in "十百千万億":
        # (千円) is the unit of a column, no amount.
        return False
    if _LISTED_ORDINAL.search(before) or (len(printed) == 1 and _LOOSE.search(before)):
        return False
    if match["gap"] and _is_heading(text, match):
        return False
    if match["joint"] and (kind not in ("thing", "structure") or value < 2):
        return False
    if match["joint"] and not _RUN.match(text, end):
        return False
    if not printed[0].isdigit() and not _is_certain_in_kanji(printed, unit, kind, value):
        return False
    short = len(unit) == 1 and kind not in ("money", "share", "latin")
    if short and unit not in "人名件" and not _RUN.match(text, end):
        return False
    sized = kind in ("money", "share", "latin", "measure")
    if not sized and (_COMPOUND.match(text, end) or _NAMED_ON.match(text, end)):
        return False
    return (
        states_size(text, match, value)
        and not is_condition(text, start, end, unit)
        and not is_just_listed(ground, start, end, value, kind)
    )


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether a number parted by a blank from its word may as well number a heading."""
    start = match.start("number")
    if "," in match["number"] or match["number"][-1] in "万億兆千百":
        return False
    return not text[max(0, start - 4) : start].strip(" #○●・■□◆◇※*-。")


def _is_certain_in_kanji(printed: str, unit: str, kind: str, value: Decimal) -> bool:
    """Kanji numerals stand in many words: 一部, 二次, 三者, 千代田区."""
    if kind == "share":
        return unit == "割"
    if kind == "money":
        return printed[-1] in "万億千百" or value >= 10
    if kind == "thing":
        return value >= 2 and len(unit) >= 2
    return (
        kind == "counter" and value >= 2 and unit not in ("面", "口", "通", "組", "頭", "例", "食")
    )


def _find_fractions(ground: Ground) -> Iterator[Count]:
    """三分の一, 4人に1人: a share as a decimal."""
    for match in FRACTION.finditer(ground.text):
        whole = parse_number(match["whole"] or match["people"])
        part = parse_number(match["part"] or match["among"])
        if not whole or not part or part >= whole or whole > _LARGEST_WHOLE:
            continue
        if ground.is_taken(match.start(), match.end()):
            continue
        if is_condition(ground.text, match.start(), match.end(), _SHARE_UNIT):
            continue
        value = (Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001")).normalize()
        start, joined, rough = _reach(ground.text, match.start(), match.end())
        yield Count(start, match.end(), value, _SHARE_UNIT, -1, "share", rough, joined)


def _find_columns(ground: Ground) -> Iterator[Count]:
    """事業費（千円） 12,345: the unit stands in brackets before the number."""
    for match in COLUMN.finditer(ground.text):
        unit, scale = match["unit"], Decimal(1)
        for mark, size in (("百万", 10**6), ("千", 10**3), ("億", 10**8), ("万", 10**4)):
            if unit.startswith(mark) and len(unit) > len(mark):
                unit, scale = unit.removeprefix(mark), Decimal(size)
                break
        value = _parse(match["number"])
        if value is None or ground.is_taken(match.start("number"), match.end()):
            continue
        at = match.end("unit") - len(unit)
        kind = KINDS[unit]
        yield Count(
            match.start("number"), match.end(), value * scale, unit, at, kind, False, match.end()
        )


def _parse(printed: str) -> Decimal | None:
    printed = printed.replace(" ", "")
    value = parse_decimal(printed)
    if value is not None:
        return value
    scaled = _SCALED.fullmatch(printed)
    if not scaled:
        return None
    try:
        return Decimal(scaled[1].replace(",", "")) * _SCALE[scaled[2]]
    except InvalidOperation:
        return None
