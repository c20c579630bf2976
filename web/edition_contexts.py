"""What the template of two editions is given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.questions.document import DocumentFacts
from kg.questions.editions import EditionChanges, NodeChange, RowChange
from web.contexts import Page, Pager
from web.repeat_contexts import Facet


@dataclass(frozen=True, kw_only=True)
class EditionsPage(Page):
    """A document beside an earlier edition, the rows of one change or all that changed.

    `before` is the slug of the earlier one, `others` are the documents that it may be; without
    `changes` none was chosen. `nodes` are the headings that changed.
    """

    template: ClassVar[str] = "editions.html"
    document: DocumentFacts
    before: str
    others: tuple[tuple[str, str], ...]
    changes: EditionChanges | None
    change: str
    facets: tuple[Facet, ...]
    nodes: tuple[NodeChange, ...]
    rows: tuple[RowChange, ...]
    pager: Pager
