"""What the templates of documents are given: the list, one, its text, a passage, its account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from kg.documents.manifest import DocumentEntry
from kg.questions.document import DocumentAnswer, DocumentCounts, DocumentFacts
from kg.questions.passage import Mark, PassageAnswer
from kg.questions.reading import Named
from web.contexts import Page, Pager
from web.coverage import Coverage
from web.filters import Filter
from web.sourcetext import RepairedLine


@dataclass(frozen=True)
class DocumentEntryView:
    """A document of the list with its counts."""

    facts: DocumentFacts
    counts: DocumentCounts


@dataclass(frozen=True, kw_only=True)
class DocumentsPage(Page):
    """The documents of a municipality, or all, from a page on."""

    template: ClassVar[str] = "documents.html"
    entries: tuple[DocumentEntryView, ...]
    total: int
    filter: Filter
    pager: Pager


@dataclass(frozen=True)
class Account:
    """How much of a document was read: characters accounted for, all of them, repairs, doubts."""

    done: int
    total: int
    corrections: int
    findings: int


@dataclass(frozen=True, kw_only=True)
class DocumentPage(Page):
    """A document. `entry` is what the manifest says of it, `bodies` are those it names as running
    a row, the most first; without `account` it cannot be read again here."""

    template: ClassVar[str] = "document.html"
    answer: DocumentAnswer
    entry: DocumentEntry | None
    counts: DocumentCounts
    bodies: tuple[tuple[Named, int], ...]
    account: Account | None


@dataclass(frozen=True)
class TextRun:
    """Lines of a text that follow each other; `left_out` lines stand before them."""

    lines: Markup
    left_out: int
    before: int


@dataclass(frozen=True)
class Choice:
    """A kind of mark that a text can be narrowed to, with how many passages have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class TextPage(Page):
    """A page of a document's text as received; without `runs` where the file is not here.

    `first` and `last` are its lines of `line_count`. `marks` are quoted where the text is missing.
    """

    template: ClassVar[str] = "text.html"
    document: Named
    entry: DocumentEntry | None
    runs: tuple[TextRun, ...]
    first: int
    last: int
    line_count: int
    marks: tuple[Mark, ...]
    choices: tuple[Choice, ...]
    show: str
    line: int | None
    highlighted: PassageAnswer | None
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class PassagePage(Page):
    """A passage in the text around it."""

    template: ClassVar[str] = "passage.html"
    answer: PassageAnswer
    lines: tuple[RepairedLine, ...]


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """What became of a document's text; without `coverage` where it cannot be read again here.

    `kind` is the one that `stretches` are narrowed to, a page of them.
    """

    template: ClassVar[str] = "coverage.html"
    document: Named
    coverage: Coverage | None
    kind: str
    pager: Pager
