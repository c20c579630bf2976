"""Whether a text is that of a law, ordinance or rule, which is read the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.documents.source import SourceText
from kg.layouts.layout import LEGISLATION
from kg.layouts.legislation_front import Front
from kg.layouts.legislation_lines import (
    ARTICLE,
    SUPPLEMENT,
    Line,
    find_lines,
    parse_numbers,
)
from kg.layouts.proposal.reasons import Reason
from kg.layouts.proposal.render import quote
from kg.records import Span, Value

#: How many articles, counted from the first, a text must have, and one with a number and 附則.
_ARTICLES: Final = 3
_FEW: Final = 1
#: How far from the beginning the title and number stand.
_FRONT: Final = 12
_DESCRIPTION: Final = "例規の形から提案されたレイアウト / proposed from the form of legislation"
TOML: Final = f'description = {quote(_DESCRIPTION)}\nkind = "{LEGISLATION}"\n'


def find_legislation_reasons(source: SourceText) -> tuple[Reason, ...]:
    """What shows that a text is legislation, () where it is none."""
    lines = find_lines(source)
    articles = _find_articles(lines)
    supplement = next((line for line in lines if SUPPLEMENT.fullmatch(line.text)), None)
    front = _read_front(source, lines)
    named = front.act is not None or front.kind != "other"
    enough = _FEW if supplement is not None and front.act is not None else _ARTICLES
    if len(articles) < enough or not (named or supplement):
        return ()
    found = [
        _tell(
            "条",
            articles,
            "一条から数え上がる見出し",
            "headings that count up from the first article",
        )
    ]
    if supplement is not None:
        found.append(_tell("附則", [supplement], "附則の見出し", "a heading of 附則"))
    return tuple(found)


def _find_articles(lines: Sequence[Line]) -> list[Line]:
    """The lines that head articles and count up from 第一条, one a number."""
    found: list[Line] = []
    before = 0
    for line in lines:
        match = ARTICLE.match(line.text)
        number = parse_numbers(match["number"], match["branch"]) if match else None
        if number is None or "_" in number:
            continue
        if int(number) == before + 1:
            found.append(line)
            before += 1
    return found


def _read_front(source: SourceText, lines: Sequence[Line]) -> Front:
    front = Front(lambda span: _say(source, span))
    for line in lines[:_FRONT]:
        if ARTICLE.match(line.text):
            break
        front.read(line)
    return front


def _say(source: SourceText, span: Span) -> Value:
    return Value(source.quote(span), (span,))


def _tell(what: str, lines: Sequence[Line], ja: str, en: str) -> Reason:
    first = lines[0]
    return Reason("level", what, LEGISLATION, ja, en, len(lines), first.number, first.text[:40])
