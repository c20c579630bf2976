"""Short forms of names (同委員会, 「ルール」, 協議会) where what they stand for is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.named.name_book import Book
from kg.named.name_page import Candidate, Page
from kg.named.name_words import COMPOUND, either, get_list
from kg.records import Subject, SubjectKind
from kg.text.fold import fold_key

_POINT: Final = either(get_list("short", "point"))
_WORD: Final = either(get_list("short"))
_SHORT: Final = re.compile(
    rf"(?<![{COMPOUND}])(?:(?P<point>{_POINT})|(?P<number>第[0-9一二三四五六七八九十]{{1,3}}回)(?:の)?)?"
    rf"(?P<word>{_WORD})(?:(?=第[0-9]{{1,3}}条)|(?![{COMPOUND}]))(?!等|など|づくり|に関する(?:条例|規則|要綱|法律|協定))"
)
_WORDS: Final = frozenset(get_list("short"))
_LONGEST: Final = max(map(len, _WORDS))
_POINTED: Final = frozenset(get_list("short", "pointed"))
#: Before a word that means any such thing: 新たな計画, 市の方針, 他の条例.
_LOOSE: Final = re.compile(r"(?:[のなたるいくすぬ]|新たに|新しく|別に|独自に|各種|ごとに|を)\Z")
_HERE: Final = frozenset({"本", "当"})


@dataclass(frozen=True)
class ShortForm:
    """A short form from `start` to `end` of a page, and the name that it stands for.

    `numbered`: it is one meeting (第3回協議会) of that body.
    """

    start: int
    end: int
    key: str
    numbered: bool = False


class _Before:
    """The names that stand before a place, by the words that may stand for them."""

    def __init__(self) -> None:
        self.last: dict[str, str] = {}
        self.all: dict[str, set[str]] = {}

    def add(self, candidate: Candidate) -> None:
        """Take in the next name."""
        for size in range(1, _LONGEST + 1):
            word = candidate.key[-size:]
            if word in _WORDS:
                self.last[word] = candidate.key
                self.all.setdefault(word, set()).add(candidate.key)


class ShortForms:
    """Resolves short forms in the order of a document. `named[i]` are the names of `pages[i]`."""

    def __init__(
        self, pages: Sequence[Page], named: Sequence[Sequence[Candidate]], book: Book
    ) -> None:
        self.book = book
        self._titles: dict[Subject, list[Candidate]] = {}
        self._rows: dict[Subject, list[Candidate]] = {}
        self._last: dict[Subject, Sequence[Candidate]] = {}
        self._labels: dict[Subject, str] = {}
        self._ends: dict[str, list[str]] = {}
        for page, found in zip(pages, named, strict=True):
            if page.statement.label:
                owner = page.statement.owner
                self._titles.setdefault(owner, []).extend(found)
                if owner.kind is SubjectKind.LISTING:
                    self._labels[owner] = fold_key(page.text)

    def find(self, page: Page, found: Sequence[Candidate]) -> list[ShortForm]:
        """The short forms of a page, whose names are `found` in order."""
        forms: list[ShortForm] = []
        before = _Before()
        waiting = list(reversed(found))
        for match in _SHORT.finditer(page.text):
            while waiting and waiting[-1].end <= match.start():
                before.add(waiting.pop())
            if waiting and waiting[-1].start < match.end():
                continue
            form = self._resolve(page, before, match)
            if form is not None:
                forms.append(form)
        owner = page.statement.owner
        self._last[owner] = found[-1:]
        if owner.kind is SubjectKind.LISTING:
            self._rows.setdefault(owner, []).extend(found)
        return forms

    def _resolve(self, page: Page, before: _Before, match: re.Match[str]) -> ShortForm | None:
        word, point, number = match["word"], match["point"], match["number"]
        bare = point is None and number is None
        if bare and (
            word in _POINTED or _LOOSE.search(page.text, max(0, match.start() - 4), match.start())
        ):
            return None
        key = self._find_key(page, before, word, point)
        if key is None and bare:
            key = self.book.bare.get(word)
        if key is None or not self.book.is_named(key):
            return None
        if number is not None and self.book.get_form(key).kind != "body":
            return None
        return ShortForm(match.start(), match.end(), key, number is not None)

    def _find_key(self, page: Page, before: _Before, word: str, point: str | None) -> str | None:
        """The name that a word stands for, None where none or several come into question."""
        # 本計画 is what the text stands under, whatever else it has named.
        here = point in _HERE
        if not here:
            nearest = before.last.get(word)
            if nearest is not None:
                alone = point is not None or len(self._count(before.all[word])) == 1
                return nearest if alone else None
        owner = page.statement.owner
        titles = page.statement.subjects if here else (owner,)
        groups: list[Sequence[Candidate]] = [self._titles.get(one, []) for one in titles]
        groups.append(self._rows.get(owner, ()))
        if point is not None and not here:
            groups.append(self._last.get(owner, ()))
        for group in groups:
            keys = [one.key for one in group if one.key.endswith(word)]
            if keys:
                return keys[-1] if len(self._count(keys)) == 1 else None
        return self._find_in_label(owner, word)

    def _count(self, keys: Iterable[str]) -> set[str]:
        """The different things of which names speak."""
        return {self.book.find_top(key) for key in keys}

    def _find_in_label(self, owner: Subject, word: str) -> str | None:
        """The name inside the name of a row: no mention there, but it tells what is meant."""
        label = self._labels.get(owner)
        if label is None:
            return None
        if word not in self._ends:
            self._ends[word] = [key for key in self.book.forms if key.endswith(word)]
        keys = [key for key in self._ends[word] if key in label and key != word]
        return max(keys, key=len) if len(self._count(keys)) == 1 else None
