"""The search, the names that go on what was typed, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.find import SearchAnswer, Sort
from kg.questions.search.facets import FACETS
from kg.questions.search.facets import Facet as FoundFacet
from kg.questions.search.shown import Hit as FoundHit
from web.api.problem import ApiError
from web.api.route import PARTS, ROOT, Asked, Kind, Parameter, Route
from web.api.shapes import Code, Evidence, Label, Thing
from web.api.telling import (
    find_next,
    find_url,
    make_url,
    tell_evidence,
    tell_things,
    tell_word,
)
from web.pages.search import MAX_QUERY
from web.site import get_site


@dataclass(frozen=True)
class Index:
    """Where to begin: the version of the data, and every path."""

    release: str
    digest: str
    date: str | None
    openapi: str
    documentation: str
    sparql: str
    paths: Sequence[str]


@dataclass(frozen=True)
class Snippet:
    """A text around the words that were found in it: pieces, plain and found by turns."""

    property: Code
    pieces: Sequence[str]


@dataclass(frozen=True)
class Hit:
    """A thing found, best first. `context` is its municipality and its document."""

    iri: str
    url: str
    label: Label
    kind: Code
    context: Sequence[Thing]
    snippet: Snippet | None
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class FacetValue:
    """A value to narrow by: what the parameter takes, its label, how many hits have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """The values of one parameter that hits have; `more` counts those that are not listed."""

    name: str
    values: Sequence[FacetValue]
    more: int


@dataclass(frozen=True)
class SearchResult:
    """The hits of a query, and what they can be narrowed by."""

    query: str
    total: int
    facets: Sequence[Facet]
    items: Sequence[Hit]
    next: str | None


@dataclass(frozen=True)
class Suggestion:
    """A name that goes on what was typed."""

    label: Label
    kind: Code


@dataclass(frozen=True)
class Suggestions:
    """Names that go on what was typed, the best first."""

    query: str
    items: Sequence[Suggestion]


def search(asked: Asked) -> SearchResult:
    """The hits of a query."""
    query = asked.text("q")
    chosen = {name: value for name in FACETS if (value := asked.text(name))}
    try:
        answer: SearchAnswer = get_site().index.search(
            query,
            chosen=chosen,
            sort=Sort(asked.text("sort")),
            offset=asked.start,
            limit=asked.size,
        )
    except ValueError as error:
        raise ApiError(
            400,
            "どの項目にもない値です / nothing has this value",
            where=str(error),
            fix=f"{ROOT}/search の facets にある値 / a value of `facets`",
        ) from error
    following = find_next(asked, answer.total)
    return SearchResult(
        query,
        answer.total,
        [_tell_facet(one) for one in answer.facets],
        [_tell_hit(hit) for hit in answer.hits],
        following,
    )


def _tell_facet(facet: FoundFacet) -> Facet:
    return Facet(
        facet.name,
        [FacetValue(one.value, one.label, one.count, one.chosen) for one in facet.values],
        facet.more,
    )


def _tell_hit(hit: FoundHit) -> Hit:
    snippet = hit.snippet
    return Hit(
        hit.iri,
        find_url(hit.iri),
        Label(hit.label, None),
        tell_word(hit.kind),
        tell_things(hit.context),
        None if snippet is None else Snippet(tell_word(snippet.property), snippet.pieces),
        tell_evidence(hit.evidence),
    )


def suggest(asked: Asked) -> Suggestions:
    """The names that go on what was typed."""
    query = asked.text("q")
    found = get_site().index.suggest(query, asked.number("limit") or 8)
    return Suggestions(
        query, [Suggestion(Label(one.label, None), tell_word(one.kind)) for one in found]
    )


def get_index(_asked: Asked) -> Index:
    """Where to begin."""
    from web.api.routes import ROUTES as ALL

    version = get_site().version
    return Index(
        version.release,
        version.digest,
        version.date,
        make_url(f"{ROOT}/openapi.json"),
        make_url("/api"),
        make_url("/sparql"),
        [make_url(ROOT) + one.path for one in ALL],
    )


#: What each facet narrows by; its values are those that an answer lists under `facets`.
_FACETS = {
    "kind": ("種類で絞る", "narrow by class"),
    "municipality": ("自治体で絞る", "narrow by municipality"),
    "document": ("文書で絞る", "narrow by document"),
    "branch": ("政策体系のいちばん上で絞る", "narrow by the top of the hierarchy"),
    "body": ("担当で絞る", "narrow by the body that runs it"),
    "ward": ("区で絞る", "narrow by ward"),
    "year": ("計画の年度で絞る", "narrow by the fiscal year of a plan"),
    "mark": ("新規・充実の印で絞る", "narrow by the mark: new, expanded"),
    "again": ("再掲で絞る", "narrow by reappearance"),
    "article": ("実施する条文で絞る", "narrow by the article that is implemented"),
}
_Q = Parameter(
    "q",
    f"探す言葉（{MAX_QUERY}字まで）",
    f"what to look for, at most {MAX_QUERY} characters",
    longest=MAX_QUERY,
    example="再掲",
)
ROUTES = (
    Route(
        "/",
        "getIndex",
        "finding",
        "入口：データの版と、すべてのパス",
        "Where to begin: the version of the data, and every path",
        Index,
        get_index,
    ),
    Route(
        "/search",
        "search",
        "finding",
        "検索。画面の検索と同じ言葉・絞り込み・順",
        "The search, with the words, facets and order of the page",
        SearchResult,
        search,
        (
            _Q,
            *(Parameter(name, *_FACETS[name]) for name in FACETS),
            Parameter(
                "sort",
                "並べ方（既定は関連の強い順）",
                "the order; the best first unless asked otherwise",
                choices=tuple(one.value for one in Sort if one.value),
            ),
            *PARTS,
        ),
    ),
    Route(
        "/suggest",
        "suggest",
        "finding",
        "打ちかけの言葉に続く名前",
        "The names that go on what was typed",
        Suggestions,
        suggest,
        (
            _Q,
            Parameter("limit", "件数", "how many", Kind.NUMBER, least=1, most=20, default=8),
        ),
    ),
)
