"""Projects that hang together by links in force, and the shortest way between two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.questions.reading import Named
from kg.questions.repeats import RepeatLink
from kg.store.terms import Iri


@dataclass(frozen=True)
class Cluster:
    """Two or more projects that links join, directly or through others."""

    members: tuple[Named, ...]
    links: tuple[RepeatLink, ...]


def find_clusters(links: Iterable[RepeatLink]) -> tuple[Cluster, ...]:
    """The groups that links in force make, the largest first."""
    kept = [one for one in links if one.holds]
    names = {side.iri: side for one in kept for side in (one.left, one.right)}
    groups: list[set[Iri]] = list(nx.connected_components(_make_graph(kept)))
    home = {iri: number for number, group in enumerate(groups) for iri in group}
    within: dict[int, list[RepeatLink]] = {}
    for one in kept:
        within.setdefault(home[one.left.iri], []).append(one)
    clusters = (
        Cluster(
            tuple(sorted((names[iri] for iri in group), key=lambda one: (one.label, one.iri))),
            tuple(within[number]),
        )
        for number, group in enumerate(groups)
    )
    return tuple(sorted(clusters, key=_order))


def _order(one: Cluster) -> tuple[object, ...]:
    first = one.members[0]
    return -len(one.members), first.label, first.iri


def find_chain(links: Iterable[RepeatLink], start: Iri, end: Iri) -> tuple[RepeatLink, ...]:
    """The fewest links in force that lead from one project to another; empty where none do."""
    graph = _make_graph([one for one in links if one.holds])
    try:
        steps: list[Iri] = nx.shortest_path(graph, start, end)
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return ()
    return tuple(graph.edges[pair]["link"] for pair in pairwise(steps))


def _make_graph(links: Iterable[RepeatLink]) -> nx.Graph[Iri]:
    """The links as a graph; of two between the same projects, the surer."""
    graph: nx.Graph[Iri] = nx.Graph()
    for one in links:
        if not graph.has_edge(one.left.iri, one.right.iri):
            graph.add_edge(one.left.iri, one.right.iri, link=one)
    return graph
