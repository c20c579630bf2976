"""Signs that say "as above" and "as on the left" in a cell."""

from __future__ import annotations

from enum import Enum
from typing import Final

from kg.text.fold import fold_key


class Ditto(Enum):
    """Where what is meant stands."""

    ABOVE = "above"
    LEFT = "left"


_ABOVE: Final = (
    "同上",
    "上に同じ",
    "上と同じ",
    "上記に同じ",
    "上記と同じ",
    "〃",
    "〞",
    "”",
    '"',
    "''",
    "′′",
)
_LEFT: Final = ("同左", "左に同じ", "左と同じ")


def find_ditto(text: str) -> Ditto | None:
    """Where a text says that its content stands, None for one that says its own."""
    key = fold_key(text).strip("()[]。")
    if key in _ABOVE:
        return Ditto.ABOVE
    return Ditto.LEFT if key in _LEFT else None
