"""A query in a process of its own that can be ended: no query may take the caller with it.

Oxigraph has no deadline, no signal reaches it, and a query that nests deep or joins long enough
ends its process. So the child has limits of its own, and what it wrote before its end counts
only when it ended well.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable
from typing import BinaryIO

from kg.errors import QueryError

#: Seconds and bytes that one query may take.
SECONDS = 30
MEMORY = 4 << 30


def run_guarded(answer: Callable[[BinaryIO], None], seconds: float = SECONDS) -> bytes:
    """What `answer` writes, run in a child process. Raises QueryError past a limit.

    A QueryError or GraphError of the child is raised here with the same words.
    """
    with tempfile.TemporaryFile() as spool:
        child = os.fork()
        if child == 0:
            _answer(answer, spool, seconds)
        status = _wait(child, time.monotonic() + seconds)
        spool.seek(0)
        written = spool.read()
    if status is None:
        raise QueryError(
            f"{seconds:g}秒以内に答えが出ませんでした / no answer within {seconds:g} s",
            fix="条件を足すか LIMIT をつけてください / add conditions, or a LIMIT",
        )
    if os.WIFSIGNALED(status):
        raise QueryError(
            "問い合わせが大きすぎるか深すぎます / the query is too large or nests too deep",
            why=f"signal {os.WTERMSIG(status)}",
            fix="問い合わせを分けてください / split the query",
        )
    code = os.WEXITSTATUS(status)
    if code == _REFUSED:
        what, where, why, fix = (written.decode("utf-8").split("\0") + [""] * 4)[:4]
        raise QueryError(what, where=where, why=why, fix=fix)
    if code != 0:
        raise QueryError(
            "問い合わせの途中でメモリーが足りなくなりました / out of memory",
            why=written.decode("utf-8", "replace")[-300:],
            fix="条件を足すか LIMIT をつけてください / add conditions, or a LIMIT",
        )
    return written


_REFUSED = 3


def _answer(answer: Callable[[BinaryIO], None], spool: BinaryIO, seconds: float) -> None:
    """Run the answer in the child and end it: nothing of the parent's runs on here."""
    from kg.errors import KgError

    code = 1
    try:
        # Its end by a signal is told by the parent in one line.
        faulthandler.disable()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        try:
            answer(spool)
            code = 0
        except KgError as error:
            spool.seek(0)
            spool.truncate()
            spool.write("\0".join((error.what, error.where, error.why, error.fix)).encode())
            code = _REFUSED
        spool.flush()
    finally:
        os._exit(code)


def _wait(child: int, deadline: float) -> int | None:
    """The exit status of the child, None when it had to be ended at the deadline."""
    pause = 0.001
    try:
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            if time.monotonic() > deadline:
                break
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
