"""The way back from a figure to the words that may be its caption."""

from __future__ import annotations

import re
from typing import Final

from kg.named.figure_ground import Ground, Stretch
from kg.named.figure_places import find_ward_before
from kg.named.figure_words import get_words

_STOPS: Final = frozenset(get_words("indicator", "stops"))
_PASSED: Final = sorted(get_words("indicator", "passed"), key=lambda word: -len(word))
_DATE_TAIL: Final = re.compile(
    r"(?:[ ]?(?:現在|時点|末|実績|決算|当初|中))?"
    r"(?:の|に(?:は|おいて(?:は)?|おける)?|は|では?|までに?"
    r"|と比較(?:する|して)?と?|に比べ(?:て|ると)?|比で?|より)?[、,]?[ ]?"
)
_EACH_TAIL: Final = re.compile(r"(?:の|に|で|へ|が|は)?[、,]?[ ]?")
#: 1日平均, 5年前の: no captions.
_ONCE: Final = re.compile(
    r"[1一](?:日|回|校|館|人|か月)|[0-9]{1,3}(?:年|か月|ヶ月)[前後]"
    r"|(?:半数|[0-9]割)?(?:以[上下]|半数)|[^0-9]{0,6}第?[0-9]{1,3}[位番]目?"
)
#: 3年間で: how long it took.
_SPAN: Final = re.compile(
    r"[0-9一二三四五六七八九十]{1,3}(?:年|か月|ヶ月|日|週)間(?:で|に|の間に)?、?\Z"
)
_MOST_PASSED: Final = 10
_LONGEST_NOTE: Final = 24


def find_approach(ground: Ground, position: int) -> int:
    """Where the words end that may be a figure's caption: 約, 延べ, dates, 市内 passed over."""
    for _ in range(_MOST_PASSED):
        there = _pass_one(ground, position)
        if there == position:
            break
        position = there
    return position


def _pass_one(ground: Ground, position: int) -> int:
    text = ground.text
    if position <= ground.get_sentence(position):
        return position
    last = text[position - 1]
    if last in " :=】" or (last in "・.…" and text[position - 2 : position - 1] in "・.…)"):
        return position - 1
    if last == ")" and position - 1 in ground.opens:
        return _pass_bracket(ground, ground.opens[position - 1], position)
    index = ground.find_date_before(position)
    dated = ground.dates[index] if index >= 0 else None
    for stretch, tail in ((dated, _DATE_TAIL), (ground.find_divisor_before(position), _EACH_TAIL)):
        if stretch and _ends_near(text, stretch, position, tail):
            return stretch.start
    ward = find_ward_before(text, position)
    if ward < position:
        return ward
    span = _SPAN.search(text[max(0, position - 12) : position])
    if span:
        return position - len(span.group())
    for word in _PASSED:
        for form in (word + "で", word):
            if text.endswith(form, 0, position):
                return position - len(form)
    if last in "、," and text[position - 2 : position - 1] in ("は", "が", "も"):
        return position - 1
    return _pass_stop(ground, position)


def _ends_near(text: str, stretch: Stretch, position: int, tail: re.Pattern[str]) -> bool:
    return position - stretch.end <= 8 and bool(tail.fullmatch(text, stretch.end, position))


def _pass_bracket(ground: Ground, start: int, position: int) -> int:
    """Over a note in brackets: a date, or a few words without a number."""
    inside = ground.text[start + 1 : position - 1]
    index = ground.find_date_before(position - 1)
    dated = index >= 0 and ground.dates[index].start > start and len(inside) <= 2 * _LONGEST_NOTE
    if dated or (len(inside) <= _LONGEST_NOTE and not re.search("[0-9]", inside)):
        return start
    return position


def _pass_stop(ground: Ground, position: int) -> int:
    """Over 市内, 市内の, 各館: where, not what."""
    end = position - 1 if ground.text[position - 1] in "のにで" else position
    start = ground.get_noun(end)
    word = ground.text[start:end]
    if start < end and (word in _STOPS or word.startswith("各") or _ONCE.fullmatch(word)):
        return start
    each = word.rfind("各")
    if each > 0 and end - start - each <= 4:
        # In 予算各区 the caption stands before 各, in 男女各10人 there is none.
        return start if word.endswith("各") else start + each
    return position
