"""What a search looks through, read from a store: things, their texts, their proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.names import ID, MPO, PREFIXES
from kg.questions.document import find_documents
from kg.questions.evidence import Evidence, read_evidence
from kg.questions.kinds import sort_kinds
from kg.questions.query import get_query
from kg.questions.reading import get_iri, is_true, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row

LABELS: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["dct"] + "title")
NAMES: Final = (PREFIXES["skos"] + "altLabel", MPO + "printedName", MPO + "kana")
NOTATION: Final = PREFIXES["skos"] + "notation"
AS_PRINTED: Final = Iri(MPO + "asPrinted")
READING: Final = Iri(MPO + "reading")
#: What is found by what it says is another thing, or nothing that a person looks for.
HIDDEN: Final = frozenset(MPO + name for name in ("Listing", "PlanCell", "ExternalSource", "Claim"))


@dataclass(frozen=True, order=True)
class Field:
    """A text by which a thing is found: what the text is, and what holds it."""

    thing: Iri
    property: Iri
    source: Iri
    text: str


def find_thing_kinds(store: Store) -> dict[Iri, Iri]:
    """Everything that can be found, with its most specific class."""
    kinds: dict[Iri, set[Iri]] = defaultdict(set)
    for row in store.select(get_query("find-kinds")).rows:
        kinds[get_iri(row, "thing")].add(get_iri(row, "kind"))
    return {thing: sort_kinds(found)[0] for thing, found in kinds.items() if _is_ours(thing, found)}


def find_fields(store: Store, kinds: dict[Iri, Iri]) -> set[Field]:
    """All texts of the things, in no order."""
    return {
        Field(get_iri(row, "thing"), get_iri(row, "property"), get_iri(row, "source"), text)
        for row in store.select(get_query("find-texts")).rows
        if get_iri(row, "thing") in kinds and (text := _read_field(row))
    }


def find_evidence(store: Store) -> dict[Iri, Evidence]:
    """Every passage and source outside, by its IRI."""
    pages = {
        get_iri(row, "proof"): read_text(row, "page")
        for row in store.select(get_query("find-pages")).rows
    }
    titles = {one.iri: one for one in find_documents(store)}
    found: dict[Iri, Evidence] = {}
    for row in store.select(get_query("find-passages")).rows:
        proof, document = get_iri(row, "proof"), titles.get(get_iri(row, "document"))
        read = read_evidence(row)
        if document is not None:
            read = replace(read, title=document.title, address=document.source)
        found[proof] = replace(read, page=pages.get(proof))
    for row in store.select(get_query("find-outside")).rows:
        found.setdefault(get_iri(row, "proof"), read_evidence(row))
    return found


def find_proofs(store: Store) -> dict[Iri, set[Iri]]:
    """What proves each thing, row, cell and part."""
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for row in store.select(get_query("proofs")).rows:
        found[get_iri(row, "thing")].add(get_iri(row, "proof"))
    return found


def find_printed(
    store: Store,
    fields: Iterable[Field],
    evidence: Mapping[Iri, Evidence],
    proofs: Mapping[Iri, Iterable[Iri]],
) -> set[Field]:
    """The texts that a correction repaired, with what is printed there, and the other way round."""
    damaged: dict[Iri | None, list[tuple[Evidence, str, str]]] = defaultdict(list)
    for row in store.select(get_query("find-corrections")).rows:
        if (repaired := evidence.get(get_iri(row, "place"))) is not None:
            repair = repaired, str(row["asPrinted"]), str(row["reading"])
            damaged[repaired.document].append(repair)
    added: set[Field] = set()
    for field in fields:
        if field.property in (AS_PRINTED, READING):
            continue
        for proof in proofs.get(field.source, ()):
            one = evidence.get(proof)
            for place, printed, reading in damaged.get(one.document, ()) if one else ():
                if one is not None and _holds(one, place):
                    added |= _swap(field, printed, reading)
    return added


def _read_field(row: Row) -> str | None:
    """The text of a row: of a plan's year behind that year, of a figure before what it says."""
    names = "text", "planned", "printed", "year"
    text, planned, printed, year = (read_text(row, name) for name in names)
    if planned is not None:
        return f"{planned}年度{'以降' if is_true(row, 'open') else ''} {text}"
    if printed is not None:
        value = f"{text} {printed} {read_text(row, 'unit') or ''}"
        return value if year is None else f"{value} {year}年度"
    return text


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return (
        outer.start is not None
        and outer.end is not None
        and inner.start is not None
        and inner.end is not None
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _swap(field: Field, printed: str, reading: str) -> set[Field]:
    """The text with what is printed for what is read, or the other way round; none if neither."""
    if reading in field.text:
        text = field.text.replace(reading, printed)
        return {Field(field.thing, AS_PRINTED, field.source, text)}
    if printed in field.text:
        text = field.text.replace(printed, reading)
        return {Field(field.thing, READING, field.source, text)}
    return set()


def _is_ours(thing: Iri, kinds: set[Iri]) -> bool:
    return thing.startswith(ID) and any(
        kind.startswith((MPO, PREFIXES["eli"])) and kind not in HIDDEN for kind in kinds
    )
