"""The plans, notices and other instruments that cells name, with the date behind the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.layouts.review_words import ReviewWords
from kg.records import Span
from kg.text.dates import DateMention, find_dates
from kg.text.fold import Folded, fold

_QUOTES: Final = {"「": "」", "『": "』", "“": "”", '"': '"'}
#: What a bracket behind a name says of how the instrument came to be.
_MADE: Final = re.compile(
    r"決定|策定|改定|改訂|制定|通知|通達|了解|閣議|答申|報告|公表|決裁|告示|取りまとめ|とりまとめ|発出"
    r"|以下|令和|平成|昭和|(?<![A-Za-z])[HRS][0-9]|[0-9]{4}年"
)
#: A date behind which one of these stands is none of the making.
_CHANGED: Final = re.compile(r"[^、,;。()]{0,12}?(?:変更|改定|改訂|改正)")
#: What an edition adds behind a name: its year, 改訂版, a bracket, a slogan between waves.
_EDITION: Final = re.compile(
    r"(?:(?:[Vv]er\.?)?(?<![0-9])[0-9]{1,4}(?:[-~/][0-9]{2,4})?(?:年度?版?)?"
    r"|(?:一部)?改[訂定]版?|\([^()]*\)|\[[^\[\]]*\]|~[^~]{2,60}~?)\s*\Z"
)
#: How many of them, or of brackets that date it, a name may bear.
_MOST: Final = 6
_QUOTED: Final = re.compile(r"「[^「」]+」(?:\s*\((?P<made>[^()]*)\))?")
#: More of its kind, behind a name that has ended.
_MORE: Final = re.compile(r"(?<=[)」』\s])等\Z")
_PRECISION: Final = {"xsd:date": 10, "xsd:gYearMonth": 7, "xsd:gYear": 4}
_LEAST: Final = 2


@dataclass(frozen=True)
class PlanName:
    """An instrument as a cell names it: where the name stands in the text, its kind, and when it
    was made, no sharper than printed."""

    span: Span
    kind: str
    issued: str | None


def read_plans(text: str, words: ReviewWords) -> list[PlanName]:
    """The instruments that a cell names: one, or several where each part is the name of one."""
    if quoted := _read_quoted(text, words):
        return quoted
    parts = _split(text)
    if len(parts) > 1:
        read = [_read(text, part, words) for part in parts]
        several = [one for one in read if one is not None and one.kind != "other"]
        if len(several) == len(parts):
            return several
    one = _read(text, Span(0, len(text)), words) if text else None
    return [one] if one is not None else []


def _read_quoted(text: str, words: ReviewWords) -> list[PlanName]:
    """The names in quotes that a text lists, or before a bracket that dates the name and words
    that point into it (「A計画」（令和3年10月決定）第2章); empty where it is no such text."""
    folded = fold(text)
    start, end = _strip(folded.text, 0, len(folded.text), words)
    items = list(_QUOTED.finditer(folded.text, start, end))
    if not items or items[0].start() != start:
        return []
    dated = [item for item in items if item["made"] and _MADE.search(item["made"])]
    rest = _QUOTED.sub("", folded.text[start:end]).strip()
    told = rest.strip("、・及び等 ")
    pointed = bool(dated and told) and not rest.startswith("、")
    if (len(items) == 1 and not pointed) or (len(items) > 1 and told):
        return []
    read = [_read(text, Span(*folded.origin(*item.span())), words) for item in items]
    return [one for one in read if one is not None]


def _split(text: str) -> list[Span]:
    """The parts between commas that stand in no bracket or quote."""
    folded = fold(text)
    depth, start = 0, 0
    parts: list[tuple[int, int]] = []
    for index, char in enumerate(folded.text):
        depth += (char in "(「『[") - (char in ")」』]")
        if char == "、" and depth == 0:
            parts.append((start, index))
            start = index + 1
    parts.append((start, len(folded.text)))
    return [Span(*folded.origin(low, high)) for low, high in parts if low < high]


def _read(text: str, part: Span, words: ReviewWords) -> PlanName | None:
    folded = fold(text[part.start : part.end])
    start, end = _strip(folded.text, 0, len(folded.text), words)
    issued: DateMention | None = None
    for _ in range(_MOST):
        opened = _find_bracket(folded.text, start, end)
        content = "" if opened is None else folded.text[opened + 1 : end]
        if opened is None or (content.strip(" )") and not _MADE.search(content)):
            break
        # The first bracket dates the making; what follows it tells of later changes.
        issued = _find_date(content) or issued
        start, end = _strip(folded.text, start, opened, words)
    start, end = _unquote(folded.text, start, end)
    if issued is None and (opened := _find_bracket(folded.text, start, end)) is not None:
        content = folded.text[opened + 1 : end]
        if _MADE.search(content):
            issued = _find_date(content)
            start, end = _strip(folded.text, start, opened, words)
            start, end = _unquote(folded.text, start, end)
    if end - start < _LEAST or _find_open(folded.text, start, end) == start:
        return None
    span = _origin(folded, start, end, part.start)
    name = text[span.start : span.end]
    if words.is_nothing(name):
        return None
    return PlanName(span, _find_kind(name, words), _print(issued))


def _origin(folded: Folded, start: int, end: int, base: int) -> Span:
    low, high = folded.origin(start, end)
    return Span(base + low, base + high)


def _strip(text: str, start: int, end: int, words: ReviewWords) -> tuple[int, int]:
    """Without blanks, bullets and stops at both ends."""
    while start < end and (text[start].isspace() or text[start] in words.bullets):
        start += 1
    while start < end and (
        text[end - 1].isspace() or text[end - 1] in "、。," or _MORE.search(text[start:end])
    ):
        end -= 1
    return start, end


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the quotation marks around it; one that nothing closes goes too."""
    while end - start > _LEAST and text[start] in _QUOTES:
        close = text.find(_QUOTES[text[start]], start + 1, end)
        if close == end - 1:
            start, end = start + 1, end - 1
        elif close < 0:
            start += 1
        else:
            break
        while start < end and text[end - 1].isspace():
            end -= 1
    return start, end


def _find_bracket(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that ends a text, or one that nothing closes; else None."""
    if text[start:end].endswith(")"):
        opened = _find_open(text, start, end)
        return opened if opened != start else None
    last = text.rfind("(", start + 1, end)
    return last if last >= 0 and ")" not in text[last:end] else None


def _find_open(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that closes at the end of a text; None where none does."""
    depth = 0
    for index in range(end - 1, start - 1, -1):
        depth += (text[index] == ")") - (text[index] == "(")
        if depth <= 0:
            return index if depth == 0 and text[index] == "(" else None
    return None


def _find_date(content: str) -> DateMention | None:
    """The date of the making in a bracket: the first that is not of a change."""
    dates = [
        one
        for one in find_dates(content)
        if one.datatype in _PRECISION and one.end is None and not one.doubtful
    ]
    first = [one for one in dates if not _CHANGED.match(content, one.span.end)]
    return first[0] if first else None


def _print(date: DateMention | None) -> str | None:
    return None if date is None else date.start[: _PRECISION[date.datatype]]


def _find_kind(name: str, words: ReviewWords) -> str:
    """The kind by the end of the name, without the year or number of the edition."""
    bare = fold(name).text.rstrip()
    for _ in range(_MOST):
        kind = words.find_kind(bare)
        shorter = _EDITION.sub("", bare).rstrip()
        if kind != "other" or shorter == bare:
            return kind
        bare = shorter
    return "other"
