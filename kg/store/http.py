"""HTTP to one server under a deadline of our own: the whole answer in time and size, or an error.

An engine's own time-out may answer 200 with half a body, so nothing is believed before its end.
Addresses come from the setting alone; no redirect is followed.
"""

from __future__ import annotations

import io
import os
import select
import socket
import time
import weakref
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import BinaryIO, Final

from kg.errors import KgError, QueryError
from kg.store.address import Address
from kg.store.credentials import Credentials
from kg.store.query_errors import make_size_error, make_time_error

_BLOCK: Final = 1 << 16


@dataclass(frozen=True)
class Sent:
    """A request: its method, its path with the query, its body and headers."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A whole answer: its status, headers and body; `ended` when its end could be told."""

    status: int
    headers: Message
    body: bytes
    ended: bool

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return (self.headers.get("content-type") or "").partition(";")[0].strip().lower()


class Client:
    """Requests to one server; connections are kept and shared between threads, not processes."""

    def __init__(
        self, address: Address, seconds: float, size: int, credentials: Credentials | None = None
    ) -> None:
        self.address, self.seconds, self.size = address, seconds, size
        self._credentials = credentials
        self._idle: deque[HTTPConnection] = deque()
        self._process = os.getpid()
        self.close = weakref.finalize(self, _close_all, self._idle)

    def send(self, request: Sent, file: BinaryIO | None = None) -> Answer:
        """The whole answer to a request, within the seconds and bytes of this client.

        The body of a 200 goes into the file, if one is given. Raises LimitError past a limit,
        QueryError for a body that ends too early, KgError for a server that cannot be reached.
        """
        deadline = time.monotonic() + self.seconds
        with self._tell():
            answer = self._send(request, file, deadline)
            if answer.status == 401 and self._credentials is not None:
                challenges = answer.headers.get_all("www-authenticate") or []
                if self._credentials.learn(challenges):
                    answer = self._send(request, file, deadline)
        return answer

    def _send(self, request: Sent, file: BinaryIO | None, deadline: float) -> Answer:
        if self._credentials is not None:
            own = self._credentials.make_header(request.method, request.path)
            request = replace(request, headers={**request.headers, **own})
        kept = self._take()
        if kept is not None:
            # The server may have closed it while nobody used it: the request goes out once more.
            with suppress(_GoneError):
                return self._exchange(kept, request, file, deadline)
        return self._exchange(self._connect(deadline), request, file, deadline)

    def _take(self) -> HTTPConnection | None:
        if self._process != os.getpid():
            # A connection made before the fork belongs to the parent.
            _close_all(self._idle)
            self._process = os.getpid()
        with suppress(IndexError):
            while not _is_quiet(connection := self._idle.pop()):
                connection.close()
            return connection
        return None

    def _connect(self, deadline: float) -> HTTPConnection:
        kind = HTTPSConnection if self.address.secure else HTTPConnection
        connection = kind(self.address.host, self.address.port, timeout=_count_down(deadline))
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _exchange(
        self, connection: HTTPConnection, request: Sent, file: BinaryIO | None, deadline: float
    ) -> Answer:
        """One request and its answer; a connection that broke is not kept."""
        keep = False
        try:
            connection.sock.settimeout(_count_down(deadline))
            connection.response_class = partial(_Response, deadline)  # type: ignore[assignment]
            try:
                # Who refuses may hang up before all is sent; the answer can be read still.
                with suppress(BrokenPipeError, ConnectionResetError):
                    connection.request(
                        request.method, request.path, request.body or None, dict(request.headers)
                    )
                response = connection.getresponse()
            except (ConnectionError, HTTPException) as error:
                raise _GoneError(str(error) or type(error).__name__) from error
            with response:
                own = io.BytesIO()
                self._read(response, file if file and response.status == 200 else own)
                answer = Answer(
                    response.status,
                    response.headers,
                    own.getvalue(),
                    response.chunked or response.headers.get("content-length") is not None,
                )
            # A server that refuses may have left the request's body unread on the connection.
            keep = not response.will_close and response.status < 400
            return answer
        finally:
            if keep:
                self._idle.append(connection)
            else:
                connection.close()

    def _read(self, response: HTTPResponse, file: BinaryIO) -> None:
        size = 0
        try:
            while block := response.read1(_BLOCK):
                size += len(block)
                if size > self.size:
                    raise make_size_error(self.size)
                file.write(block)
        except ConnectionError as error:
            raise IncompleteRead(b"") from error
        if response.length:
            raise IncompleteRead(b"", response.length)

    @contextmanager
    def _tell(self) -> Iterator[None]:
        """Say in our words what went wrong on the way."""
        try:
            yield
        except TimeoutError as error:
            raise make_time_error(self.seconds) from error
        except IncompleteRead as error:
            raise break_off(self.address, "the connection closed before the end") from error
        except (OSError, HTTPException) as error:
            raise KgError(
                "SPARQL サーバーにつながりません / the SPARQL server cannot be reached",
                where=str(self.address),
                why=str(error) or type(error).__name__,
                fix="サーバーが動いているか、KG_STORE を確かめてください / "
                "see that the server runs, and what KG_STORE says",
            ) from error


def break_off(address: Address, why: str) -> QueryError:
    """The error for an answer that is not whole."""
    return QueryError(
        "答えが途中で切れました / the answer breaks off",
        where=str(address),
        why=why,
        fix="サーバーの時間や行数の制限を確かめてください / "
        "look at the server's own limits of time and rows",
    )


class _GoneError(OSError):
    """The connection was gone before the first byte of an answer."""


class _Response(HTTPResponse):
    """A response of which no byte is waited for past the deadline."""

    def __init__(self, deadline: float, sock: socket.socket, method: str | None = None) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        raw = sock.makefile("rb", buffering=0)
        self.fp = io.BufferedReader(_Clocked(raw, sock, deadline))


class _Clocked(io.RawIOBase):
    """A socket's bytes: before each read its time-out is set to what is left."""

    def __init__(self, raw: socket.SocketIO, sock: socket.socket, deadline: float) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object) -> int | None:
        """The number of bytes read, 0 at the end. Raises TimeoutError past the deadline."""
        self._sock.settimeout(_count_down(self._deadline))
        return self._raw.readinto(buffer)  # type: ignore[arg-type]

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()


def _count_down(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _is_quiet(connection: HTTPConnection) -> bool:
    """Whether the server has neither closed a kept connection nor said anything on it.

    Some say that one was idle for too long, Oxigraph with a 500 after a minute: whoever asked next
    would take that for the answer.
    """
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return not poll.poll(0)


def _close_all(idle: deque[HTTPConnection]) -> None:
    while idle:
        idle.pop().close()
