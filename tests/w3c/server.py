"""The product's endpoint at a socket, over data of a test's own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
from werkzeug.serving import make_server

from kg.documents.folder import DataFolder
from kg.store.embedded import EmbeddedStore
from kg.store.limits import Limits
from kg.store.pool.client import QueryPool
from tests.endpoint.served import Reply, send
from web.app import create_app

FORM: Final = "application/x-www-form-urlencoded"
#: No answer of the suites takes long; one that does is a fault.
_SECONDS: Final = 20


@contextmanager
def serve(
    fill: Callable[[ox.Store], None], write: Callable[[Path], None] | None = None
) -> Iterator[str]:
    """The address of a running site whose store on disk was filled by a function.

    The files of its graph folder, which whole graphs are sent from, are written by another.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with TemporaryDirectory() as name:
        place = Path(name)
        store = ox.Store(str(place / "store"))
        fill(store)
        store.flush()
        del store
        folder = DataFolder(place / "data")
        folder.ttl.mkdir(parents=True)
        if write is not None:
            write(folder.ttl)
        pool = QueryPool(place / "store", Limits(seconds=_SECONDS))
        # The pages show nothing: only the endpoint is asked.
        empty = EmbeddedStore(ox.Store(), union=False)
        app = create_app(folder, empty, pool)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            pool.close()


class Client:
    """Requests to one site over one connection at a time."""

    def __init__(self, address: str) -> None:
        self.address = address

    def send(
        self,
        method: str,
        path: str,
        parameters: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """The reply to one request."""
        target = f"{path}?{urlencode(parameters)}" if parameters else path
        place = urlsplit(self.address).netloc
        return send(place, method, target, body, headers, 2 * _SECONDS)

    def post_form(
        self, path: str, fields: Sequence[tuple[str, str]], accept: str | None = None
    ) -> Reply:
        """The reply to a form."""
        headers = {"Content-Type": FORM} | ({"Accept": accept} if accept else {})
        return self.send("POST", path, (), headers, urlencode(fields).encode())
