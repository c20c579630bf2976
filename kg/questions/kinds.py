"""What kind of thing an IRI names: its most specific class first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.said import find_said, find_values, prepare_values
from kg.store.store import Store
from kg.store.terms import Iri

#: The contract's classes, the more specific before the more general.
_ORDER: Final = tuple(
    MPO + name
    for name in (
        "SourceDocument",
        "Passage",
        "PolicyNode",
        "OtherSection",
        "TextPart",
        "Project",
        "Listing",
        "PlanCell",
        "Body",
        "Ward",
        "Law",
        "Ordinance",
        "Regulation",
        "Legislation",
        "Instrument",
        "Article",
        "Statistic",
        "Opinion",
        "Event",
        "Service",
        "Publication",
        "Facility",
        "Correction",
        "Decision",
        "ExternalSource",
        "Rule",
        "Link",
        "Claim",
    )
)
_TYPE: Final = PREFIXES["rdf"] + "type"
_LABELS: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["dct"] + "title", MPO + "printedName")
_GENERAL: Final = ("http://www.w3.org/2004/02/skos/core#", PREFIXES["prov"], PREFIXES["oa"])


def sort_kinds(kinds: Iterable[Iri]) -> tuple[Iri, ...]:
    """The classes of one thing, the one that says most first."""

    def key(kind: Iri) -> tuple[int, bool, str]:
        place = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        return place, kind.startswith(_GENERAL), kind

    return tuple(sorted(set(kinds), key=key))


def find_kinds(store: Store, thing: Iri) -> tuple[Iri, ...]:
    """The classes of a thing; empty for what the graph does not know."""
    said = find_said(store, thing)
    return sort_kinds(kind for kind in said.find(_TYPE) if isinstance(kind, Iri))


def find_label(store: Store, thing: Iri) -> str | None:
    """The label of a thing in the graph: its name, its title or how a row prints it; or None."""
    found = (label for name in _LABELS for label in find_values(store, name, thing))
    return min(map(str, found), default=None)


def prepare_labels(store: Store, things: Iterable[Iri]) -> None:
    """Read in one go the labels of several things that will be asked for one by one."""
    asked = tuple(things)
    for name in _LABELS:
        prepare_values(store, name, asked)
