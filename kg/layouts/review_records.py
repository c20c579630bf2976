"""The records of review sheets: what rows of columns say of one project of the state.

A sheet is all that one document prints under one project code, in as many rows as it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.records import Extraction, ListingRecord, Span, Value

#: What a related project is to the sheet's own.
RelationKind = Literal["source", "successor", "parent", "child", "related"]


@dataclass(frozen=True)
class SheetBody:
    """A body as a column names it. `above` are the names over it, from the ministry down, which
    tell it from its namesakes elsewhere; a ministry has none."""

    name: str
    kind: str
    span: Span
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """The bodies of one row from the highest to the lowest, which runs the project; `span` holds
    them all. `note` heads those that other columns name beside the leading one, "" for that."""

    chain: tuple[SheetBody, ...]
    span: Span
    note: str = ""


@dataclass(frozen=True, order=True)
class LawPlace:
    """A place in a law by number: an article ("30_2"), a paragraph, an item, a part of an item
    (6 for ヘ); `annex`: in its supplementary provisions (附則)."""

    article: str
    paragraph: str | None = None
    item: str | None = None
    part: int | None = None
    annex: bool = False


@dataclass(frozen=True)
class LawMention:
    """A law that a row names. `law` is its e-Gov id, None where no row of the document gives it;
    `number` the law's number as printed, `kind` the code of an instrument."""

    name: Value
    law: str | None
    kind: str
    number: Value | None
    places: tuple[tuple[LawPlace, Span], ...]
    span: Span


@dataclass(frozen=True)
class PlanMention:
    """A plan, notice or other instrument that a row names: its name, its kind, the date that a
    bracket behind the name gives, and its address."""

    name: Value
    kind: str
    issued: str | None
    page: str | None
    span: Span


@dataclass(frozen=True)
class Relation:
    """Another project that a row names by its code, and what it is to the sheet's own; `since` is
    the fiscal year from which that holds."""

    kind: RelationKind
    code: str
    name: Value
    spans: tuple[Span, ...]
    since: int | None = None


@dataclass(frozen=True)
class FormerName:
    """A name or number that a project bore before; `until` is the last fiscal year of it."""

    name: Value
    until: int | None = None


@dataclass(frozen=True)
class YearFact:
    """A fiscal year that a cell gives."""

    year: int
    span: Span


@dataclass(frozen=True)
class SheetRecord:
    """A sheet: its project's official code, its listing, and all that its columns say.

    `year` is that of the sheet, `begin` and `end` are those of the project. `policies` are the
    paths of the nodes under which it stands, the first one that of the listing.
    """

    code: Value
    listing: ListingRecord
    year: YearFact | None
    begin: YearFact | None
    end: YearFact | None
    organisations: tuple[Organisation, ...]
    policies: tuple[tuple[tuple[str, ...], Span], ...]
    laws: tuple[LawMention, ...]
    plans: tuple[PlanMention, ...]
    relations: tuple[Relation, ...]
    former: tuple[FormerName, ...]
    pages: tuple[tuple[str, Span], ...]


@dataclass(frozen=True)
class ReviewExtraction(Extraction):
    """What was made of a document of review sheets: a sheet for each listing, in order, and the
    addresses that columns give for nodes."""

    sheets: tuple[SheetRecord, ...] = ()
    node_pages: tuple[tuple[tuple[str, ...], str], ...] = ()
