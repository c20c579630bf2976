"""Events that running text tells of: held or planned, each once for every occasion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from kg.named.event_naming import Meetings
from kg.named.event_occasions import Occasion, find_occasions
from kg.named.fact_mood import Plans
from kg.named.fact_reading import Reading
from kg.named.fact_titles import Titles
from kg.records import EventRecord, Span, Thing


def find_events(readings: Sequence[Reading]) -> list[EventRecord]:
    """The events of a document by where they start, out of its statements as read.

    A name that is mentioned again without another date or number adds no event.
    """
    plans, titles = Plans(readings), Titles(readings)
    events = list(_find_things(readings))
    meetings = Meetings(titles)
    book = _Book(readings)
    for reading in readings:
        for occasion in find_occasions(reading, plans, meetings, events):
            book.enter(occasion)
        meetings.enter(reading)
    return book.make_records()


def _find_things(readings: Sequence[Reading]) -> Iterator[Thing]:
    things = {
        thing: None
        for reading in readings
        for token in reading.tokens.values()
        for thing in token.things
        if thing.kind == "event"
    }
    yield from things


@dataclass
class _Entry:
    """What the occasions read so far tell of one event."""

    key: tuple[object, ...]
    record: EventRecord
    whole: Thing | None
    spans: list[Span] = field(default_factory=list)


#: How many events of one name and year are compared with another.
_MOST = 400


class _Book:
    """The events told so far."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.entries: list[_Entry] = []
        self.shelves: dict[tuple[object, ...], dict[str | None, list[_Entry]]] = {}
        self.first: dict[Thing, int] = {}
        self.printed: dict[Thing, dict[str, None]] = {}
        for reading in readings:
            for name in reading.names:
                if name.thing.kind != "event":
                    continue
                start = reading.statement.offsets[name.start]
                self.first[name.thing] = min(start, self.first.get(name.thing, start))
                if not name.short:
                    words = reading.statement.text[name.start : name.end]
                    self.printed.setdefault(name.thing, {})[words] = None

    def enter(self, occasion: Occasion) -> None:
        """Take in an occasion: a new event, or more about one that is known."""
        if occasion.part_of is not None:
            self._enter_whole(occasion, occasion.part_of)
        key = _get_key(occasion)
        record = self._make(occasion)
        spans = [*occasion.reading.find_spans(occasion.start, occasion.reach), *occasion.further]
        known = self._find(key, record)
        if known is None:
            self._add(_Entry(key, record, occasion.part_of, spans))
            return
        known.record = _merge(known.record, record)
        known.whole = known.whole or occasion.part_of
        known.spans += spans

    def _add(self, entry: _Entry) -> None:
        self.entries.append(entry)
        years = self.shelves.setdefault(entry.key, {})
        years.setdefault(_get_year(entry.record), []).append(entry)

    def _find(self, key: tuple[object, ...], record: EventRecord) -> _Entry | None:
        """The event that an occasion tells of again; only so many of one name are compared."""
        years = self.shelves.get(key, {})
        year = _get_year(record)
        near = years.values() if year is None else (years.get(year, []), years.get(None, []))
        known = islice(chain.from_iterable(near), _MOST)
        return next((entry for entry in known if _is_same(entry, record)), None)

    def _enter_whole(self, occasion: Occasion, whole: Thing) -> None:
        """The larger event was held, or is planned, as its part was."""
        if (whole,) in self.shelves:
            return
        spans = occasion.reading.find_spans(occasion.start, occasion.reach)
        record = EventRecord(
            self.first.get(whole, spans[0].start), whole.name, (), None, occasion.planned,
            None, None, None, None, None, False, (),
        )  # fmt: skip
        self._add(_Entry((whole,), record, None, list(spans)))

    def _make(self, occasion: Occasion) -> EventRecord:
        candidate, reading = occasion.candidate, occasion.reading
        label = reading.get_words(candidate.start, candidate.end).strip("「」『』")
        label = label.replace("「", "").replace("」", "")
        start = reading.get_offset(candidate.start)
        if candidate.thing is not None and candidate.thing.kind == "event":
            label = candidate.thing.name
            start = self.first.get(candidate.thing, start)
        return EventRecord(
            start, label, (), occasion.description, occasion.planned, occasion.time,
            candidate.number, occasion.sessions, candidate.of, None, occasion.approximate, (),
        )  # fmt: skip

    def make_records(self) -> list[EventRecord]:
        """The events by where they start, no two at one place."""
        taken: set[int] = set()
        starts: dict[Thing, int] = {}
        named: set[Thing] = set()
        done: list[tuple[_Entry, EventRecord]] = []
        for entry in self.entries:
            spans = tuple(dict.fromkeys(sorted(entry.spans)))
            start = entry.record.start
            if start in taken:
                start = next(
                    (at for span in spans for at in range(span.start, span.end) if at not in taken),
                    start,
                )
            taken.add(start)
            names: tuple[str, ...] = ()
            thing = entry.key[0]
            if isinstance(thing, Thing) and thing.kind == "event":
                starts.setdefault(thing, start)
                if thing not in named:
                    named.add(thing)
                    names = tuple(w for w in self.printed.get(thing, {}) if w != entry.record.label)
            done.append((entry, replace(entry.record, start=start, names=names, spans=spans)))
        records = [
            replace(record, part_of=starts.get(entry.whole)) if entry.whole else record
            for entry, record in done
        ]
        return sorted(records, key=lambda record: record.start)


def _get_key(occasion: Occasion) -> tuple[object, ...]:
    """What an event is told apart by, besides its date, its number and whether it was held."""
    thing = occasion.candidate.thing
    if thing is not None and thing.kind == "event":
        return (thing,)
    if occasion.candidate.of is not None:
        return (occasion.candidate.of, "meeting")
    return (occasion.reading.get_words(occasion.candidate.start, occasion.candidate.end),)


def _get_year(record: EventRecord) -> str | None:
    return record.time.lexical[:4] if record.time else None


def _is_same(entry: _Entry, record: EventRecord) -> bool:
    """Whether an occasion tells again of an event of that name."""
    known = entry.record
    if known.planned != record.planned:
        return False
    if known.number != record.number and (len(entry.key) > 1 or (known.number and record.number)):
        return False
    if known.sessions and record.sessions and known.sessions != record.sessions:
        return False
    if known.time is None or record.time is None:
        return True
    first, second = known.time.lexical, record.time.lexical
    return first.startswith(second) or second.startswith(first)


def _merge(known: EventRecord, more: EventRecord) -> EventRecord:
    """What both tell of one event, the sharper date of the two."""
    time = known.time or more.time
    if known.time and more.time and len(more.time.lexical) > len(known.time.lexical):
        time = more.time
    return replace(
        known,
        time=time,
        number=known.number or more.number,
        sessions=known.sessions or more.sessions,
        of=known.of or more.of,
        description=known.description or more.description,
        approximate=known.approximate or more.approximate,
    )
