"""The neighbourhood of a thing: what hangs together with it, step by step, each step proven.

It is bounded everywhere: so many neighbours by a relation, so many things in all. What is left out
is counted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

from kg.errors import NotFoundError
from kg.names import PREFIXES
from kg.questions.describe import find_title
from kg.questions.evidence import Evidence
from kg.questions.kinds import find_kinds, find_label
from kg.questions.label import Labels
from kg.questions.neighbours import MOST, Neighbours, Relation, Statement
from kg.questions.printed_verb import find_printed_verb
from kg.questions.reading import Named
from kg.questions.relation_words import say_arrow, say_sentence
from kg.questions.said import prepare_said
from kg.questions.trace_words import Status, say_confidence
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri

#: How many neighbours by one relation are shown at first.
FIRST: Final = 5
#: How many things are drawn at most.
MOST_THINGS: Final = 80
#: A thing with more neighbours is not widened by itself: what it says is about everything.
_HUB: Final = 60
#: What another relation tells already: the other direction, and what mpo:implementsArticle says.
TOLD: Final = frozenset({PREFIXES["dct"] + "replaces", PREFIXES["cpsv"] + "implements"})


@dataclass(frozen=True)
class Wish:
    """What of a neighbourhood is asked for; empty for everything.

    `expanded` are things to widen besides the one in the middle, `opened` relations of a thing of
    which more than the first neighbours are wanted.
    """

    depth: int = 1
    relations: frozenset[Iri] = frozenset()
    status: Status | None = None
    kind: Iri | None = None
    expanded: tuple[Iri, ...] = ()
    opened: tuple[tuple[Iri, Relation], ...] = ()


@dataclass(frozen=True)
class Thing:
    """A thing of a neighbourhood. `parent` is the one from which it was reached first."""

    iri: Iri
    label: str
    kind: Word | None
    parent: Iri | None
    expanded: bool = False


@dataclass(frozen=True)
class Edge:
    """A statement that joins two things. Without a link a document's layout itself says it."""

    subject: Named
    predicate: Word
    object: Named
    link: Iri | None
    status: Word | None
    confidence: float | None
    evidence: tuple[Evidence, ...]

    @property
    def verb(self) -> str | None:
        """The verb printed of what is carried out; None for other relations."""
        return find_printed_verb(self.predicate, self.object.label, self.evidence)

    def say_arrow(self, language: str = "ja") -> str:
        """The relation as the label of an arrow."""
        return say_arrow(self.predicate, language, self.verb)

    def say(self, language: str = "ja") -> str:
        """The statement as a sentence without its full stop."""
        names = self.subject.label, self.object.label
        return say_sentence(self.predicate, *names, language, self.verb)

    def say_confidence(self, language: str = "ja") -> str:
        """How sure it is, in words; empty where a document's layout itself says it."""
        if self.status is None:
            return ""
        return say_confidence(self.status.iri, self.confidence, language)


@dataclass(frozen=True)
class Rest:
    """What of a relation of a thing is left out."""

    thing: Named
    relation: Relation
    predicate: Word
    left: int
    more: bool


@dataclass(frozen=True)
class Neighbourhood:
    """A thing with what stands around it, in the order in which it was reached.

    `relations` are all relations of the widened things with how many neighbours they lead to,
    whatever is asked for; `kinds` the classes of the things shown; `full` says that no more things
    could be taken in.
    """

    middle: Thing
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    rests: tuple[Rest, ...]
    relations: tuple[tuple[Word, int], ...]
    kinds: tuple[Word, ...]
    expanded: tuple[Iri, ...]
    full: bool


def find_neighbourhood(store: Store, thing: Iri, wish: Wish | None = None) -> Neighbourhood:
    """What stands around a thing. Raises NotFoundError for what the graph does not know."""
    return _Grower(store, wish or Wish()).grow(thing)


@dataclass
class _Grower:
    """Grows one neighbourhood from its middle outwards."""

    store: Store
    wish: Wish
    things: dict[Iri, Thing] = field(default_factory=dict)
    statements: dict[tuple[Iri, Iri, Iri], Statement] = field(default_factory=dict)
    rests: list[Rest] = field(default_factory=list)
    relations: dict[Iri, int] = field(default_factory=dict)
    widened: list[Iri] = field(default_factory=list)
    full: bool = False

    def __post_init__(self) -> None:
        self._labels = Labels(self.store)
        self._neighbours = Neighbours(self.store, self.wish.kind, self.wish.status)

    def grow(self, middle: Iri) -> Neighbourhood:
        if not find_kinds(self.store, middle) and not Neighbours(self.store).count(middle):
            raise NotFoundError(f"グラフに無いものです / the graph does not know it: {middle}")
        self._add(middle, None)
        self._widen(middle)
        first = [iri for iri in self.things if iri != middle]
        if self.wish.depth > 1:
            for iri in first:
                counts = self._neighbours.count(iri)
                if sum(counts.values()) <= _HUB:
                    self._widen(iri)
        for iri in self.wish.expanded:
            if iri in self.things and iri not in self.widened:
                self._widen(iri)
        things = tuple(self._finish(one) for one in self.things.values())
        edges = tuple(self._make_edge(one) for one in self.statements.values())
        return Neighbourhood(
            middle=things[0],
            things=things,
            edges=edges,
            rests=tuple(self.rests),
            relations=tuple((get_word(iri), many) for iri, many in self.relations.items()),
            kinds=tuple(
                sorted({one.kind for one in things[1:] if one.kind}, key=lambda kind: kind.iri)
            ),
            expanded=tuple(iri for iri in self.wish.expanded if iri in self.widened),
            full=self.full,
        )

    def _widen(self, thing: Iri) -> None:
        """Take in the neighbours of a thing."""
        self.widened.append(thing)
        counts = self._neighbours.count(thing)
        for relation, many in counts.items():
            if relation.predicate in TOLD:
                continue
            self.relations[relation.predicate] = self.relations.get(relation.predicate, 0) + many
            if self.wish.relations and relation.predicate not in self.wish.relations:
                continue
            opened = (thing, relation) in self.wish.opened
            found = self._neighbours.find(thing, relation)
            taken = 0
            for other in self._order(found)[: MOST if opened else FIRST]:
                if self._take(thing, relation, other):
                    taken += 1
            if (left := many - taken) > 0 and taken < len(found):
                self._leave(thing, relation, left, opened)
            elif left > 0 and many > MOST:
                self._leave(thing, relation, left, True)

    def _take(self, thing: Iri, relation: Relation, other: Iri) -> bool:
        if other not in self.things:
            if len(self.things) >= MOST_THINGS:
                self.full = True
                return False
            self._add(other, thing)
        statement = self._neighbours.state(thing, relation, other)
        self.statements.setdefault(statement.key, statement)
        return True

    def _leave(self, thing: Iri, relation: Relation, left: int, opened: bool) -> None:
        self.rests.append(
            Rest(self._name(thing), relation, get_word(relation.predicate), left, more=not opened)
        )

    def _order(self, found: Collection[Iri]) -> list[Iri]:
        """What is drawn already first, then by name."""
        prepare_said(self.store, found)
        known = {iri: self._name(iri).label for iri in found}
        return sorted(found, key=lambda iri: (iri not in self.things, known[iri], iri))

    def _add(self, iri: Iri, parent: Iri | None) -> None:
        kinds = find_kinds(self.store, iri)
        label = find_title(self.store, iri) if parent is None else self._name(iri).label
        self.things[iri] = Thing(iri, label, get_word(kinds[0]) if kinds else None, parent)

    def _finish(self, one: Thing) -> Thing:
        return replace(one, expanded=one.iri in self.widened)

    def _name(self, iri: Iri) -> Named:
        known = self.things.get(iri)
        label = known.label if known else self._labels.get(iri, find_label(self.store, iri))
        return Named(iri, label)

    def _make_edge(self, one: Statement) -> Edge:
        return Edge(
            subject=self._name(one.subject),
            predicate=get_word(one.predicate),
            object=self._name(one.object),
            link=one.link,
            status=one.status,
            confidence=one.confidence,
            evidence=self._neighbours.prove(one),
        )
