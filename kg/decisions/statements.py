"""The decided links in the generated graphs, and how a decision changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.decisions.anchor import Doubt
from kg.decisions.evidence import Evidence
from kg.decisions.record import SINGLE, Decision, make_key
from kg.graph.claims import add_link
from kg.graph.ntriples import MPO, PROV, RDF, SSSOM, Term, Triple, Triples, decimal, get_text

#: Candidates stay below one half.
_MOST: Final = 0.49
_HOLDING: Final = (MPO.Stated, MPO.Inferred, MPO.Confirmed)


class _Book:
    """A graph with its facts about some subjects at hand; what is changed is changed in both."""

    def __init__(self, triples: Triples, subjects: Collection[Term]) -> None:
        self.triples = triples
        self._facts: dict[Term, dict[tuple[Term, Term], None]] = defaultdict(dict)
        for subject, predicate, object_ in triples:
            if subject in subjects:
                self._facts[subject][predicate, object_] = None

    def add(self, subject: Term, predicate: Term, object_: Term) -> None:
        self.triples.add(subject, predicate, object_)
        self._facts[subject][predicate, object_] = None

    def discard(self, subject: Term, predicate: Term, object_: Term) -> None:
        self.triples.discard(subject, predicate, object_)
        self._facts[subject].pop((predicate, object_), None)

    def find_facts(self, subject: Term) -> list[tuple[Term, Term]]:
        return list(self._facts.get(subject, ()))

    def find(self, subject: Term, predicate: Term) -> list[Term]:
        return [value for name, value in self.find_facts(subject) if name == predicate]

    def find_statement(self, link: Term) -> list[Triple]:
        """What a link says, once where it says it whole."""
        ends = (self.find(link, one) for one in (RDF.subject, RDF.predicate, RDF.object))
        return list(zip(*ends, strict=False))

    def replace(self, subject: Term, predicate: Term, object_: Term) -> None:
        """The one value instead of all that are there."""
        for value in self.find(subject, predicate):
            self.discard(subject, predicate, value)
        self.add(subject, predicate, object_)

    def clear(self, subject: Term) -> None:
        for predicate, value in self.find_facts(subject):
            self.discard(subject, predicate, value)

    def hold(self, link: Term) -> None:
        """Make a link a candidate; its direct triple is taken out elsewhere."""
        self.replace(link, MPO.status, MPO.Candidate)
        for value in self.find(link, SSSOM.confidence):
            if float(get_text(value)) > _MOST:
                self.replace(link, SSSOM.confidence, decimal(_MOST))


class Statements:
    """What the graphs say of decided links; `changed` are generated, `kept` are only read."""

    def __init__(
        self,
        decided: Sequence[Decision],
        doubts: Sequence[Doubt],
        changed: Sequence[Triples],
        inferred: Triples,
        kept: Sequence[Triples],
    ) -> None:
        links = {link for one in decided for link in (one.link, one.opposite) if link}
        sides = {side for one in decided for side in (one.subject, one.object)}
        ranked = {one.subject for one in decided if one.predicate in SINGLE}
        doubted = {side for one in doubts for side in one.subjects}
        doubted |= {side for one in doubts if one.decision.opposite for side in one.objects}
        self._rivals: dict[Term, set[Term]] = defaultdict(set)
        for graph in changed:
            for subject, predicate, object_ in graph:
                if predicate == RDF.subject and (object_ in ranked or object_ in doubted):
                    self._rivals[object_].add(subject)
        rivals = {link for found in self._rivals.values() for link in found}
        wanted = links | sides | rivals | doubted
        self._books = [_Book(graph, wanted) for graph in changed]
        self._kept = [_Book(graph, wanted) for graph in kept]
        self._inferred = next(book for book in self._books if book.triples is inferred)
        self._evidence = Evidence(
            [*changed, *kept],
            links | sides,
            (passage for one in decided for passage in one.passages),
        )

    def find_quotes(self, decision: Decision) -> set[str]:
        """The words that stand behind a decided link now."""
        things = (decision.link, decision.opposite, decision.subject, decision.object)
        proofs = [proof for one in things if one for proof in self._evidence.find_proofs(one)]
        return self._evidence.find_quotes([*proofs, *decision.passages])

    def is_there(self, thing: Term) -> bool:
        """Whether any graph says something of a thing."""
        return any(book.find_facts(thing) for book in (*self._books, *self._kept))

    def has_ends(self, decision: Decision) -> bool:
        """Whether both ends of a decided link are in the graph."""
        return self.is_there(decision.subject) and self.is_there(decision.object)

    def is_kept(self, decision: Decision) -> bool:
        """Whether people wrote the link or its triple into a file of their own."""
        facts = (decision.predicate, decision.object)
        return any(
            book.find_facts(decision.link) or facts in book.find_facts(decision.subject)
            for book in self._kept
        )

    def has_direct(self, subject: Term, predicate: Term) -> bool:
        """Whether any graph relates a thing by a property."""
        return any(book.find(subject, predicate) for book in (*self._books, *self._kept))

    def discard(self, subject: Term, predicate: Term, object_: Term) -> None:
        """Take a triple out of every generated graph."""
        for book in self._books:
            book.discard(subject, predicate, object_)

    def is_generated(self, decision: Decision) -> bool:
        """Whether a document or a rule gives the link."""
        return any(self._find_books(decision.link))

    def restore(self, decision: Decision, *, is_lost: bool) -> bool:
        """Whether the link is there: as a rule gave it, turned round, or out of the decision.

        Without both its ends and a passage that proves it nothing is made, nor where the words are
        lost that the rule of then went by.
        """
        if self.is_generated(decision):
            return True
        if self._turn(decision.opposite, decision.link, decision.subject, decision.object):
            return True
        if is_lost or not self.has_ends(decision):
            return False
        proofs = self._evidence.find_present(decision.passages, decision.quotes) or (
            *self._evidence.find_proofs(decision.subject),
            *self._evidence.find_proofs(decision.object),
        )
        if not proofs:
            return False
        made = Triples()
        add_link(
            made,
            decision.subject,
            decision.predicate,
            decision.object,
            status=MPO.Candidate,
            confidence=float(get_text(decision.confidence)),
            justification=decision.justification,
            rules=decision.rules,
            proofs=proofs,
            via=decision.via,
        )
        for triple in made:
            self._inferred.add(*triple)
        return True

    def _turn(self, given: Term | None, link: Term, subject: Term, object_: Term) -> bool:
        """Copy a link, where it stands, as that of the opposite direction."""
        turned = {RDF.subject: subject, RDF.object: object_}
        books = [book for book in self._books if given and book.find_facts(given)]
        for book in books:
            for predicate, value in book.find_facts(given or ""):
                book.add(link, predicate, turned.get(predicate, value))
        return bool(books)

    def reject(self, decision: Decision) -> None:
        """The link says so, and what it related is related no more, in either direction."""
        self._give_reason(decision, [decision.link])
        for book in self._find_books(decision.link):
            book.replace(decision.link, MPO.status, MPO.Rejected)
            book.replace(decision.link, PROV.wasInfluencedBy, decision.term)
        self._take_out(decision)

    def _give_reason(self, decision: Decision, links: Sequence[Term]) -> None:
        """The person's reason, where no rule says why: the decision keeps it in any case."""
        for link in links:
            if not any(book.find(link, MPO.reason) for book in self._books):
                for book in self._find_books(link):
                    book.add(link, MPO.reason, decision.told_reason)

    def hold(self, decision: Decision) -> None:
        """The link is but a candidate until somebody decides again."""
        for book in self._find_books(decision.link):
            book.hold(decision.link)
        self._take_out(decision)

    def leave(self, decision: Decision) -> None:
        """The link is what the rules say; a candidate is one in one direction."""
        for book in self._find_books(decision.link):
            if decision.opposite and MPO.Candidate in book.find(decision.link, MPO.status):
                book.clear(decision.opposite)

    def _take_out(self, decision: Decision) -> None:
        subject, predicate, object_ = decision.subject, decision.predicate, decision.object
        self.discard(subject, predicate, object_)
        if decision.opposite is not None:
            self.discard(object_, predicate, subject)
            for book in self._find_books(decision.opposite):
                book.clear(decision.opposite)

    def confirm(self, decision: Decision) -> None:
        """The link says so and its triple holds, a symmetric one in both directions."""
        subject, predicate, object_ = decision.subject, decision.predicate, decision.object
        directions = [(decision.link, subject, object_)]
        if decision.opposite is not None:
            if not any(self._find_books(decision.opposite)):
                self._turn(decision.link, decision.opposite, object_, subject)
            directions.append((decision.opposite, object_, subject))
        self._give_reason(decision, [link for link, *_ in directions])
        for link, left, right in directions:
            for book in self._find_books(link):
                book.replace(link, MPO.status, MPO.Confirmed)
                book.replace(link, SSSOM.confidence, decimal(1.0))
                book.replace(link, PROV.wasInfluencedBy, decision.term)
                book.add(left, predicate, right)

    def set_back_others(self, decision: Decision) -> None:
        """Links that give the same thing another value hold no more; they become candidates."""
        subject, predicate = decision.subject, decision.predicate
        for book in self._books:
            for link in sorted(self._rivals.get(subject, ())):
                if (
                    link != decision.link
                    and predicate in book.find(link, RDF.predicate)
                    and any(status in _HOLDING for status in book.find(link, MPO.status))
                ):
                    book.hold(link)
            for value in book.find(subject, predicate):
                if value != decision.object:
                    book.discard(subject, predicate, value)

    def hold_doubtful(self, doubt: Doubt, decided: Collection[Triple]) -> set[Term]:
        """Make candidates of the links that a doubtful decision may have been on; their subjects.

        What is `decided` on its own, by keys, stays as it is.
        """
        held: set[Term] = set()
        sides = doubt.subjects | (doubt.objects if doubt.decision.opposite else frozenset())
        links = sorted({link for side in sides for link in self._rivals.get(side, ())})
        for book in self._books:
            for link in links:
                for subject, predicate, object_ in book.find_statement(link):
                    if (
                        doubt.may_be(subject, predicate, object_)
                        and make_key(subject, predicate, object_) not in decided
                    ):
                        self.hold(replace(doubt.decision, subject=subject, object=object_))
                        held.add(subject)
        return held

    def _find_books(self, link: Term) -> Iterator[_Book]:
        return (book for book in self._books if book.find_facts(link))
