"""A statement folded for finding names in it, and the candidates that are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.named.name_form import Form
from kg.named.name_words import either, get_list
from kg.named.statements import Statement
from kg.text.dated import FOUNDED
from kg.text.fold import Folded, fold_key
from kg.text.numerals import fold_running

#: A stretch of a folded text.
Stretch = tuple[int, int]

_BRACKET: Final = re.compile(r"[」』]? ?\((?P<content>(?:[^()]|\([^()]{0,40}\)){1,160})\)")
_DATE: Final = re.compile(r"[0-9元一二三四五六七八九十]年|[0-9]{4}[./]")
_DATED: Final = re.compile(either(get_list("context", "dated")))
_NUMBERED: Final = re.compile(
    r"(?:法律|条例|規則|要綱|告示|訓令|政令|省令|規程|達|要領)第[0-9一二三四五六七八九十百]{1,5}号"
)
_ANY: Final = "[^、。「」『』()]{0,14}?"


@dataclass(frozen=True)
class Candidate:
    """Words that name a thing: `start` to `end` in the folded text of a page.

    `pieces` are the stretches that print the name, several where an enumeration shares a part
    (第1期、第2期X).
    """

    start: int
    end: int
    pieces: tuple[Stretch, ...]
    key: str
    form: Form


@dataclass
class Page:
    """A statement with its folded text, and what is found in it.

    `aliases` are pairs, a name and another of the same thing; `inside` are quoted names and what
    stands in brackets inside the same quotation marks.
    """

    statement: Statement
    folded: Folded
    found: list[Candidate] = field(default_factory=list)
    aliases: list[tuple[Candidate, Candidate]] = field(default_factory=list)
    inside: list[tuple[Candidate, Candidate]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def origin(self, start: int, end: int) -> Stretch:
        """The stretch of the statement's text under a folded stretch."""
        return self.folded.origin(start, end)

    def make(self, start: int, end: int, form: Form, *, before: Stretch | None = None) -> Candidate:
        """A candidate at a stretch; `before` is the part of its name that stands further left."""
        pieces = ((start, end),) if before is None else (before, (start, end))
        key = fold_key("".join(self.text[low:high] for low, high in pieces))
        return Candidate(start, end, pieces, key, form)


def make_page(statement: Statement) -> Page:
    """The page of a statement."""
    return Page(statement, fold_running(statement.text))


def find_bracket(page: Page, end: int) -> re.Match[str] | None:
    """The bracket directly behind a name, with its `content`."""
    return _BRACKET.match(page.text, end)


def is_dated(page: Page, end: int) -> bool:
    """Whether a bracket behind a name says when the thing was made, or under what number."""
    found = find_bracket(page, end)
    if found is None:
        return False
    content = found["content"]
    if _NUMBERED.search(content):
        return True
    said = FOUNDED.search(content) or _DATED.search(content)
    return bool(said and _DATE.search(content))


def _behind(*keys: str) -> re.Pattern[str]:
    verbs = either(word for key in keys for word in get_list("context", key))
    return re.compile(
        r"[」』]?(?: ?\([^()]{1,40}\))?(?:等|など|ほか)?"
        rf"(?:を{_ANY}{verbs}|の(?:新規|新たな)?{verbs}|が{_ANY}{verbs})"
    )


_MADE: Final = {
    "body": ("found", "hold"),
    "facility": ("open",),
    "service": ("run", "serve"),
    "publication": ("publish",),
    "event": ("hold",),
    "instrument": ("make",),
    "project": ("run",),
}
_PATTERNS: Final = {kind: _behind(*keys) for kind, keys in _MADE.items()}


def is_made(page: Page, end: int, kind: str) -> bool:
    """Whether the words behind a name say that such a thing is set up, held or published."""
    return _PATTERNS[kind].match(page.text, end) is not None


def drop_overlaps(found: Iterable[Candidate]) -> list[Candidate]:
    """The longest candidates, in order, none standing in another."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        stretch = range(candidate.start, candidate.end)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(candidate)
    return sorted(kept, key=lambda one: one.start)
