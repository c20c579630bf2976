"""Lines in order and each once, however many: sorted piece by piece and merged from files."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Final

#: Lines held in memory at once, some 60 MB of N-Quads.
_PIECE: Final = 200_000


def sort_lines(lines: Iterable[bytes], piece: int = _PIECE) -> Iterator[bytes]:
    """The lines by their bytes, which in UTF-8 is by code points, each once."""
    waiting = iter(lines)
    with ExitStack() as stack:
        files: list[IO[bytes]] = []
        while some := list(islice(waiting, piece)):
            file: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(sorted(set(some)))
            file.seek(0)
            files.append(file)
        last = None
        for line in heapq.merge(*files):
            if line != last:
                yield line
            last = line
