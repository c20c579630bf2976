"""What in a statement may name an event: an event, a body whose meeting it is, 第3回協議会."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.named.fact_reading import BODY, EVENT, NAMES, Reading
from kg.named.fact_titles import Titles
from kg.named.fact_words import either, get_words
from kg.records import Subject, Thing
from kg.text.fold import fold_key
from kg.text.numerals import KANJI, NUMBER, parse_number

#: How many bodies back a noun may point.
_REACH: Final = 20
_MEETING: Final = either(get_words("hold", "meeting"))
_GATHERING: Final = either(get_words("hold", "gathering"))
_NTH: Final = rf"第(?P<number>{NUMBER}) ?回(?:の)? ?"
_NAMED: Final = re.compile(rf"(?:{_NTH})?[「『]?(?P<name>[{EVENT}{BODY}])")
_UNNAMED: Final = re.compile(
    rf"{_NTH}(?P<noun>(?:[一-龠々ァ-ヶー]{{0,14}}?)(?:{_MEETING}|{_GATHERING}))(?![一-龠々ァ-ヶー])"
)
_OWNER: Final = re.compile(rf"{BODY}[」』]?の\Z")
_NUMBERED: Final = re.compile(rf"第([0-9]{{1,3}}|{KANJI}{{1,4}})回(?P<rest>.{{0,100}})")
#: 「X」について…説明会: an event that another place names Xに関する説明会.
_TOPICAL: Final = re.compile(
    rf"(?P<topic>[{NAMES}])(?:に関する|に関して|について(?:の)?|の)(?P<mid>[^。{NAMES}]{{0,40}}?)"
    rf"(?P<noun>{_GATHERING})(?![一-龠])"
)


@dataclass(frozen=True)
class Candidate:
    """What may be an event: its label from `start` to `end`, with the number printed (第3回).

    `thing` is the event or body named, None where a noun stands for the meeting of `of`.
    """

    start: int
    end: int
    thing: Thing | None
    of: Thing | None
    number: int | None

    @property
    def is_event(self) -> bool:
        """Whether an event is named."""
        return self.thing is not None and self.thing.kind == "event"

    @property
    def is_meeting(self) -> bool:
        """Whether it is one of several, told by its number."""
        return self.number is not None


class Meetings:
    """The bodies whose meetings 第3回協議会 and the like may be."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles
        self._last: dict[Subject, list[Thing]] = {}

    def enter(self, reading: Reading) -> None:
        """Remember the bodies that a statement names, for those that follow under its title."""
        last = self._last.setdefault(reading.statement.owner, [])
        for at in reading.find_positions("body")[-_REACH:]:
            last += reading.get_things(at, "body")
        del last[:-_REACH]

    def find_body(self, reading: Reading, at: int, noun: str) -> Thing | None:
        """The body that a noun at a position stands for, None where nothing tells."""
        positions = reading.find_positions("body")
        near = positions[: bisect_left(positions, at)][-_REACH:]
        before = [thing for position in near for thing in reading.get_things(position, "body")]
        known = [
            *self.titles.find_things(reading, "body"),
            *reversed(before),
            *reversed(self._last.get(reading.statement.owner, [])),
        ]
        return next((thing for thing in known if thing.name.endswith(noun)), None)


def find_candidates(
    reading: Reading, meetings: Meetings, events: Sequence[Thing]
) -> Iterator[Candidate]:
    """What may be events, in order."""
    text = reading.text
    found: list[Candidate] = []
    for match in _NAMED.finditer(text):
        at = match.start("name")
        thing = reading.get_things(at)[0]
        number = parse_number(match["number"]) if match["number"] else None
        start = match.start() if match["number"] else at
        of = thing if thing.kind == "body" else None
        if thing.kind == "event":
            inside = reading.get_things(at, "body")
            own = _NUMBERED.fullmatch(fold_key(thing.name))
            if own is not None:
                number = parse_number(own[1])
                of = inside[0] if inside else meetings.find_body(reading, at, own["rest"])
        found.append(Candidate(start, at + 1, thing, of, number))
    for match in _UNNAMED.finditer(text):
        noun = match["noun"]
        of = meetings.find_body(reading, match.start(), noun)
        if owner := _OWNER.search(text, max(0, match.start() - 3), match.start()):
            of = reading.get_things(owner.start(), "body")[0]
        found.append(Candidate(match.start(), match.end(), None, of, parse_number(match["number"])))
    for match in _TOPICAL.finditer(text):
        topics = [thing.name for thing in reading.get_things(match.start("topic"))]
        topics += [reading.get_words(*match.span("topic")).strip("「」『』")]
        for event in events:
            if event.name.endswith(match["noun"]) and event.name.startswith(tuple(topics)):
                found.append(Candidate(match.start("noun"), match.end("noun"), event, None, None))
                break
    yield from sorted(found, key=lambda candidate: candidate.start)
