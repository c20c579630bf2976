"""One `kg serve` over the real graph for all tests of the endpoint that need no tight limits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.endpoint.served import Served, serve
from tests.questions.conftest import REAL


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Served]:
    with serve(REAL.root) as served:
        yield served
