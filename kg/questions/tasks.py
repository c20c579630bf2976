"""Worked tasks for the first page, each with the thing of the graph that shows it best."""

from __future__ import annotations

from dataclasses import dataclass

from kg.questions.appearance import Appearance, find_appearance
from kg.questions.article import find_ordinance_of
from kg.questions.drift import compare_appearances
from kg.questions.kinds import find_label
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    make_short,
    read_integer,
    read_named,
    read_text,
)
from kg.questions.shared import keep
from kg.store.store import Store
from kg.store.terms import Iri


@dataclass(frozen=True)
class KnownArticle:
    """An article by its number, with how many things implement it."""

    iri: Iri
    number: str
    ordinance: Named | None
    things: int


@dataclass(frozen=True)
class Tasks:
    """What to try first; None where the graph has no example of it.

    `drifted` is a row that reappears and no longer says what its original says.
    """

    articles: tuple[KnownArticle, ...]
    drifted: Appearance | None
    ward: Named | None
    ward_projects: int


def find_tasks(store: Store) -> Tasks:
    """The tasks of a store, found once."""
    return keep(store, _find)


def _find(store: Store) -> Tasks:
    wards = store.select(get_query("home-ward")).rows
    return Tasks(
        _find_articles(store),
        _find_drifted(store),
        read_named(wards[0], "ward") if wards else None,
        (read_integer(wards[0], "projects") or 0) if wards else 0,
    )


def _find_articles(store: Store) -> tuple[KnownArticle, ...]:
    found: dict[Iri, KnownArticle] = {}
    for row in store.select(get_query("home-articles")).rows:
        article, number = get_iri(row, "article"), read_text(row, "number") or ""
        home = find_ordinance_of(store, article)
        ordinance = None
        if home is not None:
            ordinance = Named(home, find_label(store, home) or make_short(home))
        things = read_integer(row, "things") or 0
        found.setdefault(article, KnownArticle(article, number, ordinance, things))
    return tuple(found.values())


def _find_drifted(store: Store) -> Appearance | None:
    for row in store.select(get_query("home-repeats")).rows:
        original = find_appearance(store, get_iri(row, "original"))
        repeat = find_appearance(store, get_iri(row, "listing"))
        if original and repeat and compare_appearances(original, repeat).differing:
            return repeat
    return None
