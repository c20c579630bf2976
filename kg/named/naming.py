"""The named things of a document, and where each name stands in its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.named.name import Name
from kg.named.name_aliases import Aliases
from kg.named.name_book import Book
from kg.named.name_clauses import find_clauses
from kg.named.name_form import QUOTED, Form, Judge
from kg.named.name_kana import learn_kana
from kg.named.name_page import Candidate, drop_overlaps, make_page
from kg.named.name_papers import find_papers
from kg.named.name_persons import find_persons
from kg.named.name_places import Places
from kg.named.name_quoted import Quoted
from kg.named.name_records import Records, find_bases
from kg.named.name_spoken import Spoken
from kg.named.name_standing import Standing
from kg.named.name_words import load_words
from kg.named.short_forms import ShortForms
from kg.named.statements import Statement
from kg.records import Thing, ThingRecord
from kg.text.fold import fold_key

#: What a row may bear the name of.
_BORNE = frozenset({"body", "instrument", "facility"})


@dataclass(frozen=True)
class Naming:
    """The things of a document; `names[i]` stand in `statements[i]`, in order, none in another."""

    things: tuple[ThingRecord, ...]
    names: tuple[tuple[Name, ...], ...]


def find_names(
    statements: Sequence[Statement],
    known: Mapping[str, Thing] | None = None,
    municipality: str | None = None,
) -> Naming:
    """The things that statements name and the places where they do.

    `known` maps printed names to things that exist already: they are found, and are among the
    things again only if the document gives them a new name. `municipality` is its label (川崎市).
    """
    return _Reader(statements, known or {}, municipality).read()


class _Reader:
    def __init__(
        self,
        statements: Sequence[Statement],
        known: Mapping[str, Thing],
        municipality: str | None,
    ) -> None:
        self.municipality = municipality
        self.wards = load_words().lists["wards"].get(fold_key(municipality or ""), ())
        self.pages = [make_page(statement) for statement in statements]
        self.judge = Judge(Places(municipality, self.wards))
        self.known = {fold_key(name): thing for name, thing in known.items()}
        borne = self._find_borne()
        kept = {key: thing for key, thing in self.known.items() if key not in borne}
        self.book = Book(kept, municipality)
        for key, form in borne.items():
            self.book.set_form(key, form)

    def _find_borne(self) -> dict[str, Form]:
        """The names of rows that are called as a body is: these are the body's."""
        borne = {}
        for key, thing in self.known.items():
            form = self.judge.judge(key, QUOTED) if thing.kind == "project" else None
            if form is not None and form.kind in _BORNE:
                borne[key] = form
        return borne

    def read(self) -> Naming:
        """All of it."""
        self._gather()
        self._add_bases()
        towns = {fold_key(self.municipality)} if self.municipality else set()
        standing = Standing(self.book, self.known, towns, self.wards)
        standing.weigh(self.pages)
        self.book.settle()
        picked = standing.pick(self.pages)
        records = Records(self.book)
        for page, found in zip(self.pages, picked, strict=True):
            for candidate in found:
                records.add(page, candidate.key, candidate.pieces)
        find_bases(self.pages, picked, self.book, records)
        records.settle()
        names = self._name_all(picked, records)
        return Naming(tuple(records.make(self.known)), names)

    def _gather(self) -> None:
        """All words of the document that may be names, into the book."""
        kana = learn_kana(self.pages, self.judge.places.stem)
        spoken, quoted = Spoken(self.judge, kana), Quoted(self.judge, kana)
        aliases = Aliases(self.judge)
        for page in self.pages:
            page.found += [
                *spoken.find(page),
                *find_clauses(page, self.judge),
                *quoted.find(page),
                *find_papers(page),
                *find_persons(page),
            ]
            for candidate in drop_overlaps(page.found):
                aliases.find(page, candidate)
            aliases.find_inside(page)
            for candidate in page.found:
                self.book.add(candidate)
            for name, other in page.aliases:
                self.book.add_alias(name, other)
                page.found.append(other)

    def _add_bases(self) -> None:
        """The bodies that are named with their term (第3期X委員会), without it."""
        for key in list(self.book.forms):
            base = self.book.find_base(key)
            if base and base not in self.book.forms and self.judge.judge(base, QUOTED):
                self.book.set_form(base, self.book.get_form(key))

    def _name_all(
        self, picked: Sequence[Sequence[Candidate]], records: Records
    ) -> tuple[tuple[Name, ...], ...]:
        """The names of each statement, with its short forms."""
        names = []
        short = ShortForms(self.pages, picked, self.book)
        for page, found in zip(self.pages, picked, strict=True):
            own = []
            for candidate in found:
                thing = self.book.get_thing(candidate.key)
                own.append(Name(thing, *page.origin(candidate.start, candidate.end)))
            for form in short.find(page, found):
                thing = self.book.get_thing(form.key)
                if form.numbered:
                    thing = records.add_meeting(page, form.start, form.end)
                place = page.origin(form.start, form.end)
                own.append(Name(thing, *place, short=not form.numbered))
            names.append(tuple(sorted(own, key=lambda name: name.start)))
        return tuple(names)
