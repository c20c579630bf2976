"""Signs of symbol fonts and of fields as characters of Unicode."""

from __future__ import annotations

import re
from typing import Final

from kg.documents.readers.ordinals import make_circled

#: What the fonts print for the codes that documents use most (Wingdings, Wingdings 2, Symbol).
_WINGDINGS: Final[dict[int, str]] = {
    **{0x80 + number: make_circled(number) for number in range(1, 11)},
    **{0x8B + number: chr(0x2775 + number) for number in range(1, 11)},
    **{0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□"},
    **{0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆"},
    **{0x80: "⓪", 0x9E: "・", 0x9F: "・", 0xA0: "■", 0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◎"},
    **{0xA5: "◎", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xB2: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←"},
    **{0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩"},
    **{0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
}
_WINGDINGS_2: Final[dict[int, str]] = {0x50: "✓", 0x52: "☑", 0x54: "☒", 0x97: "●", 0xA3: "□"} | {
    0x69 + number: make_circled(number) for number in range(1, 11)
}
_SYMBOL: Final[dict[int, str]] = {
    **{0xB7: "・", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≦", 0xB3: "≧", 0xB9: "≠"},
    **{0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xA8: "◆", 0x2D: "-", 0xDE: "⇒", 0x6D: "μ"},
}
_PRIVATE: Final = range(0xF000, 0xF100)
_ENCLOSED: Final = re.compile(
    r"\\o\s*(?:\\a[clr]\s*)?\(\s*([^,(;]*)[,;]\s*(.*)\)\s*\Z", re.IGNORECASE
)
_RAISED: Final = re.compile(r"\s*\\s\s*\\(?:up|do)", re.IGNORECASE)
_RUBY: Final = re.compile(
    r"\\o\s*\\ad?[lr]?\s*\(\s*\\s\s*\\up\s*[\d.]*\s*\([^()]*\)\s*[,;]\s*(.*)\)\s*\Z", re.IGNORECASE
)


def read_symbols(text: str, font: str) -> tuple[str, int]:
    """A text of a symbol font in characters, and how many of it are not known."""
    unknown = 0
    words = ""
    for char in text:
        code = ord(char)
        if code not in _PRIVATE:
            words += char
            continue
        found = _find_table(font).get(code - _PRIVATE.start)
        unknown += found is None
        words += found or ""
    return words, unknown


def read_symbol(code: str, font: str) -> str | None:
    """The character of a sign (w:sym), None where it is not known."""
    if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) is None:
        return None
    number = int(code, 16)
    if number in _PRIVATE or number < 0x100:
        found = _find_table(font).get(number % 0x100)
        return found or (chr(number) if 0x20 < number < 0x7F and not _is_symbol(font) else None)
    surrogate = 0xD800 <= number < 0xE000
    return chr(number) if number <= 0x10FFFF and not surrogate else None


def read_equation(code: str) -> str | None:
    """What an EQ field prints where it encloses or annotates characters, else None."""
    code = re.sub(r"\\\*\s*(?:jc\d+|hps\d+|\"[^\"]*\")", "", code).strip()
    if (match := _RUBY.search(code)) is not None:
        return match[1].strip()
    match = _ENCLOSED.search(code)
    if match is None or _RAISED.match(match[1]):
        return None
    ring, inner = match[1].strip(), re.sub(r"\\[a-z]+\d*|[()]", "", match[2]).strip()
    if inner.isdecimal() and ring in "○〇◯":
        return make_circled(int(inner))
    return f"({inner})" if inner else None


def _find_table(font: str) -> dict[int, str]:
    if "Wingdings 2" in font:
        return _WINGDINGS_2
    return _SYMBOL if "Symbol" in font and "Segoe" not in font else _WINGDINGS


def _is_symbol(font: str) -> bool:
    return any(word in font for word in ("Wingdings", "Symbol", "Webdings"))
