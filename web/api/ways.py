"""What leads nowhere, the way between two things, and what stands around one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import ID, MPO
from kg.questions.gaps import Gap as FoundGap
from kg.questions.gaps import GapKind
from kg.questions.neighbourhood import Edge as FoundEdge
from kg.questions.neighbourhood import Wish, find_neighbourhood
from kg.questions.reading import Named, parse_code
from kg.questions.relation_words import find_relations
from kg.questions.trace_what import find_choices
from kg.questions.trace_words import Status
from kg.questions.vocabulary import load_vocabulary
from kg.questions.way import WayStep
from kg.store.terms import Iri
from web.api.problem import ApiError
from web.api.route import MANY, MUNICIPALITY, Asked, Found, Kind, Parameter, Route, find_all
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import (
    find_url,
    get_links,
    make_url,
    tell_evidence,
    tell_thing,
    tell_things,
    tell_word,
)
from web.around import MOST, write_relation
from web.drawing_edges import get_edge_status
from web.site import get_site


@dataclass(frozen=True)
class Gap:
    """Something that leads nowhere in the documents taken in; `candidates` counts possibilities."""

    iri: str
    url: str
    label: Label
    kind: str
    municipality: Thing | None
    documents: Sequence[Thing]
    candidates: int
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Edge:
    """A statement that joins two things. Without a link a document's layout itself says it."""

    source: Thing
    predicate: Code
    target: Thing
    sentence: Label
    status: str
    link: str | None
    link_status: Code | None
    confidence: float | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Way:
    """The shortest explained way between two things; `forward` of a step is read off its edge."""

    source: Thing
    target: Thing
    url: str
    things: Sequence[Thing]
    edges: Sequence[Edge]


@dataclass(frozen=True)
class Left:
    """What of a relation of a thing is not told: how many more there are."""

    thing: Thing
    predicate: Code
    forward: bool
    left: int


@dataclass(frozen=True)
class Neighbour:
    """A thing of a neighbourhood; `expanded` says that its own neighbours are told too."""

    iri: str
    url: str
    label: Label
    kind: Code | None
    expanded: bool


@dataclass(frozen=True)
class Neighbourhood:
    """A thing with what stands around it, bounded; `rests` count what is left out."""

    iri: str
    url: str
    label: Label
    things: Sequence[Neighbour]
    edges: Sequence[Edge]
    rests: Sequence[Left]
    full: bool


def find_gaps(asked: Asked) -> Found:
    """The gaps of one kind and municipality."""
    kind, code = asked.text("kind"), asked.text("municipality")
    found = [
        one
        for one in get_site().gaps
        if kind in ("", one.kind.value) and code in ("", parse_code(one.thing.iri))
    ]
    return find_all(found, _tell_gap)


def _tell_gap(one: FoundGap) -> Gap:
    return Gap(
        one.thing.iri,
        find_url(one.thing.iri),
        Label(one.thing.label, None),
        one.kind.value,
        None if one.municipality is None else tell_thing(one.municipality),
        tell_things(one.homes),
        one.candidates,
        tell_evidence(one.evidence),
    )


def find_way(asked: Asked) -> Way:
    """The way between two things, each given by IRI, by its path, or by its name."""
    start, end = _choose(asked, "from"), _choose(asked, "to")
    try:
        way = get_site().ways.find(start, end)
    except NotFoundError as error:
        raise ApiError(404, error.what, fix=error.fix) from error
    return Way(
        tell_thing(way.start),
        tell_thing(way.end),
        make_url(get_links().paths(start, end)),
        [tell_thing(way.start), *(tell_thing(step.target) for step in way.steps)],
        [_tell_step(step) for step in way.steps],
    )


def _choose(asked: Asked, name: str) -> Iri:
    """The one thing that a text means. Raises ApiError: 404 for none, 400 for several."""
    typed = asked.text(name)
    choices = find_choices(get_site().store, typed)
    if not choices:
        raise ApiError(404, f"見つかりません / not found: {typed[:100]}", where=name)
    if len(choices) > 1:
        several = "、".join(one.iri.removeprefix(ID) for one in choices[:8])
        raise ApiError(
            400, "いくつかのものを指します / this may mean several", where=name, fix=several
        )
    return choices[0].iri


def _tell_step(step: WayStep) -> Edge:
    edge = FoundEdge(
        step.subject,
        step.predicate,
        step.object,
        step.link,
        step.status,
        step.confidence,
        step.evidence,
    )
    return tell_edge(edge)


def tell_edge(edge: FoundEdge) -> Edge:
    """A statement with its proof."""
    return Edge(
        tell_thing(edge.subject),
        tell_word(edge.predicate),
        tell_thing(edge.object),
        Label(edge.say("ja"), edge.say("en")),
        get_edge_status(edge).value,
        edge.link,
        None if edge.status is None else tell_word(edge.status),
        edge.confidence,
        tell_evidence(edge.evidence),
    )


def get_around(asked: Asked) -> Neighbourhood:
    """What stands around a thing."""
    status, kind = asked.text("status"), asked.text("kind")
    if kind and MPO + kind not in load_vocabulary():
        raise ApiError(400, "そういう種類はありません / no such class", where="kind")
    names = {write_relation(one): Iri(one) for one in find_relations()}
    wish = Wish(
        depth=asked.number("depth") or 1,
        relations=frozenset(names[one] for one in asked.texts("relation")),
        status=Status(status) if status else None,
        kind=Iri(MPO + kind) if kind else None,
        expanded=asked.things("expand"),
    )
    shown = find_neighbourhood(get_site().store, asked.thing(), wish)
    return Neighbourhood(
        iri=shown.middle.iri,
        url=make_url(get_links().around(shown.middle.iri)),
        label=Label(shown.middle.label, None),
        things=[
            Neighbour(
                one.iri,
                find_url(one.iri),
                Label(one.label, None),
                None if one.kind is None else tell_word(one.kind),
                one.expanded,
            )
            for one in shown.things
        ],
        edges=[tell_edge(edge) for edge in shown.edges],
        rests=[
            Left(
                tell_thing(Named(one.thing.iri, one.thing.label)),
                tell_word(one.predicate),
                one.relation.forward,
                one.left,
            )
            for one in shown.rests
        ],
        full=shown.full,
    )


ROUTES = (
    Route(
        "/gaps",
        "listGaps",
        "ways",
        "抜けているもの：実施のない条文、条文に届かない事業、担当のない事業、元の行の分からない再掲",
        "What leads nowhere: articles, projects, bodies, 再掲 rows",
        Gap,
        find_gaps,
        (
            Parameter("kind", "種類", "its kind", choices=tuple(one.value for one in GapKind)),
            MUNICIPALITY,
        ),
        listed=True,
    ),
    Route(
        "/path",
        "getPath",
        "ways",
        "二つのものをつなぐ最短の道。名前でも IRI でも",
        "The shortest explained way between two things, by name or IRI",
        Way,
        find_way,
        (
            Parameter("from", "ここから（名前か IRI）", "from here, name or IRI", required=True),
            Parameter("to", "ここへ（名前か IRI）", "to here, name or IRI", required=True),
        ),
    ),
    Route(
        "/around/{path}",
        "getAround",
        "ways",
        "一つのもののまわり。関係、根拠の種類、種類、広さで絞れる",
        "What stands around a thing, by relation, status, class and depth",
        Neighbourhood,
        get_around,
        (
            Parameter("depth", "広さ", "how far", Kind.NUMBER, least=1, most=2, default=1),
            Parameter(
                "relation",
                "関係",
                "a relation",
                choices=tuple(map(write_relation, find_relations())),
                values=MANY,
            ),
            Parameter(
                "status",
                "根拠の種類",
                "what it rests on",
                choices=tuple(one.value for one in Status),
            ),
            Parameter("kind", "種類（クラス名）", "a class of mpo:", pattern="[A-Za-z]+"),
            Parameter("expand", "広げるもの", "things to widen", Kind.THING, values=MOST),
        ),
    ),
)
