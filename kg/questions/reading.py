"""Rows of a result as Python values: what is unbound is None or empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.names import ID, PREFIXES
from kg.store.terms import Iri, Row, Text

#: The literal that a query is bound to where it asks for what is true.
TRUE = Text("true", "", PREFIXES["xsd"] + "boolean")
_CODE: Final = re.compile(re.escape(ID) + r"(?:eli/jp/)?([0-9]{6})(?:/|$)")


@dataclass(frozen=True)
class Named:
    """A thing by its IRI, with its label as the graph has it."""

    iri: Iri
    label: str


def read_iri(row: Row, name: str) -> Iri | None:
    """The IRI of a variable."""
    value = row.get(name)
    return value if isinstance(value, Iri) else None


def get_iri(row: Row, name: str) -> Iri:
    """The IRI of a variable that the query always binds."""
    value = row[name]
    return value if isinstance(value, Iri) else Iri(value)


def read_text(row: Row, name: str) -> str | None:
    """The text of a variable."""
    value = row.get(name)
    return None if value is None else str(value)


def read_integer(row: Row, name: str) -> int | None:
    """The whole number of a variable, None too for what is no number."""
    value = row.get(name)
    try:
        return None if value is None else int(value)
    except ValueError:
        return None


def is_true(row: Row, name: str) -> bool:
    """Whether a variable holds the boolean true."""
    return row.get(name) in ("true", "1")


def read_named(row: Row, name: str) -> Named | None:
    """The thing of `?name` with the label of `?nameLabel`, else the end of its IRI."""
    iri = read_iri(row, name)
    if iri is None:
        return None
    return Named(iri, read_text(row, f"{name}Label") or make_short(iri))


def make_short(iri: str) -> str:
    """The last part of an IRI, for a thing without a label."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def parse_code(iri: str) -> str | None:
    """The code of the municipality under which a thing is named, None for what is national."""
    match = _CODE.match(iri)
    return match[1] if match else None


def collect(values: Iterable[Iri | None]) -> tuple[Iri, ...]:
    """The IRIs, each once, in the order in which they came."""
    return tuple(dict.fromkeys(value for value in values if value is not None))


def group_rows(rows: Iterable[Row], name: str) -> dict[Iri, list[Row]]:
    """The rows of each thing that a variable names, in the order in which they came."""
    grouped: dict[Iri, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[get_iri(row, name)].append(row)
    return dict(grouped)


def collect_texts(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    """The texts of a variable, each once, sorted."""
    return tuple(sorted({text for row in rows if (text := read_text(row, name)) is not None}))


def collect_named(rows: Iterable[Row], name: str) -> tuple[Named, ...]:
    """The things of a variable, each once, by their labels."""
    found: dict[Iri, Named] = {}
    for row in rows:
        if (named := read_named(row, name)) is not None:
            found.setdefault(named.iri, named)
    return tuple(sorted(found.values(), key=lambda one: (one.label, one.iri)))
