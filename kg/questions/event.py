"""Events: what was held and what is planned, with its time and the body that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.label import Labels, make_event_label
from kg.questions.reading import Named, collect, make_short
from kg.questions.said import Said, find_pointing, find_said, prepare_said
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri

_TYPE: Final = PREFIXES["rdf"] + "type"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_PART_OF: Final = PREFIXES["dct"] + "isPartOf"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_EVENT: Final = Iri(MPO + "Event")
#: What an event points at that is told with it.
_TOLD: Final = (_PART_OF, MPO + "of", _DERIVED)


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
    asked = ((_TYPE, _EVENT),) if whole is None else ((MPO + "of", whole), (_PART_OF, whole))
    own = collect(one for name, value in asked for one in find_pointing(store, name, value))
    prepare_said(store, own)
    said = {
        one: told
        for one in own
        if _EVENT in (told := find_said(store, one)).find(_TYPE) and _LABEL in told.values
    }
    proofs, labels = Proofs(store), Labels(store)
    prepare_said(store, (one for told in said.values() for one in told.find_iris(*_TOLD)))
    found = [_read(event, store, told, proofs, labels) for event, told in said.items()]
    # What has no date comes last: it is no older than the rest.
    return tuple(sorted(found, key=lambda one: (one.dates or ("~",), one.name, one.iri)))


def _read(event: Iri, store: Store, said: Said, proofs: Proofs, labels: Labels) -> Event:
    name, dates = said.get_text(_LABEL) or "", said.find_texts(PREFIXES["dct"] + "date")
    status, approximate = said.get_iri(MPO + "eventStatus"), said.is_true(MPO + "approximate")
    # It may be part of what is no event: of a section of its document.
    wholes = (
        one for one in said.find_iris(_PART_OF) if _EVENT in find_said(store, one).find(_TYPE)
    )
    whole = next(wholes, None)
    bodies = (
        Named(one, find_said(store, one).get_text(_LABEL) or make_short(one))
        for one in said.find_iris(MPO + "of")
    )
    return Event(
        iri=event,
        label=make_event_label(
            name, dates[0] if dates else None, status == MPO + "Planned", approximate
        ),
        name=name,
        status=None if status is None else get_code(status),
        dates=dates,
        number=said.get_integer(MPO + "number"),
        sessions=said.get_integer(MPO + "sessions"),
        approximate=approximate,
        bodies=tuple(sorted(bodies, key=lambda one: (one.label, one.iri))),
        whole=None if whole is None else Named(whole, labels.get(whole, None)),
        descriptions=said.find_texts(PREFIXES["dct"] + "description"),
        evidence=proofs.find(said.find_iris(_DERIVED)),
    )
