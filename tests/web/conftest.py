"""The site over the real graph and over the small one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.questions.conftest import REAL
from tests.questions.small_graph import write_small_data
from tests.web.reading import make_test_app


@pytest.fixture(scope="session")
def app() -> Flask:
    return make_test_app(REAL)


@pytest.fixture(scope="session")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_test_app(write_small_data(tmp_path_factory.mktemp("small")))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def small(small_app: Flask) -> FlaskClient:
    return small_app.test_client()
