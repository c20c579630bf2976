"""Bodies and wards: the lists in the order of the fifty sounds, and one body with what it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.body import BodyEntry, get_body
from kg.questions.reading import parse_code
from kg.questions.ward import WardEntry
from web.api.facts import MOST_USERS, Fact, tell_fact
from web.api.route import MUNICIPALITY, Asked, Found, Route, find_all
from web.api.rows import Listing, tell_row
from web.api.shapes import Code, Count, Evidence, Label, Thing
from web.api.telling import find_url, prove, tell_count, tell_thing, tell_word
from web.site import get_site


@dataclass(frozen=True)
class BodySummary:
    """A named body with how many rows and projects it runs; `kana` is how its name is read."""

    iri: str
    url: str
    label: Label
    kana: str
    municipality: str | None
    body_kind: Code | None
    sub_organization_of: Thing | None
    count: Count
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Body:
    """A body: what is known of it, its parts, and the first of the rows that it runs.

    `count` says how many rows there are; /projects?body= lists their projects, however many.
    """

    iri: str
    url: str
    label: Label
    kana: str
    municipality: Thing | None
    body_kind: Code | None
    sub_organization_of: Thing | None
    count: Count
    parts: Sequence[Thing]
    facts: Sequence[Fact]
    appearances: Sequence[Listing]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Ward:
    """A ward as a place, with how much is carried out in it alone; `kana` is its reading."""

    iri: str
    url: str
    label: Label
    kana: str
    municipality: str | None
    count: Count
    evidence: Sequence[Evidence]


def find(asked: Asked) -> Found:
    """The bodies of a municipality."""
    return find_all(get_site().bodies.find(asked.text("municipality"), "").entries, _tell_summary)


def _tell_summary(one: BodyEntry) -> BodySummary:
    return BodySummary(
        one.iri,
        find_url(one.iri),
        Label(one.label, None),
        one.kana,
        parse_code(one.iri),
        None if one.kind is None else tell_word(one.kind),
        None if one.parent is None else tell_thing(one.parent),
        tell_count(one.count),
        prove(one.iri),
    )


def get(asked: Asked) -> Body:
    """One body."""
    answer = get_body(get_site().store, asked.thing(), 0, MOST_USERS)
    entry = answer.entry
    return Body(
        iri=entry.iri,
        url=find_url(entry.iri),
        label=Label(entry.label, None),
        kana=entry.kana,
        municipality=None if answer.municipality is None else tell_thing(answer.municipality),
        body_kind=None if entry.kind is None else tell_word(entry.kind),
        sub_organization_of=None if entry.parent is None else tell_thing(entry.parent),
        count=tell_count(entry.count),
        parts=[Thing(one.iri, find_url(one.iri), Label(one.label, None)) for one in answer.parts],
        facts=[tell_fact(fact) for fact in answer.description.facts],
        appearances=[tell_row(one) for one in answer.appearances],
        evidence=prove(entry.iri),
    )


def find_wards(asked: Asked) -> Found:
    """The wards of a municipality."""
    return find_all(get_site().wards.find(asked.text("municipality"), "").entries, _tell_ward)


def _tell_ward(one: WardEntry) -> Ward:
    return Ward(
        one.iri,
        find_url(one.iri),
        Label(one.label, None),
        one.kana,
        parse_code(one.iri),
        tell_count(one.count),
        prove(one.iri),
    )


ROUTES = (
    Route(
        "/bodies",
        "listBodies",
        "bodies",
        "組織の一覧（延べ・実の数ごと、読みの順）",
        "The bodies, with how much each runs, in the order of their readings",
        BodySummary,
        find,
        (MUNICIPALITY,),
        listed=True,
    ),
    Route(
        "/bodies/{path}",
        "getBody",
        "bodies",
        "一つの組織と、担当する行",
        "One body with the rows that it runs",
        Body,
        get,
    ),
    Route(
        "/wards",
        "listWards",
        "bodies",
        "区の一覧。区の事業は /projects?ward= で",
        "The wards; what is carried out in one: /projects?ward=",
        Ward,
        find_wards,
        (MUNICIPALITY,),
        listed=True,
    ),
)
