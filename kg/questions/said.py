"""What a thing says of itself, read once for all who ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.questions.query import get_query
from kg.questions.reading import get_iri
from kg.questions.shared import Shared, share_many
from kg.store.store import Store
from kg.store.substitute import bind_many
from kg.store.terms import Iri, Term

#: Things that one query asks for.
_AT_ONCE: Final = 200


@dataclass(frozen=True)
class Said:
    """The values of a thing by property, sorted; none for a thing that the graph does not know."""

    values: Mapping[str, tuple[Term, ...]]

    def get(self, name: str) -> Term | None:
        """The first value of a property, None where it has none."""
        return next(iter(self.values.get(name, ())), None)

    def find(self, name: str) -> tuple[Term, ...]:
        """All values of a property."""
        return self.values.get(name, ())


def find_said(store: Store, thing: Iri) -> Said:
    """What a thing says of itself."""
    return _share(store)(thing)


def prepare_said(store: Store, things: Iterable[Iri]) -> None:
    """Read in one go what several things say that will be asked for one by one."""
    _share(store).prepare(things)


def _share(store: Store) -> Shared[Said]:
    return share_many(store, _read, _read)


def _read(store: Store, things: Iterable[Iri]) -> Mapping[Iri, Said]:
    query, asked = get_query("facts"), list(things)
    found: dict[Iri, dict[str, list[Term]]] = {thing: defaultdict(list) for thing in asked}
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        rows = (
            store.select(bind_many(query, "thing", some)).rows
            if len(some) > 1
            else store.select(query, thing=some[0]).rows
        )
        for row in rows:
            found[get_iri(row, "thing")][get_iri(row, "property")].append(row["value"])
    return {
        thing: Said({name: tuple(sorted(values)) for name, values in said.items()})
        for thing, said in found.items()
    }
