"""What is asked of the classes that are made of a store: `CLASSES`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.questions.evidence import Proofs
from kg.questions.find import SearchIndex, Sort
from kg.questions.label import Labels
from kg.questions.neighbours import Neighbours
from kg.questions.trace_link import Links
from kg.questions.trace_sources import Sources
from kg.questions.trace_words import Status
from kg.questions.way import WayGraph
from kg.store.store import Store
from tests.engines.examples import Asker, answer
from tests.engines.things import WORDS, Things


def ask_index(store: Store, _: Things) -> Iterator[object]:
    index = SearchIndex(store)
    yield sorted(index.find_kinds())
    for word in WORDS:
        for sort in Sort:
            yield index.search(word, sort=sort, limit=10_000)
        yield sorted(index.find_iris(word))
        yield index.suggest(word)
        yield index.find_near(word)
    for facet in index.search("").facets:
        for value in facet.values[:3]:
            yield index.search("", chosen={facet.name: value.value}, limit=10_000)


def ask_labels(store: Store, things: Things) -> Iterator[object]:
    labels = Labels(store)
    for iri in things.mixed:
        yield labels.get(iri, None)


def ask_links(store: Store, things: Things) -> Iterator[object]:
    links = Links(store)
    for iri in things.mixed:
        yield links.label(iri)
    links.prepare(things.of("Link")[1::10])
    for iri in (*things.of("Link")[::10], *things.of("Link")[1::10]):
        yield links.find(iri)


def ask_proofs(store: Store, things: Things) -> Iterator[object]:
    yield from Proofs(store).find(list(things.of("Passage")[::20]))


def ask_sources(store: Store, things: Things) -> Iterator[object]:
    sources = Sources(store)
    for one in Proofs(store).find(list(things.of("Passage")[::20])):
        yield sources.say_sentence(one)
        yield sources.say_edition(one)


def ask_neighbours(store: Store, things: Things) -> Iterator[object]:
    some = things.of("Article")[::4], things.of("Project")[::9], things.of("Body", "Ward")[::6]
    for status in (None, *Status):
        neighbours = Neighbours(store, status=status)
        for thing in (one for own in some for one in own):
            counts = neighbours.count(thing)
            yield list(counts.items())
            for relation in counts:
                found = neighbours.find(thing, relation)
                yield found
                for other in found[:2]:
                    statement = neighbours.state(thing, relation, other)
                    yield statement, neighbours.prove(statement)


def ask_way_graph(store: Store, things: Things) -> Iterator[object]:
    ways = WayGraph(store)
    for start, end in zip(things.of("Body"), things.of("Project")[::3], strict=False):
        yield answer(ways.find, start, end)


#: What asks a store by a class of its own.
CLASSES: Final[dict[str, Asker]] = {
    "evidence.Proofs": ask_proofs,
    "find.SearchIndex": ask_index,
    "label.Labels": ask_labels,
    "neighbours.Neighbours": ask_neighbours,
    "trace_link.Links": ask_links,
    "trace_sources.Sources": ask_sources,
    "way.WayGraph": ask_way_graph,
}
