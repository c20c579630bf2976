"""What the template of the search is given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.find import Hit, SearchAnswer
from kg.questions.reading import Named
from web.contexts import Page, Pager


@dataclass(frozen=True)
class FacetLink:
    """A value that the hits can be narrowed to; of the chosen one `href` takes it away again.

    `original` marks a label in the documents' words.
    """

    label: str
    original: bool
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class FacetView:
    """A facet: the values that are shown at once, the rest, and how many are in neither."""

    name: str
    title: str
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]
    more: int


@dataclass(frozen=True)
class Chosen:
    """What the hits are narrowed to, and where they are without it."""

    title: str
    value: FacetLink


@dataclass(frozen=True)
class Order:
    """An order of the hits."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The hits of a query, narrowed by facets.

    `articles` are those that the query names by number, however it is typed; `others` the other
    spellings that were looked for; `near` names like what was typed in vain; `cleared` is the
    address without any choice. `limit` is how many rows a file holds at most.
    """

    template: ClassVar[str] = "search.html"
    answer: SearchAnswer
    articles: tuple[Named, ...]
    others: tuple[str, ...]
    facets: tuple[FacetView, ...]
    chosen: tuple[Chosen, ...]
    cleared: str
    orders: tuple[Order, ...]
    near: tuple[Hit, ...]
    start: int
    limit: int
    pager: Pager
