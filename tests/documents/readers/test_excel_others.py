"""Workbooks of the older and the open format give what the same .xlsx gives."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlwt

from kg.documents.readers.excel import read_excel
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.errors import SourceError

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)


def make_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("施策")
    for at, word in enumerate(("施策名", "事業名", "予算額", "開始日", "内部", "備考")):
        sheet.write(0, at, word)
    sheet.write_merge(1, 3, 0, 0, "1 参加")
    for row, word in ((1, "広報事業"), (2, "会議事業"), (3, "相談\n事業(再掲)")):
        sheet.write(row, 1, word)
        sheet.write(row, 2, 1200.0 * row, xlwt.easyxf(num_format_str='#,##0"千円"'))
        sheet.write(row, 3, date(2024, 4, row), xlwt.easyxf(num_format_str="yyyy/m/d"))
        sheet.write(row, 4, "秘")
        sheet.write(row, 5, True)
    sheet.row(2).hidden = True
    sheet.col(4).hidden = True
    hidden = book.add_sheet("作業")
    hidden.visibility = 1
    hidden.write(0, 0, "秘密")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_xls_keeps_merged_cells_formats_and_what_is_hidden() -> None:
    kept = read_excel(make_xls(), "a.xls", DEFAULT_LIMITS)
    assert kept.text.strip().split("\n") == [
        "施策名\t事業名\t予算額\t開始日\t備考",
        "1 参加\t広報事業\t1,200千円\t2024/4/1\tTRUE",
        "1 参加\t相談 事業(再掲)\t3,600千円\t2024/4/3\tTRUE",
    ]
    assert "'施策'!A2:A4" in {place.fragment for place in kept.places}
    assert sorted(notice.code for notice in kept.notices) == ["hidden-cells", "hidden-sheet"]


def test_an_xls_cut_or_changed_anywhere_is_read_or_refused_and_nothing_else() -> None:
    whole = make_xls()
    ends = {"read": 0, "refused": 0}
    for at in range(0, len(whole), 29):
        data = bytearray(whole)
        data[at] ^= 0x55
        for tried in (bytes(data), whole[:at]):
            try:
                read_excel(tried, "a.xls", DEFAULT_LIMITS)
                ends["read"] += 1
            except SourceError:
                ends["refused"] += 1
    assert min(ends.values()) > 0


def make_ods(tables: str, styles: str = "", manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", ODS)
        made.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        if manifest:
            made.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def cell(words: str, given: str = "") -> str:
    return f"<table:table-cell {given}><text:p>{words}</text:p></table:table-cell>"


def row(*cells: str, given: str = "") -> str:
    return f"<table:table-row {given}>{''.join(cells)}</table:table-row>"


def test_an_ods_shows_what_its_cells_show() -> None:
    ruby = (
        "<text:ruby><text:ruby-base>運用</text:ruby-base>"
        "<text:ruby-text>うんよう</text:ruby-text></text:ruby>"
    )
    table = "".join(
        (
            row(cell("施策名"), cell("事業名"), cell("内部"), cell("予算額")),
            row(
                cell("参加", 'table:number-rows-spanned="2"'),
                cell(ruby),
                cell("秘"),
                cell("1,200", 'office:value-type="float" office:value="1200"'),
            ),
            row(
                "<table:covered-table-cell/>",
                "<table:table-cell><text:p>相談<text:s/>窓口</text:p><text:p>事業</text:p>"
                "<office:annotation><text:p>注</text:p></office:annotation></table:table-cell>",
                cell("秘"),
                cell("#REF!", 'table:formula="of:=x" office:value-type="string"'),
            ),
            row(cell("秘"), given='table:visibility="collapse"'),
            row("<table:table-cell/>", given='table:number-rows-repeated="1048000"'),
        )
    )
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    styles = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    hidden = f'<table:table table:name="裏" table:style-name="h">{row(cell("秘"))}</table:table>'
    data = make_ods(f'<table:table table:name="表">{columns}{table}</table:table>{hidden}', styles)
    kept = read_excel(data, "a.ods", DEFAULT_LIMITS)
    assert kept.text.strip("\n").split("\n") == [
        "施策名\t事業名\t予算額",
        "参加\t運用\t1,200",
        "参加\t相談 窓口 事業\t",
    ]
    assert "'表'!A2:A3" in {place.fragment for place in kept.places}
    assert sorted(notice.code for notice in kept.notices) == [
        "error-values",
        "hidden-cells",
        "hidden-sheet",
    ]


def test_an_ods_that_repeats_words_beyond_the_limits_is_refused() -> None:
    many = row(
        cell("a", 'table:number-columns-repeated="16384"'),
        given='table:number-rows-repeated="1048576"',
    )
    with pytest.raises(SourceError, match="大きすぎ"):
        read_excel(
            make_ods(f'<table:table table:name="a">{many}</table:table>'), "a", DEFAULT_LIMITS
        )


def test_an_encrypted_ods_is_said_to_be_encrypted() -> None:
    entry = "<m:file-entry><m:encryption-data/></m:file-entry>"
    manifest = f"<m:manifest xmlns:m='urn:x'>{entry}</m:manifest>"
    with pytest.raises(SourceError, match="パスワード"):
        read_excel(make_ods("", manifest=manifest), "a.ods", DEFAULT_LIMITS)
