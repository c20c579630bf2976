"""What the templates of municipalities, bodies and wards are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.appearance import Appearance
from kg.questions.around import Around
from kg.questions.body import BodyAnswer, BodyEntry
from kg.questions.describe import Fact
from kg.questions.municipality import MunicipalityAnswer
from kg.questions.reading import Named
from kg.questions.tree import Count
from kg.questions.uses import Use
from kg.questions.vocabulary import Word
from kg.questions.ward import WardAnswer, WardEntry
from web.contexts import Page, Pager
from web.filters import Choice


@dataclass(frozen=True)
class Jump:
    """A heading of the fifty sounds: how many stand under it, and where; `row` may be empty."""

    row: str
    count: int
    href: str


@dataclass(frozen=True)
class Shelf:
    """What a page has under one heading of the fifty sounds; `goes_on` from the page before."""

    row: str
    anchor: str
    goes_on: bool
    entries: tuple[BodyEntry | WardEntry, ...]


@dataclass(frozen=True)
class Section:
    """The things of one municipality on a page; `home` is None for what is national.

    `jumps` lead to all headings of the municipality, on whatever page. `every` counts what is
    printed for all its wards.
    """

    home: Named | None
    total: int
    jumps: tuple[Jump, ...]
    shelves: tuple[Shelf, ...]
    every: Count | None = None


@dataclass(frozen=True, kw_only=True)
class BodiesPage(Page):
    """The bodies of a municipality and a kind, empty for all, in the order of the fifty sounds."""

    template: ClassVar[str] = "bodies.html"
    sections: tuple[Section, ...]
    total: int
    municipality: str
    municipalities: tuple[Choice, ...]
    kind: str
    kinds: tuple[Word, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class WardsPage(Page):
    """The wards of a municipality, empty for all, in the order of the fifty sounds."""

    template: ClassVar[str] = "wards.html"
    sections: tuple[Section, ...]
    total: int
    municipality: str
    municipalities: tuple[Choice, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class BodyPage(Page):
    """A body: what it is, what it runs, its terms, and what stands around it."""

    template: ClassVar[str] = "body.html"
    answer: BodyAnswer
    facts: tuple[tuple[Word, tuple[Fact, ...]], ...]
    uses: tuple[Use, ...]
    around: Around
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class WardPage(Page):
    """A ward: its own rows a page at a time, and apart from them those for every ward."""

    template: ClassVar[str] = "ward.html"
    answer: WardAnswer
    rows: tuple[Appearance, ...]
    every: tuple[Appearance, ...]
    every_count: Count
    around: Around
    uses: tuple[Use, ...]
    pager: Pager
    every_pager: Pager


@dataclass(frozen=True, kw_only=True)
class MunicipalityPage(Page):
    """A municipality; of its longer lists the page shows `most`."""

    template: ClassVar[str] = "municipality.html"
    answer: MunicipalityAnswer
    most: int


@dataclass(frozen=True, kw_only=True)
class MunicipalitiesPage(Page):
    """The municipalities, each with how many documents of it there are."""

    template: ClassVar[str] = "municipalities.html"
    entries: tuple[tuple[Named, str, int], ...]
    total: int
    pager: Pager
