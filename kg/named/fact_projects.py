"""What prose says of a project that it introduces: what it does, where, and in which years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_mood import Plans
from kg.named.fact_reading import DATE, NAMES, SIGNS, Reading
from kg.named.fact_renamed import Period, find_renamed
from kg.named.fact_titles import Titles
from kg.named.fact_words import MARK, either, get_words
from kg.records import Span, Thing, ThingFact

_OWN: Final = f"[{SIGNS['project']}{SIGNS['service']}]"
#: A name set before its text: X事業 …を実施。, X事業：…を実施。
_HEAD: Final = re.compile(
    rf"{MARK}(?P<name>{_OWN})(?:\([^()]{{0,40}}\))?"
    rf"(?: ?[:…‥]{{1,4}} ?| ?[-]{{1,2}} ?| )(?=[^{NAMES} ])"
    rf"|{MARK}[【〔\[〈《<■](?P<name2>{_OWN})[】〕\]〉》>] ?(?=[^{NAMES} ])"
)
_AS: Final = re.compile(
    rf"{MARK}{DATE}(?:からは?|までは?|には?|は)?[、 ]{{0,2}}(?P<name>{_OWN})として、"
)
#: What a text says, and a list of words does not.
_SAYS: Final = re.compile(r"[をがにはで]")
_REMARK: Final = re.compile(r" ?※")
_SHORTEST: Final = 10
_WARD: Final = SIGNS["ward"]
_PLACE: Final = f"{either(get_words('ward', 'every'))}|{_WARD}"
_DONE: Final = (
    r"(?:において|にて|で)、?"
    rf"[^、。がは]{{0,16}}{either(get_words('ward', 'carried'))}"
)
_CARRIED: Final = re.compile(f"(?P<place>{_PLACE}){_DONE}")
_TOPIC: Final = re.compile(
    rf"{MARK}(?P<name>{_OWN})(?:は|については|を)"
    rf"(?=[^{_OWN[1:-1]}。]{{0,200}}(?:{_PLACE}){_DONE})"
)


def find_introduced(reading: Reading) -> Iterator[ThingFact]:
    """The description and the wards of a project or service that a statement introduces."""
    text = reading.text
    if reading.statement.label:
        return
    if head := _HEAD.match(text):
        remark = _REMARK.search(text, head.end())
        stop = remark.start() if remark else len(text)
        yield from _describe(
            reading, head.start("name" if head["name"] else "name2"), head.end(), stop
        )
    elif called := _AS.match(text):
        yield from _describe(
            reading, called.start("name"), called.end(), reading.get_sentence(called.end())[1]
        )
    elif topic := _TOPIC.match(text):
        at = topic.start("name")
        yield from _place(reading, at, topic.end(), reading.get_sentence(at)[1])


def _describe(reading: Reading, at: int, start: int, stop: int) -> Iterator[ThingFact]:
    words = reading.get_words(start, stop).strip() if start < stop else ""
    if len(words) < _SHORTEST or not _SAYS.search(words):
        return
    while reading.text[stop - 1] == " ":
        stop -= 1
    spans = reading.find_spans(start, stop)
    for thing in reading.get_things(at, "project", "service"):
        yield ThingFact(thing, "dct:description", words, "@ja", spans)
    yield from _place(reading, at, start, stop)


def _place(reading: Reading, at: int, start: int, stop: int) -> Iterator[ThingFact]:
    """The wards in which the project at a position is carried out."""
    for found in _CARRIED.finditer(reading.text, start, stop):
        wards = reading.get_things(found.start("place"), "ward") or [Thing("ward", "各区")]
        spans: tuple[Span, ...] = reading.find_spans(*found.span())
        for thing in reading.get_things(at, "project"):
            for ward in wards:
                yield ThingFact(thing, "mpo:wardScope", ward, "", spans)


def find_periods(readings: Sequence[Reading], plans: Plans, titles: Titles) -> Iterator[ThingFact]:
    """From or until which fiscal year the names of what was renamed held."""
    for told in find_renamed(readings, plans, titles):
        if isinstance(told, Period):
            for predicate, year in (("mpo:validFrom", told.start), ("mpo:validUntil", told.end)):
                if year is not None:
                    yield ThingFact(told.thing, predicate, str(year), "xsd:integer", told.spans)
