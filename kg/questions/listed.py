"""A row of a document, what it lists and where it stands; and who runs that by its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Proofs
from kg.questions.reading import Named, make_short
from kg.questions.said import Said, find_pointing, find_said, find_values
from kg.store.store import Store
from kg.store.terms import Iri, Text

_TYPE: Final = PREFIXES["rdf"] + "type"
_SUBJECT: Final = PREFIXES["rdf"] + "subject"
_PREDICATE: Final = PREFIXES["rdf"] + "predicate"
_OBJECT: Final = PREFIXES["rdf"] + "object"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_RUNS: Final = MPO + "responsibleBody"
#: What every row has.
_NEEDED: Final = tuple(MPO + name for name in ("position", "printedName", "isReappearance"))


@dataclass(frozen=True)
class Row:
    """A row with all that it says. `node` is the one that it stands right under."""

    iri: Iri
    project: Named
    document: Named
    node: Iri | None
    said: Said


def find_row(store: Store, listing: Iri) -> Row | None:
    """A row by its IRI, None for what is none."""
    said = find_said(store, listing)
    project = said.get_iri(MPO + "lists")
    document = said.get_iri(PREFIXES["dct"] + "isPartOf")
    is_row = MPO + "Listing" in said.find(_TYPE) and all(name in said.values for name in _NEEDED)
    if project is None or document is None or not is_row:
        return None
    return Row(
        listing,
        _name(store, project, PREFIXES["skos"] + "prefLabel"),
        _name(store, document, PREFIXES["dct"] + "title"),
        said.get_iri(MPO + "under"),
        said,
    )


def find_runners(store: Store, row: Row, proofs: Proofs) -> dict[Named, tuple[Iri, ...]]:
    """The bodies that a row names, by their labels, each with what its document proves it by."""
    bodies = row.said.find_iris(_RUNS)
    if not bodies:
        return {}
    named = (_name(store, body, PREFIXES["skos"] + "prefLabel") for body in bodies)
    claims = find_pointing(store, _SUBJECT, row.project.iri)
    about = store.find_facts(claims, Iri(_OBJECT))
    return {
        body: tuple(
            proof
            for claim, _, value in about
            if value == body.iri and _RUNS in (said := find_said(store, claim)).find(_PREDICATE)
            for proof in said.find_iris(_DERIVED)
            if proofs.get(proof).document == row.document.iri
        )
        for body in sorted(named, key=lambda one: one.label)
    }


def find_row_wards(store: Store, row: Row) -> tuple[Named, ...]:
    """The wards that a row names, by their Japanese labels."""
    wards = row.said.find_iris(MPO + "wardScope")
    named = (_name(store, ward, PREFIXES["skos"] + "prefLabel", "ja") for ward in wards)
    return tuple(sorted(named, key=lambda one: one.label))


def _name(store: Store, thing: Iri, name: str, language: str = "") -> Named:
    """A thing by one of its names, in one language where given, else by the end of its IRI."""
    labels = find_values(store, name, thing)
    if language:
        labels = tuple(one for one in labels if isinstance(one, Text) and one.language == language)
    return Named(thing, str(labels[0]) if labels else make_short(thing))
