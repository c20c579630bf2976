"""Whether an external server holds this graph, and how its queries are made to see the union.

A query without GRAPH sees the union of all named graphs, each triple once (docs/graph-contract.md).
Servers differ in what stands there by default, so it is measured: either the default graph has as
many triples as the union, or a graph named `graph/union` has, which is then asked for by the
protocol's `default-graph-uri` (SPARQL 1.1 Protocol, section 2.1.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import GRAPH
from kg.store.endpoint import Dataset
from kg.store.graph_files import read_triples
from kg.store.remote import RemoteStore
from kg.store.results import settle_triple

#: Holds the union on a server that has no default graph of its own.
GRAPH_UNION: Final = GRAPH + "union"

_SHOWN: Final = 3
_COUNT: Final = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_COUNT_EACH: Final = """
SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph
"""


@dataclass(frozen=True)
class Sizes:
    """How many triples each named graph has, and their union."""

    graphs: Mapping[str, int]
    union: int


def count_graphs(files: Mapping[str, tuple[Path, ...]]) -> Sizes:
    """The sizes that a server must have. Raises GraphError for bad Turtle."""
    union: set[ox.Triple] = set()
    graphs: dict[str, int] = {}
    for iri, paths in files.items():
        own = read_settled(paths)
        graphs[iri] = len(own)
        union |= own
    return Sizes(graphs, len(union))


def read_settled(paths: tuple[Path, ...]) -> set[ox.Triple]:
    """The triples of Turtle files in the terms of the embedded engine: every engine then counts
    the same values as one.
    """
    return set(map(settle_triple, read_triples(paths)))


def find_dataset(store: RemoteStore, sizes: Sizes) -> Dataset:
    """What a query must name so that it sees this graph and its union, nothing where it need not.

    Raises KgError for a server that holds another graph, or whose union cannot be seen.
    """
    held = count_held(store)
    other = [
        f"{iri}: {held.get(iri, 0):,} ({sizes.graphs.get(iri, 0):,})"
        for iri in sorted({*sizes.graphs, *held} - {GRAPH_UNION})
        if held.get(iri, 0) != sizes.graphs.get(iri, 0)
    ]
    if other:
        more = f" … +{len(other) - _SHOWN}" if len(other) > _SHOWN else ""
        raise KgError(
            "サーバーが持つグラフはこのデータと違います / the server holds another graph",
            where=store.endpoint.place,
            why="; ".join(other[:_SHOWN]) + more,
            fix="`kg load` で送り直してください / send it with `kg load`",
        )
    (row,) = store.select(_COUNT).rows
    seen = int(row["triples"])
    if seen == sizes.union:
        return Dataset()
    if held.get(GRAPH_UNION) == sizes.union:
        return Dataset((GRAPH_UNION,), tuple(sizes.graphs))
    raise KgError(
        "GRAPH のない問い合わせが全グラフの和を見ていません / "
        "a query without GRAPH does not see the union of the graphs",
        where=store.endpoint.place,
        why=f"{seen:,} ({sizes.union:,})",
        fix="`kg load` は和も送ります。Oxigraph は --union-default-graph なしで動かしてください"
        "（共有されたトリプルが二度見えるため）/ `kg load` sends the union too; run Oxigraph "
        "without --union-default-graph, which shows twice what two graphs share; Fuseki may be "
        "set to unionDefaultGraph; Virtuoso needs nothing",
    )


def count_held(store: RemoteStore) -> dict[str, int]:
    """How many triples the server holds in each graph of this project's names."""
    rows = store.select(_COUNT_EACH).rows
    return {
        str(row["graph"]): int(row["triples"]) for row in rows if row["graph"].startswith(GRAPH)
    }
