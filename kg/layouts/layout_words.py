"""The words of columns, parts and marks: those that all layouts share, and what one adds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import LayoutError, locate
from kg.text.fold import fold_key

VOCABULARY: Final = "vocabulary.toml"


@dataclass(frozen=True)
class Words:
    """Folded words and what each means."""

    columns: Mapping[str, str]
    parts: Mapping[str, str]
    reappearance: tuple[str, ...]
    all_wards: tuple[str, ...]
    present: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]
    whole_bodies: Mapping[str, str]
    no_bodies: tuple[str, ...]
    owners: tuple[str, ...]
    posts: tuple[str, ...]
    carried: tuple[str, ...]


@cache
def load_vocabulary() -> dict[str, Any]:
    """The words that all layouts share; not to be changed."""
    return read_toml(Path(__file__).parent / VOCABULARY)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises LayoutError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise LayoutError(
            "レイアウトを読めません / the layout cannot be read", where=locate(path), why=str(error)
        ) from error


def merge_words(data: Mapping[str, Any], where: str) -> Words:
    """The shared words with those that a layout adds. Raises LayoutError for an unknown role."""
    shared = load_vocabulary()

    def words(section: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for table in (shared[section], data.get(section, {})):
            for role, names in table.items():
                if role not in shared[section]:
                    raise LayoutError(
                        f"知らない役割 / unknown role in [{section}]: {role}",
                        where=where,
                        fix="使えるもの / known: " + "、".join(shared[section]),
                    )
                if not isinstance(names, list):
                    raise TypeError(f"[{section}] {role}: {names!r}")
                merged |= {fold_key(name): role for name in names}
        return merged

    if strange := set(data.get("marks", {})) - set(shared["marks"]):
        raise LayoutError(
            f"知らない役割 / unknown role in [marks]: {sorted(strange)[0]}",
            where=where,
            fix="使えるもの / known: " + "、".join(shared["marks"]),
        )

    def marks(role: str) -> tuple[str, ...]:
        own = data.get("marks", {}).get(role, [])
        return tuple(fold_key(word) for word in [*shared["marks"][role], *own])

    # The longest ending decides: 区役所 before 所, 委員会 before 会.
    endings = [(fold_key(end), kind) for kind, ends in shared["bodies"].items() for end in ends]
    return Words(
        words("columns"),
        words("parts"),
        marks("reappearance"),
        marks("all_wards"),
        marks("present"),
        tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
        {fold_key(name): kind for kind, all_ in shared["whole_bodies"].items() for name in all_},
        tuple(fold_key(end) for end in shared["no_bodies"]["ends"]),
        *(tuple(map(fold_key, shared["owners"][role])) for role in ("ends", "posts", "carried")),
    )
