"""Columns of numbers and texts that are made once and then read in place: `write`, `open_columns`.

Each column is a file that the operating system maps, so that several processes share one copy and
nothing is read that is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Columns = Mapping[str, Array]
#: The number of what is not there.
NONE: Final = -1
#: Bytes that a file of no values may have.
_HEAD: Final = 512


class Pool:
    """Texts that are collected, each once; a text is known by its number, none by -1."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, text: str | None) -> int:
        """The number of a text."""
        return NONE if text is None else self._numbers.setdefault(text, len(self._numbers))

    def make_columns(self) -> dict[str, Array]:
        """The texts as columns."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in self._numbers]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return {"texts": np.frombuffer(b"".join(encoded), np.uint8), "text_ends": ends}


class Texts:
    """The texts of a pool, read one at a time."""

    def __init__(self, columns: Columns) -> None:
        self._bytes, self._ends = columns["texts"], columns["text_ends"]

    def get(self, number: int) -> str:
        """A text by its number."""
        return self.find(number) or ""

    def find(self, number: int) -> str | None:
        """A text by its number, None for none."""
        if number < 0:
            return None
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        return self._bytes[start:end].tobytes().decode("utf-8", "surrogatepass")


class Lists:
    """For each number from 0 on, a list of numbers."""

    def __init__(self, columns: Columns, name: str) -> None:
        self.starts, self.values = columns[f"{name}_starts"], columns[f"{name}_values"]

    def get(self, number: int) -> Array:
        """The list of one."""
        return self.values[int(self.starts[number]) : int(self.starts[number + 1])]

    def gather(self, numbers: Array) -> tuple[Array, Array]:
        """The lists of several in one: which of `numbers` each value is of, and the values."""
        starts = np.asarray(self.starts[numbers], np.int64)
        sizes = np.asarray(self.starts[numbers + 1], np.int64) - starts
        owners = np.repeat(np.arange(len(numbers)), sizes)
        before = np.repeat(np.cumsum(sizes) - sizes, sizes)
        return owners, self.values[np.arange(len(owners)) - before + starts[owners]]


def make_lists(name: str, lists: Iterable[Iterable[int]]) -> dict[str, Array]:
    """Lists as columns."""
    values: list[int] = []
    starts = [0]
    for own in lists:
        values += own
        starts.append(len(values))
    return {
        f"{name}_starts": np.array(starts, np.int64),
        f"{name}_values": np.array(values, np.int32),
    }


def make_numbers(values: Iterable[int]) -> npt.NDArray[np.int32]:
    """A column of whole numbers."""
    return np.fromiter(values, np.int32)


def write_columns(folder: Path, columns: Columns) -> None:
    """Write every column as a file of a folder that is there."""
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column, allow_pickle=False)


def open_columns(folder: Path) -> dict[str, Array]:
    """The columns of a folder, mapped. Raises OSError or ValueError for what is no column."""
    return {path.stem: _open(path) for path in sorted(folder.iterdir()) if path.suffix == ".npy"}


def _open(path: Path) -> Array:
    # An empty column cannot be mapped.
    mode: Literal["r"] | None = "r" if path.stat().st_size > _HEAD else None
    # As a plain array: numpy's own class for mapped ones takes its time at every access.
    return np.asarray(np.load(path, mmap_mode=mode, allow_pickle=False))
