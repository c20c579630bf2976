"""What implements an article: by which chain, who runs it, and where it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.trace import Traced
from kg.questions.trace_bodies import TraceBody
from kg.questions.trace_chain import Chain as TraceChain
from kg.questions.trace_chain import Step as TraceStep
from kg.questions.trace_tables import say_chain
from kg.questions.trace_words import say_confidence
from web.api.shapes import Code, Evidence, Label, Said, Thing
from web.api.telling import find_url, tell_evidence, tell_thing, tell_word


@dataclass(frozen=True)
class ChainStep:
    """One statement of a chain. `forward` is false where it is read from object to subject."""

    link: str
    source: Thing
    target: Thing
    predicate: Code
    forward: bool
    sentence: Label
    status: Code
    confidence: float | None
    confidence_words: Label
    rule: Sequence[Code]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Chain:
    """How a conclusion was reached, step by step."""

    text: Label
    whole: bool
    steps: Sequence[ChainStep]
    beside: Sequence[str]


@dataclass(frozen=True)
class RunBy:
    """A body and what it does; `curated` says that people added it from a source outside."""

    iri: str
    url: str
    label: Label
    role: Code
    curated: bool
    fiscal_year: Sequence[int]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Span:
    """Fiscal years from the first to the last; open where there is no last."""

    first: int
    last: int | None


@dataclass(frozen=True)
class Years:
    """The fiscal years in which a thing is planned, held or valid, as far as the graph tells."""

    spans: Sequence[Span]
    since: int | None
    until: int | None


@dataclass(frozen=True)
class Implementer:
    """A thing that implements an article, stated or inferred or a candidate."""

    iri: str
    url: str
    label: Label
    article: Thing
    ordinance: Thing
    group: str
    kinds: Sequence[Code]
    level: str | None
    status: str
    link_status: Code
    confidence: float
    confidence_words: Label
    link: str
    rule: Sequence[Code]
    chains: Sequence[Chain]
    bodies: Sequence[RunBy]
    actors: Sequence[Said]
    years: Years
    evidence: Sequence[Evidence]


def tell_traced(one: Traced) -> Implementer:
    """A thing that implements an article, whole."""
    implementer = one.implementer
    return Implementer(
        iri=one.subject.iri,
        url=find_url(one.subject.iri),
        label=Label(one.subject.label, None),
        article=tell_thing(one.article),
        ordinance=tell_thing(one.ordinance),
        group=implementer.group.value,
        kinds=[tell_word(word) for word in implementer.words or (implementer.kind,)],
        level=implementer.level,
        status=one.status.value,
        link_status=tell_word(implementer.status),
        confidence=one.confidence,
        confidence_words=Label(one.say_confidence("ja"), one.say_confidence("en")),
        link=implementer.link,
        rule=[tell_word(rule) for rule in implementer.rules],
        chains=[_tell_chain(chain) for chain in one.chains],
        bodies=[_tell_body(body) for body in one.bodies],
        actors=[Said(actor.words, tell_evidence((actor.evidence,))) for actor in one.actors],
        years=Years(
            [Span(first, last) for first, last in one.years.spans],
            one.years.since,
            one.years.until,
        ),
        evidence=tell_evidence(one.evidence),
    )


def _tell_chain(chain: TraceChain) -> Chain:
    return Chain(
        Label(say_chain(chain, "ja"), say_chain(chain, "en")),
        chain.whole,
        [_tell_step(step) for step in chain.steps],
        [link.iri for link in chain.beside],
    )


def _tell_step(step: TraceStep) -> ChainStep:
    link = step.link
    return ChainStep(
        link=link.iri,
        source=tell_thing(step.source),
        target=tell_thing(step.target),
        predicate=tell_word(link.predicate),
        forward=step.forward,
        sentence=Label(link.say("ja"), link.say("en")),
        status=tell_word(link.status),
        confidence=link.confidence,
        confidence_words=Label(
            say_confidence(link.status.iri, link.confidence, "ja"),
            say_confidence(link.status.iri, link.confidence, "en"),
        ),
        rule=[tell_word(rule) for rule in link.rules],
        evidence=tell_evidence(link.evidence),
    )


def _tell_body(one: TraceBody) -> RunBy:
    return RunBy(
        one.body.iri,
        find_url(one.body.iri),
        Label(one.body.label, None),
        tell_word(one.role),
        one.curated,
        one.years,
        tell_evidence(one.evidence),
    )
