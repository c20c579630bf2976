"""Each test of the W3C's suites is one test here, named by its IRI and its title."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.w3c.everything import find_every_entry, serve_requests, serve_suites
from tests.w3c.fetch import SuitesMissingError, get_folder
from tests.w3c.graph_store import KIND as GRAPH_STORE
from tests.w3c.manifest import ACCEPTED, EVALUATED, REJECTED, UPDATES
from tests.w3c.server import Client

#: The names of arguments under which the tests of these kinds come, one by one.
_KINDS = {
    "evaluated": EVALUATED,
    "accepted": ACCEPTED,
    "rejected": REJECTED,
    "update": UPDATES,
    "requested": {"ProtocolTest", "ServiceDescriptionTest", GRAPH_STORE},
}


@pytest.fixture(scope="session")
def suites_site() -> Iterator[Client]:
    with serve_suites() as client:
        yield client


@pytest.fixture(scope="session")
def protocol_site() -> Iterator[Client]:
    with serve_requests() as client:
        yield client


@pytest.fixture(scope="session", autouse=True)
def suites() -> None:
    """The suites are there; a test without them fails and says how to get them."""
    if not get_folder().is_dir():
        pytest.fail(str(SuitesMissingError()), pytrace=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name, kinds in _KINDS.items():
        if name in metafunc.fixturenames:
            # Without the suites there is nothing to name, but still a test to fail.
            every = find_every_entry() if get_folder().is_dir() else ()
            entries = [entry for entry in every if entry.kind in kinds]
            metafunc.parametrize(name, entries or [None], ids=str)
