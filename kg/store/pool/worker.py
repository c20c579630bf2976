"""A worker: one process that answers one question at a time and can do nothing else.

It gives up what it could do harm with before it opens the snapshot: no socket can be opened, its
memory and what it writes are bounded, it leaves no core, and it ends with its supervisor.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import socket
import traceback
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.answers import write_answer
from kg.store.asking import Question, ask
from kg.store.limits import Limits
from kg.store.pool.confine import end_with_parent, read_memory, set_bounds, shut_out
from kg.store.pool.wire import Message, make_answer, make_error, parse_question, receive, send
from kg.store.query_errors import (
    make_memory_error,
    make_outside_error,
    make_size_error,
    make_trouble,
)

#: A worker whose memory has grown so much beyond its beginning is replaced.
_GROWN: Final = 128 << 20
_WARM: Final = "SELECT ?s { ?s a ?class . ?s ?p ?o } LIMIT 1"


def run_worker(peer: socket.socket, snapshot: Path, limits: Limits) -> None:
    """Answer questions until the supervisor is gone. Does not return to the caller's code."""
    try:
        end_with_parent()
        faulthandler.disable()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # A file past its size is an error of the write, not the end of the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        shut_out()
        store = ox.Store.read_only(str(snapshot))
        for _ in ask(store, Question(_WARM)):  # type: ignore[union-attr]
            pass
        set_bounds(limits.memory, limits.size)
        _be_quiet()
        fresh = read_memory(1)
        send(peer, {"ready": True})
        while True:
            message, descriptor = receive(peer)
            assert descriptor is not None, "a question comes with its file"
            reply = _answer(store, message, descriptor, limits)
            tired = read_memory(1) > fresh + _GROWN
            send(peer, {**reply, "tired": tired})
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _answer(store: ox.Store, message: Message, descriptor: int, limits: Limits) -> Message:
    try:
        with open(descriptor, "wb", closefd=True) as file:
            question = parse_question(message)
            return make_answer(write_answer(ask(store, question), question.forms, file, limits))
    except QueryError as error:
        return make_error(error)
    except MemoryError:
        return make_error(make_memory_error(limits.memory))
    except OSError as error:
        if error.errno == errno.EFBIG:
            return make_error(make_size_error(limits.size))
        if error.errno == errno.EACCES or "denied" in str(error):
            # What the text did not show: the filter of system calls let no socket come to be.
            return make_error(make_outside_error(str(error)))
        return make_error(make_trouble(str(error)))
    except Exception as error:
        # The edge of this process: whatever it is, the one who asks is told, not the next one.
        return make_error(make_trouble(f"{type(error).__name__}: {error}"[:300]))


def _be_quiet() -> None:
    """Say nothing on the server's streams: an engine that aborts is told of by the supervisor."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(quiet, standard)
    os.close(quiet)
