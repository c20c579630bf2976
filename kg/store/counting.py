"""Rows counted in the engine's own output as it passes, so that a limit of rows costs no speed.

Each counter is exact: a text that holds line ends, quotes or braces counts as no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol


class Counter(Protocol):
    """Takes an answer piece by piece and knows how many whole rows began in it so far."""

    rows: int

    def read(self, data: bytes) -> None:
        """Take the next piece."""


class TsvCounter:
    """SPARQL 1.1 TSV, section 4: one line a row behind the head, line ends in values escaped."""

    def __init__(self) -> None:
        self.rows = -1

    def read(self, data: bytes) -> None:
        """Take the next piece."""
        self.rows += data.count(b"\n")


class CsvCounter:
    """SPARQL 1.1 CSV, section 3 (RFC 4180): a line end between quotes is no row's end."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = 0

    def read(self, data: bytes) -> None:
        """Take the next piece."""
        pieces = data.split(b'"')
        self.rows += sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted = (self._quoted + len(pieces) - 1) % 2


class XmlCounter:
    """SPARQL Query Results XML, section 2.3.1: `<` stands for itself nowhere but in tags."""

    _MARK: Final = b"<result"

    def __init__(self) -> None:
        self.rows = 0
        self._tail = b""

    def read(self, data: bytes) -> None:
        """Take the next piece."""
        text = self._tail + data
        # `<results>` is the one other tag that begins alike; the tail is shorter than a mark.
        keep = len(self._MARK)
        self.rows += text.count(self._MARK) - text.count(self._MARK + b"s")
        if text.endswith(self._MARK):
            self.rows -= 1
            keep += 1
        self._tail = text[-(keep - 1) :]


class JsonCounter:
    """SPARQL 1.1 Query Results JSON, section 3.2.1: a row is an object of the array `bindings`."""

    def __init__(self) -> None:
        self.rows = 0
        self._quoted = 0
        self._escape = b""
        self._tail = b""

    def read(self, data: bytes) -> None:
        """Take the next piece."""
        text = self._escape + data
        self._escape = b""
        if (len(text) - len(text.rstrip(b"\\"))) % 2:
            text, self._escape = text[:-1], b"\\"
        if b"\\" in text:
            text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
        pieces = text.split(b'"')
        for index in range(self._quoted, len(pieces), 2):
            piece = self._tail + pieces[index]
            self.rows += piece.count(b"[{") + piece.count(b"},{")
            self._tail = b""
        self._quoted = (self._quoted + len(pieces) - 1) % 2
        if not self._quoted:
            # A mark may be cut by the pieces' border; what was counted is not kept.
            last = pieces[-1] if len(pieces) > 1 else piece
            self._tail = b"" if last.endswith(b"{") else last[-2:]


COUNTERS: Final[Mapping[str, Callable[[], Counter]]] = {
    "json": JsonCounter,
    "xml": XmlCounter,
    "csv": CsvCounter,
    "tsv": TsvCounter,
}
