"""The Oxigraph server of its Python package as the external engine."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

import pytest

from kg.commands.load import run_load
from kg.errors import KgError
from kg.store.choose import open_store
from tests.engines.contract import EngineContract, folder, load_into, other, own, things
from tests.engines.servers import Server, run_oxigraph
from tests.questions.conftest import REAL

__all__ = ["folder", "other", "own", "things"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with run_oxigraph() as started:
        yield started


@pytest.fixture(scope="module")
def step() -> int:
    """`make test-engines` asks about more things."""
    return 5


@pytest.fixture(scope="module")
def each() -> int:
    return 1


class TestOxigraph(EngineContract):
    """All that holds for every engine."""


def test_a_server_without_the_graph_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with run_oxigraph() as empty:
        monkeypatch.setenv("KG_STORE", empty.query)
        with pytest.raises(KgError) as caught:
            open_store(REAL)
    assert "the server holds another graph" in caught.value.what
    assert "kg load" in caught.value.fix


def test_a_server_whose_union_has_triples_twice_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with run_oxigraph("--union-default-graph") as doubling:
        with pytest.raises(KgError) as caught:
            load_into(doubling, REAL, monkeypatch)
        assert "does not see the union" in caught.value.what
        assert "--union-default-graph" in caught.value.fix
        with pytest.raises(KgError, match="does not see the union"):
            open_store(REAL)


def test_what_is_no_graph_store_takes_no_graph(server: Server) -> None:
    options = Namespace(to=server.query, query=server.query)
    with pytest.raises(KgError, match="the graph cannot be sent"):
        run_load(REAL.root, options)
