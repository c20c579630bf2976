"""A document's running text read for what it names, counts and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.documents.source import SourceText
from kg.layouts.review_records import ReviewExtraction
from kg.layouts.tables import find_era
from kg.named.columns import find_column_figures
from kg.named.events import find_events
from kg.named.fact_reading import read_statements
from kg.named.facts import find_facts
from kg.named.figures import Figure, find_figures
from kg.named.following import find_followed
from kg.named.implementing import find_implementing
from kg.named.name import Name, find_event_starts
from kg.named.naming import find_names
from kg.named.references import find_article_mentions
from kg.named.renaming import find_renamings
from kg.named.statements import Statement, find_statements
from kg.named.topics import Topics
from kg.named.town import find_town
from kg.records import (
    CorrectionRecord,
    EventRecord,
    Extraction,
    MentionRecord,
    Named,
    SeriesRecord,
    Span,
    StatisticRecord,
    Subject,
    SubjectKind,
    Thing,
    ThingRecord,
    Time,
    Value,
)

#: What may mention things in its own text (graph contract, `mpo:mentions`).
_MENTIONING = (SubjectKind.NODE, SubjectKind.LISTING, SubjectKind.ARTICLE)


def read_named(
    source: SourceText,
    extraction: Extraction,
    corrections: Sequence[CorrectionRecord] = (),
    known: Mapping[str, Thing] | None = None,
    municipality: str | None = None,
) -> Named:
    """Things, facts about them, figures, events and mentions of one document.

    `known` are printed names of things that exist already, `municipality` is its name (川崎市),
    else the one that the text names.
    Review sheets tell in columns of their own what running text would be asked for.
    """
    if isinstance(extraction, ReviewExtraction):
        return Named()
    statements = find_statements(source, extraction, corrections)
    municipality = municipality or find_town(statements)
    known = {**_find_own(extraction), **(known or {})}
    naming = find_names(statements, known, municipality)
    era = find_era(source.text)
    town = Thing("municipality", municipality) if municipality else None
    readings = read_statements(statements, naming.names, None, era)
    events = find_events(readings)
    topics = Topics(statements, naming.names, extraction)
    statistics = [*_read_figures(statements, naming.names, topics, era)]
    statistics += [_make_series(record, topics) for record in extraction.series]
    for listing in extraction.listings:
        statistics += find_column_figures(listing, source)
    facts = [
        *find_facts(read_statements(statements, naming.names, town, era), town),
        *find_renamings(readings),
    ]
    laws = {record.thing for record in naming.things if record.code in ("law", "ordinance")}
    laws |= {thing for thing in known.values() if thing.kind == "instrument"}
    mentions = [
        *_find_mentions(statements, naming.names, events, topics),
        *find_followed(statements, naming.names, events, topics, municipality),
    ]
    things = [*naming.things, *_find_known(statements, naming.names, naming.things, town)]
    mentions += find_article_mentions(statements, things, known.values(), municipality)
    return Named(
        tuple(things),
        tuple(dict.fromkeys(facts)),
        _tell_apart(statistics),
        tuple(events),
        tuple(mentions),
        tuple(find_implementing(statements, naming.names, extraction, events, frozenset(laws))),
    )


def _find_own(extraction: Extraction) -> dict[str, Thing]:
    """The projects and bodies that the document's own rows name.

    A name that two projects of the document bear stands for neither of them.
    """
    own: dict[str, Thing] = {}
    rivals: dict[str, int] = {}
    for listing in extraction.listings:
        rivals[listing.name] = rivals.get(listing.name, 0) + (not listing.reappearance)
    for listing in extraction.listings:
        if rivals[listing.name] < 2:
            own[listing.label] = Thing("project", listing.label)
        for body in listing.bodies:
            own[body.name] = Thing("body", body.name)
    return own


def _find_known(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    things: Sequence[ThingRecord],
    town: Thing | None,
) -> list[ThingRecord]:
    """The things known before that the text names, with what it calls them."""
    told = {record.thing for record in things}
    found: dict[Thing, dict[str, list[Span]]] = {}
    for statement, standing in zip(statements, names, strict=True):
        for name in standing:
            kept = name.thing.kind in ("municipality", "instrument", "service", "publication")
            if name.short or name.thing in told or not (kept or name.thing == town):
                continue
            text = statement.text[name.start : name.end]
            spans = statement.find_spans(name.start, name.end)
            found.setdefault(name.thing, {}).setdefault(text, []).extend(spans)
    return [
        ThingRecord(
            thing, "", tuple(Value(text, tuple(spans)) for text, spans in sorted(texts.items()))
        )
        for thing, texts in found.items()
    ]


def _read_figures(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    topics: Topics,
    era: str | None,
) -> list[StatisticRecord]:
    records: list[StatisticRecord] = []
    for index, statement in enumerate(statements):
        figures = find_figures(statement, names[index], era)
        starts = [statement.offsets[figure.start] for figure in figures]
        cell = Time(str(statement.year), "xsd:integer") if statement.year else None
        for figure, start in zip(figures, starts, strict=True):
            part_of = None if figure.part_of is None else starts[figure.part_of]
            records.append(
                StatisticRecord(
                    start,
                    figure.value,
                    figure.unit,
                    figure.printed,
                    figure.indicator,
                    figure.time or cell,
                    topics.find_topic(index, figure.start),
                    _find_place(statement, names[index], figure),
                    figure.per,
                    part_of if part_of != start else None,
                    figure.approximate,
                    statement.find_spans(figure.start, figure.end),
                )
            )
    return records


def _find_place(statement: Statement, names: Sequence[Name], figure: Figure) -> Thing | None:
    """The ward or facility that the figure is for, where the place has a name."""
    if figure.place is None:
        return None
    start, end = figure.place
    for name in names:
        if name.start < end and start < name.end and name.thing.kind in ("ward", "facility"):
            return name.thing
    text = statement.text[start:end].strip()
    return Thing("ward", "各区") if text in ("各区", "全区") else None


def _make_series(record: SeriesRecord, topics: Topics) -> StatisticRecord:
    cell = record.spans[-1]
    return StatisticRecord(
        cell.start,
        record.value,
        record.unit,
        record.printed,
        record.indicator,
        Time(str(record.period.year), "xsd:integer") if record.period else None,
        topics.find_topic_of_node(record.node),
        Thing("ward", record.ward) if record.ward else None,
        None,
        None,
        False,
        record.spans,
    )


def _tell_apart(records: Sequence[StatisticRecord]) -> tuple[StatisticRecord, ...]:
    """The figures by where they start; one place holds one figure."""
    kept: dict[int, StatisticRecord] = {}
    for record in records:
        kept.setdefault(record.start, record)
    return tuple(
        replace(record, part_of=record.part_of if record.part_of in kept else None)
        for _, record in sorted(kept.items())
    )


def _find_mentions(
    statements: Sequence[Statement],
    names: Sequence[Sequence[Name]],
    events: Sequence[EventRecord],
    topics: Topics,
) -> list[MentionRecord]:
    starts = find_event_starts(events)
    found: dict[tuple[Subject, Thing | int], list[Span]] = {}
    for index, statement in enumerate(statements):
        owner = statement.owner
        if owner.kind not in _MENTIONING:
            continue
        for name in names[index]:
            thing: Thing | int | None = name.thing
            if name.thing.kind == "event":
                thing = starts.get(name.thing.name)
            if thing is None or thing == topics.find_own_project(owner):
                continue
            spans = statement.find_spans(name.start, name.end)
            found.setdefault((owner, thing), []).extend(spans)
    return [
        MentionRecord(subject, thing, tuple(dict.fromkeys(spans)))
        for (subject, thing), spans in found.items()
    ]
