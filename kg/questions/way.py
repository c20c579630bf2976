"""The shortest explained way between any two things: each step in words, with its proof."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import networkx as nx

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_kinds, find_label
from kg.questions.label import Labels
from kg.questions.printed_verb import find_printed_verb
from kg.questions.query import get_query
from kg.questions.reading import Named, collect, get_iri, read_iri, read_text
from kg.questions.relation_words import say_sentence
from kg.questions.trace_words import say_confidence
from kg.questions.vocabulary import Word, get_code, get_word
from kg.store.store import Store
from kg.store.terms import Iri

#: What a step costs: what says most costs least.
_COSTS: Final = {
    MPO + "implementsArticle": 1.0,
    MPO + "carriesOut": 1.0,
    MPO + "sameThingAs": 1.0,
    MPO + "responsibleBody": 1.0,
    MPO + "reappearanceOf": 1.0,
    PREFIXES["cpsv"] + "follows": 1.0,
    PREFIXES["cpsv"] + "implements": 1.0,
    PREFIXES["dct"] + "isReplacedBy": 1.0,
    MPO + "lists": 1.0,
    PREFIXES["skos"] + "broader": 1.5,
    MPO + "under": 1.5,
    MPO + "mentions": 2.0,
    MPO + "closeTo": 2.0,
    MPO + "similarTo": 2.5,
    MPO + "wardScope": 3.0,
    PREFIXES["eli"] + "is_part_of": 3.0,
    PREFIXES["skos"] + "inScheme": 4.0,
    PREFIXES["dct"] + "isPartOf": 4.0,
}
_PLAIN: Final = 1.5
#: What almost everything hangs from: a way over it says nothing.
_HUB: Final = 12.0
#: Read once from subject to object; the other direction is the same statement.
_INVERSE: Final = {PREFIXES["dct"] + "replaces": PREFIXES["dct"] + "isReplacedBy"}


@dataclass(frozen=True)
class WayStep:
    """One statement on the way. `forward` is False where the way runs from object to subject.

    `link` is None for a relation that has no link of its own; `status` then too.
    """

    source: Named
    target: Named
    subject: Named
    predicate: Word
    object: Named
    forward: bool
    link: Iri | None
    status: Word | None
    confidence: float | None
    evidence: tuple[Evidence, ...]

    def say(self, language: str = "ja") -> str:
        """The statement as a sentence without its full stop."""
        names = self.subject.label, self.object.label
        return say_sentence(self.predicate, *names, language, self.verb)

    @property
    def verb(self) -> str | None:
        """The verb printed of what is carried out; None for other relations."""
        return find_printed_verb(self.predicate, self.object.label, self.evidence)

    def say_confidence(self, language: str = "ja") -> str:
        """How sure it is, in words; empty where a document's layout itself says it."""
        if self.status is None:
            return ""
        return say_confidence(self.status.iri, self.confidence, language)


@dataclass(frozen=True)
class Way:
    """The way from one thing to another; no steps where both are one.

    `kinds` tell a row, a project and a node of one name apart.
    """

    start: Named
    end: Named
    steps: tuple[WayStep, ...]
    kinds: Mapping[Iri, Word]


@dataclass(frozen=True)
class _Edge:
    subject: Iri
    predicate: Iri
    object: Iri
    link: Iri | None
    status: Iri | None
    confidence: float | None


def _make_key(edge: _Edge) -> tuple[str, ...]:
    return edge.subject, edge.predicate, edge.object, edge.link or ""


def _read_edges(store: Store) -> Iterator[_Edge]:
    for row in store.select(get_query("way-links")).rows:
        confidence = read_text(row, "confidence")
        yield _Edge(
            get_iri(row, "subject"),
            get_iri(row, "predicate"),
            get_iri(row, "object"),
            get_iri(row, "link"),
            get_iri(row, "status"),
            None if confidence is None else float(confidence),
        )
    for row in store.select(get_query("way-relations")).rows:
        ends = get_iri(row, "subject"), get_iri(row, "predicate"), get_iri(row, "object")
        yield _Edge(*ends, None, None, None)


class WayGraph:
    """All links in force and structural relations of a store, read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graph: nx.Graph[Iri] = nx.Graph()
        # In one order, whichever the engine's: of ways that cost the same the first is shown.
        for edge in sorted(_read_edges(store), key=_make_key):
            self._add(edge)
        self._hubs = {get_iri(row, "thing") for row in store.select(get_query("way-kinds")).rows}

    def find(self, start: Iri, end: Iri) -> Way:
        """The way between two things. Raises NotFoundError where there is none."""
        labels, proofs = Labels(self._store), Proofs(self._store)

        def name(thing: Iri) -> Named:
            return Named(thing, labels.get(thing, find_label(self._store, thing)))

        one, two = name(start), name(end)
        for thing in (one, two):
            if thing.iri not in self._graph and not find_kinds(self._store, thing.iri):
                raise NotFoundError(
                    f"{thing.iri} はグラフにありません / the graph does not hold it",
                    fix="名前で試してください / try its name",
                )
        if start == end:
            return Way(one, two, (), self._find_kinds([start]))

        def weigh(here: Iri, there: Iri, values: dict[str, _Edge]) -> float:
            del here
            return self._weigh(values["edge"]) + (0 if there in (start, end) else self._toll(there))

        try:
            found: list[Iri] = nx.dijkstra_path(self._graph, start, end, weight=weigh)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            raise NotFoundError(
                f"「{one.label}」と「{two.label}」をつなぐものはありません / nothing joins the two",
                fix="片方を、それを含むもの（計画、条例、組織）に替えてみてください / "
                "try a plan, ordinance or body that holds one of them",
            ) from None
        return Way(
            one,
            two,
            tuple(self._step(name(here), name(there), proofs) for here, there in pairwise(found)),
            self._find_kinds(found),
        )

    def _add(self, edge: _Edge) -> None:
        """Add a statement; of several between two things the one that says most is kept."""
        if edge.subject == edge.object or edge.predicate in _INVERSE:
            return
        if edge.object.startswith(MPO):  # a code, such as all wards, joins nothing
            return
        known = self._graph.get_edge_data(edge.subject, edge.object)
        if known is None or self._weigh(edge) < self._weigh(known["edge"]):
            self._graph.add_edge(edge.subject, edge.object, edge=edge)

    def _weigh(self, edge: _Edge) -> float:
        doubt = 0 if edge.confidence is None else 1 - edge.confidence
        return _COSTS.get(edge.predicate, _PLAIN) + doubt + (0 if edge.link else 0.1)

    def _toll(self, thing: Iri) -> float:
        """What it costs to pass through a thing: the more hang from it, the less it says."""
        return math.log2(1 + self._graph.degree[thing]) / 4 + (_HUB if thing in self._hubs else 0)

    def _step(self, source: Named, target: Named, proofs: Proofs) -> WayStep:
        edge: _Edge = self._graph.edges[source.iri, target.iri]["edge"]
        forward = edge.subject == source.iri
        subject, object_ = (source, target) if forward else (target, source)
        return WayStep(
            source,
            target,
            subject,
            get_word(edge.predicate),
            object_,
            forward,
            edge.link,
            None if edge.status is None else get_code(edge.status),
            edge.confidence,
            proofs.find(
                self._derive(edge.link) if edge.link else self._derive(subject.iri, object_.iri)
            ),
        )

    def _find_kinds(self, things: Iterable[Iri]) -> dict[Iri, Word]:
        found = ((thing, find_kinds(self._store, thing)) for thing in things)
        return {thing: get_word(kinds[0]) for thing, kinds in found if kinds}

    def _derive(self, *things: Iri) -> tuple[Iri, ...]:
        """The proofs of the first thing that has any."""
        for thing in things:
            rows = self._store.select(get_query("way-proofs"), thing=thing).rows
            if found := collect(read_iri(row, "proof") for row in rows):
                return found
        return ()


def find_way(store: Store, start: Iri, end: Iri) -> Way:
    """The shortest explained way between two things. Raises NotFoundError where there is none."""
    return WayGraph(store).find(start, end)
