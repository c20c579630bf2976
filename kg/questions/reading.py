"""Rows of a result as Python values: what is unbound is None or empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.names import PREFIXES
from kg.store.terms import Iri, Row, Text

#: The literal that a query is bound to where it asks for what is true.
TRUE = Text("true", "", PREFIXES["xsd"] + "boolean")


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


def collect(values: Iterable[Iri | None]) -> tuple[Iri, ...]:
    """The IRIs, each once, in the order in which they came."""
    return tuple(dict.fromkeys(value for value in values if value is not None))
