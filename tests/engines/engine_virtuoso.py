"""Virtuoso 7 of Debian's packages as the external engine: `make test-engines` runs this file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError, QueryError
from kg.store.choose import open_store
from kg.store.remote import RemoteStore
from kg.store.served import GRAPH_UNION
from tests.engines.contract import EngineContract, folder, load_into, other, own, things
from tests.engines.servers import Server, run_virtuoso
from tests.questions.conftest import REAL

__all__ = ["folder", "other", "own", "things"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as started:
        yield started


@pytest.fixture(scope="module")
def step() -> int:
    return 6


@pytest.fixture(scope="module")
def each() -> int:
    return 1


class TestVirtuoso(EngineContract):
    """All that holds for every engine."""


def test_the_union_is_a_graph_that_nobody_sees_as_one(other: RemoteStore) -> None:
    assert other.endpoint.dataset.default == (GRAPH_UNION,)
    graphs = EngineContract.find_graphs(other)
    assert all(row["g"] != GRAPH_UNION for row in graphs.rows)


def test_a_wrong_password_is_said_to_be_wrong(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Server(server.name, server.query, server.load, "dba", "wrong")
    with pytest.raises(KgError) as caught:
        load_into(wrong, REAL, monkeypatch)
    assert "the graph cannot be sent (401)" in caught.value.what
    assert "KG_STORE_PASSWORD" in caught.value.fix


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE ?s { ?s a ?k }",
    ],
)
def test_a_row_limit_of_the_server_cuts_no_answer_unseen(
    query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = "ResultSetMaxRows = 100\nMaxQueryExecutionTime = 10"
    with run_virtuoso(tmp_path, limits) as limited:
        load_into(limited, REAL, monkeypatch)
        store = open_store(REAL)
        assert isinstance(store, RemoteStore)
        with pytest.raises(QueryError) as caught:
            store.run(query)
        assert caught.value.why == "X-SPARQL-MaxRows: 100"
        assert store.run("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3")
        store.close()


def test_a_time_limit_of_the_server_is_told_as_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with run_virtuoso(tmp_path, "MaxQueryExecutionTime = 1") as limited:
        load_into(limited, REAL, monkeypatch)
        store = open_store(REAL)
        with pytest.raises(KgError) as caught:
            store.run(
                "SELECT (COUNT(*) AS ?n) "
                "{ ?s ?p ?o . ?a ?b ?c . ?d ?e ?f FILTER(STR(?s) < STR(?d)) }"
            )
        assert "timed out" in caught.value.why
