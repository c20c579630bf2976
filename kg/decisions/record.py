"""One decision of a person on a link, as a record and as triples (mpo:Decision).

It keeps what the person saw: the passages that proved the link with their words, and what the
rules had earned. So it can be told later whether the words have changed, and a link that no rule
gives any more can be shown again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from kg.errors import GraphError
from kg.graph.ntriples import (
    MPO,
    PROV,
    RDF,
    SKOS,
    SSSOM,
    Term,
    Triple,
    en,
    get_iri,
    get_text,
    iri,
    ja,
    string,
    typed,
)
from kg.names import ID, make_link

FILE: Final = "decisions.ttl"
DECISION: Final = f"{ID}decision/"
#: What holds both ways when it holds one way.
SYMMETRIC: Final = frozenset(
    {
        MPO.possibleDuplicateOf,
        MPO.similarTo,
        MPO.sameThingAs,
        MPO.closeTo,
        MPO.relatedArticle,
        SKOS.exactMatch,
        SKOS.closeMatch,
    }
)
#: Of which a thing has one at most: confirming one sets the others back.
SINGLE: Final = frozenset({MPO.reappearanceOf, SKOS.broader})


class Outcome(StrEnum):
    """What a person decided; the value is the status that the link gets."""

    CONFIRMED = MPO.Confirmed
    REJECTED = MPO.Rejected


@dataclass(frozen=True)
class Decision:
    """A decision; its terms are in N-Triples form.

    `by` is a role such as 企画調整課, never a person's name. `quotes` are the exact words of the
    passages behind the link then, `passages` those that proved the link itself; `subject_words`
    and `object_words` are those of an end that stands in one document, by which it is found again
    when its IRI has moved. `name` is the IRI in the file, `written` what the file says it is on.
    """

    subject: Term
    predicate: Term
    object: Term
    outcome: Outcome
    by: str
    reason: str
    at: datetime
    passages: tuple[Term, ...]
    quotes: tuple[str, ...]
    confidence: Term
    justification: Term
    rules: tuple[Term, ...] = ()
    via: tuple[Term, ...] = ()
    subject_words: tuple[str, ...] = ()
    object_words: tuple[str, ...] = ()
    name: Term = field(default="", compare=False)
    written: Triple | None = field(default=None, compare=False)

    @property
    def link(self) -> Term:
        """The link that was decided on."""
        return iri(make_link(self.subject, self.predicate, self.object))

    @property
    def opposite(self) -> Term | None:
        """The link the other way round, None where the relation has one direction."""
        if self.predicate not in SYMMETRIC:
            return None
        return iri(make_link(self.object, self.predicate, self.subject))

    @property
    def key(self) -> Triple:
        """What the decision is about, the same for both directions of a symmetric relation."""
        return make_key(self.subject, self.predicate, self.object)

    @property
    def written_key(self) -> Triple:
        """What the decision is about as its file says it, wherever its ends stand now."""
        return self.written or self.key

    @property
    def told_reason(self) -> Term:
        """The reason as the graph says it: English where it has no other letters."""
        return en(self.reason) if self.reason.isascii() else ja(self.reason)

    @property
    def time(self) -> str:
        """When it was decided, in UTC and in its canonical form (XML Schema 1.1 part 2, 3.3.7.2).

        A fraction has no zero at its end there, and none is written where it is zero: an engine
        that keeps values answers in this form, whatever the file says.
        """
        at = self.at.astimezone(UTC).replace(tzinfo=None)
        whole, _, fraction = at.isoformat().partition(".")
        fraction = fraction.rstrip("0")
        return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"

    @property
    def term(self) -> Term:
        """The decision's own IRI: the one in the file, else from what it says."""
        if self.name:
            return self.name
        said = " ".join([self.link, self.outcome, string(self.by), string(self.reason), self.time])
        return iri(DECISION + hashlib.sha256(said.encode()).hexdigest()[:16])


def make_key(subject: Term, predicate: Term, object_: Term) -> Triple:
    """A triple, with the ends of a symmetric relation in order."""
    if predicate in SYMMETRIC and object_ < subject:
        return object_, predicate, subject
    return subject, predicate, object_


def make_triples(decision: Decision) -> Iterator[Triple]:
    """The triples of a decision."""
    term = decision.term
    yield term, RDF.type, MPO.Decision
    yield term, RDF.type, PROV.Activity
    yield term, MPO.decisionOn, decision.link
    yield term, RDF.subject, decision.subject
    yield term, RDF.predicate, decision.predicate
    yield term, RDF.object, decision.object
    yield term, MPO.outcome, str(decision.outcome)
    yield term, MPO.decidedBy, ja(decision.by)
    yield term, MPO.reason, decision.told_reason
    yield term, PROV.endedAtTime, typed(decision.time, "dateTime")
    yield term, SSSOM.confidence, decision.confidence
    yield term, SSSOM.mapping_justification, decision.justification
    for passage in decision.passages:
        yield term, PROV.used, passage
    for text in decision.quotes:
        yield term, MPO.quoted, string(text)
    for text in decision.subject_words:
        yield term, MPO.quotedOfSubject, string(text)
    for text in decision.object_words:
        yield term, MPO.quotedOfObject, string(text)
    for rule in decision.rules:
        yield term, MPO.rule, rule
    for thing in decision.via:
        yield term, MPO.via, thing


def parse_triples(triples: Iterable[Triple]) -> dict[Term, Decision]:
    """The decisions among triples by their IRI, in the order in which they first come.

    Raises GraphError for a decision that lacks something or says it twice: were it passed over,
    what a person rejected would come back.
    """
    said: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        said[subject][predicate].append(object_)
    return {
        term: _parse(term, facts)
        for term, facts in said.items()
        if MPO.Decision in facts.get(RDF.type, ())
    }


def _parse(term: Term, facts: dict[Term, list[Term]]) -> Decision:
    def one(predicate: Term) -> Term:
        values: Sequence[Term] = facts.get(predicate, [])
        if len(values) != 1:
            raise _fault(term, predicate, f"{len(values)} 個あります / said {len(values)} times")
        return values[0]

    outcome = one(MPO.outcome)
    if outcome not in set(Outcome):
        raise _fault(term, MPO.outcome, outcome)
    written = get_text(one(PROV.endedAtTime))
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise _fault(term, PROV.endedAtTime, str(error)) from error
    if at.tzinfo is None:
        raise _fault(term, PROV.endedAtTime, f"{written}: 時差がありません / no time zone")
    return Decision(
        subject=one(RDF.subject),
        predicate=one(RDF.predicate),
        object=one(RDF.object),
        outcome=Outcome(outcome),
        by=get_text(one(MPO.decidedBy)),
        reason=get_text(one(MPO.reason)),
        at=at.astimezone(UTC),
        passages=tuple(sorted(facts.get(PROV.used, []))),
        quotes=tuple(sorted(map(get_text, facts.get(MPO.quoted, [])))),
        confidence=one(SSSOM.confidence),
        justification=one(SSSOM.mapping_justification),
        rules=tuple(sorted(facts.get(MPO.rule, []))),
        via=tuple(sorted(facts.get(MPO.via, []))),
        subject_words=tuple(sorted(map(get_text, facts.get(MPO.quotedOfSubject, [])))),
        object_words=tuple(sorted(map(get_text, facts.get(MPO.quotedOfObject, [])))),
        name=term,
    )


def _fault(term: Term, predicate: Term, why: str) -> GraphError:
    name = (get_iri(predicate) or predicate).replace("#", "/").rsplit("/", 1)[-1]
    return GraphError(
        f"決定の {name} を読めません / {name} of a decision cannot be read",
        where=f"{FILE}: {get_iri(term)}",
        why=why,
        fix="この決定を手で直すか、版管理から戻してください / "
        "mend this decision by hand, or restore the file from version control",
    )
