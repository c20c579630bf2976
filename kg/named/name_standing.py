"""Where the names of a document stand in it: each name everywhere, the longest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.named.gazetteer import Gazetteer
from kg.named.name_book import Book
from kg.named.name_form import Form
from kg.named.name_page import Candidate, Page, drop_overlaps
from kg.named.name_words import COMPOUND, either, get_list, load_words
from kg.records import SubjectKind, Thing

_FORUM: Final = "フォーラム"
#: Words behind a forum that only a body has: it is set up, advises, has members.
_ACTS: Final = re.compile(
    rf"[」』]?(?:を[^、。]{{0,8}}|の)(?:{either(get_list('context', 'act'))})"
    rf"|[」』]?(?:{either(get_list('context', 'member'))})"
)
#: Words behind a centre that mean its building.
_BUILT: Final = re.compile(rf"の(?:大規模|再)?(?:{either(get_list('context', 'built'))})")
_ABOUT: Final = re.compile(
    rf"(?:に関する|についての)[{COMPOUND}]{{0,8}}?(?:{either(get_list('gathering'))})(?![{COMPOUND}])"
)
#: What a gathering may be about, so that both words are its name.
_TOPICS: Final = frozenset({"instrument", "service", "project"})
_WARDS_ALONE: Final = re.compile(r"\((?:[^()]{1,5}区[・、,]?){1,8}\)")


class Standing:
    """Finds the names of a book. `known` are things that exist, by folded name."""

    def __init__(
        self,
        book: Book,
        known: Mapping[str, Thing],
        towns: Iterable[str],
        wards: Iterable[str],
    ) -> None:
        self.book, self.known = book, known
        self.towns, self.wards = frozenset(towns), frozenset(wards)
        self.institutions = load_words().institutions

    def weigh(self, pages: Sequence[Page]) -> None:
        """Tell forums that are bodies from events, and centres that are meant as buildings."""
        forms = {key: self.book.get_form(key) for key in self.book.forms}
        forums = {key for key, form in forms.items() if form.kind == "event" and _FORUM in key}
        centres = {key for key, form in forms.items() if form.code == "centre"}
        gazetteer = Gazetteer(forums | centres)
        seen: Counter[str] = Counter()
        built: Counter[str] = Counter()
        for page in pages:
            for (_, end), key in gazetteer.find(page):
                seen[key] += 1
                built[key] += _BUILT.match(page.text, end) is not None
                if key in forums and _ACTS.match(page.text, end):
                    self.book.set_form(key, Form("body", "council", _FORUM))
        for key in centres:
            if 2 * built[key] > seen[key]:
                self.book.set_form(key, Form("facility", "", forms[key].ending))

    def pick(self, pages: Sequence[Page]) -> list[list[Candidate]]:
        """The names that stand in each page, in order, none in another."""
        areas = self.towns | self.wards
        keys = self.book.forms.keys() | self.known.keys() | self.institutions.keys()
        gazetteer = Gazetteer(keys - areas - self.book.bare.keys(), areas)
        picked = []
        for page in pages:
            hits = [*page.found, *self._find(page, gazetteer)]
            if page.statement.label and page.statement.owner.kind is SubjectKind.LISTING:
                hits = [one for one in hits if self._may_stand_in_row(page, one)]
            found = drop_overlaps([_widen(page, one) for one in drop_overlaps(hits)])
            for candidate in found:
                if candidate.key not in self.book.forms and candidate.key not in self.known:
                    self.book.set_form(candidate.key, candidate.form)
            picked.append(found)
        return picked

    def _find(self, page: Page, gazetteer: Gazetteer) -> Iterable[Candidate]:
        for (start, end), key in gazetteer.find(page):
            if key not in gazetteer.areas:
                yield page.make(start, end, self._get_form(key))
            elif not _stands_in_bracket(page, start):
                kind = "municipality" if key in self.towns else "ward"
                yield page.make(start, end, Form(kind, "", ""))

    def _get_form(self, key: str) -> Form:
        if key in self.book.forms:
            return self.book.get_form(key)
        if key in self.known:
            return Form(self.known[key].kind, "", "")
        return Form(*self.institutions[key], key)

    def _may_stand_in_row(self, page: Page, candidate: Candidate) -> bool:
        """Whether the name of a row names that, and not only itself or who runs it."""
        thing = self.book.known.get(candidate.key)
        if thing is not None and thing.kind == "project":
            return False
        before = page.text[max(0, candidate.start - 1) : candidate.start]
        if candidate.form.kind == "project" and before not in ("「", "『"):
            return False
        return not (before == "(" and candidate.form.code in ("bureau", "department"))


def _widen(page: Page, candidate: Candidate) -> Candidate:
    """A name, or the event that is about what it names: Xに関する説明会."""
    about = _ABOUT.match(page.text, candidate.end)
    if about is None or candidate.form.kind not in _TOPICS:
        return candidate
    start, end = candidate.start, about.end()
    return page.make(start, end, Form("event", "", ""))


def _stands_in_bracket(page: Page, at: int) -> bool:
    """Whether a ward stands in a bracket of wards, which says where and names nothing."""
    edge = page.text.rfind("(", max(0, at - 40), at)
    return edge >= 0 and _WARDS_ALONE.match(page.text, edge) is not None
