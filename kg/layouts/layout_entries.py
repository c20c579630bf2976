"""[[entry]] and `owners` of a layout: projects told outside tables, and bodies behind names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from kg.errors import LayoutError
from kg.layouts.pattern import Pattern, parse_pattern

_KEYS: Final = {"pattern", "header"}
#: What the number of an entry is called where the layout says nothing else.
NUMBER: Final = "番号"
#: What `owners` may say.
BRACKETS: Final = "brackets"


@dataclass(frozen=True)
class EntryRule:
    """How lines that open a project are recognised; `header` is what its number is called."""

    patterns: tuple[Pattern, ...]
    header: str


def parse_entry(table: dict[str, Any], where: str) -> EntryRule:
    """The rule of an [[entry]]. Raises LayoutError for an unknown key or a missing title."""
    place = f"{where} [[entry]]"
    if unknown := set(table) - _KEYS:
        raise LayoutError(
            f"知らない項目 / unknown key: {sorted(unknown)[0]}",
            where=place,
            fix="使えるもの / known: " + "、".join(sorted(_KEYS)),
        )
    given = table.get("pattern", [])
    templates = [given] if isinstance(given, str) else given
    patterns = tuple(parse_pattern(template, place) for template in templates)
    if not patterns or any("{title}" not in pattern.template for pattern in patterns):
        raise LayoutError(
            "pattern に {title} が要ります / a pattern with {title} is needed", where=place
        )
    header = table.get("header", NUMBER)
    if not isinstance(header, str) or not header.strip():
        raise TypeError(f"header: {header!r}")
    return EntryRule(patterns, header)


def parse_owners(said: object, where: str) -> bool:
    """Whether bodies stand in brackets behind names. Raises LayoutError for another word."""
    if said not in (None, BRACKETS):
        raise LayoutError(
            f"owners に書けるのは {BRACKETS} だけです / owners may only be {BRACKETS}: {said!r}",
            where=where,
        )
    return said == BRACKETS
