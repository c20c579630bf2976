"""What a build has made and may need again, by the digest of all that it was made from.

The folder belongs to the user who builds and is closed to all others (mode 0700); what does not is
not read. An entry is a pickle behind its digest, and only records of this program are made from
it: an entry that is torn, of another program or asks for anything else counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import shutil
import stat
import weakref
import zlib
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, Protocol

from kg.graph.ntriples import Triples

#: So many bytes are kept; what was not used for longest goes first.
LARGEST: Final = 1 << 30
_MAGIC: Final = b"seisaku-kg build 1\n"
_PLAIN: Final = frozenset(
    (
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("collections", "OrderedDict"),
        ("collections", "Counter"),
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
        ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
    )
)


class Store(Protocol):
    """Where results are kept by kind and key."""

    def get(self, kind: str, key: str) -> Any:
        """The result, None where there is none."""

    def put(self, kind: str, key: str, value: object) -> None:
        """Keep a result."""


class MemoryStore:
    """Results of one build, in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], object] = {}

    def get(self, kind: str, key: str) -> Any:
        """The result, None where there is none."""
        return self._kept.get((kind, key))

    def put(self, kind: str, key: str, value: object) -> None:
        """Keep a result."""
        self._kept[kind, key] = value


class DiskStore:
    """Results in a folder, for other processes and later builds."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def get(self, kind: str, key: str) -> Any:
        """The result, None where there is none that can be read."""
        path = self._find(kind, key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        body = data[len(_MAGIC) + 32 :]
        if data[: len(_MAGIC) + 32] != _MAGIC + hashlib.sha256(body).digest():
            return None
        try:
            return _Unpickler(io.BytesIO(zlib.decompress(body))).load()
        except (pickle.UnpicklingError, zlib.error, ValueError, TypeError, KeyError,
                AttributeError, IndexError, EOFError, ImportError):  # fmt: skip
            return None

    def put(self, kind: str, key: str, value: object) -> None:
        """Keep a result; a reader finds it whole or not."""
        path = self._find(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        draft.write_bytes(_MAGIC + hashlib.sha256(body).digest() + body)
        draft.replace(path)

    def trim(self, largest: int = LARGEST) -> None:
        """Remove what was not used for longest until the rest is small enough."""
        found: list[tuple[float, int, Path]] = []
        for path in self.place.rglob("*"):
            with contextlib.suppress(OSError):
                told = path.stat()
                if stat.S_ISREG(told.st_mode):
                    found.append((told.st_mtime, told.st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= largest:
                break
            path.unlink(missing_ok=True)
            left -= size

    def _find(self, kind: str, key: str) -> Path:
        return self.place / kind / key[:2] / key


def open_store(find_place: Callable[[], Path]) -> DiskStore:
    """The store in a folder; one for this build alone where that cannot be had to oneself."""
    try:
        place = find_place()
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
        told = place.stat()
        if told.st_uid == os.geteuid() and not told.st_mode & 0o077 and os.access(place, os.W_OK):
            return DiskStore(place)
    except OSError:
        # Another's folder, or a read-only one.
        pass
    return PassingStore()


class PassingStore(DiskStore):
    """A store on disk that goes with the process that made it."""

    def __init__(self) -> None:
        super().__init__(Path(mkdtemp(prefix="seisaku-kg-")))
        weakref.finalize(self, _remove, self.place, os.getpid())

    def __reduce__(self) -> tuple[type[DiskStore], tuple[Path]]:
        return DiskStore, (self.place,)


def _remove(place: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(place, ignore_errors=True)


class _Unpickler(pickle.Unpickler):
    """Makes plain values and the records of this program, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return getattr(import_module(module), name)
        if module.startswith("kg."):
            found = getattr(import_module(module), name)
            if isinstance(found, type) and (
                is_dataclass(found) or issubclass(found, (Enum, Triples))
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
