"""Jobs done one after another, or over the cores; their results come in the jobs' order."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class Workers:
    """As many processes as there are cores, none before there are jobs worth it.

    They are begun by a fork where the system can do that, which takes no time; so nothing that
    has threads of its own, such as the engine of the store, may have run in this process before.
    """

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], *, is_dear: bool = False
    ) -> Iterator[Result]:
        """The result of each job in order; over the cores where they are worth it (`is_dear`), or
        where the processes are there already."""
        if self._pool is None and self.count > 1 and is_dear and len(jobs) > 1:
            self._pool = ProcessPoolExecutor(self.count, mp_context=_find_context())
        if self._pool is None or len(jobs) < 2:
            yield from map(work, jobs)
            return
        futures = [self._pool.submit(work, job) for job in jobs]
        for future in futures:
            yield future.result()


def count_cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _find_context() -> BaseContext:
    is_forked = sys.platform == "linux"
    return multiprocessing.get_context("fork" if is_forked else "spawn")
