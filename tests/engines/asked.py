"""Every question of the product, asked the same way of any engine.

The questions are found by reading `kg.questions`: each public function that takes a store first.
What it is asked about goes by the names of its other parameters; the few that need more are written
out in `SPECIAL`. A function that neither covers fails the test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

import kg.questions
from kg.decisions.load import read_decisions
from kg.errors import KgError
from kg.names import ID, MPO
from kg.questions.article import find_ordinances, get_article, get_ordinance
from kg.questions.evidence import Proofs
from kg.questions.find import SearchIndex
from kg.questions.label import Labels
from kg.questions.repeats import compare_repeats, find_repeat_links
from kg.questions.review import Wanted, describe_link, find_queue
from kg.questions.review_again import anchor, find_again, find_lost_words, find_quotes
from kg.questions.review_links import find_links
from kg.questions.statistic import find_statistics
from kg.questions.trace import find_articles_of, find_trace, trace_article
from kg.questions.trace_link import Links
from kg.questions.trace_sources import Sources
from kg.questions.trace_what import find_articles_typed
from kg.questions.way import find_way
from kg.store.store import Store
from kg.store.terms import Iri, Text
from tests.questions.conftest import REAL

#: The classes whose things the site lists by their names.
NAMED: Final = ("Instrument", "Service", "Publication", "Facility")
WORDS: Final = ("", "協働", "区民会議", "第32条", "32", "自治基本条例第32条", "総務局", "無い名前")
TRUE: Final = Text("true", datatype="http://www.w3.org/2001/XMLSchema#boolean")


@dataclass(frozen=True)
class Things:
    """What a graph holds, by class, each in order."""

    by_kind: dict[str, tuple[Iri, ...]]

    def thin(self, step: int) -> Things:
        """One in so many of each class."""
        return Things({kind: own[::step] for kind, own in self.by_kind.items()})

    def of(self, *names: str) -> tuple[Iri, ...]:
        """The things of some classes of the ontology."""
        return tuple(iri for name in names for iri in self.by_kind.get(MPO + name, ()))

    @property
    def mixed(self) -> tuple[Iri, ...]:
        """Some things of every class, and what is none."""
        some = {iri for own in self.by_kind.values() for iri in (*own[:2], *own[-2:])}
        return (*sorted(some), Iri(ID + "none"))


def find_held(store: Store) -> Things:
    """What a store holds, the ontology aside."""
    by_kind: dict[str, set[Iri]] = {}
    for row in store.select("SELECT DISTINCT ?thing ?kind WHERE { ?thing a ?kind }").rows:
        thing = row["thing"]
        if isinstance(thing, Iri) and thing.startswith(ID):
            by_kind.setdefault(str(row["kind"]), set()).add(thing)
    return Things({kind: tuple(sorted(own)) for kind, own in sorted(by_kind.items())})


def find_about(name: str, things: Things) -> Sequence[object]:
    """What a parameter of a name is given in turn."""
    match name:
        case "document":
            return things.of("SourceDocument")
        case "listing":
            return things.of("Listing")
        case "node" | "about":
            return things.of("PolicyNode")
        case "article":
            return things.of("Article")
        case "ordinance":
            return things.of("Legislation")
        case "body":
            return things.of("Body")
        case "project":
            return things.of("Project")[::2]
        case "passage":
            return things.of("Passage")[::10]
        case "municipality":
            return [Iri(ID + "141305"), Iri(ID + "261009"), Iri(ID + "none")]
        case "kind":
            return [Iri(MPO + name) for name in NAMED]
        case "scope":
            return [TRUE, *things.of("SourceDocument", "Body"), *things.of("PolicyNode")[::5]]
        case "thing":
            return things.mixed
        case "name" | "text":
            return WORDS
    return ()


Asker = Callable[[Store, Things], Iterable[object]]


def find_questions() -> dict[str, Callable[..., object]]:
    """The public functions that take a store first, by module and name."""
    found: dict[str, Callable[..., object]] = {}
    for info in iter_modules(kg.questions.__path__):
        module = import_module(f"kg.questions.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if (
                function.__module__ == module.__name__
                and not name.startswith("_")
                and first is not None
                and first.annotation == "Store"
            ):
                found[f"{info.name}.{name}"] = function
    return found


def ask(name: str, function: Callable[..., object], store: Store, things: Things) -> list[object]:
    """All that a question answers about the things of a graph. Raises KeyError where none fits."""
    if name in SPECIAL:
        return list(SPECIAL[name](store, things))
    needed = [
        one.name
        for one in list(inspect.signature(function).parameters.values())[1:]
        if one.default is inspect.Parameter.empty
    ]
    if not needed:
        return [answer(function, store)]
    first, *more = needed
    if more not in ([], ["proofs"]) or not find_about(first, things):
        raise KeyError(name)
    proofs = [Proofs(store)] if more else []
    return [answer(function, store, value, *proofs) for value in find_about(first, things)]


def answer(function: Callable[..., object], *arguments: object) -> object:
    """What a function answers, or how it says that it has no answer."""
    try:
        return function(*arguments)
    except KgError as error:
        return type(error).__name__, str(error)


def ask_review(store: Store, _: Things) -> Iterator[object]:
    """What `kg review` and `kg decide` ask."""
    decisions = anchor(store, read_decisions(REAL.ttl))
    links = find_links(store)
    queue = find_queue(links, store, decisions, Wanted(None, None, None, None, None))
    yield from (links, find_again(links, store, decisions), queue)
    proofs = Proofs(store)
    for link in queue[::20]:
        yield describe_link(store, link, proofs)
        yield find_quotes(store, [link.link, link.subject])
    for decision in decisions.latest.values():
        yield find_lost_words(store, decision)


def ask_ways(store: Store, things: Things) -> Iterator[object]:
    starts, ends = things.of("Project")[::9], things.of("Article")
    for start, end in zip(starts, ends, strict=False):
        yield answer(find_way, store, start, end)


def ask_traces(store: Store, things: Things) -> Iterator[object]:
    for article in things.of("Article"):
        yield answer(find_trace, store, article)
        yield trace_article(store, get_article(store, article))


def ask_reaches(store: Store, things: Things) -> Iterator[object]:
    for project in things.of("Project")[::5]:
        yield find_articles_of(store, project)


def ask_typed(store: Store, _: Things) -> Iterator[object]:
    answers = [get_ordinance(store, one.iri) for one in find_ordinances(store)]
    for word in WORDS:
        yield find_articles_typed(store, word, answers)


def ask_repeats(store: Store, _: Things) -> Iterator[object]:
    links = find_repeat_links(store)
    yield links
    yield compare_repeats(store, links)


def ask_statistics(store: Store, things: Things) -> Iterator[object]:
    yield find_statistics(store)
    for about in things.of("Project", "Body", "Ward"):
        yield find_statistics(store, about)


SPECIAL: Final[dict[str, Asker]] = {
    "review.find_queue": ask_review,
    "review.describe_link": ask_review,
    "review_again.anchor": ask_review,
    "review_again.find_again": ask_review,
    "review_again.find_lost_words": ask_review,
    "review_again.find_quotes": ask_review,
    "way.find_way": ask_ways,
    "trace.find_trace": ask_traces,
    "trace.trace_article": ask_traces,
    "trace.find_articles_of": ask_reaches,
    "trace_what.find_articles_typed": ask_typed,
    "repeats.compare_repeats": ask_repeats,
    "statistic.find_statistics": ask_statistics,
}


def ask_index(store: Store, _: Things) -> Iterator[object]:
    index = SearchIndex(store)
    for word in WORDS:
        yield index.search(word, limit=10_000)


def ask_labels(store: Store, things: Things) -> Iterator[object]:
    labels, links = Labels(store), Links(store)
    for iri in things.mixed:
        yield labels.get(iri, None)
        yield links.label(iri)
    for iri in things.of("Link")[::10]:
        yield links.find(iri)


def ask_proofs(store: Store, things: Things) -> Iterator[object]:
    proofs, sources = Proofs(store), Sources(store)
    for one in proofs.find(list(things.of("Passage")[::20])):
        yield one
        yield sources.say_sentence(one)
        yield sources.say_edition(one)


#: What asks a store by a class of its own.
CLASSES: Final[dict[str, Asker]] = {
    "find.SearchIndex": ask_index,
    "label.Labels": ask_labels,
    "evidence.Proofs": ask_proofs,
}


def describe(store: Store, things: Things) -> Iterator[Any]:
    """The data behind the pages of things."""
    for iri in things.mixed:
        yield store.describe(iri, "nt")
