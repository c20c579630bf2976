"""Ordinances, their articles, and what implements one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.article import OrdinanceAnswer, Part
from kg.questions.label import make_heading_label
from kg.questions.reading import Named, parse_code
from kg.questions.trace import narrow_trace
from kg.questions.trace_words import Status
from kg.store.terms import Iri
from web.api.problem import ApiError
from web.api.route import MUNICIPALITY, Asked, Found, Kind, Parameter, Route, find_all
from web.api.shapes import Evidence, Label, Said, Thing
from web.api.telling import find_url, tell_evidence, tell_fact_texts, tell_thing
from web.api.traces import Implementer, tell_traced
from web.site import get_site


@dataclass(frozen=True)
class Article:
    """An article with its heading; `implementers` counts what is stated and what is inferred."""

    iri: str
    url: str
    label: Label
    number: str
    heading: str | None
    ordinance: Thing
    intent: Sequence[Said]
    stated: int
    inferred: int
    candidates: int
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Ordinance:
    """An ordinance whose articles are known."""

    iri: str
    url: str
    label: Label
    municipality: str | None
    articles: Sequence[Thing]
    evidence: Sequence[Evidence]


def find_ordinances(asked: Asked) -> Found:
    """The ordinances of a municipality."""
    code = asked.text("municipality")
    found = [one for one in get_site().ordinances if code in ("", parse_code(one.iri))]
    return find_all(found, _tell_ordinance)


def get_ordinance(asked: Asked) -> Ordinance:
    """One ordinance."""
    for one in get_site().ordinances:
        if one.iri == asked.thing():
            return _tell_ordinance(one)
    raise ApiError(
        404, "この条例の条文は知られていません / no articles of this ordinance are known"
    )


def _tell_ordinance(one: OrdinanceAnswer) -> Ordinance:
    return Ordinance(
        one.iri,
        find_url(one.iri),
        Label(one.label, None),
        parse_code(one.iri),
        [tell_thing(_name(part)) for part in one.articles],
        tell_evidence(one.description.evidence),
    )


def _name(part: Part) -> Named:
    return Named(part.iri, make_heading_label(part.number, part.heading))


def find_articles(asked: Asked) -> Found:
    """The articles of all ordinances, or of one."""
    ordinance = asked.find_thing("ordinance")
    code = asked.text("municipality")
    found = [
        part.iri
        for one in get_site().ordinances
        if ordinance in (None, one.iri) and code in ("", parse_code(one.iri))
        for part in one.articles
    ]
    return find_all(found, _tell_article)


def get_article(asked: Asked) -> Article:
    """One article."""
    return _tell_article(asked.thing())


def _tell_article(iri: Iri) -> Article:
    answer = get_site().get_article(iri)
    trace = get_site().get_trace(iri)
    part = answer.article
    return Article(
        iri=part.iri,
        url=find_url(part.iri),
        label=Label(_name(part).label, None),
        number=part.number,
        heading=part.heading,
        ordinance=tell_thing(answer.ordinance),
        intent=tell_fact_texts(answer.intents),
        stated=len(trace.find(Status.STATED)),
        inferred=len(trace.find(Status.INFERRED)),
        candidates=len(trace.find(Status.CANDIDATE)),
        evidence=tell_evidence(part.evidence),
    )


def find_implementers(asked: Asked) -> Found:
    """What implements an article, of one status and fiscal year."""
    trace = get_site().get_trace(asked.thing())
    status = asked.text("status")
    narrowed = narrow_trace(
        trace,
        year=asked.number("fiscalYear"),
        statuses=(Status(status),) if status else None,
    )
    return find_all(narrowed.implementers, tell_traced)


_STATUS = Parameter(
    "status", "根拠の種類", "what it rests on", choices=tuple(one.value for one in Status)
)
_YEAR = Parameter(
    "fiscalYear",
    "年度（西暦）",
    "a fiscal year",
    Kind.NUMBER,
    least=1900,
    most=2200,
    example="2012",
)
ROUTES = (
    Route(
        "/ordinances",
        "listOrdinances",
        "articles",
        "条文の分かっている条例",
        "The ordinances whose articles are known",
        Ordinance,
        find_ordinances,
        (MUNICIPALITY,),
        listed=True,
    ),
    Route(
        "/ordinances/{path}",
        "getOrdinance",
        "articles",
        "一つの条例とその条",
        "One ordinance with its articles",
        Ordinance,
        get_ordinance,
    ),
    Route(
        "/articles",
        "listArticles",
        "articles",
        "条文の一覧",
        "The articles",
        Article,
        find_articles,
        (MUNICIPALITY, Parameter("ordinance", "条例", "an ordinance", Kind.THING)),
        listed=True,
    ),
    Route(
        "/articles/{path}/implementers",
        "listImplementers",
        "articles",
        "条を実施するもの。つながり、担当、年度、根拠の文ごと",
        "What implements an article: chains, who runs it, years, every proof",
        Implementer,
        find_implementers,
        (_STATUS, _YEAR),
        listed=True,
    ),
    Route(
        "/articles/{path}",
        "getArticle",
        "articles",
        "一つの条",
        "One article",
        Article,
        get_article,
    ),
)
