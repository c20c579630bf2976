"""Where what can be made again is kept on disk: snapshots and releases of a graph folder."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import KgError, locate

#: The folder of what can be made again; the default lies beside the data folder.
SETTING: Final = "KG_VAR"


def find_kept_folder(ttl: Path, kind: str) -> Path:
    """Where things of a kind made from a graph folder lie, apart from those of another folder."""
    where = ttl.resolve()
    given = os.environ.get(SETTING, "")
    var = Path(given) if given else where.parent.parent / "var"
    return var / kind / hashlib.sha256(os.fsencode(where)).hexdigest()[:8]


@contextmanager
def make_alone(lock: Path) -> Iterator[None]:
    """One maker at a time, by a file that is locked; another waits and finds it made."""
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_kept_error(what: str, place: Path, error: OSError) -> KgError:
    """The error of something that cannot be kept there."""
    return KgError(
        what,
        where=locate(place),
        why=error.strerror or str(error),
        fix=f"書き込めるフォルダーを {SETTING} で指定してください / "
        f"name a folder that can be written with {SETTING}",
    )
