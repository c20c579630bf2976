"""Any thing fact by fact, and what a passage proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import parse_passage
from kg.questions.describe import describe
from kg.questions.passage import Proven as FoundProven
from kg.questions.passage import get_passage
from kg.questions.reading import Named
from kg.store.terms import Iri
from web.api.facts import MOST_USERS, Fact, UsedBy, tell_fact, tell_use
from web.api.problem import ApiError
from web.api.route import Asked, Route
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import find_url, get_links, make_url, tell_evidence, tell_thing, tell_word
from web.site import get_site


@dataclass(frozen=True)
class AnyThing:
    """All that the graph says of one thing, each fact with its status and proof.

    Of many passages that name it the first are told; `evidenceTotal` counts all.
    """

    iri: str
    url: str
    label: Label
    kinds: Sequence[Code]
    facts: Sequence[Fact]
    used_by: Sequence[UsedBy]
    data: str
    around: str
    evidence_total: int
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Proven:
    """Something that a passage proves; of a claim also what it says: subject, property, value."""

    thing: Thing
    kind: Code
    subject: Thing | None
    property: Code | None
    value: str | None


@dataclass(frozen=True)
class Passage:
    """A stretch of a document, word for word, with everything that it proves."""

    iri: str
    url: str
    label: Label
    document: Thing
    proves: Sequence[Proven]
    evidence: Sequence[Evidence]


def get(asked: Asked) -> AnyThing:
    """One thing."""
    found = describe(get_site().store, asked.thing())
    links = get_links()
    return AnyThing(
        found.iri,
        find_url(found.iri),
        Label(found.label, None),
        [tell_word(kind) for kind in found.kinds],
        [tell_fact(fact) for fact in found.facts],
        [tell_use(use) for use in found.uses],
        make_url(links.data(found.iri, "jsonld")),
        make_url(links.around(found.iri)),
        len(found.evidence),
        tell_evidence(found.evidence[:MOST_USERS]),
    )


def find_passage(asked: Asked) -> Passage:
    """One passage."""
    iri = asked.thing()
    if parse_passage(iri) is None:
        raise ApiError(
            404,
            f"箇所ではありません / this is no passage: {iri}",
            fix="…/document/<slug>/passage/<start>-<end>",
        )
    answer = get_passage(get_site().store, iri)
    return Passage(
        answer.evidence.iri,
        find_url(answer.evidence.iri),
        Label(answer.evidence.quote or "", None),
        tell_thing(answer.document),
        [_tell_proven(one) for one in answer.proven],
        tell_evidence((answer.evidence,)),
    )


def _tell_proven(one: FoundProven) -> Proven:
    value = one.value_label if isinstance(one.value, Iri) else one.value
    return Proven(
        tell_thing(Named(one.thing.iri, one.thing.label)),
        tell_word(one.kind),
        None if one.subject is None else tell_thing(one.subject),
        None if one.property is None else tell_word(one.property),
        None if one.value is None else str(value or one.value),
    )


ROUTES = (
    Route(
        "/passages/{path}",
        "getPassage",
        "things",
        "一つの箇所と、それが証明すること",
        "A passage, word for word, and what it proves",
        Passage,
        find_passage,
    ),
    Route(
        "/things/{path}",
        "getThing",
        "things",
        "何でも一つについて、事実を一つずつ、根拠ごと",
        "Any thing, fact by fact, each with its proof",
        AnyThing,
        get,
    ),
)
