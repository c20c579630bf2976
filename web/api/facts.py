"""Facts of things: a property, a value, how sure it is, and the passages behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.describe import Fact as Told
from kg.questions.uses import Use
from kg.store.terms import Iri
from web.api.shapes import Code, Evidence, Thing
from web.api.telling import find_url, tell_evidence, tell_things, tell_word

#: The most things that are told to point at one by one property.
MOST_USERS = 200


@dataclass(frozen=True)
class Value:
    """A value: a literal with its datatype and language, or a thing with its page and name."""

    type: str
    value: str
    url: str | None
    label: str | None
    datatype: str | None
    language: str | None


@dataclass(frozen=True)
class Fact:
    """One fact. Without a claim it is what a document's layout says: `status` is then null."""

    property: Code
    value: Value
    status: Code | None
    confidence: float | None
    rule: Sequence[Code]
    claim: str | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class UsedBy:
    """Things that point at one by a property: how many, and the first of them."""

    property: Code
    total: int
    things: Sequence[Thing]


def tell_fact(fact: Told) -> Fact:
    """A fact with its proof."""
    return Fact(
        tell_word(fact.property),
        _tell_value(fact),
        None if fact.status is None else tell_word(fact.status),
        fact.confidence,
        [tell_word(rule) for rule in fact.rules],
        fact.claim,
        tell_evidence(fact.evidence),
    )


def _tell_value(fact: Told) -> Value:
    value = fact.value
    if isinstance(value, Iri):
        return Value("iri", value, find_url(value), fact.value_label, None, None)
    return Value("literal", value, None, None, value.datatype or None, value.language or None)


def tell_use(use: Use) -> UsedBy:
    """What points at a thing by one property."""
    return UsedBy(tell_word(use.property), len(use.users), tell_things(use.users[:MOST_USERS]))
