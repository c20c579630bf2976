"""The engine that answers: the embedded one, or the server that KG_STORE names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.errors import GraphError, KgError
from kg.store.address import parse_address
from kg.store.credentials import read_credentials
from kg.store.embedded import load_store
from kg.store.graph_files import find_named_graphs
from kg.store.http import Client
from kg.store.limits import Limits, read_limits
from kg.store.remote import RemoteStore
from kg.store.served import count_graphs, find_dataset
from kg.store.snapshot import open_snapshot
from kg.store.store import Store

SETTING: Final = "KG_STORE"


def open_store(folder: DataFolder) -> Store:
    """The engine that answers questions about a data folder.

    Raises GraphError for a graph that cannot be read, KgError for a server that cannot be reached
    or that does not hold this graph.
    """
    return open_remote(folder.ttl, read_limits()) or _open_embedded(folder.ttl)


def _open_embedded(ttl: Path) -> Store:
    """From disk; from memory, which takes longer, where no store can be kept on disk."""
    try:
        return open_snapshot(ttl)
    except GraphError:
        raise
    except KgError:
        return load_store(ttl)


def open_remote(ttl: Path, limits: Limits) -> RemoteStore | None:
    """The server that KG_STORE names, checked to hold this graph, None where it names none."""
    given = os.environ.get(SETTING, "").strip()
    if not given:
        return None
    address = parse_address(given, SETTING)
    store = RemoteStore(Client(address, limits.seconds, limits.size, read_credentials(address)))
    dataset = find_dataset(store, count_graphs(find_named_graphs(ttl)))
    return store.limit_to(dataset)
