"""The graph for users of rdflib: a `Dataset` over the store on disk, read-only.

SHACL is not checked through it: pySHACL wants a plain `Graph` and gives wrong results over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query

from kg.errors import KgError
from kg.store.asking import merge, read_graphs
from kg.store.refusals import check_query
from kg.store.snapshot import open_snapshot

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import Identifier


class SnapshotStore(OxigraphStore):
    """rdflib's store interface over a snapshot, which does not change."""

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """The engine's answer; FROM means what it says, over the dataset and over one graph.

        Raises QueryError for what asks outside.
        """
        if isinstance(query, Query) or kwargs:
            # rdflib answers these itself, and would ask outside.
            check_query(query if isinstance(query, str) else query._original_args[0])
            raise NotImplementedError("rdflib's own engine answers what it has parsed")
        check_query(query)
        names = {**self._namespace_for_prefix, **initNs}
        graphs = read_graphs(query, names)
        if graphs is not None:
            merged = OxigraphStore(store=merge(self._inner, graphs))
            return merged.query(query, names, initBindings, DATASET_DEFAULT_GRAPH_ID)
        # A default graph that is given would replace one that the engine alone finds in the query.
        is_all = queryGraph == DATASET_DEFAULT_GRAPH_ID
        return super().query(query, initNs, initBindings, "" if is_all else queryGraph)

    def destroy(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise _make_error()

    def add_graph(self, graph: Graph) -> None:
        """Nothing: a graph is there if the snapshot has it (`Dataset.graph` calls this)."""

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise _make_error()

    def addN(self, _quads: Iterable[object]) -> NoReturn:  # noqa: N802
        """Refused."""
        raise _make_error()

    def remove(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise _make_error()

    def remove_graph(self, _graph: Graph) -> NoReturn:
        """Refused."""
        raise _make_error()

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise _make_error()


def open_dataset(ttl: Path) -> Dataset:
    """The named graphs of a graph folder; the default graph is their union.

    Raises GraphError for bad Turtle, KgError where the store cannot be kept on disk.
    """
    return Dataset(store=SnapshotStore(store=open_snapshot(ttl).engine))


def _make_error() -> KgError:
    return KgError(
        "グラフは読むだけです / the graph is read-only",
        fix="rdflib.Graph に写してから変えてください / copy it into an rdflib.Graph to change it",
    )
