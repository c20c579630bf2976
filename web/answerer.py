"""Who answers the queries of strangers: the pool of processes, or the external engine."""

from __future__ import annotations

import atexit
import select
import socket
from collections.abc import Callable
from dataclasses import replace
from threading import BoundedSemaphore, Lock
from typing import BinaryIO, Final

from flask import Flask, current_app, request

from kg.documents.folder import DataFolder
from kg.store.answers import Answer
from kg.store.asking import Answerer, Question, stays
from kg.store.limits import Limits, read_limits
from kg.store.pool.client import QueryPool
from kg.store.remote_answers import find_remote
from kg.store.snapshot import prepare_apart

_NAME: Final = "answerer"


class LazyAnswerer:
    """Starts what answers when it is first asked for: most pages never do."""

    def __init__(self, folder: DataFolder, answerer: Answerer | None) -> None:
        self.limits: Limits = read_limits()
        #: Answers that are held for readers at once, in this process.
        self.spools = BoundedSemaphore(self.limits.running + self.limits.waiting)
        self._folder, self._answerer, self._lock = folder, answerer, Lock()

    def get(self) -> Answerer:
        """What answers. Raises GraphError or KgError where the graph cannot be read or kept."""
        with self._lock:
            if self._answerer is None:
                self._answerer = start_answerer(self._folder, self.limits)
            return self._answerer

    def answer(self, question: Question, file: BinaryIO) -> Answer:
        """Write the answer to a reader's question to a file; who hangs up is waited for no more.

        Raises QueryError of a kind of `kg.store.query_errors`, and as `get`.
        """
        return self.get().answer(replace(question, gone=_watch_client()), file)


def _watch_client() -> Callable[[], bool]:
    """Whether who asked has hung up; where that cannot be told, it never is."""
    client = request.environ.get("gunicorn.socket")
    if client is None:
        return stays

    def is_gone() -> bool:
        try:
            if not select.select([client], [], [], 0)[0]:
                return False
            return not client.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    return is_gone


def start_answerer(folder: DataFolder, limits: Limits) -> Answerer:
    """The external engine where one is set, else a pool, ended when this process is."""
    remote = find_remote(limits, folder.ttl)
    if remote is not None:
        return remote
    pool = QueryPool(prepare_apart(folder.ttl), limits)
    atexit.register(pool.close)
    return pool


def set_up_answerer(app: Flask, folder: DataFolder, answerer: Answerer | None) -> None:
    """Give an app what answers; None starts one when it is needed."""
    app.extensions[_NAME] = LazyAnswerer(folder, answerer)


def get_answerer() -> LazyAnswerer:
    """What answers in the running app."""
    found = current_app.extensions[_NAME]
    assert isinstance(found, LazyAnswerer)
    return found
