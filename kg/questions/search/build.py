"""The columns of a search, made from a store: `build_columns`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

import numpy as np

from kg.names import ID, MPO, make_municipality
from kg.questions.evidence import Evidence, sort_evidence
from kg.questions.label import find_made_labels, shorten
from kg.questions.match import make_key
from kg.questions.reading import make_short, parse_code
from kg.questions.search.columns import Array, Pool, make_lists, make_numbers
from kg.questions.search.faceted import Faceted, Value, find_facets
from kg.questions.search.facets import FACETS
from kg.questions.search.found import Role
from kg.questions.search.gathered import (
    LABELS,
    NAMES,
    NOTATION,
    Field,
    find_evidence,
    find_fields,
    find_printed,
    find_proofs,
    find_thing_kinds,
)
from kg.questions.search.suffixes import make_codes, sort_suffixes
from kg.questions.search.typed import SEPARATOR
from kg.store.store import Store
from kg.store.terms import Iri

#: The kinds that people look for, the first first.
_KINDS: Final = (
    "Project",
    "PolicyNode",
    "Body",
    "Article",
    "Ordinance",
    "Law",
    "Regulation",
    "Instrument",
    "SourceDocument",
    "Ward",
    "Service",
    "Publication",
    "Facility",
    "Event",
    "Statistic",
    "Opinion",
    "OtherSection",
)
_KIND_PLACES: Final = {MPO + name: place for place, name in enumerate(_KINDS)}
_PROOF_TEXTS: Final = ("iri", "title", "document", "quote", "page", "address", "seen")
_PROOF_NUMBERS: Final = ("start", "end", "first_line", "last_line")
#: Values of two labels that are alike are told apart by their municipality.
_APART: Final = ("branch", "body", "ward", "document")


def build_columns(store: Store) -> dict[str, Array]:
    """Everything that a search reads, as columns."""
    kinds = find_thing_kinds(store)
    evidence, proofs = find_evidence(store), find_proofs(store)
    found = find_fields(store, kinds)
    fields = sorted(found | find_printed(store, found, evidence, proofs))
    things = sorted({field.thing for field in fields})
    labels = {field.thing: field.text for field in fields if field.property in LABELS}
    named = labels | find_made_labels(store)
    for thing, own in groupby(fields, lambda field: field.thing):
        named.setdefault(thing, shorten(next(own).text) or make_short(thing))
    held = {thing: kinds[thing] for thing in things}
    pool = Pool()
    columns: dict[str, Array] = {}
    columns |= _make_things(things, held, named, pool)
    columns["thing_place"] = _make_places(things, evidence, proofs)
    columns |= _make_fields(things, fields, pool)
    columns |= _make_proofs(things, fields, evidence, proofs, pool)
    columns |= _make_facets(things, find_facets(store, held, named), named, pool)
    return columns | pool.make_columns()


def _make_things(
    things: list[Iri], kinds: Mapping[Iri, Iri], named: Mapping[Iri, str], pool: Pool
) -> dict[str, Array]:
    """What each thing is, what it is called, where it stands, and its places in the orders."""
    by_name = sorted(range(len(things)), key=lambda number: (named[things[number]], things[number]))
    order = np.empty(len(things), np.int32)
    order[by_name] = np.arange(len(things))
    ranks = sorted(set(kinds.values()), key=place_kind)
    places = {kind: place for place, kind in enumerate(ranks)}
    numbers = {thing: number for number, thing in enumerate(things)}
    homes = [_find_homes(thing, numbers) for thing in things]
    return {
        "thing_iri": make_numbers(map(pool.add, things)),
        "thing_label": make_numbers(pool.add(named[thing]) for thing in things),
        "thing_size": make_numbers(len(named[thing]) for thing in things),
        "thing_order": order,
        "thing_kind": make_numbers(places[kinds[thing]] for thing in things),
        "kinds": make_numbers(map(pool.add, ranks)),
        **make_lists("homes_of", homes),
    }


def _make_places(
    things: list[Iri], evidence: Mapping[Iri, Evidence], proofs: Mapping[Iri, set[Iri]]
) -> Array:
    """Each thing's place in the order of the documents; what stands in none comes last."""

    def place(thing: Iri) -> tuple[str, int]:
        own = _find_proofs(thing, evidence, proofs)
        return min(((one.document or "~", one.start or 0) for one in own), default=("~", 0))

    firsts = {thing: place(thing) for thing in things}
    by_place = sorted(range(len(things)), key=lambda number: (firsts[things[number]], number))
    places = np.empty(len(things), np.int32)
    places[by_place] = np.arange(len(things))
    return places


def _find_proofs(
    source: Iri, evidence: Mapping[Iri, Evidence], proofs: Mapping[Iri, set[Iri]]
) -> tuple[Evidence, ...]:
    return sort_evidence(
        evidence.get(proof) or Evidence(proof, str(proof)) for proof in proofs.get(source, ())
    )


def place_kind(kind: str) -> tuple[int, str]:
    """Where a kind stands among the kinds."""
    return _KIND_PLACES.get(kind, len(_KIND_PLACES)), kind


def _find_homes(thing: Iri, numbers: Mapping[Iri, int]) -> list[int]:
    """The municipality under which a thing is named, and the document in which it stands."""
    steps = thing.removeprefix(ID).removeprefix("eli/jp/").split("/")
    try:
        above = [Iri(make_municipality(steps[0]))]
    except ValueError:
        return []
    if len(steps) > 3 and steps[1] == "document":
        above.append(Iri(f"{above[0]}/document/{steps[2]}"))
    return [numbers[iri] for iri in above if iri in numbers and iri != thing]


def _make_fields(things: list[Iri], fields: list[Field], pool: Pool) -> dict[str, Array]:
    """The texts, and their keys one after the other with the order of their suffixes."""
    numbers = {thing: number for number, thing in enumerate(things)}
    sources = {source: n for n, source in enumerate(_find_sources(things, fields))}
    keys = [make_key(field.text) for field in fields]
    ends = np.cumsum([len(key) + 1 for key in keys], dtype=np.int64)
    codes = make_codes(SEPARATOR.join(keys))
    owners = make_numbers(numbers[field.thing] for field in fields)
    return {
        "codes": codes,
        "suffixes": sort_suffixes(codes),
        "field_start": np.concatenate([[0], ends])[: len(fields)].astype(np.int64),
        "field_size": make_numbers(map(len, keys)),
        "field_thing": owners,
        "field_role": make_numbers(_find_role(field.property) for field in fields),
        "field_property": make_numbers(pool.add(field.property) for field in fields),
        "field_text": make_numbers(pool.add(field.text) for field in fields),
        "field_source": make_numbers(sources[field.source] for field in fields),
        "fields_of": np.searchsorted(owners, np.arange(len(things) + 1)).astype(np.int64),
    }


def _find_role(property: Iri) -> Role:
    if property in LABELS:
        return Role.LABEL
    if property == NOTATION:
        return Role.NUMBER
    return Role.NAME if property in NAMES else Role.TEXT


def _find_sources(things: list[Iri], fields: Iterable[Field]) -> list[Iri]:
    """What holds texts: the things themselves, in their order, then rows, cells and parts."""
    own = set(things)
    return [*things, *sorted({field.source for field in fields} - own)]


def _make_proofs(
    things: list[Iri],
    fields: list[Field],
    evidence: Mapping[Iri, Evidence],
    proofs: Mapping[Iri, set[Iri]],
    pool: Pool,
) -> dict[str, Array]:
    """The stretches that prove what holds the texts."""
    numbers: dict[Evidence, int] = {}
    lists = []
    for source in _find_sources(things, fields):
        own = _find_proofs(source, evidence, proofs)
        lists.append([numbers.setdefault(one, len(numbers)) for one in own])
    columns: dict[str, Array] = make_lists("proofs_of", lists)
    for name in _PROOF_TEXTS:
        columns[f"proof_{name}"] = make_numbers(pool.add(getattr(one, name)) for one in numbers)
    for name in _PROOF_NUMBERS:
        values = (getattr(one, name) for one in numbers)
        columns[f"proof_{name}"] = make_numbers(-1 if value is None else value for value in values)
    return columns


def _make_facets(
    things: list[Iri], faceted: Faceted, named: Mapping[Iri, str], pool: Pool
) -> dict[str, Array]:
    """The values of each facet, and which of them every thing has."""
    columns: dict[str, Array] = {}
    for name in FACETS:
        own = faceted[name]
        values = sorted({value for held in own.values() for value in held})
        if name == "kind":
            values.sort(key=lambda value: place_kind(value.iri or ""))
        numbers = {value: number for number, value in enumerate(values)}
        columns |= {
            f"{name}_value": make_numbers(pool.add(value.value) for value in values),
            f"{name}_label": make_numbers(map(pool.add, _tell_apart(name, values, named))),
            f"{name}_iri": make_numbers(pool.add(value.iri) for value in values),
            **make_lists(
                f"{name}_of",
                (sorted(numbers[value] for value in own.get(thing, ())) for thing in things),
            ),
        }
    return columns


def _tell_apart(name: str, values: list[Value], named: Mapping[Iri, str]) -> Iterable[str]:
    """The labels; of those that several values share, with the municipality."""
    alike = Counter(value.label for value in values)
    for value in values:
        code = parse_code(value.iri or "")
        home = named.get(Iri(f"{ID}{code}"), code or "")
        apart = name in _APART and value.label and alike[value.label] > 1
        yield f"{value.label}（{home}）" if apart else value.label
