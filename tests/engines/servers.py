"""SPARQL servers for a test: on free ports of this machine alone, ended whatever happens."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: A start takes about half a second for Oxigraph, three for Virtuoso.
_PATIENCE: Final = 60.0
_VIRTUOSO: Final = """\
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DirsAllowed = .
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
[SPARQL]
{sparql}
"""


@dataclass(frozen=True)
class Server:
    """Where a server answers queries and takes graphs, and by which name and password.

    `sql` is where Virtuoso's own protocol is spoken.
    """

    name: str
    query: str
    load: str
    user: str = ""
    password: str = ""
    sql: str = ""
    pid: int = 0

    @property
    def settings(self) -> dict[str, str]:
        """The environment that makes it the engine."""
        named = {"KG_STORE_USER": self.user, "KG_STORE_PASSWORD": self.password}
        return {"KG_STORE": self.query, **(named if self.user else {})}


@contextmanager
def run_oxigraph(*options: str) -> Iterator[Server]:
    """The Oxigraph server of its Python package, in memory."""
    (port,) = find_ports(1)
    binary = Path(sys.executable).with_name("oxigraph")
    command = [str(binary), "serve", "--bind", f"127.0.0.1:{port}", *options]
    base = f"http://127.0.0.1:{port}"
    with _run(command, None, port):
        yield Server("oxigraph", f"{base}/query", f"{base}/store")


@contextmanager
def run_virtuoso(folder: Path, sparql: str = "", buffers: int = 10_000) -> Iterator[Server]:
    """Virtuoso 7 of Debian's packages, its files in a folder of the test."""
    binary = shutil.which("virtuoso-t")
    assert binary, "apt-get install virtuoso-opensource-7-bin (make test-engines does)"
    sql, http = find_ports(2)
    dirty = buffers * 6 // 10
    settings = _VIRTUOSO.format(sql=sql, http=http, sparql=sparql, buffers=buffers, dirty=dirty)
    (folder / "v.ini").write_text(settings, encoding="utf-8")
    command = [binary, "+foreground", "+configfile", "v.ini"]
    base = f"http://127.0.0.1:{http}"
    with _run(command, folder, http) as pid:
        graphs = f"{base}/sparql-graph-crud-auth"
        yield Server("virtuoso", f"{base}/sparql", graphs, "dba", "dba", f"127.0.0.1:{sql}", pid)


def find_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    try:
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


@contextmanager
def _run(command: Sequence[str], folder: Path | None, port: int) -> Iterator[int]:
    """A server until the block is left, or until this process ends in whatever way."""
    with subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", "--", *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", "")},
    ) as process:
        try:
            _await(process, port)
            yield process.pid
        finally:
            process.kill()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not answer")
