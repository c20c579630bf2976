"""The texts of legislation that tests read: real ones, kept under tests/material, and made ones."""

from __future__ import annotations

from functools import cache

from kg.documents.readers.law_xml import read_law_xml
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.source import SourceText, parse_source
from kg.layouts.legislation import read_legislation
from kg.legislation_records import LegislationExtraction, LegislationRecord, UnitRecord
from tests.workbench import ROOT

MATERIAL = ROOT / "tests" / "material"
ORDINANCES = {
    "machizukuri": "chuo-machizukuri-kihon-jorei",
    "jitensha": "minato-jitensha-jorei",
    "midori": "setagaya-midori-kihon-jorei",
    "kisoku": "setagaya-midori-kihon-jorei-shiko-kisoku",
}
LAW = "gyote"


@cache
def load_source(name: str) -> SourceText:
    """A real text by its short name."""
    if name == LAW:
        path = next((MATERIAL / "law-xml").glob("*.xml"))
        kept = read_law_xml(path.read_bytes(), path.name, DEFAULT_LIMITS)
        return parse_source(kept.text.encode(), path)
    path = MATERIAL / "ordinances" / f"{ORDINANCES[name]}.txt"
    return parse_source(path.read_bytes(), path)


@cache
def read_real(name: str) -> LegislationExtraction:
    """What is read of a real text."""
    return read_legislation(load_source(name))


def get_record(extraction: LegislationExtraction) -> LegislationRecord:
    """The legislation of an extraction that has one."""
    assert extraction.legislation is not None
    return extraction.legislation


def read_text(text: str) -> LegislationRecord:
    """The legislation that a made text is."""
    return get_record(read_legislation(parse_source(text.encode(), "made.txt")))


def find_units(record: LegislationRecord, level: str, *, supplement: bool) -> list[UnitRecord]:
    """The units of a level, of the main provisions or of 附則."""
    return [
        one
        for one in record.units
        if one.level == level and one.path[0].startswith("suppl") is supplement
    ]


def get_unit(record: LegislationRecord, path: str) -> UnitRecord:
    """The unit of a path written with slashes."""
    (found,) = [one for one in record.units if "/".join(one.path) == path]
    return found
