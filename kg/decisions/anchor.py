"""Where the ends of a decision stand now: an edit moves a row's offset, but not its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.decisions.evidence import is_of_one_document
from kg.decisions.record import Decision
from kg.decisions.trouble import Trouble
from kg.graph.ntriples import OA, PROV, Term, Triples, get_text

_PLACE: Final = re.compile(r"<.*/id/(?P<code>[^/]+)/document/(?P<slug>[^/]+)/(?P<kind>[^/>]+)/.*>")
#: Of things that share no other end, those this alike in per cent may be one that was edited.
_ALIKE: Final = 50


@dataclass(frozen=True)
class Place:
    """What the IRI of a thing of one document tells of it."""

    municipality: str
    document: str
    kind: str


@dataclass(frozen=True)
class Doubt:
    """A decision to be made again, what its ends may be now, and the words that are gone."""

    decision: Decision
    trouble: Trouble
    subjects: frozenset[Term]
    objects: frozenset[Term]
    lost: tuple[str, ...] = ()

    def may_be(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether the decision may have been on this statement."""
        if predicate != self.decision.predicate:
            return False
        return (subject in self.subjects and object_ in self.objects) or (
            self.decision.opposite is not None
            and subject in self.objects
            and object_ in self.subjects
        )


@dataclass(frozen=True)
class _End:
    """Where one end of a decision may stand; it is found when there is one place for its words."""

    things: frozenset[Term]
    is_found: bool
    lost: tuple[str, ...] = ()
    trouble: Trouble | None = None


def find_place(thing: Term) -> Place | None:
    """The municipality, document and kind of a row or node, None for what documents share."""
    found = _PLACE.fullmatch(thing)
    if found is None:
        return None
    kind = "part" if "/part/" in thing else found["kind"]
    return Place(found["code"], f"{found['code']}/{found['slug']}", kind)


class Standing:
    """The things that stand in one document, each with the words of its passages."""

    def __init__(self, words: Mapping[Term, Iterable[str]]) -> None:
        self._words = {thing: frozenset(own) for thing, own in words.items()}
        self._places = {thing: place for thing in self._words if (place := find_place(thing))}
        self._by_scope: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._by_words: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for thing, place in self._places.items():
            for scope in (place.document, place.municipality):
                self._by_scope[scope, place.kind].append(thing)
                for text in self._words[thing]:
                    self._by_words[scope, place.kind, text].append(thing)
        self._all: dict[tuple[str, str], frozenset[Term]] = {}
        self._texts: dict[frozenset[Term], dict[Term, str]] = {}
        self._documents = {place.document for place in self._places.values()}

    def place(self, decision: Decision) -> tuple[Decision, Doubt | None]:
        """The decision on the ends as they are called now; the doubt where one is not found."""
        subject = self._find(decision.subject, decision.subject_words)
        object_ = self._find(decision.object, decision.object_words)
        if Trouble.SEVERAL in (subject.trouble, object_.trouble):
            subject, object_ = _tell_apart(decision, subject, object_)
        moved = replace(
            decision,
            subject=min(subject.things) if subject.is_found else decision.subject,
            object=min(object_.things) if object_.is_found else decision.object,
            name=decision.term,
            written=decision.written_key,
        )
        if subject.is_found and object_.is_found:
            return moved, None
        trouble = max((end.trouble for end in (subject, object_) if end.trouble), key=_WORSE.index)
        return moved, Doubt(
            moved,
            trouble,
            self._narrow(subject, decision.subject, decision.subject_words, object_, moved.object),
            self._narrow(object_, decision.object, decision.object_words, subject, moved.subject),
            (*subject.lost, *object_.lost),
        )

    def _find(self, end: Term, words: Sequence[str]) -> _End:
        place = find_place(end)
        if not words or place is None:
            return _End(frozenset([end]), True)
        wanted = frozenset(words)
        own = self._words.get(end, frozenset())
        if wanted <= own:
            return _End(frozenset([end]), True)
        # Another edition may come under another slug; while the document is there it stands in it.
        scope = place.document if place.document in self._documents else place.municipality
        same = self._by_words.get((scope, place.kind, words[0]), [])
        found = frozenset(thing for thing in same if wanted <= self._words[thing])
        if len(found) == 1:
            return _End(found, True)
        lost = tuple(text for text in words if text not in own)
        if found:
            return _End(found, False, lost, Trouble.SEVERAL)
        rest = self._get_all(scope, place.kind)
        return _End(rest, False, lost, Trouble.CHANGED if own else Trouble.GONE)

    def _get_all(self, scope: str, kind: str) -> frozenset[Term]:
        if (scope, kind) not in self._all:
            self._all[scope, kind] = frozenset(self._by_scope.get((scope, kind), []))
        return self._all[scope, kind]

    def _narrow(
        self, end: _End, named: Term, words: Sequence[str], other: _End, across: Term
    ) -> frozenset[Term]:
        """What an end whose words are gone may be: anything of its kind across from a row that is
        found, else what is alike, so that one decision does not put a whole document in doubt."""
        if end.is_found or end.trouble is Trouble.SEVERAL:
            return end.things
        place = find_place(named)
        is_there = place is not None and place.document in self._documents
        if other.is_found and is_there and is_of_one_document(across):
            return end.things
        # Its own place counts whatever stands there: it may be the same row, rewritten.
        return self._find_alike(end.things, words) | (end.things & {named})

    def _find_alike(self, things: frozenset[Term], words: Sequence[str]) -> frozenset[Term]:
        from rapidfuzz import fuzz, process

        if things not in self._texts:
            self._texts[things] = {thing: _join(self._words[thing]) for thing in things}
        found = process.extract(
            _join(words), self._texts[things], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        )
        return frozenset(thing for _, _, thing in found)


def _tell_apart(decision: Decision, subject: _End, object_: _End) -> tuple[_End, _End]:
    """The two ends, found where only one pair of places lies as far apart as the decided one.

    Rows marked 再掲 are printed alike under several headings; an edit above moves all of them.
    """
    apart = _measure(decision.subject, decision.object)
    if apart is None or any(
        end.trouble not in (None, Trouble.SEVERAL) for end in (subject, object_)
    ):
        return subject, object_
    pairs = [
        (one, other)
        for one in subject.things
        for other in object_.things
        if _measure(one, other) == apart
    ]
    if len(pairs) != 1:
        return subject, object_
    return _End(frozenset([pairs[0][0]]), True), _End(frozenset([pairs[0][1]]), True)


def _measure(one: Term, other: Term) -> int | None:
    """How far apart two rows of one document begin; None for what has no offset."""
    places = find_place(one), find_place(other)
    starts = [thing.rstrip(">").rpartition("/")[2] for thing in (one, other)]
    if None in places or places[0] != places[1] or not all(map(str.isdecimal, starts)):
        return None
    return int(starts[1]) - int(starts[0])


def _join(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


_WORSE: Final = (Trouble.CHANGED, Trouble.SEVERAL, Trouble.GONE)


def find_standing(graphs: Iterable[Triples]) -> Standing:
    """Where the things of documents stand, read from graphs in two passes."""
    kept = list(graphs)
    proofs: dict[Term, list[Term]] = defaultdict(list)
    for graph in kept:
        for subject, predicate, object_ in graph:
            if predicate == PROV.wasDerivedFrom and is_of_one_document(subject):
                proofs[object_].append(subject)
    words: dict[Term, set[str]] = defaultdict(set)
    for graph in kept:
        for subject, predicate, object_ in graph:
            if predicate == OA.exact and subject in proofs:
                for thing in proofs[subject]:
                    words[thing].add(get_text(object_))
    return Standing(words)
