"""Things by their name, their IRI, or the path of their IRI, as people type it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kg.names import BASE, ID
from kg.questions.kinds import find_kinds, find_label, sort_kinds
from kg.questions.query import get_query
from kg.questions.reading import get_iri, make_short, read_iri, read_text
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri
from kg.text.fold import fold_key


class Likeness(IntEnum):
    """How a name meets what was typed, the best first."""

    IRI = 0
    LABEL = 1
    OTHER_NAME = 2
    PREFIX = 3
    PART = 4


@dataclass(frozen=True)
class Match:
    """A thing that a name may mean."""

    iri: Iri
    label: str
    kind: Word | None
    likeness: Likeness


def find_things(store: Store, name: str) -> list[Match]:
    """The things that a name, IRI or path may mean, best first; only exact ones if there are."""
    address = _find_address(store, name.strip())
    if address is not None:
        return [address]
    typed = make_key(name)
    if not typed:
        return []
    names: dict[Iri, tuple[bool, str]] = {}
    kinds: dict[Iri, set[Iri]] = {}
    likeness: dict[Iri, Likeness] = {}
    for row in store.select(get_query("find-labels")).rows:
        thing, printed = get_iri(row, "thing"), read_text(row, "name") or ""
        main = get_iri(row, "property").endswith(("prefLabel", "title"))
        own = not main, printed
        names[thing] = min(own, names.get(thing, own))
        if (kind := read_iri(row, "kind")) is not None:
            kinds.setdefault(thing, set()).add(kind)
        how = _compare(typed, make_key(printed), main)
        if how is not None:
            likeness[thing] = min(how, likeness.get(thing, how))
    found = [
        Match(thing, names[thing][1], get_word(sort_kinds(kinds[thing])[0]), how)
        for thing, how in likeness.items()
    ]
    found.sort(key=lambda match: (match.likeness, len(match.label), match.label, match.iri))
    exact = [match for match in found if match.likeness <= Likeness.OTHER_NAME]
    return exact or found


def make_key(text: str) -> str:
    """A name for comparing: folded, without blanks, without regard to case."""
    return fold_key(text).casefold()


def _compare(typed: str, name: str, main: bool) -> Likeness | None:
    if name == typed:
        return Likeness.LABEL if main else Likeness.OTHER_NAME
    if name.startswith(typed):
        return Likeness.PREFIX
    return Likeness.PART if typed in name else None


def _find_address(store: Store, typed: str) -> Match | None:
    """The thing of an IRI, or of a path such as `/id/141305` or `141305/project/…`."""
    path = typed.lstrip("/")
    if "/" not in typed and not path.isdecimal():
        return None
    for iri in (typed, BASE + path, ID + path):
        if any(char in iri for char in ' <>"{}|^`\\\n\t') or ":" not in iri:
            continue
        kinds = find_kinds(store, Iri(iri))
        if kinds:
            label = find_label(store, Iri(iri)) or make_short(iri)
            return Match(Iri(iri), label, get_word(kinds[0]), Likeness.IRI)
    return None
