"""Which article a word of place means: 同条, 前条, 次条, 本条, 前項 and their like."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from kg.text.article_refs_order import find_neighbour
from kg.text.article_refs_records import Act, Place, Reference
from kg.text.article_refs_text import Running
from kg.text.articles import ArticleMention
from kg.text.numerals import parse_number

#: The number of a paragraph at the beginning of its line.
_PARAGRAPH_LINE: Final = re.compile(
    r"(?:\A|(?<=[。)\n]))(?P<number>[0-9]{1,2})(?![0-9条項号年月日.,]|つ)"
)


@dataclass(frozen=True)
class Target:
    """The article and paragraph meant, a range with its end; or why none is."""

    number: str | None = None
    end: str | None = None
    paragraph: str | None = None
    paragraph_end: str | None = None
    annex: bool = False
    problem: str | None = None


class Paragraphs:
    """The paragraph of an article's own text that each position lies in."""

    def __init__(self, running: Running, within: Place | None) -> None:
        self._fixed = within.paragraph if within else None
        self._starts: list[int] = []
        if within and not within.paragraph:
            expected = 2
            for match in _PARAGRAPH_LINE.finditer(running.text):
                # Only one that counts on is a paragraph's number.
                if parse_number(match["number"]) == expected:
                    self._starts.append(match.start())
                    expected += 1

    def get(self, position: int) -> int:
        """The number of the paragraph."""
        if self._fixed:
            return parse_number(self._fixed) or 1
        return bisect_right(self._starts, position) + 1


def resolve_place(
    mention: ArticleMention,
    act: Act | None,
    earlier: Reference | None,
    within: Place | None,
    paragraph: int,
) -> Target:
    """The article meant, by the reference before or by the article whose own text is read."""
    relative = mention.relative
    if within and relative not in ("同条", "同項"):
        number, annex, here = within.number, within.annex, paragraph
    elif earlier is None or (earlier.number is None and not earlier.annex):
        return Target(problem="no-reference-before")
    elif earlier.number is None and relative in ("同条", "前条", "次条", "本条"):
        return Target(annex=True, problem="no-reference-before")
    else:
        annex = earlier.annex
        if earlier.end:
            return Target(annex=annex, problem="ambiguous-article")
        number, here = earlier.number or "", int(earlier.paragraph or 0)
    if relative in ("前条", "次条"):
        return _find_next_article(number, mention, act, annex)
    if relative is None or relative in ("同条", "本条"):
        lower = mention.paragraph, mention.paragraph_end
        return Target(number or None, None, *lower, annex=annex)
    if relative == "同項" and earlier and earlier.paragraph_end:
        return Target(number or None, annex=annex, problem="ambiguous-article")
    return _find_paragraph(number or None, here, mention, annex)


def _find_next_article(
    number: str, mention: ArticleMention, act: Act | None, annex: bool
) -> Target:
    """The neighbour; of 前三条 the first and the last."""
    body = None if annex else act
    if mention.relative == "次条":
        first, end = find_neighbour(number, 1, body), None
    else:
        first = find_neighbour(number, -mention.count, body)
        end = find_neighbour(number, -1, body) if mention.count > 1 else None
    if first is None:
        return Target(annex=annex, problem="no-such-article")
    return Target(first, end, mention.paragraph, mention.paragraph_end, annex)


def _find_paragraph(
    number: str | None, here: int, mention: ArticleMention, annex: bool
) -> Target:
    """The paragraph meant by 同項, 本項, 前項, 次項, 前二項."""
    relative = mention.relative
    if here == 0:
        return Target(number, annex=annex, problem="no-reference-before")
    step = {"前項": -mention.count, "次項": 1}.get(relative or "", 0)
    if here + step < 1:
        return Target(number, annex=annex, problem="no-such-article")
    end = str(here - 1) if relative == "前項" and mention.count > 1 else None
    return Target(number, None, str(here + step), end, annex)
