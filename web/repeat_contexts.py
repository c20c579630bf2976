"""What the templates of 再掲, repeats and clusters are given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.reading import Named
from kg.questions.reappearances import Reappearance
from kg.questions.repeat_clusters import Cluster
from kg.questions.repeats import Repeat, RepeatLink
from web.contexts import Page, Pager


@dataclass(frozen=True, kw_only=True)
class ReappearancesPage(Page):
    """Rows with a 再掲 mark beside their originals. `state` is the chosen filter, empty for all."""

    template: ClassVar[str] = "reappearances.html"
    rows: tuple[Reappearance, ...]
    total: int
    states: tuple[tuple[str, int], ...]
    state: str
    pager: Pager


@dataclass(frozen=True)
class Facet:
    """A value that a list can be narrowed to: how many there are, and where they are listed."""

    value: str
    count: int
    href: str


@dataclass(frozen=True, kw_only=True)
class RepeatsPage(Page):
    """Pairs of projects that look alike. `kind` and `status` are the filters, empty for all."""

    template: ClassVar[str] = "repeats.html"
    repeats: tuple[Repeat, ...]
    kinds: tuple[Facet, ...]
    statuses: tuple[Facet, ...]
    kind: str
    status: str
    clusters: int
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class ClustersPage(Page):
    """Projects that hang together. Of two that were chosen, `steps` lead from one to the other:
    each a link and the project that it leads to.
    """

    template: ClassVar[str] = "clusters.html"
    clusters: tuple[Cluster, ...]
    start: Named | None
    end: Named | None
    steps: tuple[tuple[RepeatLink, Named], ...]
    pager: Pager
