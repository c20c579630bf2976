"""Names that share a part: 第1期、第2期X委員会 are two, and so are 橘・向丘出張所."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.named.name_form import ORDINAL, Form
from kg.named.name_page import Candidate, Page, Stretch
from kg.named.name_words import get_list

TERM: Final = re.compile(ORDINAL)
#: Kinds of places that enumerations share.
SHARED: Final = frozenset(get_list("shared"))
_TERMS: Final = re.compile(rf"(?:{ORDINAL}(?:・|、|,|及び|および|並びに|と|~)){{1,6}}\Z")
#: The longest own part of a place that shares its ending.
_LONGEST: Final = 4


def share_name(page: Page, start: int, end: int, form: Form) -> Iterator[Candidate]:
    """The names that one stretch tells: itself, and those that share its end."""
    text = page.text
    term = TERM.match(text, start, end)
    while term is not None and text[term.end() : term.end() + 1] == "・":
        start = term.end() + 1
        term = TERM.match(text, start, end)
    if term is not None:
        before = _TERMS.search(text, max(0, start - 60), start)
        for other in TERM.finditer(text, *before.span()) if before else ():
            yield _make(page, other.span(), (term.end(), end), form)
    if form.ending in SHARED:
        shared = (end - len(form.ending), end)
        parts = text[start : shared[0]].split("・")
        if all(0 < len(part) <= _LONGEST for part in parts):
            for part in parts[:-1]:
                yield _make(page, (start, start + len(part)), shared, form)
                start += len(part) + 1
    yield page.make(start, end, form)


def _make(page: Page, own: Stretch, shared: Stretch, form: Form) -> Candidate:
    """A name whose own part stands first and whose rest belongs to others too."""
    key = page.text[own[0] : own[1]] + page.text[shared[0] : shared[1]]
    return Candidate(own[0], own[1], (own, shared), key, form)
