"""The site over the real graph with the pool of processes that answers queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from kg.store.limits import Limits
from kg.store.pool.client import QueryPool
from kg.store.snapshot import prepare_snapshot
from tests.questions.conftest import REAL
from tests.web.reading import ClosingClient
from web.app import create_app


@contextmanager
def open_asking_app(limits: Limits | None = None) -> Iterator[Flask]:
    """The site; its pool ends with the context."""
    limits = limits or Limits(seconds=20, rows=50_000)
    pool = QueryPool(prepare_snapshot(REAL.ttl), limits)
    try:
        app = create_app(REAL, answerer=pool)
        app.extensions["answerer"].limits = limits
        app.testing = True
        app.test_client_class = ClosingClient
        yield app
    finally:
        pool.close()
