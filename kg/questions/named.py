"""Lists of what the documents name, with how often and where they name it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect_texts,
    get_iri,
    group_rows,
    parse_code,
    read_integer,
    read_text,
)
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class NamedEntry:
    """A named thing. `code` is its municipality's, `places` counts the lines that name it."""

    iri: Iri
    label: str
    kind: Word
    code: str | None
    other_names: tuple[str, ...]
    documents: tuple[Named, ...]
    places: int


def find_named(store: Store, kind: Iri) -> tuple[NamedEntry, ...]:
    """The named things of a class, in the order of their names."""
    documents: dict[Iri, dict[Named, None]] = defaultdict(dict)
    places: dict[Iri, int] = defaultdict(int)
    for row in store.select(get_query("named-places"), kind=kind).rows:
        thing = get_iri(row, "thing")
        documents[thing][Named(get_iri(row, "document"), read_text(row, "title") or "")] = None
        places[thing] += read_integer(row, "places") or 0
    word = get_word(kind)
    found = [
        NamedEntry(
            thing,
            min(collect_texts(own, "label")),
            word,
            parse_code(thing),
            collect_texts(own, "other"),
            tuple(documents[thing]),
            places[thing],
        )
        for thing, own in group_rows(
            store.select(get_query("named"), kind=kind).rows, "thing"
        ).items()
    ]
    return tuple(sorted(found, key=lambda one: (one.label, one.iri)))
