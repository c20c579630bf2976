"""The graph from Python: typed answers, and tables that become pandas data frames.

    from kg.api import PolicyGraph

    graph = PolicyGraph.open("data")
    for row in graph.find_reappearances():
        print(row.appearance.printed_name, row.drift.summary("ja") if row.drift else "原本不明")
    frame = graph.make_frame("repeats")
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.frames import make_frame
from kg.questions.gaps import Gap, GapKind, find_gaps, make_gap_table
from kg.questions.pair_tables import (
    Table,
    make_field_table,
    make_reappearance_table,
    make_repeat_table,
)
from kg.questions.reappearances import (
    Choice,
    Reappearance,
    filter_reappearances,
    find_reappearances,
)
from kg.questions.repeat_clusters import Cluster, find_chain, find_clusters
from kg.questions.repeats import (
    Repeat,
    RepeatKind,
    RepeatLink,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
    find_repeat_links,
)
from kg.questions.stats import Tally, count_appearances
from kg.questions.trace import Trace, Traced, find_articles_of, find_trace
from kg.questions.trace_what import get_thing, get_what
from kg.questions.trace_words import Status
from kg.questions.way import Way, find_way
from kg.store.choose import open_store
from kg.store.store import Store
from kg.store.terms import Iri, Result

if TYPE_CHECKING:
    from pandas import DataFrame
    from rdflib import Dataset


class PolicyGraph:
    """The graph of a data folder, read-only; the answers are those of the pages and commands."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, folder: Path | str = "data") -> PolicyGraph:
        """The graph of a data folder. Raises GraphError for one that holds none."""
        return cls(open_store(DataFolder(Path(folder))))

    @staticmethod
    def open_dataset(folder: Path | str = "data") -> Dataset:
        """The graph as an rdflib Dataset, read-only; its default graph is the union of all.

        Raises GraphError for a folder that holds no graph.
        """
        from kg.store.dataset import open_dataset

        return open_dataset(DataFolder(Path(folder)).ttl)

    def find_reappearances(self, choice: Choice | None = None) -> tuple[Reappearance, ...]:
        """The 再掲 rows beside their originals, with how the two differ."""
        return filter_reappearances(find_reappearances(self.store), choice)

    def find_links(
        self, kind: RepeatKind | None = None, status: RepeatStatus | None = None
    ) -> tuple[RepeatLink, ...]:
        """The pairs of projects that look alike, the surest first, by name and reason only."""
        return filter_repeats(find_repeat_links(self.store), kind, status)

    def find_repeats(
        self, kind: RepeatKind | None = None, status: RepeatStatus | None = None
    ) -> tuple[Repeat, ...]:
        """The same pairs with the rows and texts of both sides, compared."""
        return compare_repeats(self.store, self.find_links(kind, status))

    def find_clusters(self) -> tuple[Cluster, ...]:
        """The groups of projects that hang together by links in force."""
        return find_clusters(self.find_links())

    def find_chain(self, start: str, end: str) -> tuple[RepeatLink, ...]:
        """The fewest links that lead from one project's IRI to another's."""
        return find_chain(self.find_links(), Iri(start), Iri(end))

    def count_appearances(self) -> tuple[Tally, ...]:
        """延べ, 実 and 再掲 by document, node, ward and body."""
        return count_appearances(self.store)

    def trace(
        self,
        article: str,
        *,
        municipality: str | None = None,
        year: int | None = None,
        statuses: Collection[Status] | None = None,
        least: float = 0.0,
    ) -> Trace:
        """What implements an article: 第32条, 32, an ordinance with 第32条, or an IRI."""
        what = get_what(self.store, article, municipality)
        return find_trace(self.store, what, year=year, statuses=statuses, least=least)

    def find_articles_of(self, name: str) -> tuple[Traced, ...]:
        """The articles that a project, or any other thing, implements, by its name or IRI."""
        return find_articles_of(self.store, get_thing(self.store, name).iri)

    def find_gaps(self, kind: GapKind | None = None) -> tuple[Gap, ...]:
        """What leads nowhere: articles, projects, bodies and 再掲 rows."""
        return find_gaps(self.store, kind)

    def find_way(self, start: str, end: str) -> Way:
        """The shortest explained way between two things, by their IRIs."""
        return find_way(self.store, Iri(start), Iri(end))

    def query(self, text: str) -> Result:
        """The rows of a SPARQL SELECT query. Raises QueryError."""
        return self.store.select(text)

    def make_frame(self, name: str, language: str = "ja") -> DataFrame:
        """A table as a data frame: `reappearances`, `fields`, `repeats` or `gaps`.

        Raises KgError for another name, or without pandas.
        """
        return make_frame(self.make_table(name, language))

    def make_table(self, name: str, language: str = "ja") -> Table:
        """A table by its name. Raises KgError for one that there is not."""
        if name not in _TABLES:
            raise KgError(
                f"表 {name} はありません / there is no such table",
                fix="、".join(_TABLES),
            )
        return _TABLES[name](self, language)


_TABLES: Final[dict[str, Callable[[PolicyGraph, str], Table]]] = {
    "reappearances": lambda graph, language: make_reappearance_table(
        graph.find_reappearances(), language
    ),
    "fields": lambda graph, language: make_field_table(graph.find_reappearances(), language),
    "repeats": lambda graph, language: make_repeat_table(graph.find_repeats(), language),
    "gaps": lambda graph, language: make_gap_table(graph.find_gaps(), language),
}
