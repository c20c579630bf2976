"""What a worker of the pool can no longer do."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAD = "import socket, os, sys, threading\nfrom kg.store.pool.confine import *\n"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HEAD + code], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "deed",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.execv('/bin/true', ['true'])",
        "socket.create_connection(('127.0.0.1', 9))",
    ],
)
def test_no_socket_and_no_program_can_be_started(deed: str) -> None:
    before = run("socket.socket().close()")
    assert before.returncode == 0
    done = run(f"shut_out()\n{deed}")
    assert done.returncode == 1
    assert "PermissionError" in done.stderr


def test_threads_started_later_are_held_as_well() -> None:
    done = run(
        "shut_out()\n"
        "def work():\n"
        "    try: socket.socket()\n"
        "    except PermissionError: print('refused')\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()"
    )
    assert done.stdout == "refused\n"


def test_files_can_still_be_read() -> None:
    assert run("shut_out()\nprint(len(open(os.devnull).read()))").stdout == "0\n"


def test_memory_and_files_have_an_end() -> None:
    assert "MemoryError" in run("set_bounds(64 << 20, 1000)\nbytearray(128 << 20)").stderr
    done = run(
        "import signal, tempfile\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "set_bounds(64 << 20, 1000)\n"
        "file = open(tempfile.mkstemp()[1], 'wb', 0)\nfile.write(bytes(5000))\nfile.write(b'1')"
    )
    assert "File too large" in done.stderr
