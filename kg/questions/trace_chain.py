"""The chains by which a link was concluded: its premises in the order in which they lead on.

A premise may itself be concluded; it is then told by its own chain. Links that rest on each other
in a circle end the walk where it would begin anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import Final

import networkx as nx

from kg.questions.evidence import Evidence, sort_evidence
from kg.questions.reading import Named
from kg.questions.trace_link import REJECTED, Link, Links
from kg.questions.vocabulary import Word
from kg.store.terms import Iri

#: More ways to one conclusion than this are no help, nor are longer ones.
_CHAINS: Final = 6
_LONGEST: Final = 12


@dataclass(frozen=True)
class Step:
    """One link of a chain, from one thing on to the next.

    `forward` is False where the chain runs from the link's object to its subject.
    """

    link: Link
    source: Named
    target: Named
    forward: bool

    @property
    def predicate(self) -> Word:
        """What relates the two, read from the link's subject to its object."""
        return self.link.predicate

    @property
    def status(self) -> Word:
        """Whether a document says it or a rule concluded it."""
        return self.link.status

    @property
    def confidence(self) -> float | None:
        """How sure this step is by itself."""
        return self.link.confidence

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What proves this step."""
        return self.link.evidence


@dataclass(frozen=True)
class Chain:
    """Steps from a thing to the article. One step: nothing lies between.

    `whole` is False where the premises do not join; the steps then are the conclusion alone, and
    `beside` holds what it rests on. `beside` also holds premises that lie on no way.
    """

    steps: tuple[Step, ...]
    whole: bool = True
    beside: tuple[Link, ...] = ()

    @property
    def things(self) -> tuple[Named, ...]:
        """The things that it leads over, both ends included."""
        return (self.steps[0].source, *(step.target for step in self.steps))

    @property
    def confidence(self) -> float:
        """How sure its least sure step is."""
        return min((step.confidence or 0.0 for step in self.steps), default=0.0)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What proves all of its steps."""
        return sort_evidence(
            proof
            for link in (*(step.link for step in self.steps), *self.beside)
            for proof in link.evidence
        )


def find_chains(links: Links, link: Link) -> tuple[Chain, ...]:
    """The chains behind a link, the shortest first, of those the surest; one at the least."""
    return _find(links, link, frozenset())


def is_rejected(links: Links, link: Link) -> bool:
    """Whether a person rejected a link or anything that it rests on."""
    waiting, seen = [link], {link.iri}
    while waiting:
        one = waiting.pop()
        if one.status.iri == REJECTED:
            return True
        for premise in one.premises:
            found = links.find(premise)
            if found is not None and found.iri not in seen:
                seen.add(found.iri)
                waiting.append(found)
    return False


def _find(links: Links, link: Link, above: frozenset[Iri]) -> tuple[Chain, ...]:
    """The chains of a link; a premise that lies above it is not walked into again."""
    above = above | {link.iri}
    premises = [
        found
        for premise in link.premises
        if premise not in above and (found := links.find(premise)) is not None
    ]
    alone = Step(link, link.subject, link.object, forward=True)
    if not premises:
        return (Chain((alone,)),)
    ways = sorted(_walk(premises, link), key=lambda way: (len(way), [one.link.iri for one in way]))
    if not ways:
        return (Chain((alone,), whole=False, beside=tuple(premises)),)
    used = {step.link.iri for way in ways for step in way}
    left = tuple(one for one in premises if one.iri not in used)
    chains = dict.fromkeys(
        Chain(
            tuple(step for part in parts for step in part.steps),
            all(part.whole for part in parts),
            tuple(dict.fromkeys((*left, *(one for part in parts for one in part.beside)))),
        )
        for way in ways
        for parts in islice(product(*(_expand(links, step, above) for step in way)), _CHAINS)
    )
    simple = [chain for chain in chains if len(set(chain.things)) == len(chain.things)]
    ordered = sorted(simple or chains, key=lambda one: (len(one.steps), -one.confidence))
    return tuple(ordered[:_CHAINS])


def _expand(links: Links, step: Step, above: frozenset[Iri]) -> tuple[Chain, ...]:
    """The chains of one premise, in the direction in which it is walked."""
    chains = _find(links, step.link, above)
    return chains if step.forward else tuple(map(_turn, chains))


def _turn(chain: Chain) -> Chain:
    steps = (
        Step(step.link, step.target, step.source, not step.forward) for step in chain.steps[::-1]
    )
    return Chain(tuple(steps), chain.whole, chain.beside)


def _walk(premises: list[Link], link: Link) -> Iterator[tuple[Step, ...]]:
    """The ways over premises from a link's subject to its object, in either direction of each."""
    graph: nx.Graph[Iri] = nx.Graph()
    for one in premises:
        known = graph.get_edge_data(one.subject.iri, one.object.iri)
        if known is None or (known["link"].confidence or 0) < (one.confidence or 0):
            graph.add_edge(one.subject.iri, one.object.iri, link=one)
    start, end = link.subject.iri, link.object.iri
    if start not in graph or end not in graph or start == end:
        return
    for way in islice(nx.all_simple_paths(graph, start, end, cutoff=_LONGEST), _CHAINS):
        steps: list[Step] = []
        for here, there in pairwise(way):
            met: Link = graph.edges[here, there]["link"]
            forward = met.subject.iri == here
            ends = (met.subject, met.object) if forward else (met.object, met.subject)
            steps.append(Step(met, *ends, forward))
        yield tuple(steps)
