"""The questions' SPARQL texts, each in an `.rq` file beside its module."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def get_query(name: str) -> str:
    """The text of `<name>.rq`. Values are bound to its variables, never written into it."""
    return (resources.files("kg.questions") / f"{name}.rq").read_text(encoding="utf-8")
