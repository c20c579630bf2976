"""Instruments, figures and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.event import Event as FoundEvent
from kg.questions.evidence import Evidence as Proof
from kg.questions.evidence import Proofs, find_homes
from kg.questions.instrument import InstrumentEntry
from kg.questions.neighbours import find_first_proofs
from kg.questions.reading import Named, parse_code
from kg.questions.statistic import Statistic as FoundStatistic
from web.api.route import DOCUMENT, MUNICIPALITY, Asked, Found, Parameter, Route, find_all
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import find_url, tell_evidence, tell_thing, tell_things, tell_word
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


def _meets(asked: Asked, code: str | None, homes: Sequence[Named]) -> bool:
    """Whether a thing of a municipality's code, named in some documents, is asked for.

    What is national counts for a municipality whose documents name it.
    """
    wanted, document = asked.text("municipality"), asked.find_thing("document")
    codes = {code, *(parse_code(one.iri) for one in homes)}
    return (not wanted or wanted in codes) and (
        document is None or document in (one.iri for one in homes)
    )


def _meets_proofs(asked: Asked, iri: str, evidence: Sequence[Proof]) -> bool:
    return _meets(asked, parse_code(iri), find_homes(evidence))


def find_instruments(asked: Asked) -> Found:
    """The instruments that a request asks for."""
    found = [
        one for one in get_site().instruments if _meets(asked, one.entry.code, one.entry.documents)
    ]
    return find_all(found, _tell_instrument)


def _tell_instrument(one: InstrumentEntry) -> Instrument:
    entry, store = one.entry, get_site().store
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
        tell_evidence(find_first_proofs(store, entry.iri, Proofs(store))),
    )


def find_statistics(asked: Asked) -> Found:
    """The figures that a request asks for."""
    found = [one for one in get_site().statistics if _meets_proofs(asked, one.iri, one.evidence)]
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
    status = asked.text("status")
    found = [
        one
        for one in get_site().events
        if _meets_proofs(asked, one.iri, one.evidence)
        and status in ("", "planned" if one.planned else "held")
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
