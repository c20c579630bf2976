"""What the templates of an article, of gaps and of paths are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.article import ArticleAnswer
from kg.questions.citation import Citations
from kg.questions.gaps import Gap, GapKind
from kg.questions.implementer import Group
from kg.questions.match import Match
from kg.questions.trace import Traced
from kg.questions.trace_words import Status
from kg.questions.way import Way
from kg.questions.wording import Clause
from web.contexts import DataLink, Page, Pager
from web.filters import Choice


@dataclass(frozen=True)
class TracePart:
    """What implements an article by one status, by kinds; `status` None for an unknown year."""

    status: Status | None
    groups: tuple[tuple[Group, tuple[Traced, ...]], ...]
    total: int


@dataclass(frozen=True)
class TraceFilter:
    """What a trace is narrowed to, empty for all, and what it can be narrowed to."""

    status: str
    year: str
    statuses: tuple[tuple[Status, int], ...]
    years: tuple[int, ...]

    @property
    def chosen(self) -> bool:
        """Whether it narrows anything."""
        return bool(self.status or self.year)


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """An article and what implements it: `parts` has a section for each status that is shown.

    `clause` is what it says, without words where only its number is known.
    `opened` says that they are few enough to show the passages of each without a click.
    `filter` is what it is narrowed to, `files` the same as files, `bands` what the words of
    confidence mean.
    """

    template: ClassVar[str] = "article.html"
    answer: ArticleAnswer
    clause: Clause
    citations: Citations
    parts: tuple[TracePart, ...]
    opened: bool
    filter: TraceFilter
    files: tuple[DataLink, ...]
    bands: str


@dataclass(frozen=True, kw_only=True)
class GapsPage(Page):
    """What leads nowhere, of one kind. `kinds` are all kinds with how many there are of each."""

    template: ClassVar[str] = "gaps.html"
    gaps: tuple[Gap, ...]
    kind: GapKind
    kinds: tuple[tuple[GapKind, int], ...]
    municipality: str
    municipalities: tuple[Choice, ...]
    files: tuple[DataLink, ...]
    pager: Pager


@dataclass(frozen=True)
class End:
    """A thing that a reader named: what was typed, and what it may mean.

    `choices` are empty where the graph holds no such thing, and one where it is beyond doubt.
    """

    typed: str
    choices: tuple[Match, ...]

    @property
    def chosen(self) -> Match | None:
        """The thing that is meant, None while that is not clear."""
        return self.choices[0] if len(self.choices) == 1 else None

    @property
    def shown(self) -> str:
        """What the form shows: a name rather than an address."""
        is_address = "/" in self.typed and self.chosen is not None
        return self.chosen.label if is_address and self.chosen else self.typed


@dataclass(frozen=True, kw_only=True)
class PathsPage(Page):
    """The way between two things. `way` is None until both are known, or where none leads."""

    template: ClassVar[str] = "paths.html"
    start: End
    end: End
    way: Way | None
    examples: tuple[tuple[str, str], ...]
