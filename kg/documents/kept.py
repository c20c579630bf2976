"""The text that a reader made of a file that is no text, and where each stretch of it stands.

The text has the form of all sources: a line a paragraph, `#` before a heading, a tab between the
cells of a table row, a blank line between blocks. It is kept beside the original as
`<file>.txt`, and its places as `<file>.places.tsv`; offsets of passages point into it, places into
the original (graph contract, Offsets).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.documents.place import Place
from kg.errors import SourceError, locate

TEXT_SUFFIX: Final = ".txt"
PLACES_SUFFIX: Final = ".places.tsv"
_COLUMNS: Final = ("start", "end", "page", "fragment")
#: What XML 1.0 forbids (section 2.2), and what parts lines and cells in the kept text.
_FORBIDDEN: Final = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


@dataclass(frozen=True)
class Notice:
    """What a reader could not take in, or took in with doubt: where, and why in both languages."""

    code: str
    where: str
    ja: str
    en: str


@dataclass(frozen=True)
class KeptText:
    """The text of a file, its places in order, and what a person should know of the reading.

    `reader` is the name and version of what read it.
    """

    text: str
    places: tuple[Place, ...]
    reader: str
    notices: tuple[Notice, ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the text's UTF-8 bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Piece:
    """A stretch of a file: its words, the fragment identifier of where they stand, and the page.

    `joined` says that it follows the piece before it without a blank: a line that the print broke.
    """

    text: str
    fragment: str
    page: int | None = None
    joined: bool = False


class KeptWriter:
    """Writes a kept text line by line, and notes where each stretch stands in the original."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._notices: list[Notice] = []
        self._blank = True

    def add_line(self, pieces: Iterable[Piece], heading: int = 0) -> None:
        """A paragraph; as a heading of a level from 1 to 6 where one is given."""
        start = self._length
        if heading:
            self._write("#" * min(heading, 6) + " ")
        if self._add_pieces(pieces):
            self._write("\n")
            self._blank = False
        else:
            self._drop(start)

    def add_row(self, cells: Sequence[Iterable[Piece]]) -> None:
        """A row of a table; a row without a word is left out."""
        start, found = self._length, False
        for number, cell in enumerate(cells):
            if number:
                self._write("\t")
            found |= self._add_pieces(cell)
        if found:
            self._write("\n")
            self._blank = False
        else:
            self._drop(start)

    def add_blank(self) -> None:
        """A blank line, where there is none already."""
        if not self._blank:
            self._write("\n")
            self._blank = True

    def add_notice(self, code: str, where: str, ja: str, en: str) -> None:
        """Something that a person should know of the reading."""
        self._notices.append(Notice(code, where, ja, en))

    def finish(self, reader: str) -> KeptText:
        """All that was written."""
        return KeptText("".join(self._parts), tuple(self._places), reader, tuple(self._notices))

    def _add_pieces(self, pieces: Iterable[Piece]) -> bool:
        found = False
        for piece in pieces:
            words = clean_words(piece.text)
            if not words:
                continue
            if found and not piece.joined:
                self._write(" ")
            place = Place(self._length, self._length + len(words), piece.fragment, piece.page)
            self._places.append(place)
            self._write(words)
            found = True
        return found

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _drop(self, start: int) -> None:
        while self._length > start:
            self._length -= len(self._parts.pop())


def clean_words(text: str) -> str:
    """A text as one line of the kept text: line ends, tabs and control characters are a blank."""
    return _FORBIDDEN.sub(" ", text).strip()


def find_kept(file: Path) -> tuple[Path, Path]:
    """Where the text and the places of a file are kept."""
    return (
        file.with_name(file.name + TEXT_SUFFIX),
        file.with_name(file.name + PLACES_SUFFIX),
    )


def write_places(places: Iterable[Place]) -> str:
    """The table of places; `parse_places` reads it back."""
    out = io.StringIO()
    table = csv.writer(out, "excel-tab", lineterminator="\n")
    table.writerow(_COLUMNS)
    for place in places:
        page = "" if place.page is None else place.page
        table.writerow((place.start, place.end, page, place.fragment))
    return out.getvalue()


def parse_places(text: str, path: Path) -> tuple[Place, ...]:
    """The places of a table. Raises SourceError naming the line that is none."""
    rows = csv.reader(io.StringIO(text), "excel-tab")
    places: list[Place] = []
    try:
        if tuple(next(rows, ())) != _COLUMNS:
            raise ValueError("header")
        for start, end, page, fragment in rows:
            places.append(Place(int(start), int(end), fragment, int(page) if page else None))
    except (ValueError, csv.Error) as error:
        raise SourceError(
            "原本の中の場所の表が壊れています / the table of places is damaged",
            where=locate(path, rows.line_num),
            why=str(error),
            fix="kg ingest で原本から読み直してください / read the original again with kg ingest",
        ) from error
    return tuple(places)
