"""All tests of the suites, whichever way they are run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from tests.w3c import graph_store, protocol
from tests.w3c.description import judge_description
from tests.w3c.endpoint import fill_with_suites
from tests.w3c.manifest import Entry, load_entries
from tests.w3c.server import Client, serve
from tests.w3c.verdict import Verdict


@cache
def find_every_entry() -> tuple[Entry, ...]:
    """Every test of the manifests, and those of the suite that has none."""
    return load_entries() + graph_store.load_entries()


@contextmanager
def serve_requests() -> Iterator[Client]:
    """The endpoint over what the tests of the protocols ask for."""
    with serve(protocol.fill_with_graphs, graph_store.write_graphs) as address:
        yield Client(address)


@contextmanager
def serve_suites() -> Iterator[Client]:
    """The endpoint over the data of all query tests."""
    with serve(fill_with_suites) as address:
        yield Client(address)


def judge_over_http(entry: Entry, client: Client) -> Verdict:
    """Run a test of one of the protocols."""
    name = entry.short.partition("#")[2]
    if entry.kind == graph_store.KIND:
        return graph_store.judge_request(graph_store.load_requests()[name], client)
    if entry.kind == "ServiceDescriptionTest":
        return judge_description(name, client)
    return protocol.judge_request(protocol.load_cases()[name], client)
