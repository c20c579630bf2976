"""The supervisor: one thread that hands questions to workers, ends them at their limits, and
starts new ones. It opens no graph and reads no answer, so nothing a query does can reach it.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from kg.errors import QueryError
from kg.store.limits import Limits
from kg.store.pool.confine import read_memory
from kg.store.pool.wire import Incoming, Message, make_error, send
from kg.store.pool.worker import run_worker
from kg.store.query_errors import (
    make_busy_error,
    make_depth_error,
    make_memory_error,
    make_time_error,
    make_trouble,
)

#: Workers that wait for a question, started before it comes.
_IDLE: Final = 3
#: Seconds after which a question has to let quicker ones pass, and how far.
_SLOW: Final = 0.5
_NICE: Final = 10
#: Seconds between looks at the memory of those that run.
_LOOK: Final = 0.1
#: Seconds that a caller may take to say its question.
_PATIENCE: Final = 5.0


@dataclass(eq=False)
class _Caller:
    """A connection that asks one question."""

    peer: socket.socket
    incoming: Incoming
    since: float
    message: Message | None = None
    worker: _Worker | None = None


@dataclass(eq=False)
class _Worker:
    """A process, and whom it answers."""

    pid: int
    peer: socket.socket
    incoming: Incoming
    ready: bool = False
    caller: _Caller | None = None
    since: float = 0.0
    slowed: bool = False
    ending: QueryError | None = None


@dataclass
class Supervisor:
    """Serves a listening socket until it is ended."""

    listener: socket.socket
    snapshot: Path
    limits: Limits
    _selector: selectors.BaseSelector = field(init=False)
    _workers: list[_Worker] = field(default_factory=list)
    _waiting: deque[_Caller] = field(default_factory=deque)
    _callers: set[_Caller] = field(default_factory=set)
    _looked: float = 0.0
    _not_before: float = 0.0
    _failed: int = 0

    def run(self) -> NoReturn:
        """Serve. Ends only with its process."""
        # Its own, in this process: one made before the fork would be shared with the next one.
        self._selector = selectors.DefaultSelector()
        self.listener.setblocking(False)
        self._selector.register(self.listener, selectors.EVENT_READ, None)
        while True:
            self._start_workers()
            self._hand_out()
            for key, _events in self._selector.select(self._get_pause()):
                if key.data is None:
                    self._accept()
                elif isinstance(key.data, _Caller):
                    # An event of the same round may have answered it.
                    if key.data in self._callers:
                        self._listen(key.data)
                else:
                    self._read_worker(key.data)
            self._look(time.monotonic())

    # Callers

    def _accept(self) -> None:
        try:
            peer, _address = self.listener.accept()
        except BlockingIOError:
            return
        except OSError:
            # Too many are open: those that run end first.
            time.sleep(_LOOK / 10)
            return
        peer.setblocking(False)
        caller = _Caller(peer, Incoming(peer), time.monotonic())
        self._callers.add(caller)
        self._selector.register(peer, selectors.EVENT_READ, caller)

    def _listen(self, caller: _Caller) -> None:
        if caller.message is not None:
            # It said all it had to say: now it can only hang up.
            self._hang_up(caller)
            return
        try:
            message = caller.incoming.read()
        except BlockingIOError:
            return
        except (EOFError, ValueError):
            self._hang_up(caller)
            return
        if message is None:
            return
        caller.message = message
        if len(self._waiting) >= self.limits.waiting:
            self._reply(caller, make_error(make_busy_error(self.limits.running)))
        elif caller.incoming.descriptor is None:
            self._hang_up(caller)
        else:
            self._waiting.append(caller)

    def _hang_up(self, caller: _Caller) -> None:
        if caller.worker is not None:
            # Nobody waits for the answer any more.
            caller.worker.caller, caller.worker.ready = None, False
            os.kill(caller.worker.pid, signal.SIGKILL)
        self._forget(caller)

    def _reply(self, caller: _Caller, message: Message) -> None:
        caller.peer.setblocking(True)
        caller.peer.settimeout(1.0)
        with suppress(OSError):
            send(caller.peer, message)
        self._forget(caller)

    def _forget(self, caller: _Caller) -> None:
        self._callers.discard(caller)
        caller.worker = None
        with suppress(ValueError):
            self._waiting.remove(caller)
        self._selector.unregister(caller.peer)
        caller.peer.close()
        if caller.incoming.descriptor is not None:
            os.close(caller.incoming.descriptor)
            caller.incoming.descriptor = None

    # Workers

    def _start_workers(self) -> None:
        """Keep some idle ones ready, as long as no more run than may."""
        now = time.monotonic()
        free = sum(worker.caller is None for worker in self._workers)
        while free < _IDLE and len(self._workers) < self.limits.running and now > self._not_before:
            try:
                self._start_worker()
            except OSError:
                # No process or descriptor is free: later, and meanwhile with those there are.
                self._not_before = now + 1.0
            free += 1

    def _start_worker(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            pid = os.fork()
        except OSError:
            ours.close()
            theirs.close()
            raise
        if pid == 0:
            self._become_worker(ours, theirs)
        theirs.close()
        worker = _Worker(pid, ours, Incoming(ours))
        self._workers.append(worker)
        self._selector.register(ours, selectors.EVENT_READ, worker)

    def _become_worker(self, ours: socket.socket, theirs: socket.socket) -> NoReturn:
        try:
            self._selector.close()
            ours.close()
            self.listener.close()
            for caller in self._callers:
                caller.peer.close()
                if caller.incoming.descriptor is not None:
                    os.close(caller.incoming.descriptor)
            for worker in self._workers:
                worker.peer.close()
            run_worker(theirs, self.snapshot, self.limits)
        finally:
            os._exit(1)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if not self._waiting:
                return
            if not worker.ready or worker.caller is not None:
                continue
            caller = self._waiting.popleft()
            assert caller.message is not None, "only whole questions wait"
            worker.caller, worker.since = caller, time.monotonic()
            caller.worker = worker
            try:
                send(worker.peer, caller.message, caller.incoming.descriptor)
            except OSError:
                # It ended between two questions; its end is read next, and the question asked
                # of another.
                caller.worker, worker.caller, worker.ready = None, None, False
                self._waiting.appendleft(caller)

    def _read_worker(self, worker: _Worker) -> None:
        try:
            message = worker.incoming.read()
        except EOFError:
            self._bury(worker)
            return
        if message is None:
            return
        if message.get("ready"):
            worker.ready, self._failed = True, 0
            return
        caller, worker.caller = worker.caller, None
        if caller is not None:
            self._reply(caller, message)
        if message.get("tired") or worker.slowed or worker.ending is not None:
            # It cannot win back the priority that it lost; its memory may not shrink either.
            worker.ready = False
            os.kill(worker.pid, signal.SIGKILL)

    def _bury(self, worker: _Worker) -> None:
        """Say why a worker ended, and take it off the books."""
        self._selector.unregister(worker.peer)
        worker.peer.close()
        self._workers.remove(worker)
        _pid, status = os.waitpid(worker.pid, 0)
        if not worker.ready and worker.caller is None and os.WIFEXITED(status):
            # It never came to its feet: the snapshot cannot be opened. Not in a busy loop.
            self._failed += 1
            self._not_before = time.monotonic() + min(0.05 * self._failed, 1.0)
        if worker.caller is not None:
            error = worker.ending or self._explain(status)
            self._reply(worker.caller, make_error(error))

    def _explain(self, status: int) -> QueryError:
        """Why a worker ended that nobody ended."""
        if not os.WIFSIGNALED(status):
            return make_trouble(f"exit {os.WEXITSTATUS(status)}")
        # The engine aborts when it gets no memory, and overflows its stack with SIGSEGV.
        by = os.WTERMSIG(status)
        name = signal.Signals(by).name
        if by == signal.SIGSEGV:
            return make_depth_error(name)
        return make_memory_error(self.limits.memory, name)

    def _end(self, worker: _Worker, error: QueryError) -> None:
        worker.ending = error
        os.kill(worker.pid, signal.SIGKILL)

    # Time and memory

    def _get_pause(self) -> float:
        if self._waiting or self._failed or any(worker.caller for worker in self._workers):
            return _LOOK / 2
        return 1.0

    def _look(self, now: float) -> None:
        if now - self._looked < _LOOK / 2:
            return
        self._looked = now
        running = [w for w in self._workers if w.caller is not None and w.ending is None]
        for worker in running:
            if now - worker.since > self.limits.seconds:
                self._end(worker, make_time_error(self.limits.seconds))
            elif not worker.slowed and now - worker.since > _SLOW:
                worker.slowed = True
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
        self._watch_memory([worker for worker in running if worker.ending is None])
        for caller in [one for one in self._waiting if now - one.since > self.limits.seconds]:
            ready = any(worker.ready for worker in self._workers)
            error = (
                make_busy_error(self.limits.running) if ready else make_trouble("no worker starts")
            )
            self._reply(caller, make_error(error))
        for caller in [c for c in self._callers if c.message is None]:
            if now - caller.since > _PATIENCE:
                self._hang_up(caller)

    def _watch_memory(self, running: list[_Worker]) -> None:
        sizes = {worker: _read_memory(worker.pid) for worker in running}
        while sizes and sum(sizes.values()) > self.limits.all_memory:
            largest = max(sizes, key=lambda worker: sizes[worker])
            self._end(largest, make_memory_error(sizes.pop(largest), "all queries together"))


def _read_memory(pid: int) -> int:
    try:
        return read_memory(1, pid)
    except OSError:
        return 0
