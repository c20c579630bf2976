"""The site over the real graph and over the small one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.questions.conftest import REAL
from tests.questions.small_graph import write_small_data
from tests.web.asking import open_asking_app
from tests.web.reading import make_test_app
from web.site import Site


@pytest.fixture(scope="session")
def app() -> Flask:
    return make_test_app(REAL)


@pytest.fixture(scope="session")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_test_app(write_small_data(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def asking() -> Iterator[Flask]:
    """The site over the real graph with what answers queries."""
    with open_asking_app() as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(client: FlaskClient) -> Site:
    """What the client's pages show; a module with a client of its own gets the site of that."""
    site = client.application.extensions["site"]
    assert isinstance(site, Site)
    return site


@pytest.fixture
def small(small_app: Flask) -> FlaskClient:
    return small_app.test_client()
