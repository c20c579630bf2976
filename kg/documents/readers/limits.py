"""How much a reader takes in; beyond that a file is refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one file: its bytes, what it unpacks to, its pages, rows, cells and characters."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 1_000_000_000
    pages: int = 5_000
    rows: int = 1_000_000
    cells: int = 10_000_000
    cell_characters: int = 32_767
    characters: int = 50_000_000
    line_characters: int = 1_000_000
    depth: int = 200


DEFAULT_LIMITS = Limits()
