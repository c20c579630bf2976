"""What stands around a named thing: its names over time, figures, events, where it is named."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.questions.describe import Description, describe
from kg.questions.event import Event, find_events
from kg.questions.opinion import Opinion, find_opinions
from kg.questions.place import Place, find_places
from kg.questions.project import find_municipality
from kg.questions.reading import Named
from kg.questions.renaming import Renaming, Step, find_chains, find_renamings_of
from kg.questions.statistic import Statistic, find_statistics
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class Around:
    """What the graph tells about a thing besides its own facts."""

    chains: tuple[tuple[Step, ...], ...]
    renamings: tuple[Renaming, ...]
    statistics: tuple[Statistic, ...]
    events: tuple[Event, ...]
    opinions: tuple[Opinion, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class NamedAnswer:
    """A named thing of any class with what stands around it."""

    iri: Iri
    label: str
    municipality: Named | None
    description: Description
    around: Around


def find_around(store: Store, thing: Iri) -> Around:
    """What stands around a thing; empty for what nothing is told of."""
    return Around(
        chains=find_chains(store, thing),
        renamings=find_renamings_of(store, thing),
        statistics=find_statistics(store, thing),
        events=find_events(store, thing),
        opinions=find_opinions(store, thing),
        places=find_places(store, thing),
    )


def get_named(store: Store, thing: Iri) -> NamedAnswer:
    """One named thing. Raises NotFoundError for what the graph does not know."""
    description = describe(store, thing)
    if not description.kinds:
        raise NotFoundError(f"グラフに無いものです / the graph does not know it: {thing}")
    return NamedAnswer(
        thing,
        description.label,
        find_municipality(store, thing),
        description,
        find_around(store, thing),
    )
