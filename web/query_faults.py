"""Why a query has no answer, for the person who wrote it: the place, the reason, the mending."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError
from kg.names import PREFIXES
from kg.questions.page_query import declare
from kg.store.tokens import find_missing_prefixes, find_tokens
from web.links import LANGUAGES
from web.problems import get_slug, get_status

_PLACE: Final = re.compile(r"(?:(?P<line>\d+)行(?P<column>\d+)字目|line (?P<alone>\d+))")
_SUBJECT: Final = re.compile(r"(\S+) (?=は)")
#: A longer line is shown around its fault only.
_BEFORE, _AFTER = 60, 60
_REASON: Final = re.compile(r"The SELECT [^,]+|IRI parsing failed")
#: What is marked as one: a variable, a name, a keyword.
_WORD: Final = re.compile(r"[?$]?[\w:.%-]*\w")


@dataclass(frozen=True)
class Excerpt:
    """A line of the query with the place of a fault in it: before, at and after."""

    line: int
    column: int | None
    before: str
    at: str
    after: str


@dataclass(frozen=True)
class Fault:
    """What went wrong. `slug` names its explanation on the page, `report` is the engine's own.

    `known` and `unknown` are prefixes without a declaration, `mended` the query that declares those
    that we know. `hint` says what is seen at the place: `wide` for a full-width character, `quote`
    for an open text, `open` for an open bracket, `end` where all of the text was read.
    """

    slug: str
    status: int
    what: str
    fix: str
    report: str
    excerpt: Excerpt | None
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    mended: str
    hint: str


def make_fault(error: KgError, query: str, language: str) -> Fault:
    """An error of a query in the words of one language."""
    slug = get_slug(error)
    missing = _find_missing(query) if slug == "syntax" else ()
    known = tuple(one for one in missing if one in PREFIXES)
    excerpt = _find_excerpt(error.where, query)
    return Fault(
        slug,
        get_status(error),
        say(error.what, language),
        say(error.fix, language),
        _find_reason(error.why) if slug == "syntax" else say(error.why, language),
        excerpt,
        known,
        tuple(one for one in missing if one not in PREFIXES),
        declare(query) if known else "",
        _see(excerpt, query) if slug == "syntax" else "",
    )


def say(text: str, language: str) -> str:
    """The half of a message `日本語 / English` that the reader wants."""
    japanese, between, english = text.partition(" / ")
    if not between:
        return text
    if language != LANGUAGES[0]:
        # What the sentence is about may stand once, at its head.
        subject = _SUBJECT.match(japanese)
        return f"{subject[1]} {english}" if subject else english
    # What follows a colon is the same in both languages.
    _, colon, tail = english.partition(": ")
    return f"{japanese}: {tail}" if colon and not tail[:1].islower() else japanese


def _find_reason(report: str) -> str:
    """The sentence that the engine's parser says among the words that it expected."""
    match = _REASON.search(report)
    return match.group() if match else ""


def _find_missing(query: str) -> tuple[str, ...]:
    """The prefixes, ours or not, that a query uses and does not declare."""
    tokens = find_tokens(query)
    used = dict.fromkeys(one.text.partition(":")[0] for one in tokens if one.kind == "name")
    return tuple(find_missing_prefixes(tokens, used))


def _see(excerpt: Excerpt | None, query: str) -> str:
    at = excerpt.at if excerpt else ""
    if at and at[0] != unicodedata.normalize("NFKC", at[0]):
        return "wide"
    if at in ('"', "'"):
        return "quote"
    signs = Counter(one.text for one in find_tokens(query) if one.kind == "sign")
    if signs["{"] > signs["}"] or signs["("] > signs[")"]:
        return "open"
    return "" if at else "end"


def _find_excerpt(where: str, query: str) -> Excerpt | None:
    place = _PLACE.match(where)
    if place is None:
        return None
    line, lines = int(place["line"] or place["alone"]), query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    if place["column"] is None:
        return Excerpt(line, None, text[: _BEFORE + _AFTER], "", "")
    at = int(place["column"]) - 1
    word = _WORD.match(text, at)
    end = word.end() if word else at + 1
    start = max(0, at - _BEFORE)
    return Excerpt(
        line,
        at + 1,
        ("…" if start else "") + text[start:at],
        text[at:end],
        text[end : end + _AFTER] + ("…" if len(text) > end + _AFTER else ""),
    )
