"""How names follow one another: renamings, mergers, and the years in which a name held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.named.fact_dates import find_date_before
from kg.named.fact_mood import Form, Plans, is_done, read_ending
from kg.named.fact_reading import Reading
from kg.named.fact_rename_patterns import (
    AS,
    BARE,
    BECAME,
    BEFORE,
    CALLED,
    DATE_BEHIND,
    FAR,
    KINDS,
    LABEL,
    NEAR,
    SET,
    VERB,
)
from kg.named.fact_titles import Titles
from kg.records import Span, Subject, Thing
from kg.text.dates import DateMention


@dataclass(frozen=True)
class Renaming:
    """That `old` is called `new`, or went into it, since a fiscal year if one is printed."""

    old: Thing
    new: Thing
    since: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Period:
    """That a name held from or until a fiscal year."""

    thing: Thing
    start: int | None
    end: int | None
    spans: tuple[Span, ...]


def find_renamed(
    readings: Sequence[Reading], plans: Plans, titles: Titles
) -> Iterator[Renaming | Period]:
    """All that the statements tell of names that followed one another, in order."""
    force = _Force()
    for reading in readings:
        force.enter(reading)
        yield from _find_set(reading)
        steps = [*AS.finditer(reading.text), *VERB.finditer(reading.text)]
        for match in sorted(steps, key=lambda match: match.start()):
            if match.re is AS:
                yield from force.call(reading, match)
            else:
                yield from _Change(reading, match, plans, titles, force).read()


def get_fiscal_year(date: DateMention) -> int | None:
    """The fiscal year in which a printed date lies, None where it cannot be told."""
    if date.doubtful or date.kind == "range" or date.approximate:
        return None
    if date.kind == "fiscal-year":
        return date.year
    if date.kind in ("month", "date"):
        return date.year - (int(date.lexical[5:7]) < 4)
    return None


def _get_since(date: DateMention | None) -> int | None:
    """The fiscal year from which something holds that happened at a date."""
    if date is None or not {"以前", "現在", "時点"}.isdisjoint(date.qualifiers):
        return None
    return get_fiscal_year(date)


class _Force:
    """The name in force under one title, as far as the statements read have told."""

    def __init__(self) -> None:
        self.owner: Subject | None = None
        self.things: tuple[Thing, ...] = ()
        self.spans: tuple[Span, ...] = ()
        self.until: int | None = None

    def enter(self, reading: Reading) -> None:
        """Go on to a statement: what another title tells is another story."""
        statement = reading.statement
        if statement.owner != self.owner or statement.label:
            self.owner, self.things, self.until = statement.owner, (), None

    def put(self, thing: Thing, spans: tuple[Span, ...], until: int | None = None) -> None:
        """Take a name for the one in force."""
        self.things, self.spans, self.until = (thing,), spans, until

    def call(self, reading: Reading, match: re.Match[str]) -> Iterator[Renaming | Period]:
        """Take in 「X」として with its year."""
        things = reading.get_things(match.start("name"), "project", "service", "body")
        date = reading.get_date(match.start("date"))
        if len(things) != 1 or date is None:
            return
        (thing,), spans = things, reading.find_spans(*match.span())
        year, tail, marks = get_fiscal_year(date), match["tail"] or "", set(date.qualifiers)
        ends = tail.startswith("まで") or "以前" in marks
        begins = tail.startswith(("から", "より")) or not marks.isdisjoint(("以降", "以後"))
        if year is not None and ends:
            yield Period(thing, None, year, spans)
        elif year is not None and begins:
            yield Period(thing, year, None, spans)
            for old in self.things:
                if self.until == year - 1 and old != thing and old.kind == thing.kind:
                    yield Renaming(old, thing, year, self.spans + spans)
        self.put(thing, spans, year if ends else None)


def _find_set(reading: Reading) -> Iterator[Renaming | Period]:
    """What stands without a verb behind it: Y（旧X）."""
    for pattern in SET:
        for found in pattern.finditer(reading.text):
            groups = pattern.groupindex
            olds = reading.get_things(found.start("old"), *KINDS)
            news = reading.get_things(found.start("new"), *KINDS)
            spans = reading.find_spans(*found.span())
            date = reading.get_date(found.start("date")) if "date" in groups else None
            yield from _pair(olds, news, _get_since(date), spans, spans)
            until = reading.get_date(found.start("until")) if "until" in groups else None
            year = get_fiscal_year(until) if until else None
            if year is not None:
                yield from (Period(old, None, year, spans) for old in olds)


def _pair(
    olds: Sequence[Thing],
    news: Sequence[Thing],
    since: int | None,
    spans: tuple[Span, ...],
    proofs: tuple[Span, ...],
) -> Iterator[Renaming | Period]:
    """The renamings of things of one kind, and from when the new name holds."""
    for new in news[:1]:
        alike = [
            old
            for old in olds
            if old != new
            and (old.kind == new.kind or {old.kind, new.kind} == {"project", "service"})
        ]
        yield from (Renaming(old, new, since, proofs) for old in alike)
        if alike and since is not None:
            yield Period(new, since, None, spans)


class _Change:
    """One verb of renaming or merging: what stands around it, and what that tells."""

    def __init__(
        self,
        reading: Reading,
        match: re.Match[str],
        plans: Plans,
        titles: Titles,
        force: _Force,
    ) -> None:
        self.reading, self.text, self.match = reading, reading.text, match
        self.plans, self.titles, self.force = plans, titles, force
        self.verb = match.start()
        self.ending = read_ending(self.text, match.end())
        self.low = max(reading.get_sentence(self.verb)[0], self.verb - 200)
        self.start, self.stop = self.verb, self.ending.end
        self.old: list[int] = []
        self.new: int | None = None

    def read(self) -> Iterator[Renaming | Period]:
        """The renamings that the verb tells, and from when the new name holds."""
        near = NEAR.search(self.text, self.low, self.verb)
        if near is None or not self._is_told(near["particle"]) or not self._take(near):
            return
        named = self._says_name()
        if self.match.group() == "変更" and not named:
            return
        reading, new = self.reading, self.new
        olds = [thing for at in self.old for thing in reading.get_things(at, *KINDS)]
        news = reading.get_things(new, *KINDS) if new is not None else []
        into = near["particle"] in ("に", "へ", "へと") and bool(olds)
        if self.match["merge"] and len(olds) < 2 and not into:
            return
        before: tuple[Span, ...] = ()
        if not self.old and news and named and self.match.group() in BARE:
            olds, before = self._find_known(news[0])
        if olds and new is None and near["particle"] in ("から", "より"):
            news = self.titles.find_things(reading, olds[0].kind)
        since = _get_since(self._find_date())
        spans = reading.find_spans(self.start, max(self.stop, self.match.end()))
        told = list(_pair(olds, news, since, spans, before + spans))
        if news:
            self.force.put(news[0], spans)
            if not told and since is not None and named:
                told = [Period(news[0], since, None, spans)]
        yield from told

    def _is_told(self, particle: str) -> bool:
        """Whether it has happened, and is not told in a bracket of its own."""
        reading, verb = self.reading, self.verb
        if reading.depths[verb] and self.text.rfind("(", max(0, verb - 100), verb) >= 0:
            return False
        if self.match["became"]:
            return particle == "と"
        called = CALLED.match(self.text, self.match.end()) is not None
        return called or is_done(reading, verb, self.ending.form, self.plans)

    def _take(self, near: re.Match[str]) -> bool:
        """Find the old names and the new one; whether the verb can tell of them."""
        first, particle = near.start("name"), near["particle"]
        far = FAR.search(self.text, self.low, first)
        self.start = first
        if particle in ("に", "へ", "へと", "と"):
            self.new = first
            self.old = self._find_list(far.start("name")) if far else []
            if self.match["merge"] and particle == "と":
                return False
        else:
            self.old = self._find_list(first)
            behind = CALLED.match(self.text, self.match.end())
            behind = behind or BECAME.match(self.text, self.match.end())
            if behind is not None:
                self.new, self.stop = behind.start("name"), behind.end()
            elif particle in ("から", "より") and far is not None:
                self.new = far.start("name")
        self.start = min([first, *self.old, *([] if self.new is None else [self.new])])
        plain = self.ending.form is Form.OTHER and not self.match["became"]
        return not (plain and self.new is not None and self.new < self.verb)

    def _says_name(self) -> bool:
        """Whether the text says that it is the name that changes."""
        if self.match.group() not in ("変更", "改め"):
            return True
        return re.search(LABEL, self.text[self.start : self.verb]) is not None

    def _find_known(self, new: Thing) -> tuple[list[Thing], tuple[Span, ...]]:
        """The old thing where only the new name is told: the one in force, or that of the title."""
        things = [thing for thing in self.force.things if thing != new]
        if things:
            return things, self.force.spans
        return [one for one in self.titles.find_things(self.reading, new.kind) if one != new], ()

    def _find_date(self) -> DateMention | None:
        """The date of the verb, which then is part of the stretch that tells it."""
        clause = self.reading.get_clause(self.start)[0]
        low = max(self.low, clause)
        at = find_date_before(self.reading, low, self.verb, beginning=True)
        if at is None and (behind := DATE_BEHIND.match(self.text, self.ending.end)):
            at, self.stop = behind.start("date"), behind.end()
        if at is None:
            return None
        self.start = min(self.start, at)
        return self.reading.get_date(at)

    def _find_list(self, at: int) -> list[int]:
        """The name at a position and those joined to it on its left."""
        found = [at]
        while len(found) < 12:
            joined = BEFORE.search(self.text, max(self.low, found[0] - 175), found[0])
            if joined is None:
                break
            found.insert(0, joined.start("name"))
        return found
