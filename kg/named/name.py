"""A name where it stands in a statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import EventRecord, Thing


@dataclass(frozen=True)
class Name:
    """A name of a thing: `start` and `end` are offsets in the statement's text.

    `short` tells a short form whose antecedent is certain (同委員会, 「ルール」). An event has the
    kind "event"; the municipality itself the kind "municipality".
    """

    thing: Thing
    start: int
    end: int
    short: bool = False


def find_event_starts(events: Iterable[EventRecord]) -> dict[str, int]:
    """Where each event starts, by every name of it; of several events of one name the last."""
    return {name: event.start for event in events for name in (event.label, *event.names)}
