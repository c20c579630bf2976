"""The marks that number items (号) and what they are divided into: 一, (1), イ, ア, (ｱ), a, (i)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.layouts.legislation_lines import parse_numbers

_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_GOJUON: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_HALF: Final = str.maketrans("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", _GOJUON)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_KANJI: Final = "[〇一二三四五六七八九十百千]{1,6}"
_DIGITS: Final = "[0-9０-９]{1,3}"
_RANGE: Final = r"(?:(?:から|及び|、)(?P<last>{mark}){close}?(?:まで)?)?"
_BLANK: Final = r"[ \u3000\t]"
_FORMS: Final = {
    "kanji": rf"(?P<mark>{_KANJI})(?P<branch>(?:の{_KANJI}){{0,3}})"
    rf"{_RANGE.format(mark=_KANJI, close='')}(?:{_BLANK}+|\Z)",
    "(digit)": rf"[（(](?P<mark>{_DIGITS})[)）](?P<branch>(?:の{_DIGITS}){{0,3}})"
    rf"{_RANGE.format(mark=f'[（(]{_DIGITS}', close='[)）]')}{_BLANK}*",
    "(kanji)": rf"[（(](?P<mark>{_KANJI})[)）](?P<branch>){_BLANK}*",
    "kana": rf"(?P<mark>[ア-ンｱ-ﾝ])(?P<branch>)"
    rf"{_RANGE.format(mark='[ア-ンｱ-ﾝ]', close='')}{_BLANK}+",
    "(kana)": rf"[（(](?P<mark>[ア-ンｱ-ﾝ])[)）](?P<branch>){_BLANK}*",
    "letter": rf"(?P<mark>[a-zａ-ｚ])(?P<branch>){_BLANK}+",
    "(letter)": rf"[（(](?P<mark>[a-zａ-ｚ]|[ivxｉｖｘ]{{2,4}})[)）](?P<branch>){_BLANK}*",
    "circled": rf"(?P<mark>[①-⑳])(?P<branch>){_BLANK}*",
}
_PATTERNS: Final = {style: re.compile(form) for style, form in _FORMS.items()}


@dataclass(frozen=True)
class Mark:
    """The mark before an item: its style, as printed, the numbers it may be (イ is the first of
    イロハ and the second of アイウ), its branch, and where the words behind it start.

    `lasts` are the numbers that may close the range of an extract: 一から四まで.
    """

    style: str
    printed: str
    values: tuple[int, ...]
    branch: str
    end: int
    lasts: tuple[int, ...] = ()

    def find_last(self, value: int) -> int:
        """The number that ends the range which begins with one, that itself where it is none."""
        return min((last for last in self.lasts if last > value), default=value)


def read_marks(text: str) -> list[Mark]:
    """The marks that the beginning of a line may be, in no order of likelihood."""
    found = []
    for style, pattern in _PATTERNS.items():
        match = pattern.match(text)
        if match is None:
            continue
        values = _find_values(style, match["mark"])
        number = parse_numbers("1", match["branch"])
        if values and number:
            last = match.groupdict().get("last")
            closing = _find_values(style, last.strip("（()）")) if last else ()
            printed = match[0].rstrip(" \u3000\t")
            found.append(Mark(style, printed, values, number[1:], match.end(), closing))
    return found


def _find_values(style: str, mark: str) -> tuple[int, ...]:
    if style in ("kanji", "(kanji)", "(digit)"):
        number = parse_numbers(mark)
        return (int(number),) if number else ()
    if style in ("kana", "(kana)"):
        kana = mark.translate(_HALF)
        return tuple(order.index(kana) + 1 for order in (_IROHA, _GOJUON) if kana in order)
    if style == "circled":
        return (ord(mark) - 0x245F,)
    letters = "".join(chr(ord(one) - 0xFEE0) if one > "\uff00" else one for one in mark)
    values = [_ROMAN.index(letters) + 1] if letters in _ROMAN and style == "(letter)" else []
    if len(letters) == 1:
        values.append(ord(letters) - 96)
    return tuple(values)
