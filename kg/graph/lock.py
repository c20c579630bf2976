"""One writer at a time in a folder: a lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Wait until no other command writes into the folder.

    The folder may be put in place of another meanwhile: the lock is that of the one there now.
    """
    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not _is_there(descriptor, folder):
                continue
            yield
            return
        finally:
            os.close(descriptor)


def _is_there(descriptor: int, folder: Path) -> bool:
    """Whether the open folder is the one that lies there."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(folder))  # noqa: PTH116
    except FileNotFoundError:
        return False
