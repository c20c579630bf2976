"""A source document as received: its text, its lines, and where they stand."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.documents.place import Place
from kg.errors import SourceError, locate
from kg.records import Span

#: All white space of Unicode, and the byte order mark.
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\ufeff"


@dataclass(frozen=True)
class Line:
    """A physical line, numbered from 1; `end` leaves the line end out."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SourceText:
    """The text of a document. A BOM is character 0; lines end at LF only.

    `sha256` is that of the file as received. Where a reader made the text of another format,
    `text_sha256` is that of the text, `reader` what made it, and `places` say where it stands.
    """

    text: str
    sha256: str
    text_sha256: str | None = None
    reader: str | None = None
    places: tuple[Place, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All physical lines, the empty one after a last LF included."""
        lines, start = [], 0
        for number, content in enumerate(self.text.split("\n"), start=1):
            lines.append(Line(number, start, start + len(content), content))
            start += len(content) + 1
        return tuple(lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """The number of the line that holds the character at `offset`."""
        return bisect_right(self._starts, offset)

    def quote(self, span: Span) -> str:
        """The stretch, verbatim."""
        return self.text[span.start : span.end]

    def strip(self, start: int, end: int) -> Span | None:
        """The stretch without the white space around it, None when nothing is left."""
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip(_BLANK))
        right = len(piece.rstrip(_BLANK))
        return Span(start + left, start + right) if left < right else None


def find_undecodable_line(data: bytes) -> int | None:
    """The number of the first line that is not UTF-8, None when all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return None


def parse_source(data: bytes, path: Path | str) -> SourceText:
    """The text of the bytes, strictly UTF-8, without newline translation.

    Raises SourceError naming the line of the first byte that is not UTF-8.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = find_undecodable_line(data)
        raise SourceError(
            "UTF-8 ではない文字があります / not UTF-8",
            where=locate(path, line),
            why=f"byte {error.start}: 0x{data[error.start]:02x}",
            fix="UTF-8 で保存し直してください / save the file as UTF-8",
        ) from error
    return SourceText(text, hashlib.sha256(data).hexdigest())


def read_bytes(path: Path) -> bytes:
    """The bytes of a document's file. Raises SourceError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "文書を読めません / the document cannot be read",
            where=locate(path),
            why=error.strerror or str(error),
            fix="documents.toml の file と実際の場所を確かめてください / "
            "compare `file` in documents.toml with where the file lies",
        ) from error


def read_source(path: Path) -> SourceText:
    """The text of a file. Raises SourceError when it is missing or not UTF-8."""
    return parse_source(read_bytes(path), path)
