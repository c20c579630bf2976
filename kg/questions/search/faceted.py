"""The facets of every thing, read from a store: `find_facets`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.names import ID, MPO, parse_document
from kg.questions.appearance import find_appearance
from kg.questions.article import make_sort_key
from kg.questions.drift import DriftState, compare_appearances
from kg.questions.evidence import Proofs
from kg.questions.query import get_query
from kg.questions.reading import get_iri, make_short, parse_code
from kg.questions.search.facets import FACETS
from kg.store.store import Store
from kg.store.terms import Iri

NATIONAL: Final = "jp"
_ALL_WARDS: Final = MPO + "allWards"
_NONE: Final = "none"
_DRIFTED: Final = "drifted"


@dataclass(frozen=True, order=True)
class Value:
    """A value of a facet: its place among the others, how an address writes it, what it is called.

    `label` is empty where the pages have words for it.
    """

    order: tuple[int | str, ...]
    value: str = field(compare=False)
    label: str = field(compare=False)
    iri: Iri | None = field(compare=False)


Faceted = Mapping[str, Mapping[Iri, set[Value]]]


def find_facets(store: Store, kinds: Mapping[Iri, Iri], labels: Mapping[Iri, str]) -> Faceted:
    """For each facet the values of every thing. `labels` say what things are called."""
    found: dict[str, dict[Iri, set[Value]]] = {name: defaultdict(set) for name in FACETS}
    tops = _find_tops(store)
    for thing, kind in kinds.items():
        short = make_short(kind)
        found["kind"][thing].add(Value((short,), short, "", kind))
        code = _find_code(thing)
        home = Iri(f"{ID}{code}")
        found["municipality"][thing].add(
            Value((code,), code, labels.get(home, ""), None if code == NATIONAL else home)
        )
        if thing in tops:
            found["branch"][thing].add(_make_branch(tops[thing], labels))
        if thing.count("/document/") and (document := _find_document(thing)) is not None:
            found["document"][thing].add(document_value(document, labels))
    for row in store.select(get_query("find-facets")).rows:
        thing, name, value = get_iri(row, "thing"), row["facet"], row["value"]
        if thing not in kinds:
            continue
        if name == "node":
            if (top := tops.get(Iri(value))) is not None:
                found["branch"][thing].add(_make_branch(top, labels))
        elif name == "document":
            if parse_document(value) is not None:
                found["document"][thing].add(document_value(Iri(value), labels))
        elif (made := _make_value(name, str(value), labels)) is not None:
            found[name][thing].add(made)
    _add_drifted(store, found["again"])
    return found


def document_value(document: Iri, labels: Mapping[Iri, str]) -> Value:
    """A document as a value: addresses write its code and slug, as those of other lists do."""
    name = parse_document(document)
    assert name is not None, "it is the IRI of a document"
    written = f"{name.code}/{name.slug}"
    return Value((written,), written, labels.get(document, written), document)


def _make_value(name: str, value: str, labels: Mapping[Iri, str]) -> Value | None:
    if name == "year":
        return Value((int(value),), value, "", None) if value.isdecimal() else None
    if name == "again":
        return Value((value,), value, "", None)
    if name == "mark":
        written = make_short(value).lower()
        return Value((written,), written, "", Iri(value))
    if name == "ward" and value == _ALL_WARDS:
        return Value(("",), "all", "", Iri(value))
    if not value.startswith(ID):
        return None
    written = value.removeprefix(ID)
    label = labels.get(Iri(value), make_short(value))
    order: tuple[int | str, ...] = (label, value)
    if name == "article":
        number = value.rpartition("/art_")[2]
        order = (value.rpartition("/")[0], *make_sort_key(number))
    return Value(order, written, label, Iri(value))


def _add_drifted(store: Store, again: dict[Iri, set[Value]]) -> None:
    """Tell the rows whose text is not the original's; a thing with a mark is not one without."""
    proofs = Proofs(store)
    for row in store.select(get_query("find-originals")).rows:
        project = get_iri(row, "project")
        copy = find_appearance(store, get_iri(row, "listing"), proofs)
        original = find_appearance(store, get_iri(row, "original"), proofs)
        if project not in again or copy is None or original is None:
            continue
        if compare_appearances(original, copy).state == DriftState.DRIFTED:
            again[project].add(Value((_DRIFTED,), _DRIFTED, "", None))
    for values in again.values():
        if len(values) > 1:
            values -= {one for one in values if one.value == _NONE}


def _find_tops(store: Store) -> dict[Iri, Iri]:
    """The top node above each node of a policy tree."""
    above: dict[Iri, Iri] = {}
    nodes: set[Iri] = set()
    for row in store.select(get_query("find-branches")).rows:
        node = get_iri(row, "node")
        nodes.add(node)
        if (broader := row.get("broader")) is not None:
            above.setdefault(node, Iri(broader))
    tops: dict[Iri, Iri] = {}
    for node in nodes:
        at, seen = node, {node}
        while at in above and above[at] not in seen:
            at = above[at]
            seen.add(at)
        tops[node] = at
    return tops


def _make_branch(top: Iri, labels: Mapping[Iri, str]) -> Value:
    label = labels.get(top, make_short(top))
    document = _find_document(top)
    return Value((document or "", top), top.removeprefix(ID), label, top)


def _find_document(thing: Iri) -> Iri | None:
    head, _, tail = thing.partition("/document/")
    return Iri(f"{head}/document/{tail.partition('/')[0]}") if tail else None


def _find_code(thing: Iri) -> str:
    return parse_code(thing) or NATIONAL
