"""The bodies whose meetings are only planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.named.event_naming import Meetings
from kg.named.event_occasions import find_occasions
from kg.named.fact_mood import Plans
from kg.named.fact_reading import Reading
from kg.named.fact_titles import Titles
from kg.records import Span, Thing


def find_planned_meetings(
    readings: Sequence[Reading], plans: Plans, titles: Titles
) -> Iterator[tuple[Thing, tuple[Span, ...]]]:
    """Bodies of which a statement says in words that they are still to meet, with the proof.

    Whose fourth meeting is planned has met before.
    """
    meetings = Meetings(titles)
    for reading in readings:
        for occasion in find_occasions(reading, plans, meetings, ()):
            candidate, thing = occasion.candidate, occasion.candidate.of
            if thing is None or candidate.is_event or candidate.number not in (None, 1):
                continue
            if occasion.planned and occasion.announced:
                yield thing, reading.find_spans(occasion.start, occasion.stop) + occasion.further
        meetings.enter(reading)
