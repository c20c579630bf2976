"""Links that were decided on and have to be decided on again, for the words are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.decisions.anchor import Doubt, Standing
from kg.decisions.evidence import find_lost
from kg.decisions.load import Decisions
from kg.decisions.record import Decision
from kg.decisions.trouble import Trouble
from kg.graph.ntriples import Term, Triple, iri
from kg.graph.ntriples import get_iri as get_term_iri
from kg.names import MPO, PREFIXES
from kg.questions.evidence import Proofs
from kg.questions.query import get_query
from kg.questions.reading import get_iri
from kg.questions.review_links import Waiting, is_said_both_ways, make_link_key
from kg.store.store import Store
from kg.store.terms import Iri

#: No rule gives the link: only a person's word is for it.
_BY_HAND: Final = PREFIXES["semapv"] + "ManualMappingCuration"


def anchor(store: Store, decisions: Decisions) -> Decisions:
    """The decisions on what their ends are called now in a store."""
    if not decisions.all:
        return decisions
    words: dict[Term, set[str]] = defaultdict(set)
    for row in store.select(get_query("review-standing")).rows:
        words[iri(get_iri(row, "thing"))].add(str(row["exact"]))
    return decisions.anchored_in(Standing(words))


def find_again(links: Mapping[Iri, Waiting], store: Store, decisions: Decisions) -> list[Waiting]:
    """The links that somebody decided on and that have to be decided on again, each once.

    `decisions` are anchored. Where no rule gives a link any more it is asked out of the decision
    alone, as far as both its ends are there.
    """
    found: dict[Triple, Waiting] = {}
    for decision in decisions.latest.values():
        lost = find_lost_words(store, decision)
        link = lost and _find_link(links, store, decision)
        if link:
            found[decision.key] = replace(link, again=decision, lost=lost)
    for doubt in decisions.doubts:
        for link in _find_doubtful(links, store, doubt):
            if make_link_key(link) not in decisions.latest:
                found[make_link_key(link)] = replace(link, again=doubt.decision, lost=doubt.lost)
    return list(found.values())


def _find_doubtful(links: Mapping[Iri, Waiting], store: Store, doubt: Doubt) -> Iterator[Waiting]:
    """The links that a doubtful decision may have been on, else what it says it was on."""
    there = [
        link
        for link in links.values()
        if doubt.may_be(iri(link.subject), iri(link.predicate), iri(link.object))
        and not (link.object < link.subject and is_said_both_ways(links, link))
    ]
    if there:
        yield from there
        return
    own = doubt.decision
    pairs = {(own.subject, own.object)}
    if doubt.trouble is Trouble.SEVERAL:
        pairs = {(one, two) for one in doubt.subjects for two in doubt.objects}
    for subject, object_ in sorted(pairs):
        link = _find_link(links, store, replace(own, subject=subject, object=object_))
        if link is not None:
            yield link


def _find_link(links: Mapping[Iri, Waiting], store: Store, decision: Decision) -> Waiting | None:
    """The link that a decision is on; where none is there, as a person alone would make it."""
    link = Iri(get_term_iri(decision.link) or "")
    if link in links:
        return links[link]
    subject, predicate, object_ = (
        Iri(get_term_iri(term) or "")
        for term in (decision.subject, decision.predicate, decision.object)
    )
    if not all(store.select(get_query("proofs"), thing=end).rows for end in (subject, object_)):
        return None
    return Waiting(
        link, subject, predicate, object_, Iri(MPO + "Candidate"), 0.0, None, Iri(_BY_HAND), ()
    )


def find_lost_words(store: Store, decision: Decision) -> tuple[str, ...]:
    """The words that a person saw behind a link and that stand there no more."""
    terms = (decision.link, decision.opposite, decision.subject, decision.object)
    now = find_quotes(store, (Iri(get_term_iri(term) or "") for term in terms if term))
    proofs = Proofs(store)
    for passage in decision.passages:
        quote = proofs.get(Iri(get_term_iri(passage) or "")).quote
        if quote is not None:
            now.add(quote)
    return find_lost(decision.quotes, now)


def find_quotes(store: Store, things: Iterable[Iri]) -> set[str]:
    """The words of the passages that prove any of the things."""
    return {
        str(row["exact"])
        for thing in things
        for row in store.select(get_query("review-quotes"), thing=thing).rows
    }
