"""The tests that the product does not pass, each with its reason, from `exceptions.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "exceptions.toml"


@cache
def load_reasons() -> dict[str, str]:
    """The reason for each listed test, by its short IRI."""
    return _load("listed", "tests")


@cache
def load_reasons_over_http() -> dict[str, str]:
    """The reason for each listed test, for a test that goes over HTTP."""
    return load_reasons() | _load("over_http", "tests")


@cache
def load_kinds() -> dict[str, str]:
    """The reason for each kind of test that is not for this product."""
    return _load("kinds", "kinds")


@cache
def load_unordered() -> dict[str, str]:
    """The reason for each test whose ORDER BY settles no order."""
    return _load("unordered", "tests")


def _load(table: str, key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in tomllib.loads(_FILE.read_text(encoding="utf-8"))[table]:
        for name in block[key]:
            assert name not in found, f"{name} is listed twice"
            found[name] = block["reason"]
    return found
