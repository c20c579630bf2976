"""Workbooks written by other programs become rows, with the sheet and cells of each word."""

from __future__ import annotations

import re

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.readers.books import (
    HEAD,
    fill_rows,
    find_fragments,
    read,
    read_book,
    read_lines,
)


def test_a_cell_is_found_again_by_sheet_column_and_row() -> None:
    kept = read(fill_rows(HEAD, ("広報事業", "広報紙を発行します。", "広報課")))
    assert kept.text == ("事業名\t事業概要\t担当課\n広報事業\t広報紙を発行します。\t広報課\n\n")
    assert find_fragments(kept, "広報課") == ["'施策 一覧'!C2"]
    assert kept.reader == "excel 1"
    assert kept.notices == ()


def test_an_apostrophe_in_a_sheet_name_is_doubled() -> None:
    kept = read(fill_rows(HEAD), title="R6'計画")
    assert kept.places[0].fragment == "'R6''計画'!A1"


def test_a_cell_merged_over_rows_stands_in_each_with_the_merged_range() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("施策名", "事業名", "担当局"),
            ("1 参加", "広報事業", "市民局"),
            (None, "広聴事業", None),
            (None, "相談事業", None),
        )(sheet)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("C2:C3")

    kept = read(fill)
    assert kept.text.strip("\n").split("\n")[1:] == [
        "1 参加\t広報事業\t市民局",
        "1 参加\t広聴事業\t市民局",
        "1 参加\t相談事業\t",
    ]
    assert find_fragments(kept, "1 参加") == ["'施策 一覧'!A2:A4"] * 3
    assert find_fragments(kept, "市民局") == ["'施策 一覧'!C2:C3"] * 2


def test_rows_over_which_a_project_is_merged_say_it_once() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("施策名", "事業名", "指標", "目標値", "担当課"),
            ("参加", "広報事業", "発行回数", 12, "広報課"),
            (None, None, "閲覧数", 3400, None),
            (None, "相談事業", "件数", 5, "相談課"),
        )(sheet)
        for cells in ("A2:A4", "B2:B3", "E2:E3"):
            sheet.merge_cells(cells)

    assert read_lines(fill)[1:] == [
        "参加\t広報事業\t発行回数\t12\t広報課",
        "\t\t閲覧数\t3400\t",
        "参加\t相談事業\t件数\t5\t相談課",
    ]


def test_headers_of_three_rows_become_one() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            (
                "No.",
                "事業名",
                "計画期間の取組",
                None,
                "予算額",
                None,
                "担当",
                None,
                "成果指標",
                None,
            ),
            (
                None,
                None,
                "令和6年度",
                "令和7年度",
                "令和6年度",
                "令和7年度",
                "局",
                "課",
                "現状",
                None,
            ),
            (None, None, None, None, None, None, None, None, "指標", "現状値"),
            (1, "広報事業", "検討", "実施", 100, 200, "市民局", "広報課", "部数", "10"),
            (2, "相談事業", "検討", "実施", 100, 200, "市民局", "相談課", "件数", "20"),
        )(sheet)
        for cells in ("A1:A3", "B1:B3", "C1:D1", "E1:F1", "G1:H1", "I1:J1", "I2:J2"):
            sheet.merge_cells(cells)
        for column in "CDEFGH":
            sheet.merge_cells(f"{column}2:{column}3")

    assert read_lines(fill)[0].split("\t") == [
        "No.",
        "事業名",
        "計画期間の取組(令和6年度)",
        "計画期間の取組(令和7年度)",
        "予算額(令和6年度)",
        "予算額(令和7年度)",
        "担当局",
        "担当課",
        "指標(成果指標 現状)",
        "現状値(成果指標 現状)",
    ]


def test_rows_merged_down_below_no_header_are_no_header() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(("参加", "広報", "あり"), (None, "広聴", "なし"), (None, "相談", "あり"))(sheet)
        sheet.merge_cells("A1:A3")

    assert read_lines(fill) == ["参加\t広報\tあり", "参加\t広聴\tなし", "参加\t相談\tあり"]


def test_titles_notes_and_banners_are_lines_between_blank_ones() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("令和6年度 事業一覧", None, None),
            (None, None, "(単位:千円)"),
            ("No.", "事業名", "担当課"),
            ("基本目標1 参加", None, None),
            (1, "広報事業", "広報課"),
            ("基本目標2 協働", None, None),
            (2, "相談事業", "相談課"),
            ("※ 金額は当初予算\n出典 広報課", None, None),
        )(sheet)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A4:C4")

    assert read_lines(fill) == [
        "令和6年度 事業一覧",
        "(単位:千円)",
        "",
        "No.\t事業名\t担当課",
        "",
        "基本目標1 参加",
        "",
        "1\t広報事業\t広報課",
        "",
        "基本目標2 協働",
        "",
        "2\t相談事業\t相談課",
        "",
        "※ 金額は当初予算",
        "出典 広報課",
    ]


def test_a_project_of_which_only_the_name_is_printed_stays_a_row() -> None:
    lines = read_lines(fill_rows(HEAD, ("広報事業(再掲)", None, None), ("相談事業", "受付", "課")))
    assert lines[1] == "広報事業(再掲)\t\t"


def test_a_header_that_comes_again_stands_behind_a_blank_line() -> None:
    kept = read(fill_rows(HEAD, ("広報", "発行", "課"), HEAD, ("相談", "受付", "課")))
    assert find_fragments(kept, "担当課") == ["'施策 一覧'!C1", "'施策 一覧'!C3"]
    assert kept.text.strip().split("\n") == [
        "\t".join(HEAD),
        "広報\t発行\t課",
        "",
        "\t".join(HEAD),
        "相談\t受付\t課",
    ]


def test_subtotals_stay_rows() -> None:
    head = ("事業名", "予算額", "担当課")
    lines = read_lines(fill_rows(head, ("広報", 100, "課"), ("小計", 100, None), ("相談", 5, "課")))
    assert lines[2] == "小計\t100\t"


def test_tables_below_one_another_each_keep_their_columns() -> None:
    lines = read_lines(
        fill_rows(HEAD, ("広報", "発行", "課"), (None,), ("会議名", "回数"), ("審議会", 3))
    )
    assert lines[2:] == ["", "会議名\t回数\t", "審議会\t3\t"]


def test_tables_side_by_side_come_one_after_the_other() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("主な事業", None, None, None, None),
            ("事業名", "担当課", None, "事業名", "担当課"),
            ("広報事業", "広報課", None, "相談事業", "相談課"),
            ("広聴事業", "広聴課", None, None, None),
        )(sheet)
        sheet.merge_cells("A1:E1")

    assert read_lines(fill) == [
        "主な事業",
        "",
        "事業名\t担当課",
        "広報事業\t広報課",
        "広聴事業\t広聴課",
        "",
        "事業名\t担当課",
        "相談事業\t相談課",
    ]


def test_titles_of_tables_side_by_side_stay_with_their_tables() -> None:
    lines = read_lines(
        fill_rows(
            ("市民局の事業", None, None, "総務局の事業", None),
            ("事業名", "担当課", None, "事業名", "担当課"),
            ("広報事業", "広報課", None, "相談事業", "相談課"),
        )
    )
    assert lines == [
        "市民局の事業",
        "",
        "事業名\t担当課",
        "広報事業\t広報課",
        "",
        "総務局の事業",
        "",
        "事業名\t担当課",
        "相談事業\t相談課",
    ]


def test_an_empty_column_within_one_table_parts_nothing() -> None:
    lines = read_lines(
        fill_rows(("事業名", "概要", None, "担当課", "備考"), ("a", "b", None, "c", "d"))
    )
    assert lines == ["事業名\t概要\t担当課\t備考", "a\tb\tc\td"]


def test_a_form_drawn_on_many_narrow_columns_keeps_only_its_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        for row, words in ((1, HEAD), (2, ("広報事業", "発行", "課")), (3, ("相談", "受付", "課"))):
            for at, word in enumerate(words):
                sheet.cell(row, 1 + at * 4, word)
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=1 + at * 4, end_column=4 + at * 4
                )

    kept = read(fill)
    assert kept.text.strip().split("\n") == [
        "\t".join(HEAD),
        "広報事業\t発行\t課",
        "相談\t受付\t課",
    ]
    assert find_fragments(kept, "受付") == ["'施策 一覧'!E3:H3"]


def test_a_cell_merged_over_years_stands_in_each() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("事業名", "令和6年度", "令和7年度", "令和8年度", "担当課"),
            ("広報事業", "検討", "実施", None, "課"),
            ("相談事業", "実施", "拡充", "評価", "課"),
        )(sheet)
        sheet.merge_cells("C2:D2")

    kept = read(fill)
    assert kept.text.split("\n")[1] == "広報事業\t検討\t実施\t実施\t課"


def test_several_sheets_are_headings_unless_a_program_named_them() -> None:
    book = openpyxl.Workbook()
    for name, word in (("参加", "広報"), ("Sheet3", "相談"), ("協働", "会議")):
        sheet = book.create_sheet(name)
        sheet.append(("事業名", "課"))
        sheet.append((word, "課"))
    kept = read_book(book)
    assert re.findall("^#.*", kept.text, re.MULTILINE) == ["# 参加", "# 協働"]
    assert "\n\n事業名\t課\n相談" in kept.text
    assert "'参加'!A1" in {place.fragment for place in kept.places}


def test_what_is_hidden_is_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    sheet.title = "公開"
    for row in (
        ("施策名", "事業名", "内部コード", "課"),
        ("参加", "広報", "X1", "課1"),
        (None, "相談", "X2", "課2"),
        (None, "会議", "X3", "課3"),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    secret = book.create_sheet("作業用")
    secret["A1"] = "秘密"
    secret.sheet_state = "veryHidden"
    kept = read_book(book)
    assert kept.text.strip().split("\n") == [
        "施策名\t事業名\t課",
        "参加\t相談\t課2",
        "参加\t会議\t課3",
    ]
    assert find_fragments(kept, "参加") == ["'公開'!A3:A4"] * 2
    said = {notice.code: notice for notice in kept.notices}
    assert said["hidden-sheet"].where == "計画.xlsx '作業用'"
    assert said["hidden-cells"].where == "計画.xlsx '公開'"
    assert "行 2" in said["hidden-cells"].ja
    assert "列 C" in said["hidden-cells"].ja


def fill_wide_heads(sheet: Worksheet) -> None:
    fill_rows(
        ("施策", None, "事業名", None, "担当", None),
        ("1-1", "参加の推進", 1, "広報事業", "市民局", "広報課"),
        (None, None, 2, "相談事業", "市民局", "相談課"),
        ("1-2", "協働", 3, "会議", "総務局", "総務課"),
    )(sheet)
    for cells in ("A1:B1", "C1:D1", "E1:F1", "A2:A3", "B2:B3"):
        sheet.merge_cells(cells)


def test_a_word_over_number_and_title_heads_them_as_one() -> None:
    assert read_lines(fill_wide_heads) == [
        "施策\t\t事業名\t担当\t担当",  # the numbers of projects have no word of their own
        "1-1 参加の推進\t1\t広報事業\t市民局\t広報課",
        "1-1 参加の推進\t2\t相談事業\t市民局\t相談課",
        "1-2 協働\t3\t会議\t総務局\t総務課",
    ]


def test_both_parts_of_a_joined_cell_keep_their_places() -> None:
    kept = read(fill_wide_heads)
    assert find_fragments(kept, "1-2 協働") == ["'施策 一覧'!A4", "'施策 一覧'!B4"]


def test_a_table_that_goes_on_below_a_gap_keeps_the_header_above() -> None:
    def fill(sheet: Worksheet) -> None:
        fill_rows(
            ("施策名", "事業名", "指標"),
            ("参加", "広報事業", "部数"),
            (None,),
            ("協働", "推進事業", "回数"),
            (None, None, "人数"),
        )(sheet)
        sheet.merge_cells("A4:A5")
        sheet.merge_cells("B4:B5")

    assert read_lines(fill)[2:] == ["", "協働\t推進事業\t回数", "\t\t人数"]
