"""The references as printed, before it is asked whose: articles, and what has no article.

Beside articles there are paragraphs of supplementary provisions (附則第2項), annexed tables
(別表第1) and, in an article's own text, its paragraphs (第2項).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.records import Span
from kg.text.articles import ArticleMention, find_articles
from kg.text.numerals import NUMBER, parse_number

_ITEM: Final = rf"(?:第?(?P<item>{NUMBER})号(?!様式|議案))?"
_PARAGRAPH: Final = rf"(?P<paragraph>{NUMBER})項(?!目)"
_ANNEX: Final = re.compile(rf"[附付]則(?:\([^()\n]{{1,60}}\))?第?{_PARAGRAPH}{_ITEM}")
_TABLE: Final = re.compile(
    rf"別表(?:第(?P<table>{NUMBER})(?P<branch>(?:の{NUMBER}(?![つ個者人名件項])){{0,2}}))?"
)
_OWN: Final = re.compile(rf"(?<![条則附])第{_PARAGRAPH}{_ITEM}")
_AND: Final = r"(?:及び|および|並びに|又は|または|若しくは|もしくは)"
_NEXT: Final = re.compile(
    rf"(?P<joint>[、,・]?{_AND}|[、,・]|から|[~-])第?{_PARAGRAPH}{_ITEM}(?P<closed>まで)?"
)
_LONGEST_LIST: Final = 40


@dataclass(frozen=True)
class Found:
    """A reference as printed. `table`: the number of a 別表, "" where it bears none."""

    mention: ArticleMention
    table: str | None = None


def find_printed(text: str, own: bool) -> list[Found]:
    """The references of a text without stray blanks, in order; `own`: bare paragraphs too."""
    found = [Found(mention) for mention in find_articles(text)]
    patterns = (_ANNEX, _OWN) if own else (_ANNEX,)
    for pattern in patterns:
        taken = bytearray(len(text))
        for other in found:
            taken[other.mention.span.start : other.mention.span.end] = bytes(
                [1] * (other.mention.span.end - other.mention.span.start)
            )
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]) and parse_number(match["paragraph"]):
                listed = _read_list(text, _read(match, annex=pattern is _ANNEX))
                found += [Found(mention) for mention in listed]
    found += [_read_table(match) for match in _TABLE.finditer(text)]
    found.sort(key=lambda one: one.mention.span.start)
    apart: list[Found] = []
    for one in found:
        if not apart or apart[-1].mention.span.end <= one.mention.span.start:
            apart.append(one)
    return apart


def _read(match: re.Match[str], annex: bool) -> ArticleMention:
    span = Span(*match.span())
    return ArticleMention(
        span, None, _number(match["paragraph"]), _number(match["item"]), annex=annex
    )


def _read_list(text: str, first: ArticleMention) -> list[ArticleMention]:
    """The paragraph and those joined to it; the two ends of a range become one."""
    mentions = [first]
    while len(mentions) < _LONGEST_LIST:
        match = _NEXT.match(text, mentions[-1].span.end)
        after = match and _read(match, first.annex)
        if match is None or after is None or after.paragraph is None:
            break
        last = mentions[-1]
        span = Span(match.end("joint"), match.end() - len(match["closed"] or ""))
        ranged = match["joint"] in ("~", "-") or (match["joint"] == "から" and match["closed"])
        if ranged and not (last.item or after.item or last.paragraph_end):
            whole = Span(last.span.start, match.end())
            mentions[-1] = replace(last, span=whole, paragraph_end=after.paragraph)
        else:
            mentions.append(replace(after, span=span))
    return mentions


def _read_table(match: re.Match[str]) -> Found:
    branch = (match["branch"] or "").split("の")[1:]
    numbers = [_number(part) for part in (match["table"], *branch) if part]
    table = "_".join(number for number in numbers if number)
    return Found(ArticleMention(Span(*match.span()), None), table)


def _number(printed: str | None) -> str | None:
    value = parse_number(printed) if printed else None
    return str(value) if value else None
