"""The word lists beside the code: TOML files of sections, keys and words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """The whole of a TOML file of this room."""
    return tomllib.loads(files("kg.named").joinpath(name).read_text(encoding="utf-8"))


@cache
def load_lists(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The lists of a file that holds nothing else, by section and key."""
    return {
        section: {key: tuple(words) for key, words in table.items()}
        for section, table in read_table(name).items()
    }
