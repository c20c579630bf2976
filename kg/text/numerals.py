"""Numbers as Japanese texts print them: 1,234, １２, 三十二, 一〇二, 5,000万, 1億2,000万.

Kanji numerals are read by place (一〇二, 二四) when they hold digits only, else by unit (百二).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kg.text.fold import Folded, fold

KANJI_DIGITS: Final = "〇一二三四五六七八九"
#: A class for regular expressions: what a small kanji numeral is made of.
KANJI: Final = f"[{KANJI_DIGITS}十百千]"
#: A whole number of at most four digits, Arabic or kanji, on folded text, with nothing cut off.
#: Every repeat is bounded, so that searching stays linear in the text.
NUMBER: Final = rf"(?:(?<![0-9])[0-9]{{1,4}}(?![0-9])|(?<!{KANJI}){KANJI}{{1,7}}(?!{KANJI}))"

#: What a unit of money is in 円.
MONEY: Final = {
    "円": 1,
    "千円": 1000,
    "万円": 10_000,
    "百万円": 1_000_000,
    "億円": 100_000_000,
}
_LONGEST: Final = 40
_SMALL: Final = {"千": 1000, "百": 100, "十": 10}
_LARGE: Final = {"兆": 10**12, "億": 10**8, "万": 10**4}
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}")
_FRACTION: Final = re.compile(r"[0-9,]{1,19}\.[0-9]{1,10}")
# Enclosed, raised and vulgar numbers: NFKC would make them run into the digits beside them
# (①2011年度 would read 12011年度).
_ENCLOSED: Final = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u215f\u2189"
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f"
    "\u3280-\u3289\u32b1-\u32bf\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe\U0001f100-\U0001f10c]"
)


def fold_running(text: str) -> Folded:
    """The text folded, with ①, ⑴, ², ½ and their like blanked so that no digits run together."""
    return fold(_ENCLOSED.sub("\ufffc", text))


def parse_number(text: str) -> int | None:
    """The whole number that the text is, or None. 元 (first year of an era) is 1."""
    value = _parse_scaled(text, fractions=False)
    return None if value is None else int(value)


def parse_decimal(text: str) -> Decimal | None:
    """The number that the text is, with or without decimals (4.5, 1,234.5, 1.5億), or None."""
    return _parse_scaled(text, fractions=True)


def make_yen(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """The number and its unit, money in 円 whatever it is counted in."""
    return (number * MONEY[unit], "円") if unit in MONEY else (number, unit)


def make_kanji(number: int) -> str:
    """The kanji numeral of a number from 1 to 9999, by unit: 32 is 三十二, 101 is 百一."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no kanji numeral is made for {number}: it must lie in 1 to 9999")
    parts: list[str] = []
    for unit, size in _SMALL.items():
        count, number = divmod(number, size)
        if count:
            parts.append((KANJI_DIGITS[count] if count > 1 else "") + unit)
    if number:
        parts.append(KANJI_DIGITS[number])
    return "".join(parts)


def _parse_scaled(text: str, *, fractions: bool) -> Decimal | None:
    """The sum of the coefficients before 兆, 億, 万 and the rest; units must descend."""
    if len(text) > 2 * _LONGEST:
        return None
    rest = fold_running(text).text.strip()
    if rest == "元":
        return Decimal(1)
    if not rest or len(rest) > _LONGEST:
        return None
    total = Decimal(0)
    leading = True
    for unit, size in _LARGE.items():
        head, found, tail = rest.partition(unit)
        if not found:
            continue
        coefficient = _parse_plain(head, fractions=fractions)
        if coefficient is None or coefficient == 0 or (not leading and coefficient >= 10_000):
            return None
        if coefficient % 1 and tail:
            return None
        total += coefficient * size
        leading = False
        rest = tail
        if not rest:
            return total
    last = _parse_plain(rest, fractions=fractions and leading)
    if last is None or (not leading and last >= 10_000):
        return None
    return total + last


def _parse_plain(text: str, *, fractions: bool) -> Decimal | None:
    """A number without 万 and above: Arabic, 5千, or kanji."""
    if fractions and _FRACTION.fullmatch(text):
        whole, _, decimals = text.partition(".")
        if _GROUPED.fullmatch(whole):
            return Decimal(f"{whole.replace(',', '')}.{decimals}")
        return None
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text and all(char in KANJI_DIGITS for char in text):
        return Decimal("".join(str(KANJI_DIGITS.index(char)) for char in text))
    value = _parse_by_unit(text)
    return None if value is None else Decimal(value)


def _parse_by_unit(text: str) -> int | None:
    """三十二, 百一, 千二百, 5千: one digit before each unit, units descending."""
    total = 0
    for unit, size in _SMALL.items():
        head, found, tail = text.partition(unit)
        if not found:
            continue
        digit = _parse_digit(head) if head else 1
        if not digit:
            return None
        total += digit * size
        text = tail
    if not text:
        return total or None
    last = _parse_digit(text)
    return total + last if total and last else None


def _parse_digit(text: str) -> int | None:
    if len(text) != 1:
        return None
    if text in KANJI_DIGITS:
        return KANJI_DIGITS.index(text)
    return int(text) if text in "0123456789" else None
