"""Invented lines of municipal prose, and the names that a careful reader finds in them.

naming_lines.tsv has a line a row: its municipality, its text, and its names in order, `kind:name`;
`kind:printed=thing` where the thing is called otherwise, `kind:printed~thing` for a short form.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.named.naming import find_names
from kg.named.statements import Statement
from kg.records import Subject, SubjectKind

ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("naming_lines.tsv").read_text("utf-8").splitlines()[1:]
]


def read_line(town: str, text: str) -> list[str]:
    """The names of a line as the table writes them."""
    subjects = (Subject(SubjectKind.NODE, path=("1",)),)
    statement = Statement(text, tuple(range(len(text))), False, subjects)
    told = []
    for name in find_names([statement], {}, town).names[0]:
        printed = text[name.start : name.end]
        other = "" if printed == name.thing.name else f"={name.thing.name}"
        if name.short:
            other = f"~{name.thing.name}"
        told.append(f"{name.thing.kind}:{printed}{other}")
    return told


@pytest.mark.parametrize(("town", "text", "names"), ROWS, ids=range(2, len(ROWS) + 2))
def test_a_line_names_what_a_careful_reader_finds_in_it(town: str, text: str, names: str) -> None:
    assert read_line(town, text) == [name for name in names.split(" | ") if name]


def test_the_table_has_towns_of_many_kinds_and_lines_that_name_nothing() -> None:
    assert len(ROWS) >= 250
    assert len({town for town, _, _ in ROWS}) >= 8
    assert sum(not names for _, _, names in ROWS) >= 40
