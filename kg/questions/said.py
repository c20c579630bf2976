"""What a thing says of itself, read once for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.questions.shared import Shared, share_many
from kg.store.store import Store
from kg.store.terms import Iri, Term


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

    def get_iri(self, name: str) -> Iri | None:
        """The first value of a property that is no literal, None where it has none."""
        return next(iter(self.find_iris(name)), None)

    def find_iris(self, *names: str) -> tuple[Iri, ...]:
        """All values of some properties that are no literals."""
        found = (value for name in names for value in self.values.get(name, ()))
        return tuple(value for value in found if isinstance(value, Iri))

    def get_text(self, name: str) -> str | None:
        """The first value of a property as a plain text, None where it has none."""
        value = self.get(name)
        return None if value is None else str(value)

    def find_texts(self, name: str) -> tuple[str, ...]:
        """All values of a property as plain texts."""
        return tuple(map(str, self.values.get(name, ())))

    def get_integer(self, name: str) -> int | None:
        """The first value of a property as a whole number, None too for what is no number."""
        value = self.get(name)
        try:
            return None if value is None else int(value)
        except ValueError:
            return None

    def is_true(self, name: str) -> bool:
        """Whether a property is the boolean true."""
        return self.get(name) in ("true", "1")


def find_said(store: Store, thing: Iri) -> Said:
    """What a thing says of itself."""
    return _share(store)(thing)


def prepare_said(store: Store, things: Iterable[Iri]) -> None:
    """Read in one go what several things say that will be asked for one by one."""
    _share(store).prepare(things)


def find_values(store: Store, property_: str, thing: Iri) -> tuple[Term, ...]:
    """What a thing says by one property, sorted: less to read than all that it says."""
    return _share_values(store, property_)(thing)


def prepare_values(store: Store, property_: str, things: Iterable[Iri]) -> None:
    """Read in one go what several things say by one property."""
    _share_values(store, property_).prepare(things)


def find_pointing(store: Store, property_: str, *things: Term) -> tuple[Iri, ...]:
    """What points at some things by a property, in the order of their IRIs."""
    users = store.find_users(things, Iri(property_))
    return tuple(sorted({user for user, _, _ in users}))


def _share(store: Store) -> Shared[Said]:
    return share_many(store, _read, _read)


def _share_values(store: Store, property_: str) -> Shared[tuple[Term, ...]]:
    def read(alive: Store, things: Iterable[Iri]) -> Mapping[Iri, tuple[Term, ...]]:
        asked = list(things)
        found: dict[Iri, list[Term]] = {thing: [] for thing in asked}
        for thing, _, value in alive.find_facts(asked, Iri(property_)):
            found[thing].append(value)
        return {thing: tuple(sorted(values)) for thing, values in found.items()}

    return share_many(store, ("values", property_), read)


def _read(store: Store, things: Iterable[Iri]) -> Mapping[Iri, Said]:
    asked = list(things)
    found: dict[Iri, dict[str, list[Term]]] = {thing: {} for thing in asked}
    for thing, name, value in store.find_facts(asked):
        found[thing].setdefault(name, []).append(value)
    return {
        thing: Said({name: tuple(sorted(values)) for name, values in said.items()})
        for thing, said in found.items()
    }
