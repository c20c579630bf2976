"""Numbers and dates as a workbook shows them: what a number format makes of a value."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from kg.documents.readers.excel_times import Token, show_time

#: The formats that a number alone stands for, as Japanese programs show them (ECMA-376, 18.8.30).
BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d",
    28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"',
    36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: '"¥"#,##0;"¥"\\-#,##0;-',
    43: "#,##0.00;-#,##0.00;-",
    44: '"¥"#,##0.00;"¥"\\-#,##0.00;-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
    50: "[$-411]ge.m.d",
    51: '[$-411]ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: "[$-411]ge.m.d",
    58: '[$-411]ggge"年"m"月"d"日"',
}
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|午前/午後)|(?P<general>General|G/標準)"
    r"|(?P<time>y+|m+|d+|h+|s+|g+|e+|r+|a{3,4}|b+)|(?P<digits>[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_LONGEST_FORMAT: Final = 255
#: How many formats and values are kept with what became of them.
_KNOWN: Final = 4096


@lru_cache(_KNOWN << 4)
def show_value(value: float, code: str, since_1904: bool = False) -> str:
    """A number as its format shows it; as it stands where the format says nothing of it."""
    if code in ("", "@") or len(code) > _LONGEST_FORMAT:
        return show_plain(value)
    section, negative = _choose_section(value, _split_sections(code))
    tokens = _tokenise(section)
    kinds = {kind for kind, _ in tokens}
    if "time" in kinds or "elapsed" in kinds:
        shown = show_time(value, tokens, since_1904)
        return show_plain(value) if shown is None else shown
    if "general" in kinds or "digits" in kinds:
        return _show_number(abs(value) if negative else value, tokens)
    return "".join(word for kind, word in tokens if kind == "text")


def show_text(words: str, code: str) -> str:
    """A text as its format shows it: with the words that stand around `@`."""
    sections = _split_sections(code) if "@" in code and len(code) <= _LONGEST_FORMAT else []
    if not sections or "@" not in sections[-1] or sections[-1] == "@":
        return words
    return "".join(
        words if kind == "other" and word == "@" else word if kind == "text" else ""
        for kind, word in _tokenise(sections[-1])
    )


def show_plain(value: float) -> str:
    """A number without a format: whole ones without a point, others without binary noise."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shown = f"{value:.11g}"
    return f"{Decimal(shown):f}" if "e-" in shown and abs(value) > 1e-9 else shown


@lru_cache(_KNOWN)
def _split_sections(code: str) -> list[str]:
    sections, depth, quoted, at = [""], 0, False, 0
    while at < len(code):
        char = code[at]
        if char in "\\!" and not quoted and at + 1 < len(code):
            sections[-1] += code[at : at + 2]
            at += 2
            continue
        quoted ^= char == '"'
        depth += not quoted and (char == "[") - (char == "]")
        if char == ";" and not quoted and not depth:
            sections.append("")
        else:
            sections[-1] += char
        at += 1
    return sections


def _choose_section(value: float, sections: list[str]) -> tuple[str, bool]:
    """The section for a value, and whether that section shows the sign itself."""
    conditions = [_CONDITION.search(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is not None and _meets(value, condition[1], float(condition[2])):
                return section, False
        rest = [s for s, condition in zip(sections, conditions, strict=False) if condition is None]
        return (rest or sections[2:] or sections)[0], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _meets(value: float, sign: str, bound: float) -> bool:
    below, above = value < bound, value > bound
    return {
        "<": below,
        ">": above,
        "=": not below and not above,
        "<=": not above,
        ">=": not below,
        "<>": below or above,
    }[sign]


@lru_cache(_KNOWN)
def _tokenise(section: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(section):
        kind, word = match.lastgroup or "", match[match.lastgroup] if match.lastgroup else ""
        if kind in ("quoted", "escaped"):
            tokens.append(("text", word))
        elif kind == "bracket":
            if re.fullmatch(r"h+|m+|s+", word, re.IGNORECASE):
                tokens.append(("elapsed", word.lower()))
            elif word.startswith("$"):
                tokens.append(("text", word[1:].partition("-")[0]))
        elif kind == "time":
            tokens.append(("time", word.lower()))
        elif kind == "other" and word not in "@.,%/Ee+":
            tokens.append(("text", word))
        elif kind:
            tokens.append((kind, word))
    # A lone e before digits is an exponent, not the year of an era.
    if any(kind == "digits" for kind, _ in tokens) and not any(
        kind == "time" and word != "e" * len(word) for kind, word in tokens
    ):
        tokens = [("other", "E") if kind == "time" else (kind, word) for kind, word in tokens]
    return tuple(tokens)


def _show_number(value: float, tokens: tuple[Token, ...]) -> str:
    """A number by the digits of its format; a fraction or exponent as it stands."""
    signs = "".join(word for kind, word in tokens if kind in ("digits", "other"))
    if "general" in {kind for kind, _ in tokens} or "/" in signs or "E" in signs.upper():
        return _frame(tokens, show_plain(value)).strip()
    places = signs.partition(".")[2]
    whole = signs.partition(".")[0]
    percent = signs.count("%")
    commas = len(whole) - len(whole.rstrip(",%")) - whole[len(whole.rstrip(",%")) :].count("%")
    try:
        number = Decimal(repr(value)).scaleb(2 * percent - 3 * commas)
        most = len(re.sub("[^0#?]", "", places))
        number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    except InvalidOperation:
        return show_plain(value)
    digits, _, fraction = f"{abs(number):f}".partition(".")
    least = len(re.sub("[^0]", "", places))
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    digits = digits.lstrip("0").zfill(whole.count("0"))
    if "," in whole.rstrip(",%"):
        digits = f"{int(digits):,}".zfill(len(digits)) if digits else ""
    shown = digits + ("." + fraction if fraction else "")
    sign = "-" if number < 0 else ""
    parts = [word for kind, word in tokens if kind == "digits"]
    if "." not in signs and "," not in whole and len(parts) > 1:
        return sign + _spread(tokens, digits)
    return sign + _frame(tokens, shown)


def _frame(tokens: tuple[Token, ...], shown: str) -> str:
    """The digits with the words of the format around them."""
    framed, done = "", False
    for kind, word in tokens:
        if kind == "text" or word == "%":
            framed += word
        elif kind in ("digits", "general") and not done:
            framed += shown
            done = True
    return framed


def _spread(tokens: tuple[Token, ...], digits: str) -> str:
    """The digits over several stretches with words between, as in a postal code."""
    rest, parts = digits, list[str]()
    stretches = [at for at, (kind, _) in enumerate(tokens) if kind == "digits"]
    for at, (kind, word) in reversed(list(enumerate(tokens))):
        if kind == "digits":
            cut = 0 if at == stretches[0] else max(len(rest) - len(word), 0)
            parts.append(rest[cut:])
            rest = rest[:cut]
        elif kind == "text" or word == "%":
            parts.append(word)
    return "".join(reversed(parts))
