"""What one cell of a workbook shows becomes its words; what shows nothing is said."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from kg.documents.readers.excel import read_excel
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.errors import SourceError
from tests.documents.readers.books import (
    HEAD,
    fill_rows,
    find_fragments,
    read,
    read_lines,
    replace_part,
)


def test_numbers_and_dates_stand_as_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("事業名", "予算額", "率", "開始日", "公布日", "件数", "年度", "比"))
        sheet.append(
            ("広報", 1200, 0.125, date(2024, 4, 1), datetime(2019, 5, 1), 12.0, 2024, 0.1 + 0.2)
        )
        formats = ("#,##0", "0.0%", "yyyy/m/d", '[$-411]ggge"年"m"月"d"日"', "General", '0"年度"')
        for at, code in enumerate(formats, start=2):
            sheet.cell(2, at).number_format = code

    assert read_lines(fill)[1] == "広報\t1,200\t12.5%\t2024/4/1\t令和1年5月1日\t12\t2024年度\t0.3"


def test_rich_text_is_whole_and_furigana_stays_out() -> None:
    def fill(sheet: Worksheet) -> None:
        bold = TextBlock(InlineFont(b=True), "自治")
        sheet.append(HEAD)
        sheet.append((CellRichText(bold, "基本条例"), "運用", "課"))

    out = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    fill(sheet)
    book.save(out)
    item = b"<si><t>\xe9\x81\x8b\xe7\x94\xa8</t></si>"
    phonetic = (
        "<si><r><t>運</t></r><r><t>用</t></r><rPh sb='0' eb='2'><t>ウンヨウ</t></rPh>"
        "<phoneticPr fontId='1'/></si>"
    ).encode()
    data = replace_part(out.getvalue(), "xl/sharedStrings.xml", item, phonetic)
    text = read_excel(data, "a.xlsx", DEFAULT_LIMITS).text
    assert "自治基本条例\t運用\t課" in text
    assert "ウン" not in text


def test_errors_and_formulas_without_a_result_are_blank_and_said() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["事業名", "予算額", "決算額", "備考"])
    sheet.write_row(1, 0, ["広報", 1])
    sheet.write_formula(1, 1, "=SUM(1,2)", None, 3)
    sheet.write_formula(1, 2, "=A9", None, "#REF!")
    sheet.write_formula(1, 3, '="注"', None, "注")
    book.close()
    data = replace_part(out.getvalue(), "xl/worksheets/sheet1.xml", b"<v>3</v>", b"")
    kept = read_excel(data, "a.xlsx", DEFAULT_LIMITS)
    assert kept.text.strip().split("\n")[1] == "広報\t\t\t注"
    assert {(notice.code, notice.where) for notice in kept.notices} == {
        ("formula-without-value", "a.xlsx '表'!B2"),
        ("error-values", "a.xlsx '表'!C2"),
    }
    whole = read_excel(out.getvalue(), "a.xlsx", DEFAULT_LIMITS)
    assert whole.text.strip().split("\n")[1] == "広報\t3\t\t注"


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("市民課\n企画課", "市民課 企画課"),
        ("・周知\n・開催", "・周知 ・開催"),
        ("○周知\r\n○開催", "○周知 ○開催"),
        ("自治基本条例に\n基づく取組", "自治基本条例に基づく取組"),
        ("市民の相談を受け\nるため、窓口を置きます。", "市民の相談を受けるため、窓口を置きます。"),
        ("講座(市民\n向け)の開催", "講座(市民向け)の開催"),
        ("コミュニテ\nィ支援", "コミュニティ支援"),
        ("周知します。\n開催します。", "周知します。 開催します。"),
        ("定員\n200人", "定員 200人"),
        ("IT\n推進", "IT 推進"),
        ("広報_x000D_\n広聴", "広報 広聴"),
    ],
)
def test_line_ends_in_a_cell_part_items_and_not_phrases(printed: str, read_as: str) -> None:
    lines = read_lines(fill_rows(HEAD, ("広報事業", printed, "課")))
    assert lines[1].split("\t")[1] == read_as


def make_drawn_book(*, title_at: int = 8) -> bytes:
    """A table of years with an arrow over blank cells, a bar with words, and a text beside it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("表")
    sheet.write_row(2, 0, ["事業名", "令和6年度", "令和7年度", "令和8年度"])
    sheet.write_row(3, 0, ["広報事業", "検討"])
    sheet.write_row(4, 0, ["相談事業"])
    sheet.write_comment(2, 0, "内部の注")
    wide = {"width": 120, "height": 10}
    sheet.insert_textbox(3, 2, "", {**wide, "x_offset": 2})
    sheet.insert_textbox(4, 1, "試行", {"width": 180, "height": 10, "x_offset": 2})
    sheet.insert_textbox(title_at, 0, "図の中の文\n二行目", {"width": 60, "height": 10})
    book.close()
    data = out.getvalue()
    return replace_part(data, "xl/drawings/drawing1.xml", b'prst="rect"', b'prst="rightArrow"')


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("地域づくり\n推進事業", "地域づくり推進事業"),
        ("広報紙の発行\n(再掲)", "広報紙の発行 (再掲)"),
        ("広報紙の発行\n（再掲）", "広報紙の発行（再掲）"),
        ("ICT\n活用事業", "ICT 活用事業"),
        ("・広報\n・広聴", "・広報 ・広聴"),
    ],
)
def test_line_ends_in_the_name_of_a_project_part_nothing(printed: str, read_as: str) -> None:
    lines = read_lines(fill_rows(HEAD, (printed, "説明", "課"), ("会議", "説明", "課")))
    assert lines[1].split("\t")[0] == read_as


def test_line_ends_stay_where_a_name_and_what_is_told_share_a_cell() -> None:
    lines = read_lines(fill_rows(("事業名", "担当課"), ("広報事業\n広報紙を発行します。", "課")))
    assert lines[1] == "広報事業 広報紙を発行します。\t課"


def test_arrows_and_words_drawn_over_cells_are_read_where_they_stand() -> None:
    kept = read_excel(make_drawn_book(), "a.xlsx", DEFAULT_LIMITS)
    assert kept.text.strip().split("\n") == [
        "事業名\t令和6年度\t令和7年度\t令和8年度",
        "広報事業\t検討\t→\t→",
        "相談事業\t試行\t→\t→",
        "",
        "図の中の文",
        "二行目",
    ]
    assert find_fragments(kept, "図の中の文") == ["'表'!A9"]
    assert {notice.code for notice in kept.notices} == {"not-in-cells"}
    assert [notice.en for notice in kept.notices] == [
        "the words of 1 shapes were put before or behind the tables",
        "2 drawn arrows became → in the blank cells that they cross",
        "comments are not read",
    ]


def test_a_title_drawn_above_the_table_stands_above_it() -> None:
    kept = read_excel(make_drawn_book(title_at=0), "a.xlsx", DEFAULT_LIMITS)
    assert kept.text.startswith("図の中の文\n二行目\n\n事業名\t")


def test_a_workbook_without_any_shown_word_is_refused() -> None:
    with pytest.raises(SourceError, match="文字がありません"):
        read(fill_rows())


def test_the_same_bytes_give_the_same_text() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    fill_rows(HEAD, ("広報", "発行", "課"))(sheet)
    book.save(out)
    first, second = (read_excel(out.getvalue(), "a.xlsx", DEFAULT_LIMITS) for _ in range(2))
    assert first == second
