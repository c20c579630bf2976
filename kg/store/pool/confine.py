"""What a worker gives up before it reads a stranger's query: sockets, programs, cores, its parent.

A filter of system calls (seccomp, Linux 3.17) lets no new socket and no other program come to be;
the kernel holds it for all threads that start later and nothing can take it back. The engine goes
on opening its own files, as it needs them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_FILTER: Final = 2

#: linux/audit.h: the kind of machine as the filter sees it.
_MACHINES: Final[Mapping[str, int]] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
#: socket, connect, accept, bind, listen, socketpair, execve, ptrace, execveat, io_uring_setup.
_CALLS: Final[Mapping[str, tuple[int, ...]]] = {
    "x86_64": (41, 42, 43, 49, 50, 53, 59, 101, 322, 425),
    "aarch64": (198, 199, 200, 201, 202, 203, 221, 117, 281, 425),
}
#: linux/bpf_common.h: load a word, jump if equal or if at least, return.
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
#: Calls of another way to speak to the same kernel (x32).
_OTHER: Final = 0x40000000
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("then", ctypes.c_uint8),
        ("otherwise", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def end_with_parent() -> None:
    """Have the kernel end this process when its parent ends, and end now if it already has."""
    parent = os.getppid()
    _call(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def shut_out() -> None:
    """Make it impossible to open a socket or to run a program. Raises OSError where it cannot be.

    So it does on a machine whose system calls are not listed here.
    """
    machine = platform.machine()
    if machine not in _MACHINES:
        raise OSError(errno.ENOSYS, f"the system calls of {machine} are not known")
    calls = _CALLS[machine]
    steps = [
        _Step(_LOAD, 0, 0, 4),
        _Step(_IF_EQUAL, 1, 0, _MACHINES[machine]),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_LOAD, 0, 0, 0),
        _Step(_IF_AT_LEAST, len(calls) + 1, 0, _OTHER),
        *(_Step(_IF_EQUAL, len(calls) - index, 0, call) for index, call in enumerate(calls)),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    _call(_PR_SET_NO_NEW_PRIVS, 1)
    _call(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program))


def set_bounds(memory: int, size: int) -> None:
    """Bound the bytes of memory beyond what is in use now, and of any file that is written."""
    # Should the machine run out of memory all the same, a worker is the first to go.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    space = read_memory(0) + memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))


def read_memory(column: int, process: int | str = "self") -> int:
    """Bytes of a process's memory: 0 all that is mapped, 1 what is resident (proc(5), statm)."""
    return int(Path(f"/proc/{process}/statm").read_bytes().split()[column]) * _PAGE


def _call(option: int, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    given = [ctypes.c_ulong(one) for one in (*arguments, 0, 0, 0, 0)[:4]]
    if libc.prctl(option, *given) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
