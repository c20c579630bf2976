"""Instruments, figures and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.event import Event as FoundEvent
from kg.questions.instrument import InstrumentEntry
from kg.questions.statistic import Statistic as FoundStatistic
from web.api.route import DOCUMENT, MUNICIPALITY, Asked, Found, Parameter, Route, find_all
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import find_url, prove, tell_evidence, tell_thing, tell_things, tell_word
from web.filters import Filter, make_value
from web.site import get_site


@dataclass(frozen=True)
class Instrument:
    """Anything normative that is named; `places` counts the lines that name it."""

    iri: str
    url: str
    label: Label
    alt_label: Sequence[str]
    municipality: str | None
    instrument_kind: Sequence[Code]
    issued: Sequence[str]
    creator: Sequence[Thing]
    documents: Sequence[Thing]
    places: int
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Statistic:
    """A figure with its unit; money is in 円. `printedValue` is how the document prints it."""

    iri: str
    url: str
    label: Label
    indicator: str
    value: str
    printed_value: str
    unit: str
    fiscal_year: int | None
    as_of: str | None
    per: str | None
    approximate: bool
    about: Sequence[Thing]
    place: Sequence[Thing]
    part_of: Thing | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Event:
    """An event, held or planned; dates are no sharper than they are printed."""

    iri: str
    url: str
    label: Label
    name: str
    event_status: Code | None
    date: Sequence[str]
    number: int | None
    sessions: int | None
    approximate: bool
    of: Sequence[Thing]
    is_part_of: Thing | None
    description: Sequence[str]
    evidence: Sequence[Evidence]


def _get_filter(asked: Asked) -> Filter:
    """The filter of the pages' lists, as a request says it."""
    document = asked.find_thing("document") or ""
    # What is no document lets nothing through, rather than everything.
    return Filter(asked.text("municipality"), make_value(document) or document, (), ())


def find_instruments(asked: Asked) -> Found:
    """The instruments that a request asks for."""
    meets = _get_filter(asked).meets
    found = [one for one in get_site().instruments if meets(one.entry.code, one.entry.documents)]
    return find_all(found, _tell_instrument)


def _tell_instrument(one: InstrumentEntry) -> Instrument:
    entry = one.entry
    return Instrument(
        entry.iri,
        find_url(entry.iri),
        Label(entry.label, None),
        entry.other_names,
        entry.code,
        [tell_word(kind) for kind in one.kinds],
        one.issued,
        tell_things(one.makers),
        tell_things(entry.documents),
        entry.places,
        prove(entry.iri),
    )


def find_statistics(asked: Asked) -> Found:
    """The figures that a request asks for."""
    meets = _get_filter(asked).meets_proofs
    found = [one for one in get_site().statistics if meets(one.iri, one.evidence)]
    return find_all(found, _tell_statistic)


def _tell_statistic(one: FoundStatistic) -> Statistic:
    return Statistic(
        one.iri,
        find_url(one.iri),
        Label(one.label, None),
        one.indicator,
        one.number,
        one.shown,
        one.unit,
        one.year,
        one.as_of,
        one.per,
        one.approximate,
        tell_things(one.about),
        tell_things(one.places),
        None if one.whole is None else tell_thing(one.whole),
        tell_evidence(one.evidence),
    )


def find_events(asked: Asked) -> Found:
    """The events that a request asks for."""
    status, meets = asked.text("status"), _get_filter(asked).meets_proofs
    found = [
        one
        for one in get_site().events
        if meets(one.iri, one.evidence) and status in ("", "planned" if one.planned else "held")
    ]
    return find_all(found, _tell_event)


def _tell_event(one: FoundEvent) -> Event:
    return Event(
        one.iri,
        find_url(one.iri),
        Label(one.label, None),
        one.name,
        None if one.status is None else tell_word(one.status),
        one.dates,
        one.number,
        one.sessions,
        one.approximate,
        tell_things(one.bodies),
        None if one.whole is None else tell_thing(one.whole),
        one.descriptions,
        tell_evidence(one.evidence),
    )


_PLACE = (MUNICIPALITY, DOCUMENT)
ROUTES = (
    Route(
        "/instruments",
        "listInstruments",
        "named",
        "規範（条例・計画・指針など）",
        "Instruments: ordinances, plans, guidelines, agreements",
        Instrument,
        find_instruments,
        _PLACE,
        listed=True,
    ),
    Route(
        "/statistics",
        "listStatistics",
        "named",
        "数値",
        "Figures with unit, year and line",
        Statistic,
        find_statistics,
        _PLACE,
        listed=True,
    ),
    Route(
        "/events",
        "listEvents",
        "named",
        "行事（開かれたものと予定）",
        "Events, held and planned",
        Event,
        find_events,
        (
            *_PLACE,
            Parameter("status", "開かれたか予定か", "held or planned", choices=("held", "planned")),
        ),
        listed=True,
    ),
)
