"""Traces whole, as JSON tells them: every step, proof, body and year."""

from __future__ import annotations

from collections.abc import Iterable

from kg.questions.evidence import Evidence
from kg.questions.reading import Named
from kg.questions.trace import Trace, Traced
from kg.questions.trace_bodies import TraceBody
from kg.questions.trace_chain import Chain, Step
from kg.questions.trace_sources import Sources
from kg.questions.trace_tables import say_chain
from kg.questions.trace_words import say_confidence
from kg.questions.vocabulary import Word

Told = dict[str, object]


def tell_trace(trace: Trace, sources: Sources) -> Told:
    """An article with all that implements it."""
    return {
        "article": {**tell_named(trace.article), "number": trace.number},
        "ordinance": tell_named(trace.ordinance),
        "intents": [
            {"text": str(fact.value), "evidence": tell_evidence(fact.evidence, sources)}
            for fact in trace.intents
        ],
        "year": trace.year,
        "implementers": [tell_traced(one, sources) for one in trace.implementers],
        "undated": [tell_traced(one, sources) for one in trace.undated],
    }


def tell_traced(one: Traced, sources: Sources) -> Told:
    """A thing that implements an article."""
    implementer = one.implementer
    return {
        "article": tell_named(one.article),
        "ordinance": tell_named(one.ordinance),
        "subject": tell_named(one.subject),
        "group": implementer.group.value,
        "kinds": [_tell_word(word) for word in implementer.words or (implementer.kind,)],
        "level": implementer.level,
        "status": one.status.value,
        "linkStatus": implementer.status.iri,
        "confidence": one.confidence,
        "confidenceWords": {"ja": one.say_confidence("ja"), "en": one.say_confidence("en")},
        "link": implementer.link,
        "rules": [_tell_word(rule) for rule in implementer.rules],
        "chains": [_tell_chain(chain, sources) for chain in one.chains],
        "bodies": [_tell_body(body, sources) for body in one.bodies],
        "actors": [
            {"words": actor.words, "evidence": tell_evidence((actor.evidence,), sources)}
            for actor in one.actors
        ],
        "years": {
            "spans": [list(span) for span in one.years.spans],
            "since": one.years.since,
            "until": one.years.until,
        },
        "evidence": tell_evidence(one.evidence, sources),
    }


def tell_named(one: Named) -> Told:
    """A thing by IRI and label."""
    return {"iri": one.iri, "label": one.label}


def tell_evidence(evidence: Iterable[Evidence], sources: Sources) -> list[Told]:
    """Proofs with the words that stand there, which edition, and where."""
    return [
        {
            "iri": one.iri,
            "title": one.title,
            "document": one.document,
            "edition": {
                "ja": sources.say_edition(one, "ja"),
                "en": sources.say_edition(one, "en"),
            },
            "quote": one.quote,
            "page": one.page,
            "firstLine": one.first_line,
            "lastLine": one.last_line,
            "start": one.start,
            "end": one.end,
            "address": one.address,
            "seen": one.seen,
        }
        for one in evidence
    ]


def _tell_chain(chain: Chain, sources: Sources) -> Told:
    return {
        "text": {"ja": say_chain(chain, "ja"), "en": say_chain(chain, "en")},
        "whole": chain.whole,
        "steps": [_tell_step(step, sources) for step in chain.steps],
        "beside": [link.iri for link in chain.beside],
    }


def _tell_step(step: Step, sources: Sources) -> Told:
    link = step.link
    return {
        "link": link.iri,
        "from": tell_named(step.source),
        "to": tell_named(step.target),
        "predicate": _tell_word(link.predicate),
        "forward": step.forward,
        "sentence": {
            "ja": link.say("ja"),
            "en": link.say("en"),
        },
        "status": link.status.iri,
        "confidence": link.confidence,
        "confidenceWords": {
            "ja": say_confidence(link.status.iri, link.confidence, "ja"),
            "en": say_confidence(link.status.iri, link.confidence, "en"),
        },
        "rules": [_tell_word(rule) for rule in link.rules],
        "evidence": tell_evidence(link.evidence, sources),
    }


def _tell_body(one: TraceBody, sources: Sources) -> Told:
    return {
        **tell_named(one.body),
        "role": _tell_word(one.role),
        "curated": one.curated,
        "years": list(one.years),
        "evidence": tell_evidence(one.evidence, sources),
    }


def _tell_word(word: Word) -> Told:
    return {"iri": word.iri, "ja": word.ja, "en": word.en}
