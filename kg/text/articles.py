"""References to articles (条, 項, 号) and to divisions (編, 章, 節, 款) in Japanese running text.

Branch numbers are joined by `_` as in the graph: 第30条の2 is "30_2". A reference that names its
article by place (同条, 前条, 前項) says so in `relative`; which article that is, only a reader of
the whole text can tell. Patterns are for folded text and hold no unbounded repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from kg.records import Span
from kg.text.fold import fold_key
from kg.text.numerals import NUMBER, fold_running, parse_number

Relative = Literal["同条", "前条", "次条", "本条", "同項", "前項", "次項", "本項"]
DivisionKind = Literal["編", "章", "節", "款", "目"]

# の2 is a branch only where no counter follows: 第32条の2つの, 第3条の三者協議. And 第3条の一部
# is a part of article 3: no branch is numbered 一.
_BRANCH: Final = (
    rf"(?:[ ]?の[ ]?(?!一(?![〇一二三四五六七八九十百])){NUMBER}"
    r"(?![つ個者人名件年月日回度倍割分点種類級位段区市町村都県国社団校館室台冊枚箇重次目歳才円万億兆"
    r"部面体世権半条項号章節款%]|[かカヵヶケ][所月年国]|本(?!文)|以[上内]|[.,][0-9])){0,3}"
)
# Not 第5条例, 第3条約, 第4条件; without 第 no place either: 三条通, 二条城.
_NO_WORD: Final = r"(?!例|約|件)"
_NO_PLACE: Final = r"(?!例|約|件|項|文|[通城川駅坊里町市東西南北]|大路|小路|大橋|河原)"
_ITEM_END: Final = r"[ ]?号(?!様式|議案|[線車館棟室])"
_AND: Final = r"(?:[、,][ ]?)?(?:及び|および|並びに|又は|または|若しくは|もしくは)"
# 第4、10、13条, 第40～52号: the unit stands at the end only.
_LATER: Final = rf"(?=(?:[ ]?(?:{_AND}|[、,・~-])[ ]?{NUMBER}){{1,12}}"
_PARAGRAPH: Final = rf"(?P<paragraph>{NUMBER})[ ]?項(?!目)"
_ITEM: Final = rf"(?P<item>{NUMBER}){_ITEM_END}(?P<item_branch>{_BRANCH})"

_HEAD: Final = re.compile(
    rf"(?:(?P<annex>[附付][ ]?則(?:\([^()\n]{{1,60}}\))?[ ]?)(?:第[ ]?)?|第[ ]?)"
    rf"(?P<number>{NUMBER})"
    rf"(?:[ ]?条{_NO_WORD}(?P<branch>{_BRANCH})|{_LATER}[ ]?条{_NO_WORD}))"
    rf"|(?:(?<=[法令])|(?<=条例)|(?<=規則)|(?<=[条規]約))(?P<plain>{NUMBER})[ ]?条{_NO_PLACE}"
    rf"(?P<plain_branch>{_BRANCH})"
    rf"|(?P<relative>同条|(?<!従)前条|次条|(?<![日基])本条){_NO_PLACE}"
    rf"|(?P<relative_paragraph>同項|前項|(?<![一二三第])次項|(?<!基)本項)(?!目)"
    rf"|前[ ]?(?P<count>{NUMBER})[ ]?(?:(?P<articles>条){_NO_PLACE}|項(?!目))"
)
_LOWER_PARAGRAPH: Final = re.compile(
    rf"[ ]?(?:第[ ]?)?(?:{_PARAGRAPH}|(?P<bare>{NUMBER}){_LATER}[ ]?項(?!目)))"
)
_LOWER_ITEM: Final = re.compile(
    rf"[ ]?(?:第[ ]?)?(?:{_ITEM}|(?P<bare>{NUMBER}){_LATER}{_ITEM_END}))"
)
_NEXT: Final = re.compile(
    rf"(?:第[ ]?)?(?:(?P<number>{NUMBER})[ ]?条{_NO_PLACE}(?P<branch>{_BRANCH})"
    rf"|{_PARAGRAPH}|{_ITEM}"
    rf"|(?P<bare>{NUMBER}){_LATER}[ ]?(?P<unit>[条項号])(?!例|約|件|目|様式)))"
)
_JOINT: Final = re.compile(
    rf"[イロハニホヘトへ]?[ ]?(?P<mark>{_AND}|[、,・]|[~-]{{1,2}}|と|から|ないし|乃至)[ ]?"
)
_RANGE_MARKS: Final = frozenset({"~", "-", "~~", "--", "ないし", "乃至"})
_LONGEST_LIST: Final = 40


@dataclass(frozen=True)
class ArticleMention:
    """A reference. In a list (第1項及び第3項) what is not printed again is taken from before.

    `end`, `paragraph_end` and `item_end` close a range of articles, paragraphs or items.
    `number` is None where `relative` says which article is meant; `count` is 3 in 前三条.
    `annex`: the article is one of supplementary provisions (附則), not of the body.
    """

    span: Span
    number: str | None
    paragraph: str | None = None
    item: str | None = None
    end: str | None = None
    relative: Relative | None = None
    paragraph_end: str | None = None
    item_end: str | None = None
    annex: bool = False
    count: int = 1


@dataclass(frozen=True)
class Division:
    """A step of a division's path: ("章", "3"), ("節", "1")."""

    kind: DivisionKind
    number: str


@dataclass(frozen=True)
class DivisionMention:
    """A reference to a division, from the widest printed down: 第3章第1節 has two steps."""

    span: Span
    path: tuple[Division, ...]


def find_articles(text: str) -> list[ArticleMention]:
    """The article references of a text, in order."""
    folded = fold_running(text)
    found: list[ArticleMention] = []
    position = 0
    while head := _HEAD.search(folded.text, position):
        position = head.end()
        first = _read_head(folded.text, head)
        if first:
            found += _read_list(folded.text, first)
            position = found[-1].span.end
    return [
        replace(mention, span=Span(*folded.origin(mention.span.start, mention.span.end)))
        for mention in found
    ]


def _read_head(text: str, head: re.Match[str]) -> ArticleMention | None:
    """The reference at a match of `_HEAD`, with its paragraph and item, in folded offsets."""
    span = Span(*head.span())
    relative = head["relative"] or head["relative_paragraph"]
    count = parse_number(head["count"]) if head["count"] else 1
    if head["count"]:
        relative = "前条" if head["articles"] else "前項"
    number = None
    if not relative:
        number = _join(head["number"] or head["plain"], head["branch"] or head["plain_branch"])
    if not count or not (relative or number):
        return None
    place = cast(Relative | None, relative)
    mention = ArticleMention(
        span, number, relative=place, annex=bool(head["annex"]), count=count
    )
    return mention if head["count"] else _read_lower(text, mention)


def _read_lower(text: str, mention: ArticleMention) -> ArticleMention:
    """The mention with the paragraph and item that follow it directly."""
    if mention.paragraph is None and not (mention.relative or "").endswith("項"):
        match = _LOWER_PARAGRAPH.match(text, mention.span.end)
        paragraph = _join(match["paragraph"] or match["bare"]) if match else None
        if match and paragraph:
            mention = replace(
                mention, span=Span(mention.span.start, match.end()), paragraph=paragraph
            )
    match = _LOWER_ITEM.match(text, mention.span.end)
    item = _join(match["item"] or match["bare"], match["item_branch"]) if match else None
    if match and item:
        mention = replace(mention, span=Span(mention.span.start, match.end()), item=item)
    return mention


def _read_list(text: str, first: ArticleMention) -> list[ArticleMention]:
    """The reference and those joined to it; two that bound a range become one."""
    mentions = [first]
    last = first
    while len(mentions) < _LONGEST_LIST and (joint := _JOINT.match(text, last.span.end)):
        after = _read_next(text, joint.end(), last)
        if after is None:
            break
        closed = text.startswith("まで", after.span.end)
        mark = joint["mark"]
        merged = None
        if mark in _RANGE_MARKS or (mark == "から" and closed):
            end = after.span.end + (2 if closed else 0)
            merged = _merge(mentions[-1], after, Span(mentions[-1].span.start, end))
        if merged:
            mentions[-1] = merged
            # What follows a range takes its article from the range's end.
            last = replace(after, span=merged.span)
        else:
            mentions.append(after)
            last = after
    return mentions


def _read_next(text: str, start: int, before: ArticleMention) -> ArticleMention | None:
    """The reference after a joint: an article, or a paragraph or item of the one before."""
    head = _HEAD.match(text, start)
    if head:
        mention = _read_head(text, head)
        inherits = mention and mention.number and before.annex
        return replace(mention, annex=True) if mention and inherits else mention
    match = _NEXT.match(text, start)
    if match is None:
        return None
    number, paragraph, item = match["number"], match["paragraph"], match["item"]
    if match["bare"]:
        number, paragraph, item = (
            match["bare"] if match["unit"] == unit else None for unit in "条項号"
        )
    span = Span(start, match.end())
    mention = replace(
        before, span=span, end=None, paragraph_end=None, item=None, item_end=None, count=1
    )
    if number:
        joined = _join(number, match["branch"])
        mention = replace(mention, number=joined, paragraph=None, relative=None)
        return _read_lower(text, mention) if joined else None
    if paragraph:
        # 前項 and 第2項 are neighbours, not a paragraph of the other.
        joined = None if (before.relative or "").endswith("項") else _join(paragraph)
        mention = replace(mention, paragraph=joined)
        return _read_lower(text, mention) if joined and before.paragraph else None
    joined = _join(item, match["item_branch"])
    return replace(mention, item=joined) if joined and before.item else None


def _merge(first: ArticleMention, last: ArticleMention, span: Span) -> ArticleMention | None:
    """The range from one reference to another, None where their depths differ or it runs back."""
    if first.end or first.paragraph_end or first.item_end or first.relative != last.relative:
        return None
    if first.item and last.item:
        same = (first.number, first.paragraph) == (last.number, last.paragraph)
        ascends = same and _key(first.item) < _key(last.item)
        return replace(first, span=span, item_end=last.item) if ascends else None
    if first.item or last.item:
        return None
    if first.paragraph and last.paragraph:
        ascends = first.number == last.number and _key(first.paragraph) < _key(last.paragraph)
        return replace(first, span=span, paragraph_end=last.paragraph) if ascends else None
    if first.paragraph or last.paragraph or not first.number or not last.number:
        return None
    ascends = _key(first.number) < _key(last.number)
    return replace(first, span=span, end=last.number) if ascends else None


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("_"))


def _join(number: str | None, branch: str | None = None) -> str | None:
    """The printed number and its branches as "30_2", None where one is no number."""
    printed = [number or "", *(branch or "").replace(" ", "").split("の")[1:]]
    values = [parse_number(part) for part in printed]
    return "_".join(map(str, values)) if all(values) else None


_TYPED: Final = re.compile(rf"第?({NUMBER})条?((?:(?:の|_|-){NUMBER}){{0,3}})")
_LABEL: Final = re.compile(r"[1-9][0-9]{0,3}(?:_[1-9][0-9]{0,3}){0,3}")


def parse_article(text: str) -> str | None:
    """The article number that a person typed (第32条, 32, 三十二条, 30条の2), as "32" or "30_2"."""
    match = _TYPED.fullmatch(fold_key(text)) if len(text) <= 80 else None
    return _join(match[1], re.sub("[_-]", "の", match[2])) if match else None


def make_article_label(number: str) -> str:
    """The label of an article number: "30_2" is 第30条の2."""
    if not _LABEL.fullmatch(number):
        raise ValueError(f"条番号ではありません / not an article number: {number!r} (32, 30_2)")
    first, *branches = number.split("_")
    return f"第{first}条" + "".join(f"の{branch}" for branch in branches)


_DIVISION: Final = re.compile(
    rf"第[ ]?(?P<number>{NUMBER})[ ]?(?P<kind>編(?![成集入制者曲み])|章(?![程典])"
    rf"|節(?![句目電水減約税分])|款(?!項)|目(?![標的次]))(?P<branch>{_BRANCH})"
)
_ORDER: Final = "編章節款目"


def find_divisions(text: str) -> list[DivisionMention]:
    """The references to parts, chapters, sections and subsections of a text, in order."""
    folded = fold_running(text)
    found: list[DivisionMention] = []
    path: list[Division] = []
    start = end = 0

    def close() -> None:
        if path:
            found.append(DivisionMention(Span(*folded.origin(start, end)), tuple(path)))

    for match in _DIVISION.finditer(folded.text):
        number = _join(match["number"], match["branch"])
        kind = cast(DivisionKind, match["kind"])
        goes_on = path and folded.text[end : match.start()] in ("", " ") and (
            _ORDER.index(path[-1].kind) < _ORDER.index(kind)
        )
        if number is None or (kind == "目" and not goes_on):
            continue
        if not goes_on:
            close()
            path, start = [], match.start()
        path.append(Division(kind, number))
        end = match.end()
    close()
    return found
