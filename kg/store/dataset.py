"""The graph for users of rdflib: a `Dataset` over the store on disk, read-only.

SHACL is not checked through it: pySHACL wants a plain `Graph` and gives wrong results over it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import KgError
from kg.store.snapshot import open_snapshot

if TYPE_CHECKING:
    from rdflib import Graph


class SnapshotStore(OxigraphStore):
    """rdflib's store interface over a snapshot, which does not change."""

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
