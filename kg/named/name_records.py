"""The records of named things, with all places that print each name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.named.name_book import Book
from kg.named.name_page import Candidate, Page, Stretch
from kg.records import Span, Thing, ThingRecord, Value

_CLOSED = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


@dataclass
class _Printed:
    """The printed forms of one name: the first as it reads, and the stretches of them all."""

    text: str
    spans: list[Span] = field(default_factory=list)


class Records:
    """Gathers where names are printed, and makes the records of their things."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._printed: dict[str, _Printed] = {}
        self._meetings: dict[Thing, list[Span]] = {}

    def add(self, page: Page, key: str, pieces: Iterable[Stretch]) -> None:
        """Take in one place that prints a name; its pieces in folded offsets."""
        statement = page.statement
        stretches = [page.origin(*piece) for piece in pieces]
        text = "".join(statement.text[start:end] for start, end in stretches)
        printed = self._printed.setdefault(key, _Printed(_CLOSED.sub("", text.strip())))
        for start, end in stretches:
            printed.spans += statement.find_spans(start, end)

    def add_meeting(self, page: Page, start: int, end: int) -> Thing:
        """Take in a meeting of a body that is named by its number (第3回協議会)."""
        first, last = page.origin(start, end)
        thing = Thing("event", _CLOSED.sub("", page.statement.text[first:last]))
        self._meetings.setdefault(thing, []).extend(page.statement.find_spans(first, last))
        return thing

    def has(self, key: str) -> bool:
        """Whether a name, or another name of the same thing, is printed somewhere."""
        top = self.book.find_top(key)
        return any(self.book.find_top(other) == top for other in self._printed)

    def settle(self) -> None:
        """Name the things: no more places are taken in."""
        self.book.name_things({key: printed.text for key, printed in self._printed.items()})

    def make(self, known: Mapping[str, Thing]) -> list[ThingRecord]:
        """The records, in the order in which their things are first printed."""
        groups: dict[Thing, list[str]] = {}
        for key in self._printed:
            groups.setdefault(self.book.get_thing(key), []).append(key)
        records = []
        for thing, keys in groups.items():
            if all(known.get(key) == thing for key in keys):
                continue
            keys.sort(key=lambda key: self._printed[key].text != thing.name)
            names = [
                Value(self._printed[key].text, tuple(dict.fromkeys(self._printed[key].spans)))
                for key in keys
            ]
            code = "municipality" if thing.kind == "municipality" else self._find_code(thing, keys)
            records.append(ThingRecord(thing, code, tuple(names)))
        for thing, spans in self._meetings.items():
            records.append(ThingRecord(thing, "", (Value(thing.name, tuple(spans)),)))
        return records

    def _find_code(self, thing: Thing, keys: Iterable[str]) -> str:
        """The code of a thing, from its fullest name that has one of its kind."""
        forms = [self.book.get_form(key) for key in keys]
        return next((form.code for form in forms if form.kind == thing.kind and form.code), "")


def find_bases(
    pages: Sequence[Page], picked: Sequence[Sequence[Candidate]], book: Book, records: Records
) -> None:
    """Add to the records the bodies that are printed only with their term (第3期X委員会).

    The body is proven by the longer names that hold its own, else by those of its terms.
    """
    terms: dict[str, list[tuple[Page, Candidate]]] = {}
    for page, found in zip(pages, picked, strict=True):
        for candidate in found:
            base = book.find_base(candidate.key) if candidate.key in book.forms else None
            if base is not None and base in book.forms:
                terms.setdefault(base, []).append((page, candidate))
    for base, places in terms.items():
        if records.has(base):
            continue
        inside = [
            (page, candidate)
            for page in pages
            for candidate in page.found
            if book.find_top(candidate.key) == book.find_top(base)
        ]
        for page, candidate in inside:
            records.add(page, candidate.key, candidate.pieces)
        for page, candidate in () if inside else places:
            start, end = candidate.pieces[-1]
            own = page.text[start:end].find(base)
            if own >= 0:
                records.add(page, base, [(start + own, start + own + len(base))])
