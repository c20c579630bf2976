"""Workbooks, read back: what a spreadsheet shows, and that no text runs or breaks them."""

from __future__ import annotations

import io
import time
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from kg.sheets import Mark, Piece, Sheet, Value, make_title, make_workbook

HOSTILE: Final = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.org/",
    "mailto:a@example.org",
    "0012",
    "1e5",
    "TRUE",
    "_x0041_",
    "\u202e逆\u2066",
    "a\tb\nc",
    "<b>&amp;</b>",
    "𠮷野家👩‍👩‍👧",
    " 前と後に空白 ",
]


def read(data: bytes, *, rich: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), rich_text=rich)


def read_back(*values: Value) -> list[object]:
    book = read(make_workbook([Sheet("表", ["欄"] * len(values), [values])]))
    page = book.worksheets[0]
    return [page.cell(2, column + 1).value for column in range(len(values))]


def test_a_workbook_holds_its_tables_with_header_filter_and_frozen_top() -> None:
    rows: list[list[Value]] = [["道路事業", 3], ["公園事業", 0.5], ["橋事業", None]]
    book = read(make_workbook([Sheet("事業", ["名称", "数"], rows), Sheet("空", ["名称"], [])]))
    assert book.sheetnames == ["事業", "空"]
    page = book["事業"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["名称", "数"],
        ["道路事業", 3],
        ["公園事業", 0.5],
        ["橋事業", None],
    ]
    assert page["A1"].font.bold
    assert page["A2"].alignment.wrap_text
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B4"


def test_columns_are_as_wide_as_japanese_needs_and_no_wider_than_a_screen() -> None:
    rows: list[list[Value]] = [["あ" * 10, "あ" * 500, "短"]]
    data = make_workbook([Sheet("幅", ["一", "二", "三"], rows)])
    page = read(data).worksheets[0]
    widths = [page.column_dimensions[name].width for name in "ABC"]
    assert 22 <= widths[0] < 24
    assert 55 < widths[1] < 62
    assert widths[2] > 8
    fixed = make_workbook([Sheet("幅", ["一"], [["あ"]], widths=[33])])
    assert 33 <= read(fixed).worksheets[0].column_dimensions["A"].width < 34


def test_the_same_tables_are_the_same_bytes() -> None:
    sheet = Sheet("表", ["名称"], [["道路事業"]])
    first = make_workbook([sheet])
    time.sleep(1.1)
    assert make_workbook([sheet]) == first


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_text(text: str) -> None:
    data = make_workbook([Sheet("表", [text], [[text]])])
    page = read(data).worksheets[0]
    for cell in (page["A1"], page["A2"]):
        assert cell.value == text
        assert cell.data_type == "s"
        assert cell.hyperlink is None


def test_what_a_file_cannot_hold_is_replaced_and_what_is_too_long_is_cut() -> None:
    assert read_back("a\x00b\x1bc", "x\ud800y", "z\ufffe") == ["a�b�c", "x�y", "z�"]
    (long,) = read_back("あ" * 40_000)
    assert isinstance(long, str)
    assert len(long) == 32_767
    assert long.endswith("あ…")
    (astral,) = read_back("𠮷" * 20_000)
    assert isinstance(astral, str)
    assert len(astral.encode("utf-16-le")) // 2 <= 32_767
    assert read_back(float("nan"), float("inf")) == ["nan", "inf"]


def test_a_comparison_is_coloured_and_reads_without_colours() -> None:
    pieces = (
        Piece("道を"),
        Piece("直す", Mark.DELETED),
        Piece("広げる", Mark.INSERTED),
        Piece("", Mark.DELETED),
    )
    data = make_workbook([Sheet("差", ["差"], [[pieces]])])
    assert read(data).worksheets[0]["A2"].value == "道を【削除：直す】【追加：広げる】"
    value = read(data, rich=True).worksheets[0]["A2"].value
    assert isinstance(value, CellRichText)
    blocks = [one for one in value if isinstance(one, TextBlock)]
    assert [one.text for one in blocks] == ["【削除：直す】", "【追加：広げる】"]
    assert blocks[0].font.strike
    assert blocks[1].font.u == "single"
    english = Sheet("差", ["差"], [[pieces]], words=("deleted", "added"))
    assert "【deleted：直す】" in str(read(make_workbook([english])).worksheets[0]["A2"].value)


def test_a_comparison_of_one_piece_or_of_too_many_characters_is_plain() -> None:
    whole = (Piece("全部", Mark.INSERTED),)
    huge = (Piece("あ" * 30_000, Mark.DELETED), Piece("い" * 30_000, Mark.INSERTED))
    one, two, none = read_back(whole, huge, ())
    assert one == "【追加：全部】"
    assert isinstance(two, str)
    assert len(two) == 32_767
    assert none is None


@given(
    st.lists(
        st.builds(Piece, st.text(st.characters(codec=None), max_size=40), st.sampled_from(Mark)),
        max_size=5,
    ),
    st.text(max_size=60),
)
def test_any_text_makes_a_workbook_that_opens(pieces: list[Piece], title: str) -> None:
    book = read(make_workbook([Sheet(title, [title], [[tuple(pieces), title]])]))
    assert len(book.sheetnames) == 1


@pytest.mark.parametrize(
    ("title", "legal"),
    [
        ("事業", "事業"),
        ("a/b:c*d?[e]\\f", "a b c d  e  f"),
        ("", "Sheet"),
        ("'引用'", "引用"),
        ("History", "History_"),
        ("あ" * 40, "あ" * 30 + "…"),
    ],
)
def test_a_title_is_made_legal(title: str, legal: str) -> None:
    assert make_title(title, set()) == legal


def test_a_title_that_is_taken_gets_a_number() -> None:
    taken: set[str] = set()
    titles = [
        make_title(title, taken) for title in ("表", "表", "表", "A", "a", "い" * 40, "い" * 40)
    ]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert titles[1] == "表 2"
    assert all(len(title) <= 31 for title in titles)
