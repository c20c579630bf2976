"""What answers are made of. A field's name is said in lowerCamel, as the contract's term for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Label:
    """Words by language. Where a document says something it says it in Japanese alone."""

    ja: str
    en: str | None


@dataclass(frozen=True)
class Thing:
    """A thing by its IRI, the address of its page, and its name."""

    iri: str
    url: str
    label: Label


@dataclass(frozen=True)
class Code:
    """A term of a vocabulary: a class, a property, a status, a rule."""

    iri: str
    label: Label


@dataclass(frozen=True)
class Evidence:
    """What proves a fact: a passage of one edition of a document, or a source outside.

    Offsets count Unicode code points from 0, the end is exclusive; lines count from 1. `address` is
    where the document was published, `seen` when a source outside was read.
    """

    iri: str
    url: str
    title: str
    document: Thing | None
    edition: Label
    issued: str | None
    start_line: int | None
    end_line: int | None
    page: str | None
    exact: str | None
    start: int | None
    end: int | None
    address: str | None
    seen: str | None


@dataclass(frozen=True)
class Said:
    """A text with the passages that it was read from."""

    text: str
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Count:
    """How many rows (延べ), projects (実), and rows with a 再掲 mark."""

    listings: int
    projects: int
    reappearances: int


@dataclass(frozen=True)
class Step:
    """A node on the way from the top of a document's hierarchy."""

    iri: str
    url: str
    label: Label
    notation: str | None
    level: str | None


@dataclass(frozen=True)
class Many(Generic[Item]):
    """A part of a list: how many there are in all, these, and the address of the next part."""

    total: int
    items: Sequence[Item]
    next: str | None
