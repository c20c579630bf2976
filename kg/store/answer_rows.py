"""An answer in SPARQL JSON read from its file row by row, no more of it than is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from kg.store.engine_terms import from_engine
from kg.store.terms import Row


@dataclass(frozen=True)
class Rows:
    """The rows of a SELECT query as they are read, with its variables in order."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


def open_rows(file: BinaryIO, size: int) -> Rows | bool:
    """The rows, or the truth value, within the first `size` bytes of a file.

    The rows end where the file is cut.
    """
    part = cast(IO[bytes], _Part(file, size))
    found = ox.parse_query_results(part, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(one.value for one in found.variables)
    return Rows(names, _read(found, names))


class _Part:
    """The beginning of a file, as if it ended there; the engine needs no more than `read`."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(data)
        return data


def _read(found: ox.QuerySolutions, names: tuple[str, ...]) -> Iterator[Row]:
    while True:
        try:
            solution = next(found)
        except (StopIteration, SyntaxError, MemoryError):
            # At the end; in a row that is cut, or one larger than the parser's buffer (16 MiB).
            return
        yield {name: from_engine(value) for name in names if (value := solution[name]) is not None}
