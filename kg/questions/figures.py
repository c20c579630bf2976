"""The size of the graph in figures."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import MPO
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import get_iri, read_integer
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store


@dataclass(frozen=True)
class Figures:
    """延べ `listings`, 実 `projects`, and how many of the rest. `kinds` counts every class."""

    municipalities: int
    documents: int
    nodes: int
    projects: int
    listings: int
    reappearances: int
    originals_unknown: int
    bodies: int
    articles: int
    instruments: int
    statistics: int
    events: int
    opinions: int
    passages: int
    kinds: tuple[tuple[Word, int], ...]


def get_figures(store: Store) -> Figures:
    """The figures of a store."""
    things = {
        get_iri(row, "kind"): read_integer(row, "things") or 0
        for row in store.select(get_query("figures")).rows
    }

    def count(name: str) -> int:
        return next((number for kind, number in things.items() if kind == MPO + name), 0)

    def ask(name: str) -> int:
        return read_integer(store.select(get_query(name)).rows[0], "number") or 0

    municipalities = ask("figures-municipalities")
    same = find_same_projects(store)
    return Figures(
        municipalities=municipalities,
        documents=count("SourceDocument"),
        nodes=count("PolicyNode"),
        projects=count("Project") - len(same) + len(set(same.values())),
        listings=count("Listing"),
        reappearances=ask("figures-reappearances"),
        originals_unknown=ask("figures-originals-unknown"),
        bodies=count("Body") - municipalities,
        articles=count("Article"),
        instruments=count("Instrument"),
        statistics=count("Statistic"),
        events=count("Event"),
        opinions=count("Opinion"),
        passages=count("Passage"),
        kinds=tuple(
            sorted(
                ((get_word(kind), number) for kind, number in things.items()),
                key=lambda pair: (-pair[1], pair[0].iri),
            )
        ),
    )
