"""The typed records between extraction and RDF. All frozen; offsets as in the graph contract.

A `Span` counts Unicode code points of the source as received, end exclusive. Every record
carries the spans that prove it; a value that was joined from pieces carries one span a piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a source text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch of text: {self.start}-{self.end}")


@dataclass(frozen=True)
class Value:
    """A text as the graph says it (joined, without markup, readings applied) and its proof."""

    text: str
    spans: tuple[Span, ...]


class Role(StrEnum):
    """What a paragraph of a node does; the value is the property that carries it."""

    DESCRIPTION = "dct:description"
    ISSUE = "mpo:issue"
    APPROACH = "mpo:approach"


@dataclass(frozen=True)
class TextPart:
    """A paragraph of a node, with its order in the whole document."""

    role: Role
    position: int
    value: Value


@dataclass(frozen=True)
class NodeRecord:
    """A node of a document's hierarchy. `path` is its numbers from the root down.

    `doubts` are the paths of other nodes that may be its parent: a damaged table cannot tell.
    """

    path: tuple[str, ...]
    level: str
    notation: str | None
    label: Value
    position: int
    spans: tuple[Span, ...]
    parts: tuple[TextPart, ...]
    doubts: tuple[tuple[str, ...], ...] = ()

    @property
    def parent(self) -> tuple[str, ...] | None:
        """The path of the node above, None for a root."""
        return self.path[:-1] or None


@dataclass(frozen=True)
class SectionRecord:
    """A closing, boilerplate or explanatory section that is no policy."""

    start: int
    label: Value | None
    position: int
    spans: tuple[Span, ...]
    paragraphs: tuple[Value, ...]
    incomplete: bool = False


@dataclass(frozen=True, order=True)
class Period:
    """A fiscal year, or the open-ended time from one on (年度以降)."""

    year: int
    open_ended: bool = False


@dataclass(frozen=True)
class CellRecord:
    """What a row says for one period.

    `value` is None in a cell that only carries an earlier one on; `continues` names that one.
    """

    period: Period
    value: Value | None
    milestones: tuple[str, ...]
    continues: Period | None
    partial: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class BodyMention:
    """A body that a row names as the one who runs it."""

    name: str
    kind: str
    span: Span


class Mark(StrEnum):
    """What a 新規 / 充実 column says of a row."""

    NEW = "mpo:New"
    EXPANDED = "mpo:Expanded"
    UNREADABLE = "mpo:Unreadable"


@dataclass(frozen=True)
class WardScope:
    """Where a row is carried out: `ward` is None for 各区 (every ward)."""

    ward: str | None
    span: Span


@dataclass(frozen=True)
class ListingRecord:
    """One row: an appearance of a project.

    `printed_name` is verbatim, marks included, its lines joined; `name` is the name as printed
    without 再掲; `label` is `name` with line-end blanks closed and readings applied.
    `descriptions` is the row's own, or one a paragraph of the box that tells more about it.
    """

    start: int
    position: int
    node: tuple[str, ...] | None
    printed_name: str
    name: str
    label: str
    name_spans: tuple[Span, ...]
    reappearance: bool
    ward_scopes: tuple[WardScope, ...]
    descriptions: tuple[Value, ...]
    current_state: Value | None
    effort: Value | None
    cells: tuple[CellRecord, ...]
    bodies: tuple[BodyMention, ...]
    marks: tuple[Mark, ...]
    printed_marks: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class OpinionRecord:
    """An opinion on what a node is about: its text as far as it can be told, and its fragments."""

    start: int
    position: int
    text: str
    node: tuple[str, ...] | None
    incomplete: bool
    spans: tuple[Span, ...]


class Ignored(StrEnum):
    """The closed list of what may be ignored in a document."""

    PAGE_REFERENCE = "page-reference"
    CAPTION = "caption"
    RUNNING_HEAD = "running-head"
    TABLE_HEADER = "table-header"
    RULE = "rule"
    ICON_DEBRIS = "icon-debris"


@dataclass(frozen=True)
class Usage:
    """What became of a stretch: `kind` is "used", an `Ignored` value, or "unplaced"."""

    span: Span
    kind: str
    what: str


@dataclass(frozen=True)
class Finding:
    """Something about the input that a person should know. Bad data is one, never an exception."""

    code: str
    line: int
    text: str
    ja: str
    en: str


@dataclass(frozen=True)
class CorrectionRecord:
    """A reading that repairs damage inside one passage."""

    span: Span
    as_printed: str
    reading: str
    reason: str


@dataclass(frozen=True)
class Extraction:
    """All that was made of one document."""

    nodes: tuple[NodeRecord, ...]
    sections: tuple[SectionRecord, ...]
    listings: tuple[ListingRecord, ...]
    opinions: tuple[OpinionRecord, ...]
    usages: tuple[Usage, ...]
    findings: tuple[Finding, ...]
