"""The typed records of a law, ordinance or rule, between its text and RDF; see kg/records.py.

A `path` is the segments of an IRI below that of the legislation: ("art_3", "para_1", "item_2"),
("chp_3", "sec_1"), ("suppl_2009_13", "art_1"), ("tbl_7_2",).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Extraction, Span, Time, Value

Path = tuple[str, ...]


@dataclass(frozen=True, order=True)
class ActNumber:
    """The number of an act: 平成16年川崎市条例第60号. `place` is who made it, "" where not printed;
    `kind` as printed (法律, 政令, 条例, 規則 ...), `era_year` the year by its era."""

    era: str
    era_year: int
    year: int
    place: str
    kind: str
    number: int


@dataclass(frozen=True)
class NumberedDay:
    """The number of an act with its day, None where only the year is printed, and its proof."""

    number: ActNumber
    day: Time | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class DivisionRecord:
    """A part, chapter, section, subsection or division (編, 章, 節, 款, 目)."""

    path: Path
    kind: str
    number: str
    notation: str
    title: Value | None
    spans: tuple[Span, ...]
    remarks: tuple[Value, ...] = ()


@dataclass(frozen=True)
class UnitRecord:
    """An article, paragraph, item or what an item is divided into (条, 項, 号, 細分).

    `texts` are its own words, a line each, without those of the units below it. `division` is the
    innermost one that an article stands in.
    """

    path: Path
    level: str
    number: str
    notation: str
    heading: Value | None
    texts: tuple[Value, ...]
    spans: tuple[Span, ...]
    deleted: bool = False
    division: Path | None = None
    remarks: tuple[Value, ...] = ()


@dataclass(frozen=True)
class SupplementRecord:
    """Supplementary provisions (附則), with the act that brought them, None for the first."""

    path: Path
    label: Value
    act: NumberedDay | None
    extract: bool
    spans: tuple[Span, ...]
    remarks: tuple[Value, ...] = ()


@dataclass(frozen=True)
class AnnexRecord:
    """An annexed table, form, figure or note (別表, 様式, 別図, 別記). `related` are the words that
    say to which articles it belongs; `rows` the cells of its tables, None where one is blank."""

    path: Path
    kind: str
    number: str | None
    label: Value
    related: Value | None
    texts: tuple[Value, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    spans: tuple[Span, ...]
    remarks: tuple[Value, ...] = ()


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the table of contents: a division, and the first and last article it holds."""

    path: Path
    title: str
    first: str | None
    last: str | None
    span: Span


@dataclass(frozen=True)
class NamedAct:
    """Another act that the text names: by its name, its number, or both. `spans` are where it is
    named with its number or, without one, first."""

    name: str
    number: ActNumber | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class CitationRecord:
    """That a unit's own words cite: `act` is None for the legislation itself, `target` a path in
    it, () for the act as a whole."""

    subject: Path
    act: NamedAct | None
    target: Path
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class LegislationRecord:
    """A law, ordinance or rule as its text tells it. `kind` is a code of mpo:instrumentKind.

    `in_force` is the first day on which any part of it came into force.
    """

    title: Value
    kind: str
    act: NumberedDay | None
    in_force: tuple[Time, tuple[Span, ...]] | None
    amendments: tuple[NumberedDay, ...]
    preamble: tuple[Value, ...]
    divisions: tuple[DivisionRecord, ...]
    units: tuple[UnitRecord, ...]
    supplements: tuple[SupplementRecord, ...]
    annexes: tuple[AnnexRecord, ...]
    contents: tuple[ContentsEntry, ...]
    acts: tuple[NamedAct, ...] = ()
    citations: tuple[CitationRecord, ...] = ()

    @property
    def articles(self) -> tuple[UnitRecord, ...]:
        """The articles of the main provisions, in order."""
        return tuple(one for one in self.units if one.level == "条" and len(one.path) == 1)


@dataclass(frozen=True)
class LegislationExtraction(Extraction):
    """All that was made of a text of legislation."""

    legislation: LegislationRecord | None = None
