"""The two stores that questions are asked of: the small graph and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents.folder import DataFolder
from kg.questions.find import SearchIndex
from kg.store.embedded import EmbeddedStore, load_store
from tests.questions.small_graph import write_small_data

REAL = DataFolder(Path(__file__).parents[2] / "data")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(write_small_data(tmp_path_factory.mktemp("small")).ttl)


@pytest.fixture(scope="session")
def real() -> EmbeddedStore:
    return load_store(REAL.ttl)


@pytest.fixture(scope="session")
def index(real: EmbeddedStore) -> SearchIndex:
    return SearchIndex(real)
