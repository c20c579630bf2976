"""What is read of a store once and kept for all who ask the same store."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from threading import Lock
from typing import Any, Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from kg.store.store import Store
from kg.store.terms import Iri

Read = TypeVar("Read")

#: Answers kept of each kind; one takes about half a kilobyte.
_MOST: Final = 20_000
#: The part of them that goes when there are too many.
_PART: Final = 8
#: Fewer questions than this are as quick one by one.
_FEW: Final = 3


class Shared(Generic[Read]):
    """Answers about single things, the last that were asked for; `read` finds those of several."""

    def __init__(
        self, read: Callable[[Iterable[Iri]], Mapping[Iri, Read]], most: int = _MOST
    ) -> None:
        self._read, self._most = read, most
        self._known: dict[Iri, Read] = {}
        self._lock = Lock()

    def __call__(self, thing: Iri) -> Read:
        """The answer about a thing."""
        try:
            return self._known[thing]
        except KeyError:
            found = self._read((thing,))
            self._keep(found)
            return found[thing]

    def prepare(self, things: Iterable[Iri]) -> None:
        """Read in one go what is not known of several things that will be asked for."""
        missing = [thing for thing in dict.fromkeys(things) if thing not in self._known]
        if len(missing) > _FEW:
            self._keep(self._read(missing))

    def _keep(self, found: Mapping[Iri, Read]) -> None:
        with self._lock:
            self._known.update(found)
            over = len(self._known) - self._most
            if over > 0:
                # A dict keeps the order in which things came: the first go first, many at once,
                # as finding the first takes as long for one as for many.
                for thing in list(islice(self._known, over + self._most // _PART)):
                    del self._known[thing]


_shared: Final[WeakKeyDictionary[Store, dict[Any, Any]]] = WeakKeyDictionary()


def keep(store: Store, read: Callable[[Store], Read]) -> Read:
    """What `read` finds in a whole store, found once.

    A store does not change while it is open, and what is kept goes when the store does.
    """
    kept = _shared.setdefault(store, {})
    if read not in kept:
        kept[read] = read(store)
    found: Read = kept[read]
    return found


def share(
    store: Store, read: Callable[[Store, Iri], Read], most: int = _MOST
) -> Callable[[Iri], Read]:
    """`read` of a store, which keeps the answers that were asked for last, at most so many."""
    return share_many(
        store, read, lambda alive, things: {one: read(alive, one) for one in things}, most
    )


def share_many(
    store: Store,
    name: object,
    read: Callable[[Store, Iterable[Iri]], Mapping[Iri, Read]],
    most: int = _MOST,
) -> Shared[Read]:
    """The same for what can be read of several things at once, under a name of its own."""
    kept = _shared.setdefault(store, {})
    if name not in kept:
        # A strong reference would keep the store for as long as its answers.
        held = weakref.ref(store)

        def ask(things: Iterable[Iri]) -> Mapping[Iri, Read]:
            alive = held()
            assert alive is not None, "who asks holds the store"
            return read(alive, things)

        kept[name] = Shared(ask, most)
    found: Shared[Read] = kept[name]
    return found
