"""The typed records between extraction and RDF. All frozen; offsets as in the graph contract.

A `Span` counts Unicode code points of the source as received, end exclusive. Every record
carries the spans that prove it; a value that was joined from pieces carries one span a piece.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.record_codes import Ignored as Ignored
from kg.record_codes import Mark as Mark
from kg.record_codes import Role as Role
from kg.record_codes import SubjectKind as SubjectKind


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
    `articles` are the numbers of the articles that its heading names, in its order.
    """

    path: tuple[str, ...]
    level: str
    notation: str | None
    label: Value
    position: int
    spans: tuple[Span, ...]
    parts: tuple[TextPart, ...]
    doubts: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()

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
    """A body that a row names as the one who runs it.

    `rest` is where a name goes on that a line end cuts; `told` are the cells (同上) through which
    the row means a body that another names.
    """

    name: str
    kind: str
    span: Span
    rest: tuple[Span, ...] = ()
    told: tuple[Span, ...] = ()


@dataclass(frozen=True)
class WardScope:
    """Where a row is carried out: `ward` is None for 各区 (every ward)."""

    ward: str | None
    span: Span


@dataclass(frozen=True)
class Note:
    """What a row says in a column that has no property of its own: by its header word and role
    (number, law, budget, indicator, target, actual, target_group, unit, remark). `unit` is what
    a line above the table says that its figures are counted in."""

    role: str
    header: str
    period: Period | None
    value: Value
    unit: str = ""


@dataclass(frozen=True)
class Pointer:
    """Where a 再掲 row says that its original stands: as printed without brackets, the numbers on
    the way to it (for comparing: Ⅲ and ③ are 3), and the page."""

    printed: str
    path: tuple[str, ...]
    page: int | None
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
    notes: tuple[Note, ...] = ()
    pointer: Pointer | None = None


@dataclass(frozen=True)
class OpinionRecord:
    """An opinion on what a node is about: its text as far as it can be told, and its fragments."""

    start: int
    position: int
    text: str
    node: tuple[str, ...] | None
    incomplete: bool
    spans: tuple[Span, ...]


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
class ArticleRecord:
    """What a document says of an article: `number` as `eli:number`, `related` by number."""

    number: str
    heading: Value | None
    intents: tuple[Value, ...]
    related: tuple[tuple[str, tuple[Span, ...]], ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class SeriesRecord:
    """A figure of a table of fiscal years or of indicators: one statistic. `value` is a decimal
    number as text; money is in 円 whatever the table counts it in."""

    indicator: str
    unit: str
    value: str
    period: Period | None
    printed: str
    node: tuple[str, ...] | None
    spans: tuple[Span, ...]
    ward: str | None = None


@dataclass(frozen=True, order=True)
class Thing:
    """A named thing: a kind of names.THING_KINDS or "municipality", and its fullest printed name;
    `apart` tells it from namesakes."""

    kind: str
    name: str
    apart: str | None = None


@dataclass(frozen=True)
class ThingFact:
    """A fact about a named thing. `predicate` is a prefixed name (dct:issued), `value` another
    thing or a lexical value of `datatype`; `since` is the fiscal year from which a renaming holds.
    """

    thing: Thing
    predicate: str
    value: Thing | str
    datatype: str
    spans: tuple[Span, ...]
    since: int | None = None


@dataclass(frozen=True)
class ThingRecord:
    """A named thing of a document: its names, the fullest first, each with all its proof, and its
    body or instrument kind, "" where the kind of thing has none."""

    thing: Thing
    code: str
    names: tuple[Value, ...]


@dataclass(frozen=True, order=True)
class Subject:
    """The owner of a statement: a node by its path, an article by its number, else by offset."""

    kind: SubjectKind
    path: tuple[str, ...] = ()
    start: int = 0
    number: str = ""


@dataclass(frozen=True)
class Time:
    """A time as sharp as printed: `mpo:fiscalYear` (xsd:integer) or a date in its datatype."""

    lexical: str
    datatype: str

    @property
    def is_fiscal_year(self) -> bool:
        """Whether it is the year in which a 年度 begins."""
        return self.datatype == "xsd:integer"


@dataclass(frozen=True)
class StatisticRecord:
    """A count, amount or share. `value` is a decimal number as text, money in 円; `about` is what
    it measures, `place` a ward, facility or other named place; `part_of` is the `start` of the
    statistic of which it is a part."""

    start: int
    value: str
    unit: str
    printed: str
    indicator: str
    time: Time | None
    about: Thing | None
    place: Thing | None
    per: str | None
    part_of: int | None
    approximate: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class EventRecord:
    """Something held or planned; `of` is the body that holds it, `part_of` an event's `start`."""

    start: int
    label: str
    names: tuple[str, ...]
    description: str | None
    planned: bool
    time: Time | None
    number: int | None
    sessions: int | None
    of: Thing | None
    part_of: int | None
    approximate: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class MentionRecord:
    """That a subject's own text names a thing, or event by its `start`, or says so much of it."""

    subject: Subject
    thing: Thing | int
    spans: tuple[Span, ...]
    relation: str = "mpo:mentions"


@dataclass(frozen=True)
class ImplementingRecord:
    """That a thing, or the event by its `start`, is printed under an article's heading."""

    thing: Thing | int
    article: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Named:
    """All that a document's running text names, counts and dates."""

    things: tuple[ThingRecord, ...] = ()
    facts: tuple[ThingFact, ...] = ()
    statistics: tuple[StatisticRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    mentions: tuple[MentionRecord, ...] = ()
    implementing: tuple[ImplementingRecord, ...] = ()


@dataclass(frozen=True)
class Extraction:
    """All that was made of one document's layout: its parts, rows and sections."""

    nodes: tuple[NodeRecord, ...]
    sections: tuple[SectionRecord, ...]
    listings: tuple[ListingRecord, ...]
    opinions: tuple[OpinionRecord, ...]
    usages: tuple[Usage, ...]
    findings: tuple[Finding, ...]
    articles: tuple[ArticleRecord, ...] = ()
    series: tuple[SeriesRecord, ...] = ()
