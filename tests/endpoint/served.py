"""The endpoint as users meet it: `kg serve` as a process of its own, spoken to over a socket."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.engines.servers import find_ports

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers with lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip()

    def describe(self, fault: str) -> str:
        """What is wrong with it and how it begins, "" when nothing is wrong."""
        return f"{fault}\n{self.body[:500].decode(errors='replace')}" if fault else ""


def send(
    place: str,
    method: str,
    target: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Reply:
    """The reply of `host:port` to one request over a connection of its own."""
    connection = http.client.HTTPConnection(place, timeout=timeout)
    try:
        connection.request(method, target, body, dict(headers or {}))
        response = connection.getresponse()
        data = response.read()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, names, data)
    finally:
        connection.close()


@dataclass(frozen=True)
class Served:
    """A running `kg serve`."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Reply:
        return send(f"127.0.0.1:{self.port}", method, path, body, headers, timeout)

    def ask(self, query: str, accept: str = "", **parameters: str) -> Reply:
        given = urlencode({"query": query, **parameters})
        return self.send("GET", f"/sparql?{given}", headers={"Accept": accept} if accept else {})

    def post(self, query: bytes, media_type: str = "application/sparql-query") -> Reply:
        return self.send("POST", "/sparql", query, {"Content-Type": media_type})


def find_processes(root: int, depth: int) -> set[int]:
    """The numbers of a process and of those below it, so many steps down."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = path.read_text().partition(" (")
            parents[int(number)] = int(rest.rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = {root}
    for _ in range(depth):
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found


@contextmanager
def serve(
    data: Path, settings: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[Served]:
    """`kg serve` over a data folder, ended with all its processes afterwards."""
    (port,) = find_ports(1)
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "--data", str(data), "serve", "--port", str(port)],
        cwd=cwd,
        env={**os.environ, **(settings or {})},
        stdin=subprocess.DEVNULL,
    )
    served = Served(port, process)
    try:
        _wait(served)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(served: Served, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        assert served.process.poll() is None, "kg serve ended before it answered"
        try:
            assert served.ask("ASK {}").status == 200
            return
        except OSError:
            assert time.monotonic() < deadline, "kg serve does not answer"
            time.sleep(0.05)
