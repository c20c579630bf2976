"""The pool as the server sees it: a Unix socket to ask at, and a pipe that keeps it alive."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO, Final

from kg.store.answers import Answer
from kg.store.asking import Question
from kg.store.limits import Limits
from kg.store.pool.wire import make_question, parse_answer, receive, send
from kg.store.query_errors import BusyError

#: Seconds beyond the deadlines of waiting and answering before the pool is given up.
_GRACE: Final = 5.0
#: Seconds between looks whether anybody still waits for the answer.
_LOOK: Final = 0.25


class QueryPool:
    """Answers questions about a snapshot in processes of their own (an `Answerer`).

    Started before the server forks its workers, any of which may ask, in any thread. It ends when
    the last process that holds it does, or by `close`.
    """

    def __init__(self, snapshot: Path, limits: Limits) -> None:
        self._limits = limits
        self._owner = os.getpid()
        self.version = snapshot.resolve().parent.name
        self._folder = Path(tempfile.mkdtemp(prefix="kg-pool-"))
        self._address = str(self._folder / "socket")
        ours, self._lifeline = os.pipe()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(self._address)
            listener.listen(128)
            arguments = (
                str(snapshot.resolve()),
                str(listener.fileno()),
                str(ours),
                str(self._folder),
            )
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kg.store.pool", *arguments],
                pass_fds=(listener.fileno(), ours),
                stdin=subprocess.DEVNULL,
                # Signals of the terminal are the server's; the pipe tells when it has ended.
                start_new_session=True,
                env={**os.environ, **_make_environment(limits)},
            )
        os.close(ours)

    def answer(self, question: Question, file: BinaryIO) -> Answer:
        """Write the answer to a file. Raises QueryError of a kind of `kg.store.query_errors`."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
            peer.settimeout(2 * self._limits.seconds + _GRACE)
            try:
                peer.connect(self._address)
                send(peer, make_question(question), file.fileno())
                while not select.select([peer], [], [], _LOOK)[0]:
                    if question.gone():
                        # The supervisor frees the place when this connection is closed.
                        raise TimeoutError("nobody waits for the answer any more")
                message, _none = receive(peer)
            except (OSError, EOFError) as error:
                raise BusyError(
                    "問い合わせの係が応じません / the query service does not answer",
                    why=str(error) or type(error).__name__,
                    fix="少し待ってからもう一度送ってください / wait a little and send it again",
                ) from error
        return parse_answer(message)

    def close(self) -> None:
        """End all processes of the pool; nothing in a fork of the process that started it."""
        if os.getpid() != self._owner:
            return
        os.close(self._lifeline)
        self._process.wait()


def _make_environment(limits: Limits) -> dict[str, str]:
    return {one.metadata["setting"]: str(getattr(limits, one.name)) for one in fields(limits)}
