"""The query behind a page, as long as an address can carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.questions.page_query import make_page_query
from kg.store.terms import Iri
from web.links import LONGEST
from web.render import get_links


def make_part_query(page: str, part: Mapping[str, Sequence[Iri]], **values: Sequence[Iri]) -> str:
    """The query of a page narrowed to a part, the whole of it where that makes it too long."""
    return fit_query(make_page_query(page, **values, **part)) or make_page_query(page, **values)


def fit_query(query: str) -> str:
    """The query, empty where no address can carry it."""
    return query if len(get_links().query(query)) <= LONGEST else ""
