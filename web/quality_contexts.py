"""What the templates of the quality pages are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.quality.kept import CheckRun
from kg.quality.published import PublishedScores
from kg.questions.quality import Issue
from kg.questions.quality_words import IssueKind
from kg.questions.reading import Named
from web.checks import CheckState
from web.contexts import Page, Pager


@dataclass(frozen=True)
class Option:
    """A value that the list can be narrowed to: its label, how many there are, its address."""

    value: str
    label: str
    count: int
    href: str


@dataclass(frozen=True)
class IssueView:
    """An issue with its document, and the words that stand there where the text is at hand."""

    issue: Issue
    document: Named | None
    quote: str


@dataclass(frozen=True, kw_only=True)
class QualityPage(Page):
    """What a person should look at. The fields before `groups` are the filter and its facets."""

    template: ClassVar[str] = "quality.html"
    municipality: str
    document: str
    body: str
    kind: str
    municipalities: tuple[Option, ...]
    documents: tuple[Option, ...]
    bodies: tuple[Option, ...]
    kinds: tuple[Option, ...]
    everything: str
    total: int
    groups: tuple[tuple[IssueKind, tuple[IssueView, ...]], ...]
    state: CheckState
    run: CheckRun | None
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class MeasuredPage(Page):
    """Precision and recall as they were measured; without `scores` where none are published."""

    template: ClassVar[str] = "measured.html"
    scores: PublishedScores | None
    titles: dict[str, Named]
