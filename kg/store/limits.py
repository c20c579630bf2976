"""What one query may take. Each limit is a setting, with the variable of the environment beside it.

Oxigraph has no deadline and no bound on memory of its own; the processes of `kg.store.pool` hold
these from outside.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from kg.errors import KgError

_GIB: Final = 1 << 30


@dataclass(frozen=True)
class Limits:
    """Seconds of wall clock, rows, bytes of answer and of memory; how many run and wait at once."""

    seconds: float = field(default=30.0, metadata={"setting": "KG_QUERY_SECONDS"})
    rows: int = field(default=1_000_000, metadata={"setting": "KG_QUERY_ROWS"})
    size: int = field(default=_GIB, metadata={"setting": "KG_QUERY_BYTES"})
    memory: int = field(default=2 * _GIB, metadata={"setting": "KG_QUERY_MEMORY"})
    all_memory: int = field(default=8 * _GIB, metadata={"setting": "KG_QUERY_ALL_MEMORY"})
    text: int = field(default=200_000, metadata={"setting": "KG_QUERY_TEXT"})
    running: int = field(default=12, metadata={"setting": "KG_QUERY_RUNNING"})
    waiting: int = field(default=16, metadata={"setting": "KG_QUERY_WAITING"})


def read_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits as the environment sets them. Raises KgError for a value that is no number > 0."""
    given = os.environ if environment is None else environment
    values: dict[str, float | int] = {}
    for one in fields(Limits):
        name = one.metadata["setting"]
        text = given.get(name, "").strip()
        if not text:
            continue
        try:
            value = float(text) if one.name == "seconds" else int(text.replace("_", ""))
        except ValueError:
            value = 0
        if not 0 < value < float("inf"):
            raise KgError(
                f"{name} は正の数でなければなりません / must be a number above 0",
                where=f"{name}={text}",
                fix=f"例: {name}={one.default}",
            )
        values[one.name] = value
    return Limits(**values)  # type: ignore[arg-type]
