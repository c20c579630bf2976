"""Places in laws as columns and running words give them: 条, 項, 号, and parts of a 号 (ヘ)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.layouts.review_records import LawPlace
from kg.records import Span
from kg.text.articles import ArticleMention, find_articles
from kg.text.fold import fold_key
from kg.text.numerals import NUMBER

_ORDER: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_KANA: Final = f"[{_ORDER}へ]"
_NO_WORD: Final = "(?![ァ-ヶー\u3041-\u3096\u3400-\u9fff])"
#: The parts behind an item (第1号ヘ及びト), and a paragraph as a bare number between its article
#: and an item (第四条 1 第三号).
_ASIDE: Final = re.compile(
    rf"(?<=号)[ \u3000]*(?P<parts>{_KANA}(?:(?:、|及び|・){_KANA}{_NO_WORD})*)(?!{_KANA})"
    r"|(?<=条)[ \u3000](?P<paragraph>[0-9０-９])[ \u3000](?=第)"
)
_BARE_ITEM: Final = re.compile(rf"第?{NUMBER}(?:(?:[、,・~-]|及び|から){NUMBER})*")
_BARE_BRANCH: Final = re.compile(rf"(?P<number>第?{NUMBER})(?P<branch>(?:の{NUMBER})+)")
_ITEM_PART: Final = re.compile(rf"(第?{NUMBER})({_KANA})")
#: A reference printed without its 第, which only a cell of its own makes plain.
_LEFT: Final = re.compile(r"[、,・~]|及び|並びに|又は|から|まで|等|など|\s")
_MOST: Final = 100


@dataclass(frozen=True)
class Prepared:
    """A text in which references are easier to read: the parts of items are taken out, bare
    paragraphs marked. `starts` is where each character stood, `parts` the numbers of the parts
    that stood behind the item which ends at a place."""

    text: str
    starts: tuple[int, ...]
    parts: Mapping[int, tuple[int, ...]]

    def origin(self, start: int, end: int) -> Span:
        """The stretch of the text as received."""
        return Span(self.starts[start], self.starts[end - 1] + 1)


def prepare(text: str) -> Prepared:
    """The text made ready; low lines are blanks in it."""
    pieces: list[str] = []
    starts: list[int] = []
    parts: dict[int, tuple[int, ...]] = {}

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end].replace("_", " "))
        starts.extend(range(start, end))

    position = 0
    for match in _ASIDE.finditer(text):
        if match["parts"]:
            keep(position, match.start())
            letters = re.findall(_KANA, match["parts"].replace("及び", ""))
            parts[len(starts)] = tuple(
                _ORDER.index(letter.replace("へ", "ヘ")) + 1 for letter in letters
            )
        else:
            keep(position, match.start())
            keep(*match.span("paragraph"))
            pieces.append("項")
            starts.append(match.end() - 1)
        position = match.end()
    keep(position, len(text))
    return Prepared("".join(pieces), tuple(starts), parts)


def find_places(reference: ArticleMention, parts: tuple[int, ...] = ()) -> list[LawPlace]:
    """The places that a reference names, those inside a range included."""
    article, paragraph, item = reference.number, reference.paragraph, reference.item
    if article is None:
        return []
    if reference.end:
        found = [LawPlace(number) for number in expand(article, reference.end)]
    elif reference.paragraph_end and paragraph:
        found = [LawPlace(article, one) for one in expand(paragraph, reference.paragraph_end)]
    elif reference.item_end and item:
        found = [LawPlace(article, paragraph, one) for one in expand(item, reference.item_end)]
    elif parts and item:
        found = [LawPlace(article, paragraph, item, part) for part in parts]
    else:
        found = [LawPlace(article, paragraph, item)]
    return [replace(place, annex=True) for place in found] if reference.annex else found


def expand(first: str, last: str) -> list[str]:
    """The numbers from one to another where they count up at their end: 30_24 to 30_40."""
    *stem, low = first.split("_")
    *other, high = last.split("_")
    if stem != other or not 0 < int(high) - int(low) < _MOST:
        return [first, last]
    return ["_".join([*stem, str(number)]) for number in range(int(low), int(high) + 1)]


@dataclass(frozen=True)
class PlaceRun:
    """The places of a run of references with the stretch of each, what is left that is not
    understood, and where the last reference ends (0 where there is none)."""

    places: tuple[tuple[LawPlace, Span], ...]
    left: str
    end: int


def read_places(text: str) -> PlaceRun:
    """The places that a text of nothing but references lists."""
    prepared = prepare(text)
    mentions = find_articles(prepared.text)
    places: list[tuple[LawPlace, Span]] = []
    left: list[str] = []
    position = end = 0
    skip = False
    for index, mention in enumerate(mentions):
        left.append(_LEFT.sub("", prepared.text[position : mention.span.start]))
        position = mention.span.end
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        if skip:
            skip = False
            continue
        span = prepared.origin(mention.span.start, mention.span.end)
        if after is not None and is_range(prepared.text, mention, after):
            found, skip = find_span(mention, after), True
            span = prepared.origin(mention.span.start, after.span.end)
        else:
            found = find_places(mention, prepared.parts.get(position, ()))
        places += [(place, span) for place in found]
        if not found:
            left.append(mention_text(prepared, mention))
    if mentions:
        end = prepared.starts[position - 1] + 1
        if position in prepared.parts:
            end = prepared.starts[position] if position < len(prepared.starts) else len(text)
    left.append(_LEFT.sub("", prepared.text[position:]))
    return PlaceRun(tuple(places), "、".join(filter(None, left)), end)


def mention_text(prepared: Prepared, mention: ArticleMention) -> str:
    """A reference as it stands in the prepared text."""
    return prepared.text[mention.span.start : mention.span.end]


def parse_cells(article: str, paragraph: str, item: str) -> tuple[list[LawPlace], str]:
    """The places that three cells give together, and what is left of them that is not understood.

    A cell may leave out 第 and its unit, or list several: 第27、28及び29号.
    """
    head = _add_unit(article, "条")
    middle = _add_unit(paragraph, "項")
    tail = _add_unit(_ITEM_PART.sub(r"\1号\2", fold_key(item)), "号")
    run = read_places(head + middle + tail)
    return list(dict.fromkeys(place for place, _ in run.places)), run.left


def is_range(text: str, first: ArticleMention, last: ArticleMention) -> bool:
    """Whether から alone joins two references: in a list of places that is a range."""
    return fold_key(text[first.span.end : last.span.start]) == "から"


def find_span(first: ArticleMention, last: ArticleMention) -> list[LawPlace]:
    """The places from one reference to another of the same depth; both alone where it differs."""
    if first.number and last.number and first.annex == last.annex:
        alike = (first.number, first.paragraph) == (last.number, last.paragraph)
        if first.item and last.item and alike:
            return find_places(replace(first, item_end=last.item))
        if not (first.paragraph or last.paragraph):
            return find_places(replace(first, end=last.number))
    return [*find_places(first), *find_places(last)]


def _add_unit(text: str, unit: str) -> str:
    """A cell's words with the unit that its column says: 4 under 条 is 第4条."""
    key = fold_key(text)
    if not key:
        return ""
    if _BARE_ITEM.fullmatch(key):
        key += unit
    elif branched := _BARE_BRANCH.fullmatch(key):
        key = branched["number"] + unit + branched["branch"]
    return key if key.startswith("第") or not key[0].isdigit() else f"第{key}"
