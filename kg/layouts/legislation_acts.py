"""The other acts that a text of legislation names: by number, and by the short names it gives them.

都市緑地法（昭和48年法律第72号。以下「法」という。）: the name stands before the bracket, the short
name in it, and holds from there on, in the whole text or, 以下この条において, in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.legislation_records import ActNumber, NamedAct, Path
from kg.records import Span
from kg.text.article_refs_names import find_name_start
from kg.text.article_refs_records import Act
from kg.text.article_refs_text import read_running
from kg.text.fold import fold_key
from kg.text.law_numbers import ACT_NUMBER, make_act_number

_SHORT: Final = re.compile(
    r"以下(?P<scope>(?:この|次の?|附則|別表)[条項号編章節款目附則別表第0-9一二三四五六七八九十から次及びまで]{0,20}"
    r"において)?[、,]?(?:単に)?「(?P<short>[^「」]{1,30})」と(?:いう|総称)"
)
_LONGEST: Final = 80
_STOP: Final = "、。「」『』()[]:;\t\n "
_PURPOSE: Final = re.compile(r"[るの]ための(?:法律|条例|規則)\Z")
_LISTED: Final = re.compile(
    r"(?:\A|[。(「])(?P<noun>[々\u30a1-\u30ff\u3400-\u9fff]{2,8})(?P<joint>、)\Z"
    r"|(?:\A|[、。(「])(?P<noun2>[々\u30a1-\u30ff\u3400-\u9fff]{2,8})(?P<joint2>及び)\Z"
)
#: Nouns that are another act or a part of one.
_IS_ACT: Final = re.compile(r"(?:法|法律|条例|規則|令|[条項号])\Z")
#: 旧条例, 新規則: another version, whatever it is of.
_VERSION: Final = re.compile(r"(?:旧|新|改正前|改正後)")


@dataclass(frozen=True)
class Stretch:
    """The own words of a unit: a line of it, where it stands, and the article that holds it."""

    unit: Path
    span: Span
    text: str

    @property
    def article(self) -> Path:
        """The path of the article, or of the paragraph where none holds it."""
        for size, segment in enumerate(self.unit, start=1):
            if segment.startswith("art_"):
                return self.unit[:size]
        return (
            self.unit[:2] if self.unit[:1] and self.unit[0].startswith("suppl") else self.unit[:1]
        )


@dataclass(frozen=True)
class Mention:
    """Where a unit names an act by its number."""

    unit: Path
    act: NamedAct
    span: Span


@dataclass
class ActBook:
    """The acts that a text names, their short names, and where it names them."""

    acts: dict[str, NamedAct] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    _names: dict[str, dict[str, None]] = field(default_factory=dict)
    #: Short names that hold in one article alone.
    _local: dict[Path, dict[str, str]] = field(default_factory=dict)

    def make_acts(self, own: Act, article: Path) -> tuple[Act, ...]:
        """What a reader of references in an article may know, the legislation itself first."""
        local = self._local.get(article, {})
        taken = {fold_key(name) for name in local}
        own = Act(own.key, tuple(n for n in own.names if fold_key(n) not in taken),
                  own.articles, own.complete)  # fmt: skip
        found = [own]
        for key, names in self._names.items():
            kept = [name for name in names if fold_key(name) not in taken]
            kept += [name for name, target in local.items() if target == key]
            if kept:
                found.append(Act(key, tuple(kept)))
        return tuple(found)

    def add(self, stretch: Stretch) -> None:
        """Take in the acts that a line names."""
        running = read_running(stretch.text)
        for match in ACT_NUMBER.finditer(running.text):
            number = make_act_number(match, match)
            if number is None:
                continue
            before = running.text[: match.start()]
            start = match.start()
            name = ""
            if before.endswith("("):
                end = match.start() - 1
                start = _find_start(running.text, end, number, find_name_start(running, end))
                name = running.text[start:end]
            if _VERSION.match(name):
                name = ""
            closed = bool(name) and running.text.startswith(")", match.end())
            found = running.origin(start if name else match.start(), match.end() + closed)
            span = Span(stretch.span.start + found.start, stretch.span.start + found.end)
            act = self._enter(name, number, span)
            self.mentions.append(Mention(stretch.unit, act, span))
            tail = running.text[match.end() : match.end() + _LONGEST]
            if name and (short := _SHORT.match(tail.lstrip("。、").lstrip())):
                self._name(_make_key(number), short["short"], short["scope"], stretch.article)

    def _enter(self, name: str, number: ActNumber, span: Span) -> NamedAct:
        key = _make_key(number)
        known = self.acts.get(key)
        if known is None or (not known.name and name):
            self.acts[key] = NamedAct(name, number, (span,))
        if name:
            self._names.setdefault(key, {})[name] = None
        return self.acts[key]

    def _name(self, key: str, short: str, scope: str | None, article: Path) -> None:
        if scope:
            self._local.setdefault(article, {})[short] = key
            return
        self._names.setdefault(key, {})[short] = None


def _make_key(number: ActNumber) -> str:
    """What tells an act from all others."""
    return f"{number.era}{number.era_year}年{number.place}{number.kind}第{number.number}号"


def _find_start(text: str, end: int, number: ActNumber, start: int) -> int:
    """Where the name before a bracket begins, `start` at the latest.

    A municipality's ordinance may begin with its name; …ための法律 holds a clause; a list of nouns
    may begin a name (高齢者、障害者等の…, 出入国管理及び難民認定法).
    """
    floor = max((text.rfind(stop, 0, end) for stop in _STOP), default=-1) + 1
    floor = max(floor, end - _LONGEST)
    place = fold_key(number.place)
    if place and (found := text.rfind(place, floor, end)) >= 0:
        start = min(start, found)
    if _PURPOSE.search(text[max(0, end - 8) : end]):
        start = min(start, floor)
    before = text[max(0, start - _LONGEST) : start]
    listed = _LISTED.search(before)
    noun = (listed["noun"] or listed["noun2"]) if listed else ""
    if listed and not _IS_ACT.search(noun):
        start -= len(noun) + len(listed["joint"] or listed["joint2"])
    return start


def find_acts(stretches: Iterator[Stretch] | list[Stretch]) -> ActBook:
    """The acts that the lines of a text name."""
    book = ActBook()
    for stretch in stretches:
        book.add(stretch)
    return book
