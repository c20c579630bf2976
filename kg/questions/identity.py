"""Which projects are one though they have two names: 実 counts them once."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from kg.questions.query import get_query
from kg.questions.reading import get_iri
from kg.questions.shared import keep
from kg.store.store import Store
from kg.store.terms import Iri


def find_same_projects(store: Store) -> Mapping[Iri, Iri]:
    """For each project that is the same as others, the one that stands for all of them."""
    return keep(store, _find)


def _find(store: Store) -> Mapping[Iri, Iri]:
    graph: nx.Graph[Iri] = nx.Graph()
    for row in store.select(get_query("same-projects")).rows:
        graph.add_edge(get_iri(row, "left"), get_iri(row, "right"))
    return {one: min(group) for group in nx.connected_components(graph) for one in group}
