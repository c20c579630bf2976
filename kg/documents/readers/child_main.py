"""The child process of `read_in_child`: bounds itself, reads, answers on standard output."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from importlib import import_module
from typing import Any, Final

from kg.documents.readers.answer import make_answer
from kg.documents.readers.child import FILE_BYTES, NO_MEMORY, OPEN_FILES
from kg.documents.readers.limits import Limits
from kg.errors import SourceError

#: What a reader has no business with, by the names of Python's audit events.
_FORBIDDEN: Final = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.kill", "shutil.", "ftplib.", "urllib.", "http.", "smtplib."),
    *("pty.", "webbrowser."),
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Linux: the signal that a process gets when the one that started it is gone (prctl(2)).
_PR_SET_PDEATHSIG: Final = 1


def main() -> None:
    """Read the file as ordered by the only argument. Ends the process."""
    order = json.loads(sys.argv[1])
    _follow_parent(order["parent"])
    _bound(order["memory"], order["cpu_seconds"])
    # What a library prints is a complaint, and no part of the answer.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, _, function = order["reader"].partition(":")
    try:
        reader = getattr(import_module(module), function)
        with os.fdopen(order["descriptor"], "rb") as source:
            data = source.read()
        sys.addaudithook(_forbid)
        try:
            result = reader(data, order["name"], Limits(**order["limits"]))
        except SourceError as error:
            result = error
        for line in make_answer(result):
            answer.write(line + "\n")
        answer.flush()
    except MemoryError:
        os._exit(NO_MEMORY)
    # Nothing is tidied: that takes long where much was read.
    os._exit(0)


def _bound(memory: int, seconds: int) -> None:
    for which, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
    ):
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # A second more of computing ends what does not heed the first signal.
        spare = int(which == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY)
        resource.setrlimit(which, (most, most + spare))


def _follow_parent(parent: int) -> None:
    """End when the process that asked is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        writes = isinstance(flags, int) and flags & _WRITING
        if not writes and not (isinstance(mode, str) and set(mode) & set("wax+")):
            return
    elif not event.startswith(_FORBIDDEN):
        return
    raise PermissionError(f"a reader may not: {event}")


if __name__ == "__main__":
    main()
