"""What the templates of a figure, of events and of what this is are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.documents.manifest import DocumentEntry
from kg.quality.published import UnseenMeasure
from kg.questions.describe import Description
from kg.questions.event import Event
from kg.questions.figures import Figures
from kg.questions.statistic import Series, Statistic
from kg.questions.status import StatusExample
from web.contexts import Page, Pager
from web.filters import Filter
from web.parts import Part


@dataclass(frozen=True, kw_only=True)
class StatisticPage(Page):
    """One figure, the series that it belongs to where it runs over years, and its parts."""

    template: ClassVar[str] = "statistic.html"
    statistic: Statistic
    series: Series | None
    parts: tuple[Statistic, ...]
    description: Description


@dataclass(frozen=True, kw_only=True)
class EventsPage(Page):
    """The events of a filter: `status` is held or planned, empty for both, a page of them."""

    template: ClassVar[str] = "events.html"
    held: tuple[Event, ...]
    planned: tuple[Event, ...]
    counts: tuple[tuple[str, int], ...]
    status: str
    filter: Filter
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class AboutPage(Page):
    """How this is made, its limits, its licences, how to cite it.

    `entries` are the documents of the manifest as far as they are listed, of `entry_count`.
    """

    template: ClassVar[str] = "about.html"
    figures: Figures
    entries: tuple[DocumentEntry, ...]
    entry_count: int
    examples: tuple[StatusExample, ...]
    parts: tuple[Part, ...]
    citation: str
    bibtex: str
    contact: str
    measured: UnseenMeasure | None
