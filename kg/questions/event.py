"""Events: what was held and what is planned, with its time and the body that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import MPO
from kg.questions.evidence import Evidence, Proofs
from kg.questions.label import Labels, make_event_label
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_named,
    collect_texts,
    get_iri,
    group_rows,
    is_true,
    read_integer,
    read_iri,
    read_text,
)
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class Event:
    """An event. `approximate`: the document says 頃 or 程度 of its time or its sessions."""

    iri: Iri
    label: str
    name: str
    status: Word | None
    dates: tuple[str, ...]
    number: int | None
    sessions: int | None
    approximate: bool
    bodies: tuple[Named, ...]
    whole: Named | None
    descriptions: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def planned(self) -> bool:
        """Whether it is only planned."""
        return self.status is not None and self.status.iri == MPO + "Planned"


def find_events(store: Store, whole: Iri | None = None) -> tuple[Event, ...]:
    """The events of a body or within an event, without one all, by their time and name."""
    if whole is None:
        rows = store.select(get_query("events")).rows
    else:
        own = store.select(get_query("events-of"), whole=whole).rows
        rows = [
            row
            for event in collect(get_iri(one, "event") for one in own)
            for row in store.select(get_query("events"), event=event).rows
        ]
    proofs, labels = Proofs(store), Labels(store)
    proofs.prepare(rows)
    found = [_read(event, own, proofs, labels) for event, own in group_rows(rows, "event").items()]
    # What has no date comes last: it is no older than the rest.
    return tuple(sorted(found, key=lambda one: (one.dates or ("~",), one.name, one.iri)))


def _read(event: Iri, rows: list[Row], proofs: Proofs, labels: Labels) -> Event:
    row = rows[0]
    name, dates = read_text(row, "name") or "", collect_texts(rows, "date")
    status, whole = read_iri(row, "status"), read_iri(row, "whole")
    planned, approximate = status == MPO + "Planned", is_true(row, "approximate")
    return Event(
        iri=event,
        label=make_event_label(name, dates[0] if dates else None, planned, approximate),
        name=name,
        status=None if status is None else get_code(status),
        dates=dates,
        number=read_integer(row, "number"),
        sessions=read_integer(row, "sessions"),
        approximate=approximate,
        bodies=collect_named(rows, "body"),
        whole=None if whole is None else Named(whole, labels.get(whole, None)),
        descriptions=collect_texts(rows, "description"),
        evidence=proofs.find(collect(read_iri(one, "proof") for one in rows)),
    )
