"""What points at a thing, by property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.kinds import find_label, prepare_labels
from kg.questions.label import Labels
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, read_text
from kg.questions.said import find_values, prepare_values
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri

#: Claims are facts of their own subjects, and what is of a class is no use of it.
_NO_USES: Final = {
    *(PREFIXES["rdf"] + name for name in ("subject", "object", "predicate", "type")),
    *(PREFIXES["oa"] + name for name in ("hasSource", "hasSelector")),
}
#: More users than this are read by a query, with what is needed of them alone.
_MANY: Final = 12
_TYPE: Final = PREFIXES["rdf"] + "type"


@dataclass(frozen=True)
class Use:
    """Things that point at the described one by a property."""

    property: Word
    users: tuple[Named, ...]


def find_uses(store: Store, thing: Iri) -> tuple[Use, ...]:
    """What points at a thing, by property."""
    return read_uses(store, thing, find_users(store, thing))


def find_users(store: Store, thing: Iri) -> dict[str, tuple[Iri, ...]]:
    """What points at a thing, by property and in the order of the IRIs."""
    found: dict[str, list[Iri]] = defaultdict(list)
    for user, name, _ in store.find_users((thing,)):
        found[name].append(user)
    return {name: tuple(sorted(users)) for name, users in found.items()}


def read_uses(store: Store, thing: Iri, pointing: Mapping[str, tuple[Iri, ...]]) -> tuple[Use, ...]:
    """The uses among all that points at a thing: claims aside, each with its label."""
    kept = {name: users for name, users in pointing.items() if name not in _NO_USES}
    labels = Labels(store)
    named: dict[str, dict[Iri, Named]] = defaultdict(dict)
    for name, user, label in (
        _ask_uses(store, thing)
        if sum(map(len, kept.values())) > _MANY
        else _look_up_uses(store, kept)
    ):
        named[name].setdefault(user, Named(user, labels.get(user, label)))
    return tuple(
        Use(get_word(name), tuple(sorted(users.values(), key=lambda one: (one.label, one.iri))))
        for name, users in sorted(named.items())
    )


def _ask_uses(store: Store, thing: Iri) -> Iterator[tuple[str, Iri, str | None]]:
    """What points at a thing with its first label: of many, by one query."""
    rows = store.select(get_query("describe-uses"), thing=thing).rows
    for row in sorted(rows, key=lambda row: read_text(row, "userLabel") or ""):
        yield get_iri(row, "property"), get_iri(row, "user"), read_text(row, "userLabel")


def _look_up_uses(
    store: Store, pointing: Mapping[str, tuple[Iri, ...]]
) -> Iterator[tuple[str, Iri, str | None]]:
    """The same of a few, by what each says."""
    asked = [user for users in pointing.values() for user in users]
    prepare_labels(store, asked)
    prepare_values(store, _TYPE, asked)
    for name, users in pointing.items():
        for user in users:
            if MPO + "Claim" not in find_values(store, _TYPE, user):
                yield name, user, find_label(store, user)
