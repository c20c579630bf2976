"""What stands around one thing by each relation: how many, the first of them, how sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import collect, get_iri, read_integer, read_iri, read_text
from kg.questions.relation_words import find_relations
from kg.questions.trace_words import Status
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row

#: The most neighbours by one relation that are ever read.
MOST: Final = 50
#: More than so many are not sorted before the first are taken.
_SORTED: Final = 2_000
#: Said from both ends (owl:SymmetricProperty): one statement, not two.
SYMMETRIC: Final = {
    MPO + "relatedArticle",
    MPO + "possibleDuplicateOf",
    MPO + "sameThingAs",
    MPO + "closeTo",
    MPO + "similarTo",
    PREFIXES["skos"] + "exactMatch",
    PREFIXES["skos"] + "closeMatch",
}
_CANDIDATE: Final = Iri(MPO + "Candidate")
#: What a rule concluded, whether or not a person has confirmed it.
_CONCLUDED: Final = (Iri(MPO + "Inferred"), Iri(MPO + "Confirmed"))


@dataclass(frozen=True, order=True)
class Relation:
    """A relation as it is met from one end: `forward` from its subject."""

    predicate: Iri
    forward: bool


@dataclass(frozen=True)
class Statement:
    """What joins two things. Without a link a document's layout itself says it."""

    subject: Iri
    predicate: Iri
    object: Iri
    link: Iri | None
    status: Word | None
    confidence: float | None

    @property
    def key(self) -> tuple[Iri, Iri, Iri]:
        """Which statement it is; the two directions of a symmetric relation are one."""
        ends = self.subject, self.object
        one, two = sorted(ends) if self.predicate in SYMMETRIC else ends
        return one, self.predicate, two


class Neighbours:
    """The neighbours of a store's things, of a class where one is asked for."""

    def __init__(self, store: Store, kind: Iri | None = None, status: Status | None = None) -> None:
        self._store, self._kind, self._status = store, kind, status
        self._proofs = Proofs(store)
        self._known: dict[Iri, dict[Relation, int]] = {}
        self._candidates: set[tuple[Iri, Relation]] = set()

    def count(self, thing: Iri) -> dict[Relation, int]:
        """How many things stand around a thing by each relation, in the order of the words."""
        if thing not in self._known:
            self._known[thing] = self._count_all(thing)
        return self._known[thing]

    def _count_all(self, thing: Iri) -> dict[Relation, int]:
        found: dict[Relation, int] = {}
        for forward in (True, False):
            plain, linked = self._count(thing, forward), self._count_linked(thing, forward)
            for predicate in map(Iri, find_relations()):
                if predicate in SYMMETRIC and not forward:
                    continue
                by = linked[predicate]
                concluded = sum(by[status] for status in _CONCLUDED)
                many = {
                    None: plain.get(predicate, 0) + by[_CANDIDATE],
                    Status.STATED: max(0, plain.get(predicate, 0) - concluded),
                    Status.INFERRED: concluded,
                    Status.CANDIDATE: by[_CANDIDATE],
                }[self._status]
                if many:
                    found[Relation(predicate, forward)] = many
                if by[_CANDIDATE]:
                    self._candidates.add((thing, Relation(predicate, forward)))
        return found

    def find(self, thing: Iri, relation: Relation) -> tuple[Iri, ...]:
        """The first neighbours of a thing by a relation, at most `MOST`."""
        many = self.count(thing).get(relation, 0)
        possible = (thing, relation) in self._candidates
        found: list[Iri] = []
        for name, status in self._choose_queries(many, possible):
            bindings = {"predicate": relation.predicate} | ({"status": status} if status else {})
            own, other = ("subject", "object") if relation.forward else ("object", "subject")
            bindings |= {own: thing} | ({f"{other}Kind": self._kind} if self._kind else {})
            rows = self._store.select(get_query(name), **bindings).rows
            found += [get_iri(row, other) for row in rows]
        return tuple(dict.fromkeys(one for one in found if one != thing))[:MOST]

    def state(self, thing: Iri, relation: Relation, other: Iri) -> Statement:
        """The statement that joins two things, with the link that says most surely so."""
        subject, object_ = (thing, other) if relation.forward else (other, thing)
        rows = self._store.select(
            get_query("neighbours-edge"),
            subject=subject,
            predicate=relation.predicate,
            object=object_,
        ).rows
        best: Statement = Statement(subject, relation.predicate, object_, None, None, None)
        for row in rows:
            text = read_text(row, "confidence")
            one = Statement(
                subject,
                relation.predicate,
                object_,
                get_iri(row, "link"),
                get_code(get_iri(row, "status")),
                None if text is None else float(text),
            )
            if best.link is None or (one.confidence or 0) > (best.confidence or 0):
                best = one
        return best

    def prove(self, statement: Statement) -> tuple[Evidence, ...]:
        """What proves a statement: its link's proofs, else those of the thing that it is about."""
        things = (statement.link,) if statement.link else (statement.subject, statement.object)
        for thing in things:
            if found := find_first_proofs(self._store, thing, self._proofs):
                return found
        return ()

    def _choose_queries(self, many: int, possible: bool) -> Iterator[tuple[str, Iri | None]]:
        if self._status in (None, Status.STATED):
            plain = "neighbours-some" if many > _SORTED else "neighbours"
            yield ("neighbours-stated" if self._status else plain), None
        if self._status is Status.INFERRED:
            for status in _CONCLUDED:
                yield "neighbours-linked", status
        if self._status in (None, Status.CANDIDATE) and possible:
            yield "neighbours-linked", _CANDIDATE

    def _count(self, thing: Iri, forward: bool) -> dict[Iri, int]:
        rows = self._select_count("count", thing, forward)
        return {get_iri(row, "predicate"): read_integer(row, "many") or 0 for row in rows}

    def _count_linked(self, thing: Iri, forward: bool) -> dict[Iri, dict[Iri, int]]:
        found: dict[Iri, dict[Iri, int]] = defaultdict(lambda: defaultdict(int))
        for row in self._select_count("linked-count", thing, forward):
            by = found[get_iri(row, "predicate")]
            by[get_iri(row, "status")] += read_integer(row, "many") or 0
        return found

    def _select_count(self, name: str, thing: Iri, forward: bool) -> list[Row]:
        own, other = ("subject", "object") if forward else ("object", "subject")
        bindings = {own: thing} | ({f"{other}Kind": self._kind} if self._kind else {})
        way = "out" if forward else "in"
        rows = self._store.select(get_query(f"neighbours-{way}-{name}"), **bindings).rows
        return [row for row in rows if "predicate" in row]


def find_first_proofs(store: Store, thing: Iri, proofs: Proofs) -> tuple[Evidence, ...]:
    """The first passages that prove a thing or a link, as many as `neighbours-proofs.rq` gives."""
    rows = store.select(get_query("neighbours-proofs"), thing=thing).rows
    return proofs.find(collect(read_iri(row, "proof") for row in rows))
