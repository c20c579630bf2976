"""Numbers of a list as they are printed: 1, 01, a, IV, あ, ア, い, ①, 一."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_AIUEO: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
    "ウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_HALF: Final = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_HALF_IROHA: Final = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "〇壱弐参四五六七八九"
#: Beyond it a number is written with digits whatever its form.
_LARGEST: Final = 9_999


def make_alphabetic(number: int, letters: str = _LATIN) -> str:
    """1 as the first letter; after the last, two letters."""
    found = ""
    while number > 0:
        number, at = divmod(number - 1, len(letters))
        found = letters[at] + found
    return found


def make_repeated(number: int, letters: str) -> str:
    """1 as the first letter; after the last, each is doubled."""
    times, at = divmod(number - 1, len(letters))
    return letters[at] * (times + 1)


def make_roman(number: int) -> str:
    """A number in Roman capitals."""
    found = ""
    for value, sign in _ROMAN:
        while number >= value:
            found, number = found + sign, number - value
    return found


def make_kanji(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """A number in words: 十二, 百五."""
    found = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            continue
        unit = tens[power - 1] if power else ""
        found += unit if digit == 1 and unit and digits is _DIGITS else digits[digit] + unit
    return found or digits[0]


def make_circled(number: int) -> str:
    """①; a number without a circle of its own stands in brackets."""
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return f"({number})"


def _make_full(number: int) -> str:
    return str(number).translate({ord("0") + at: ord("０") + at for at in range(10)})


#: How each form that Word (ST_NumberFormat) names is printed.
_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": lambda number: make_repeated(number, _LATIN),
    "upperLetter": lambda number: make_repeated(number, _LATIN.upper()),
    "lowerRoman": lambda number: make_roman(number).lower(),
    "upperRoman": make_roman,
    "aiueo": lambda number: make_repeated(number, _HALF),
    "aiueoFullWidth": lambda number: make_repeated(number, _AIUEO),
    "iroha": lambda number: make_repeated(number, _HALF_IROHA),
    "irohaFullWidth": lambda number: make_repeated(number, _IROHA),
    "japaneseCounting": make_kanji,
    "chineseCounting": make_kanji,
    "chineseCountingThousand": make_kanji,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(
        _DIGITS[int(digit)] for digit in str(number)
    ),
    "japaneseLegal": lambda number: make_kanji(number, _LEGAL, "拾百阡"),
    "decimalFullWidth": _make_full,
    "decimalFullWidth2": _make_full,
    "decimalEnclosedCircle": make_circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
    "hiragana": lambda number: make_alphabetic(number, _AIUEO.translate(_TO_HIRAGANA)),
    "katakana": lambda number: make_alphabetic(number, _AIUEO),
    "alphabetic": make_alphabetic,
}


def make_ordinal(number: int, form: str) -> str:
    """The number as that form prints it; with digits where the form has no sign for it."""
    if form == "decimalZero" or 0 < number <= _LARGEST:
        return _FORMS.get(form, str)(number)
    return str(number)
