"""The project's documents in every format give what their text gives; docs/formats.md tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from kg.documents.kept import KeptText
from tests.formats.measure import (
    COUNTED,
    DOCUMENT,
    WRITINGS,
    Measured,
    Writing,
    find_documents,
    measure,
    render_head,
    render_row,
)
from tests.formats.parts import Table, find_parts
from tests.formats.write_pdf import HEAD

#: What every printed document gives as a whole, all documents together.
WHOLE_IN_PRINT = (
    "行 rows",
    "再掲",
    "担当 bodies",
    "年度の升目 cells",
    "行の文 texts",
    "節点 nodes",
)
#: How much of the words of nodes each writing gives at least: docs/formats.md explains the rest.
LEAST_IN_PRINT = {"columns": 0.97, "breaks": 0.95, "heads": 0.97}


def load_lines() -> list[str]:
    """The rows of the published table."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.split("<!-- formats:begin -->\n")[1].split("\n<!-- formats:end -->")[0].split("\n")


def add_up(measured: Sequence[Measured], name: str) -> tuple[float, float]:
    """Recall and precision over all documents."""
    shares = [one.shares[name] for one in measured]
    right = sum(one.right for one in shares)
    expected, found = sum(one.expected for one in shares), sum(one.found for one in shares)
    assert expected, name
    return right / expected, right / max(found, 1)


def check_print(writing: str, kept: KeptText) -> None:
    """Check that a printed document has what its writing is there to show."""
    pages = [place.page for place in kept.places]
    if writing == "heads":
        assert HEAD not in kept.text
        assert {"running-head", "page-number"} <= {one.code for one in kept.notices}
    if writing == "columns":
        lefts = [float(place.fragment.split("viewrect=")[1].split(",")[0]) for place in kept.places]
        assert any(
            before > 297 > after and page == next_page
            for (before, after), (page, next_page) in zip(
                pairwise(reversed(lefts)), pairwise(reversed(pages)), strict=True
            )
        ), "text goes on from the left half of a page to the right half"


@pytest.mark.parametrize("writing", WRITINGS, ids=str)
def test_a_document_in_any_format_gives_what_its_text_gives(
    writing: Writing, tmp_path: Path
) -> None:
    measured = [measure(writing, entry, tmp_path) for entry in find_documents()]
    for one in measured:
        print(render_row(one))
    assert [render_row(one) for one in measured] == [
        line for line in load_lines() if line.startswith(f"| {writing.name} |")
    ], "python -m tests.formats.measure docs/formats.md"
    if str(writing) not in LEAST_IN_PRINT:
        for one in measured:
            for name in COUNTED:
                assert (one.lost[name], one.more[name]) == ([], []), (one.slug, name)
        return
    for one in measured:
        assert one.received.kept is not None
        if one.received.kept.places[-1].page != 1:
            check_print(str(writing), one.received.kept)
    for name in COUNTED:
        least = 1.0 if name in WHOLE_IN_PRINT else LEAST_IN_PRINT[str(writing)]
        recall, precision = add_up(measured, name)
        assert recall >= least, name
        assert precision >= least, name


def test_the_table_tells_every_writing_of_every_document_and_nothing_else() -> None:
    head, rows = load_lines()[:2], load_lines()[2:]
    assert "\n".join(head) == render_head()
    told = [tuple(re.split(r" *\| *", row)[1:3]) for row in rows]
    assert told == [(one.name, entry.slug) for one in WRITINGS for entry in find_documents()]


def test_a_head_of_two_rows_stands_in_merged_cells() -> None:
    merged = [
        part
        for entry in find_documents()
        for part in find_parts(entry.file.read_text(encoding="utf-8"))
        if isinstance(part, Table) and part.head == 2
    ]
    assert len(merged) > 10
    for table in merged:
        assert any(cell.width > 1 for cell in table.cells if cell.row == 0)
        assert any(cell.height == 2 for cell in table.cells if cell.row == 0)


def test_a_merged_head_stands_over_a_page_break(tmp_path: Path) -> None:
    (writing,) = (one for one in WRITINGS if str(one) == "breaks")
    longest = max(find_documents(), key=lambda entry: entry.file.stat().st_size)
    kept = measure(writing, longest, tmp_path).received.kept
    assert kept is not None
    codes = {one.code for one in kept.notices}
    assert {"table-header-repeated", "table-row-rejoined"} <= codes
