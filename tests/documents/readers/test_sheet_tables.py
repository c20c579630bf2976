"""Whatever stands on a sheet, all that it shows is written, each word at its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.kept import KeptText, KeptWriter
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.readers.sheet import (
    Range,
    Sheet,
    make_column,
    make_reference,
    make_sheet,
    parse_reference,
)
from kg.documents.readers.sheet_writer import SheetWriter

WORDS = st.sampled_from(
    [
        "事業名",
        "担当課",
        "令和6年度",
        "令和7年度",
        "予算額",
        "施策名",
        "広報",
        "1",
        "○",
        "※注",
        "説明です。",
        "指標",
    ]
)
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 8)), WORDS, min_size=1, max_size=40
)
MERGES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 8), st.integers(0, 4), st.integers(0, 4)),
    max_size=6,
)


def write(sheet: Sheet) -> KeptText:
    out = KeptWriter()
    SheetWriter(out, "a", DEFAULT_LIMITS).write(sheet, make_reference)
    return out.finish("a")


def make_drawn(
    cells: dict[tuple[int, int], str], drawn: list[tuple[int, int, int, int]], hidden: set[int]
) -> Sheet:
    """A sheet as a program would save it: merged ranges apart, and only their first cell filled."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), word in cells.items():
        rows.setdefault(row, {})[column] = word
    taken: set[tuple[int, int]] = set()
    merges: list[Range] = []
    for top, left, down, across in drawn:
        area = {(r, c) for r in range(top, top + down + 1) for c in range(left, left + across + 1)}
        if len(area) > 1 and not area & taken:
            taken |= area
            merges.append(Range(top, left, top + down, left + across))
            for row, column in area - {(top, left)}:
                rows.get(row, {}).pop(column, None)
    return make_sheet("a", rows, merges, hidden, (), "a", DEFAULT_LIMITS)[0]


@settings(max_examples=400, deadline=None)
@given(CELLS, MERGES, st.sets(st.integers(1, 9), max_size=2))
def test_every_shown_cell_is_written_at_its_place(
    cells: dict[tuple[int, int], str], drawn: list[tuple[int, int, int, int]], hidden: set[int]
) -> None:
    sheet = make_drawn(cells, drawn, hidden)
    kept = write(sheet)
    said: dict[str, set[str]] = {}
    for place in kept.places:
        said.setdefault(place.fragment, set()).add(kept.text[place.start : place.end].strip("()"))
    for row, shown in sheet.rows.items():
        for column, word in shown.items():
            merge = sheet.covered.get(row, {}).get(column, Range(row, column, row, column))
            texts = said.pop(make_reference(merge), set())
            assert any(word in text for text in texts), (row, column, word, kept.text)
    assert said == {}


@settings(max_examples=200, deadline=None)
@given(CELLS, MERGES)
def test_places_stand_in_order_and_never_overlap(
    cells: dict[tuple[int, int], str], drawn: list[tuple[int, int, int, int]]
) -> None:
    kept = write(make_drawn(cells, drawn, set()))
    end = 0
    for place in kept.places:
        assert end <= place.start < place.end <= len(kept.text)
        end = place.end


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_a_reference_is_read_back(column: int, row: int) -> None:
    cells = Range(row, column, row, column)
    assert parse_reference(make_reference(cells)) == cells
    assert make_column(column).isalpha()


def test_what_is_no_reference_is_none() -> None:
    for text in ("", "A0", "AAAA1", "XFE1", "A1048577", "B2:A1", "1A", "A1:", "a1"):
        assert parse_reference(text) is None
