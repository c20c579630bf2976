"""Rows of documents: what one says, year by year, and how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.questions.appearance import Appearance as Row
from kg.questions.cell import Cell as RowCell
from kg.questions.drift import Drift as RowDrift
from kg.questions.drift import FieldDrift as RowField
from kg.questions.original import Original as RowOriginal
from kg.questions.timeline import Column
from kg.questions.vocabulary import get_code, get_word
from web.api.shapes import Code, Evidence, Label, Said, Step, Thing
from web.api.telling import (
    find_url,
    tell_evidence,
    tell_said,
    tell_step,
    tell_thing,
    tell_things,
    tell_word,
)


@dataclass(frozen=True)
class Cell:
    """What a row says for one period. A cell that goes on has no text and names what it goes on."""

    iri: str
    url: str
    fiscal_year: int
    open_ended: bool
    text: str | None
    milestone: Sequence[str]
    continues: str | None
    partial: bool
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Original:
    """The row that a reappearing row repeats, or may repeat, and how sure that is."""

    iri: str
    url: str
    project: Thing
    document: Thing
    link: str
    status: Code
    confidence: float | None
    rule: Sequence[Code]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Runner:
    """A body that runs something, with where it says so."""

    iri: str
    url: str
    label: Label
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Note:
    """What a row says in a column of another name."""

    header: str
    text: str
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Listing:
    """One appearance of a project in one document: a row with all that it says."""

    iri: str
    url: str
    printed_name: str
    lists: Thing
    document: Thing
    path: Sequence[Step]
    position: int
    is_reappearance: bool
    reappearance_of: Original | None
    candidates: Sequence[Original]
    original_unknown: bool
    pointer: str | None
    mark: Sequence[Code]
    printed_mark: Sequence[str]
    description: Sequence[Said]
    current_state: Said | None
    plan_period_effort: Said | None
    notes: Sequence[Note]
    cells: Sequence[Cell]
    responsible_body: Sequence[Runner]
    ward_scope: Sequence[Thing]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Period:
    """A fiscal year, or all from it on."""

    fiscal_year: int
    open_ended: bool


@dataclass(frozen=True)
class Segment:
    """A piece of a comparison: equal, deleted (left only) or inserted (right only)."""

    kind: str
    left: str
    right: str


@dataclass(frozen=True)
class FieldDrift:
    """How one field of two rows compares."""

    field: str
    header: str | None
    period: Period | None
    state: str
    left: str | None
    right: str | None
    left_goes_on_from: Period | None
    right_goes_on_from: Period | None
    segments: Sequence[Segment]
    left_evidence: Sequence[Evidence]
    right_evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Drift:
    """How two rows differ, field by field; `shift` counts columns moved by the layout."""

    state: str
    shift: int
    left: str
    right: str
    summary: Label
    fields: Sequence[FieldDrift]


def tell_row(row: Row) -> Listing:
    """A row whole."""
    return Listing(
        iri=row.iri,
        url=find_url(row.iri),
        printed_name=row.printed_name,
        lists=tell_thing(row.project),
        document=tell_thing(row.document),
        path=[tell_step(one) for one in row.path],
        position=row.position,
        is_reappearance=row.reappearance,
        reappearance_of=None if row.original is None else _tell_original(row.original),
        candidates=[_tell_original(one) for one in row.candidates],
        original_unknown=row.original_unknown,
        pointer=row.pointer,
        mark=[tell_word(get_code(mark)) for mark in row.marks],
        printed_mark=row.printed_marks,
        description=[said for one in row.descriptions if (said := tell_said(one))],
        current_state=tell_said(row.current_state),
        plan_period_effort=tell_said(row.effort),
        notes=[Note(header, said.text, tell_evidence(said.evidence)) for header, said in row.notes],
        cells=[_tell_cell(one) for one in row.cells],
        responsible_body=[
            Runner(
                one.body.iri,
                find_url(one.body.iri),
                Label(one.body.label, None),
                tell_evidence(one.evidence),
            )
            for one in row.bodies
        ],
        ward_scope=tell_things(row.wards),
        evidence=tell_evidence(row.evidence),
    )


def _tell_cell(one: RowCell) -> Cell:
    return Cell(
        one.iri,
        find_url(one.iri),
        one.year,
        one.open_ended,
        one.text,
        one.milestones,
        one.continues,
        one.partial,
        tell_evidence(one.evidence),
    )


def _tell_original(one: RowOriginal) -> Original:
    return Original(
        one.listing,
        find_url(one.listing),
        tell_thing(one.project),
        tell_thing(one.document),
        one.link,
        tell_word(get_code(one.status)),
        one.confidence,
        [tell_word(get_word(rule)) for rule in one.rules],
        tell_evidence(one.evidence),
    )


def tell_drift(drift: RowDrift) -> Drift:
    """A comparison field by field."""
    return Drift(
        drift.state.value,
        drift.shift,
        drift.left,
        drift.right,
        Label(drift.summary_ja, drift.summary_en),
        [_tell_field(one) for one in drift.fields],
    )


def _tell_field(one: RowField) -> FieldDrift:
    return FieldDrift(
        one.field.value,
        one.header,
        _tell_period(one.period),
        one.state.value,
        one.left,
        one.right,
        _tell_period(one.left_from),
        _tell_period(one.right_from),
        [Segment(piece.kind.value, piece.left, piece.right) for piece in one.segments],
        tell_evidence(one.left_evidence),
        tell_evidence(one.right_evidence),
    )


def _tell_period(period: Column | None) -> Period | None:
    return None if period is None else Period(period.year, period.open_ended)
