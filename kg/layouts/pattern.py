"""Heading patterns: small templates that a person can read, matched on folded text.

    基本政策{roman}                        literal text, then a Roman numeral
    <{roman?} - {number}> {title}          what stands in <> is the printed number
    【基本施策 <- {number} - ({number})>】{title}
    {bullet}{title} [施策番号 {number}]

Placeholders: {number} {roman} {letter} {bullet} {title} {any}, and {blank} for a blank that must
stand; a `?` makes one optional. A blank in the template matches any blanks or none, and so does
the border of a placeholder. Width of letters, digits and brackets does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import LayoutError
from kg.records import Span
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold

_PLACEHOLDERS = {
    "number": r"(?:\d{1,4}|[一二三四五六七八九十百]{1,7})",
    "roman": r"[IVXLC]{1,7}",
    "letter": r"[A-Za-zア-ン]",
    "bullet": r"(?:(?:[●○◎◉■□◆◇▲△▼▽★☆・•*]|\d{1,2})\s*){1,2}",
    "title": r"(?P<title>(?=.*[^\W\d_])\S.*?)",
    "any": r"[^()\[\]]*?",
    "blank": r"\s+",
}
_TOKEN = re.compile(r"\{(\w+)(\?)?\}|(<)|(>)|(\s+)|(.)")
_TRAILING = r"[\s.・･…‥_=*-]*"
#: A page behind a title: `P12`, `(P12)`, or a bare number behind a row of dots.
PAGE_REFERENCE = (
    r"(?:(?P<leader>\s*[.・･…‥-]{2,}\s*|\s+|(?=\())"
    r"(?P<page>\(?P\.?\s?\d{1,4}\)?|(?<=[.・･…‥-])\s?\d{1,4}|(?<=[.・･…‥-]\s)\d{1,4}))?"
)


#: The longest text that can be a heading.
LONGEST = 200


@dataclass(frozen=True)
class Match:
    """A heading that a pattern recognised; spans lie in the original text of the block."""

    notation: str | None
    notation_span: Span | None
    title: Span | None
    page: Span | None
    leader: Span | None


@dataclass(frozen=True)
class Pattern:
    """A compiled template."""

    template: str
    regex: re.Pattern[str]
    words: tuple[str, ...]

    def match(self, text: str) -> Match | None:
        """The parts of a block's text that the template matches as a whole, else None."""
        if len(text) > LONGEST:
            return None
        folded = fold(text)
        found = self.regex.fullmatch(folded.text)
        if found is None:
            return None

        def origin(name: str) -> Span | None:
            if found.groupdict().get(name) is None or found.start(name) == found.end(name):
                return None
            start, end = folded.origin(found.start(name), found.end(name))
            piece = text[start:end]
            stripped = piece.strip()
            start += piece.index(stripped)
            return Span(start, start + len(stripped)) if stripped else None

        number = origin("notation")
        notation = None
        if number is not None:
            raw = re.sub(r"\s", "", text[number.start : number.end])
            notation = raw.strip("-‐−–—－") or None
        return Match(notation, number, origin("title"), origin("page"), origin("leader"))


def _make_literal(text: str) -> str:
    """A literal; one kind of bracket stands for all, since plans and OCR mix them."""
    if text in OPENING:
        return f"[{re.escape(OPENING)}]"
    return f"[{re.escape(CLOSING)}]" if text in CLOSING else re.escape(text)


def parse_pattern(template: str, where: str) -> Pattern:
    """The pattern of a template. Raises LayoutError for an unknown placeholder or stray < >."""
    parts: list[str] = []
    opened = "<" in template
    if template.count("<") != template.count(">") or template.count("<") > 1:
        raise LayoutError(f"< と > は一組です / one pair of < >: {template}", where=where)
    if template.count("{title") > 1:
        raise LayoutError(f"{{title}} は一つです / one {{title}} only: {template}", where=where)
    numbered = False
    for placeholder, optional, opening, closing, blank, literal in _TOKEN.findall(template):
        if placeholder:
            if placeholder not in _PLACEHOLDERS:
                raise LayoutError(
                    f"知らない差し込み / unknown placeholder: {{{placeholder}}}",
                    where=where,
                    fix="使えるもの / known: " + " ".join(_PLACEHOLDERS),
                )
            part = _PLACEHOLDERS[placeholder]
            if placeholder in ("number", "roman", "letter") and not opened and not numbered:
                part, numbered = f"(?P<notation>{part})", True
            parts.append(rf"\s*(?:{part})?\s*" if optional else rf"\s*{part}\s*")
        elif opening:
            parts.append(r"\s*(?P<notation>")
        elif closing:
            parts.append(")")
        elif blank:
            parts.append(r"\s*")
        else:
            parts.append(_make_literal(fold(literal).text))
    body = "".join(parts)
    words = re.findall(r"[^\W\d_]{3,}", fold(re.sub(r"\{[^{}]*\}", " ", template)).text)
    return Pattern(template, re.compile(rf"\s*{body}{PAGE_REFERENCE}{_TRAILING}"), tuple(words))
