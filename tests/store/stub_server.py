"""A server that answers as it is told: slowly, by halves, wrongly."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs

from kg.store.address import parse_address
from kg.store.credentials import Credentials
from kg.store.http import Client
from kg.store.remote import RemoteStore

JSON: Final = "application/sparql-results+json"
ROWS: Final = (
    b'{"head":{"vars":["s"]},"results":{"bindings":['
    b'{"s":{"type":"uri","value":"urn:a"}},{"s":{"type":"uri","value":"urn:b"}}]}}'
)
TRIPLES: Final = b"<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> .\n"


@dataclass
class Received:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, list[str]]:
        """The fields of a form."""
        return parse_qs(self.body.decode())


#: Gets the connection and the request; what it returns is sent, and None closes the connection.
Behaviour = Callable[[socket.socket, Received], bytes | None]


@dataclass
class Stub:
    """What the server was asked, and on how many connections."""

    port: int
    behave: Behaviour
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    def client(self, seconds: float = 5, size: int = 1 << 20, user: str = "") -> Client:
        address = parse_address(f"http://127.0.0.1:{self.port}/sparql", "KG_STORE")
        credentials = Credentials(address, user, "secret") if user else None
        return Client(address, seconds, size, credentials)

    def store(self, seconds: float = 5, size: int = 1 << 20) -> RemoteStore:
        return RemoteStore(self.client(seconds, size))


@contextmanager
def serve(behave: Behaviour) -> Iterator[Stub]:
    """A server on a free port, ended with all its connections when the block is left."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stub = Stub(listener.getsockname()[1], behave)
        opened: list[socket.socket] = []
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                stub.connections += 1
                opened.append(connection)
                thread = threading.Thread(target=_talk, args=(connection, stub), daemon=True)
                threads.append(thread)
                thread.start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield stub
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for connection in opened:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


def _talk(connection: socket.socket, stub: Stub) -> None:
    with connection, connection.makefile("rb") as file:
        try:
            while line := file.readline():
                method, path, _ = line.decode().split(" ", 2)
                headers: dict[str, str] = {}
                while (line := file.readline()) not in (b"\r\n", b""):
                    name, _, value = line.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = file.read(int(headers.get("content-length", 0)))
                received = Received(method, path, headers, body)
                stub.received.append(received)
                answer = stub.behave(connection, received)
                if answer is None:
                    return
                connection.sendall(answer)
        except OSError:
            return


def make_answer(
    body: bytes, media_type: str = JSON, status: str = "200 OK", extra: str = ""
) -> bytes:
    """A whole answer with its length."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{extra}\r\n".encode() + body


def say(answer: bytes) -> Behaviour:
    """Always the same answer."""
    return lambda *_: answer
