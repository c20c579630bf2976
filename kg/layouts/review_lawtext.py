"""The laws that a cell lists in words, each with its places: A法第1条、第2条第3項及びB法（第4条）.

A cell is a list and no sentence: a name, its number or a short form in brackets, its places, then
the next name. What is neither is left over, and told.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from kg.layouts.review_places import read_places
from kg.layouts.review_records import LawPlace
from kg.layouts.review_words import ReviewWords
from kg.records import Span
from kg.text.article_refs_names import is_dull
from kg.text.fold import fold, fold_key
from kg.text.numerals import NUMBER

#: What joins names and places and says nothing itself.
_JOINT: Final = re.compile(
    r"(?:[、,・/\s_()「」『』:;]|及び|並びに|又は|抄|など|等(?=[、,\s)]|\Z))+"
)
#: What a name must be followed by.
_BOUNDARY: Final = re.compile(
    rf"\Z|[、,・/\s_()「」『』]|及び|並びに|又は|第?{NUMBER}[条章編節]|附則|第{NUMBER}[号、,・]"
    r"|抄\Z|等(?=[、,\s)]|\Z)"
)
#: A run of references behind a name.
_RUN: Final = re.compile(
    r"[第附則0-9〇一二三四五六七八九十百千条項号章編節款のイロハニホヘトチリヌルヲへ、,・~\-\s_]"
    r"|から|まで|及び|並びに|又は|若しくは|等(?=[、,\s)]|\Z)"
)
_PLACE: Final = re.compile(rf"附則|第?{NUMBER}[条章編節]|第{NUMBER}[、,・]")
_NUMBER: Final = re.compile(rf"[^()]{{0,24}}?(?:法律|令|条約|規則|告示|訓令)第{NUMBER}号")
_DAY: Final = re.compile(r"(?:明治|大正|昭和|平成|令和|[12][0-9]{3}).{0,12}[年月日](?:[^()]{0,6})")
_DIRECTIVE: Final = re.compile(rf"第{NUMBER}号(?=\Z|[、,\s)])")
_SAME: Final = re.compile(r"同(?:法|法律|令|政令|省令|施行令|規則|条約)")
#: Kinds of instruments that are parted into articles.
_KINDS: Final = ("law", "regulation", "rule", "agreement")
_LONGEST: Final = 120
#: A word as short as this that ends in 法 may be none for a law (方法, but 共済組合法).
_SHORT: Final = 3


@dataclass
class ListedLaw:
    """A law of a list: its name and where it stands, its number, its places, and where all that
    is said of it ends."""

    name: str
    span: Span
    end: int
    number: Span | None = None
    places: list[tuple[LawPlace, Span]] = field(default_factory=list)


@dataclass(frozen=True)
class LawList:
    """The laws of a cell, and what of it was not understood.

    `whole` is false where the cell is no list of laws, but the name of something else.
    """

    laws: tuple[ListedLaw, ...]
    left: tuple[str, ...]
    whole: bool


def read_laws(text: str, words: ReviewWords, known: Collection[str]) -> LawList:
    """The laws that a text lists; `known` are folded names of laws."""
    return _LawText(text, words, known).read()


class _LawText:
    def __init__(self, text: str, words: ReviewWords, known: Collection[str]) -> None:
        self.text, self.words, self.known = text, words, known
        self.folded = fold(text)
        self.laws: list[ListedLaw] = []
        self.left: list[str] = []
        self.whole = True
        endings = (end for end, kind in words.instruments if kind in _KINDS)
        self._end = re.compile("|".join(map(re.escape, endings)) or r"(?!)")
        self._short = re.compile(f"(?:{self._end.pattern})\\Z")

    def read(self) -> LawList:
        """The list."""
        position, end = 0, len(self.folded.text)
        while position < end:
            joint = _JOINT.match(self.folded.text, position)
            if joint or self.folded.text[position] in self.words.bullets:
                position = joint.end() if joint else position + 1
                continue
            position = self._read_places(position) or self._read_name(position)
        return LawList(tuple(self.laws), tuple(self.left), self.whole)

    def _read_places(self, position: int) -> int:
        """Read the references at a place; returns where they end, 0 where there are none."""
        text = self.folded.text
        if not self.laws or not _PLACE.match(text, position):
            return 0
        stop = position
        while run := _RUN.match(text, stop):
            stop = run.end()
        start = self._origin(position, position + 1).start
        printed = self.text[start : self._origin(position, stop).end]
        lead = "" if text[position] in "第附" else "第"
        read = read_places(lead + printed)
        if not read.places and not read.left:
            return 0
        # A name may begin with what looks like a number: only what a reference ends is one.
        told, reach = read.left, max(read.end - len(lead), 0)
        rest = _JOINT.sub("", fold(printed[reach:]).text)
        if rest and stop < len(text) and not _BOUNDARY.match(text, stop):
            if not reach:
                return 0
            told, stop = read_places(lead + printed[:reach]).left, self._folded(start + reach)
        if told:
            self.left.append(told)
        law = self.laws[-1]
        for place, span in read.places:
            low, high = max(span.start - len(lead), 0), span.end - len(lead)
            law.places.append((place, Span(start + low, start + high)))
        law.end = max(law.end, self._origin(position, stop).end)
        return stop

    def _read_name(self, position: int) -> int:
        """Read the name at a place, with the brackets behind it; returns where that ends."""
        text = self.folded.text
        same = _SAME.match(text, position)
        if same and self.laws:
            return same.end()
        end = self._find_end(position)
        if end is None:
            return self._leave(position)
        directive = _DIRECTIVE.match(text, end)
        end = directive.end() if directive else end
        span = self._origin(position, end)
        law = ListedLaw(self.text[span.start : span.end], span, span.end)
        self.laws.append(law)
        while (close := self._find_close(end)) is not None:
            content = text[text.index("(", end) + 1 : close]
            if _PLACE.match(content):
                break
            at = self._origin(close - len(content), close) if content else span
            if _NUMBER.fullmatch(content):
                law.number = at
            elif not (self._short.search(content) or content.isascii() or _DAY.fullmatch(content)):
                self.left.append(self.text[at.start : at.end])
            end = close + 1
            law.end = self._origin(position, end).end
        return end

    def _find_end(self, position: int) -> int | None:
        """Where the name that begins at a place ends: the longest known one, else the first end
        of a law's name with a boundary behind it."""
        text = self.folded.text
        found = [
            match.end()
            for match in self._end.finditer(text, position, position + _LONGEST)
            if match.end() > position + 1
            and _BOUNDARY.match(text, match.end())
            and not (match.end() - position <= _SHORT and is_dull(text, match.end()))
        ]
        for end in reversed(found):
            if fold_key(text[position:end]) in self.known:
                return end
        return found[0] if found else None

    def _leave(self, position: int) -> int:
        """Leave what stands up to the next joint; the list ends in it where nothing follows."""
        text = self.folded.text
        joint = re.compile(r"[、,()「」『』]").search(text, position + 1)
        end = joint.start() if joint else len(text)
        span = self._origin(position, end)
        left = self.text[span.start : span.end].strip()
        if left:
            self.left.append(left)
        letters = re.sub(r"[^\u3041-\u3096ァ-ヶー\u3400-\u9fff]", "", left)
        bracketed = text.count("(", 0, position) > text.count(")", 0, position)
        if len(letters) > 3 and not bracketed:
            self.whole = False
        return end

    def _find_close(self, position: int) -> int | None:
        """Where the bracket closes that opens behind a name, None where none does."""
        text = self.folded.text
        opened = re.compile(r"[」』\s]*\(").match(text, position)
        if not opened:
            return None
        close = text.find(")", opened.end())
        return close if close >= 0 else None

    def _origin(self, start: int, end: int) -> Span:
        return Span(*self.folded.origin(start, end))

    def _folded(self, offset: int) -> int:
        return self.folded.position(offset)
