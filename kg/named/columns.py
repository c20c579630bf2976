"""Figures that the columns of a table state for a row: budgets, targets and actual values."""

from __future__ import annotations

import re

from kg.documents.source import SourceText
from kg.layouts.tables import FIGURES
from kg.records import ListingRecord, Note, StatisticRecord, Thing, Time
from kg.text.fold import fold
from kg.text.numerals import make_yen, parse_decimal
from kg.text.units import find_unit

_FIGURE = re.compile(
    r"(?P<about>約|およそ|概ね)?\s*(?P<number>[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?)\s*"
    r"(?P<unit>[^\d\s()]{0,8})"
)
_BRACKET = re.compile(r"\([^()]*\)")


def find_column_figures(listing: ListingRecord, source: SourceText) -> list[StatisticRecord]:
    """The figures of a row's columns, about its project; a cell with no one figure has none."""
    named = next((note for note in listing.notes if note.role == "indicator"), None)
    counted = [note.value.text for note in listing.notes if note.role == "unit"]
    found = [
        _read(note, named, counted[0] if len(counted) == 1 else "", listing, source)
        for note in listing.notes
        if note.role in FIGURES and len(note.value.spans) == 1
    ]
    return [record for record in found if record is not None]


def _read(
    note: Note, named: Note | None, counted: str, listing: ListingRecord, source: SourceText
) -> StatisticRecord | None:
    span = note.value.spans[0]
    folded = fold(source.quote(span))
    match = _FIGURE.fullmatch(folded.text.strip())
    number = parse_decimal(match["number"]) if match else None
    if match is None or number is None:
        return None
    header = fold(note.header).text
    unit = match["unit"] or find_unit(header) or note.unit
    if not unit and named is not None and note.role != "budget":
        unit = find_unit(named.value.text)
    unit = unit or (fold(counted).text if note.role != "budget" else "")
    if not unit:
        return None
    number, unit = make_yen(number, unit)
    word = _BRACKET.sub("", header).strip()
    indicator = word
    if named is not None and note.role != "budget":
        indicator = f"{named.value.text}（{word}）"
    return StatisticRecord(
        span.start,
        f"{number:f}",
        unit,
        source.quote(span),
        indicator,
        Time(str(note.period.year), "xsd:integer") if note.period else None,
        Thing("project", listing.label),
        None,
        None,
        None,
        match["about"] is not None,
        (span,),
    )
