"""When an instrument or a body came to be, and with that by whom and on what ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.named.fact_acts import Act, find_acts
from kg.named.fact_grounds import find_grounds
from kg.named.fact_makers import find_creators, find_parties, find_parties_before
from kg.named.fact_mood import Form, Mood, Plans, get_mood, is_done, is_planned
from kg.named.fact_reading import BODY, INSTRUMENT, Reading
from kg.named.fact_titles import Titles
from kg.named.fact_verbs import Verbs
from kg.named.fact_words import either, get_words
from kg.records import Span, Thing, ThingFact

ISSUE: Final = Verbs(get_words("issue", "stems"), (), INSTRUMENT)
SIGN: Final = Verbs(get_words("issue", "sign"), (), INSTRUMENT)
FOUND: Final = Verbs(get_words("found", "stems"), get_words("found", "alone"), BODY)
_GOING: Final = re.compile(either(get_words("plan", "going")))


def find_made(reading: Reading, plans: Plans, titles: Titles) -> Iterator[ThingFact]:
    """The facts of one statement that verbs of making, signing and founding tell."""
    for act in find_acts(reading, ISSUE):
        things = _find_objects(reading, act, titles, "instrument")
        yield from _find_date(reading, act, things, "dct:issued", plans)
        if _is_made(reading, act, plans):
            yield from find_creators(reading, act, things)
    for act in find_acts(reading, SIGN):
        things = _find_objects(reading, act, titles, "instrument")
        yield from _find_date(reading, act, things, "dct:issued", plans)
        if _is_made(reading, act, plans):
            yield from find_parties(reading, act, things)
    yield from find_parties_before(reading)
    for act in find_acts(reading, FOUND):
        things = _find_objects(reading, act, titles, "body")
        yield from _find_date(reading, act, things, "dct:created", plans)
        yield from find_grounds(reading, act, things)


def find_founding_plans(
    reading: Reading, plans: Plans, titles: Titles
) -> Iterator[tuple[Thing, tuple[Span, ...]]]:
    """The bodies of which a statement says that they are still to be founded, with the proof."""
    rules = get_words("found", "rules")
    for act in find_acts(reading, FOUND):
        start, _ = reading.get_sentence(act.verb)
        going = _GOING.search(reading.text, max(start, act.verb - 160), act.verb)
        planned = is_planned(reading, act.verb, act.form, plans)
        if planned and going is None and act.stem not in rules:
            spans = reading.find_spans(act.start, act.stop) + plans.find_spans(reading)
            for thing in _find_objects(reading, act, titles, "body"):
                yield thing, spans


def _find_objects(reading: Reading, act: Act, titles: Titles, kind: str) -> list[Thing]:
    if not act.objects:
        return titles.find_things(reading, kind)
    return [thing for at in act.objects for thing in reading.get_things(at, kind)]


def _find_date(
    reading: Reading, act: Act, things: Sequence[Thing], predicate: str, plans: Plans
) -> Iterator[ThingFact]:
    date = reading.get_date(act.date) if act.date is not None else None
    if date is None:
        return
    # A plan tells what it will do by the year; a month is that of something past.
    dated = date.kind in ("month", "date") and _is_made(reading, act, plans)
    if not dated and not is_done(reading, act.verb, act.form, plans):
        return
    spans = reading.find_spans(act.start, act.stop)
    for thing in things:
        yield ThingFact(thing, predicate, date.lexical, date.datatype, spans)


def _is_made(reading: Reading, act: Act, plans: Plans) -> bool:
    """Whether it is made, or taken for made: 「X」を策定し、…進めます."""
    if is_done(reading, act.verb, act.form, plans):
        return True
    linked = act.form is Form.LINK and not is_planned(reading, act.verb, act.form, plans)
    return linked and get_mood(reading, act.verb) is Mood.FUTURE
