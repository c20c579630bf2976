"""What gunicorn is made to do otherwise: raw Japanese in addresses, and peers that are slow."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from typing import Final

from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import TConn

_RAW: Final = re.compile(rb"[\x80-\xff]")
#: Seconds that a peer may keep a thread waiting for its next bytes, or for room to send it more.
_PATIENCE: Final = 10


def take_raw_addresses() -> None:
    """Have gunicorn read Japanese that stands raw in an address, as curl sends what was typed.

    RFC 3987, section 3.1: such an address stands for the one with its bytes percent-encoded.
    """

    class RawRequest(Request):  # type: ignore[misc]
        """A request whose line may hold UTF-8."""

        def parse_request_line(self, line_bytes: bytes) -> None:
            """Read the line with its raw bytes encoded."""
            super().parse_request_line(_RAW.sub(lambda raw: b"%%%02X" % raw[0][0], line_bytes))

    RequestParser.mesg_class = RawRequest


def keep_free() -> None:
    """Let no peer hold a thread for long, nor the loop that hands out the threads.

    At the end of a connection gunicorn waits two seconds in that loop for the peer to close it too;
    some hundred peers who do not would stop the site.
    """
    begin = TConn.init

    def init(connection: TConn) -> None:
        begin(connection)
        connection.sock.settimeout(_PATIENCE)

    def close(connection: TConn, graceful: bool = False) -> None:
        with suppress(OSError):
            connection.sock.setblocking(False)
            if graceful:
                connection.sock.shutdown(socket.SHUT_WR)
                connection.sock.recv(1 << 16)
        with suppress(OSError):
            connection.sock.close()

    TConn.init, TConn.close = init, close
