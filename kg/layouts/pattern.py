"""Heading patterns: small templates that a person can read, matched on folded text.

    基本政策{roman}                        literal text, then a Roman numeral
    <{roman?} - {number}> {title}          what stands in <> is the printed number
    【基本施策 <- {number} - ({number})>】{title}
    {bullet}{title} [施策番号 {number}]

    {title}({article})                     the articles that a section of a report is about:
                                           one, a list or a range, perhaps with 関係 behind

Placeholders: {number} {circled} {roman} {letter} {bullet} {title} {article} {colon} {any}, and
{blank} for a blank that must stand; a `?` makes one optional. A blank in the template matches any
blanks or none, and so do the border of a placeholder and the place between two letters. Width
of letters, digits and brackets does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import LayoutError
from kg.records import Span
from kg.text.brackets import CLOSING, OPENING
from kg.text.fold import fold

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,7})"
_UNDER = rf"(?:\s?第?\s?{_NUMBER}\s?項)?(?:\s?第?\s?{_NUMBER}\s?号)?"
_ARTICLE = rf"{_NUMBER}\s?(?:条(?:の\d{{1,2}})?{_UNDER}\s?)?(?:関係)?"
_JOINT = (
    r"\s?(?:[、,・~-]{1,2}|から|ないし|と"
    r"|[、,]?(?:及び|および|並びに|又は|または|若しくは))\s?第?\s?"
)
#: One article or several as headings print them: 第32条, 第15条、第16条関係, 第31条~第33条.
ARTICLES = (
    rf"(?=第[^()\[\]]{{0,120}}条)(?P<article>第\s*{_ARTICLE}(?:{_JOINT}{_ARTICLE}){{0,12}}"
    r"(?<!関係)(?:まで)?)(?:関係)?"
)
_PLACEHOLDERS = {
    "number": _NUMBER,
    "roman": r"[IVXLC]{1,7}",
    "circled": r"(?P<circled>\d{1,2})",
    "letter": r"[A-Za-zア-ン]",
    "bullet": r"(?:(?:[●○◎◉■□◆◇▲△▼▽★☆・•*]|\d{1,2})\s*){1,2}",
    "title": r"(?P<title>(?=.*[^\W\d_])\S.*?)",
    "article": ARTICLES,
    "any": r"[^()\[\]]*?",
    "colon": ":",
    "blank": r"\s+",
}
_CIRCLED = re.compile("[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_NUMBERS = ("number", "circled", "roman", "letter")
_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
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
    article: Span | None = None


@dataclass(frozen=True)
class Pattern:
    """A compiled template; `plain` lets no ① be the number that it would be when folded."""

    template: str
    regex: re.Pattern[str]
    words: tuple[str, ...]
    plain: bool = False

    def match(self, text: str) -> Match | None:
        """The parts of a block's text that the template matches as a whole, else None."""
        if len(text) > LONGEST:
            return None
        folded = fold(text)
        found = self.regex.fullmatch(folded.text)
        if found is None:
            return None
        for name, circled in (("circled", True), ("notation", False)):
            if found.groupdict().get(name) is None or (not circled and not self.plain):
                continue
            if not circled and "circled" in found.groupdict():
                continue
            start, end = folded.origin(found.start(name), found.end(name))
            if bool(_CIRCLED.search(text[start:end])) is not circled:
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
        article, title = origin("article"), origin("title")
        if number is None and article is not None and title and article.start < title.start:
            # The article is the heading's own number: 第5条（情報の共有）.
            digits = re.search(
                r"\d{1,4}|[一二三四五六七八九十百]{1,7}", fold(text[: article.end]).text
            )
            number = article if digits else None
            return Match(
                digits.group() if digits else None,
                number,
                title,
                origin("page"),
                origin("leader"),
                article,
            )
        notation = None
        if number is not None:
            raw = re.sub(r"\s", "", text[number.start : number.end])
            notation = raw.strip("-‐−–—－") or None
        return Match(
            notation,
            number,
            title,
            origin("page"),
            origin("leader"),
            article,
        )


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
    for name in ("title", "article", "circled"):
        if template.count("{" + name) > 1:
            raise LayoutError(
                f"{{{name}}} は一つです / one {{{name}}} only: {template}", where=where
            )
    numbered = lettered = False
    for placeholder, optional, opening, closing, blank, literal in _TOKEN.findall(template):
        if placeholder:
            if placeholder not in _PLACEHOLDERS:
                raise LayoutError(
                    f"知らない差し込み / unknown placeholder: {{{placeholder}}}",
                    where=where,
                    fix="使えるもの / known: " + " ".join(_PLACEHOLDERS),
                )
            part = _PLACEHOLDERS[placeholder]
            if placeholder in _NUMBERS and not opened and not numbered:
                part, numbered = f"(?P<notation>{part})", True
            parts.append(rf"\s*(?:{part})?\s*" if optional else rf"\s*{part}\s*")
        elif opening:
            parts.append(r"\s*(?P<notation>")
        elif closing:
            parts.append(")")
        elif blank:
            parts.append(r"\s*")
        else:
            # Plans set the letters of a word apart: 基 本 目 標.
            parts.append(r"\s*" if lettered and _LETTER.match(literal) else "")
            parts.append(_make_literal(fold(literal).text))
        lettered = bool(_LETTER.match(literal))
    body = "".join(parts)
    words = re.findall(r"[^\W\d_]{3,}", fold(re.sub(r"\{[^{}]*\}", " ", template)).text)
    return Pattern(template, re.compile(rf"\s*{body}{PAGE_REFERENCE}{_TRAILING}"), tuple(words))
