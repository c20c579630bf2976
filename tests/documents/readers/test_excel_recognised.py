"""What a workbook or CSV file gives is understood by the layouts as a printed plan is."""

from __future__ import annotations

import csv
import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kg.documents.kept import KeptText
from kg.documents.place import find_places
from kg.documents.readers.delimited import read_delimited
from kg.documents.readers.excel import read_excel
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.source import SourceText
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

PLAIN = parse_layout("", "vocabulary")
ROWS: tuple[tuple[str | float | None, ...], ...] = (
    (
        *("1 参加の推進", "地域づくり推進事業", "地域の課題を\n市民と解決します。"),
        *("検討", "実施", "検証", 0.1, 0.25, "市民局", "協働推進課"),
    ),
    (
        *(None, "広報紙発行事業(再掲)", "広報紙を発行します。"),
        *("毎月発行", None, None, 1200, 1500, None, "広報課"),
    ),
    (
        *(None, "相談事業", "市民相談を行います。"),
        *("・窓口の開設\n・周知", "継続", None, None, None, "総務局", "市民相談課\n区政課"),
    ),
    (
        *("2 情報の共有", "広報紙発行事業", "広報紙を発行します。"),
        *("発行", None, "拡充", None, None, "総務局", "広報課"),
    ),
)


def fill_measures(sheet: Worksheet) -> None:
    """A list of measures with a header of three rows, as offices draw them."""
    sheet["A1"] = "令和6年度 施策一覧"
    sheet["J2"] = "(単位:千円)"
    head = {
        "A3": "施策名", "B3": "事業名", "C3": "事業概要", "D3": "計画期間の取組", "D4": "年次計画",
        "D5": "令和6年度", "E5": "令和7年度", "F5": "令和8年度", "G3": "成果指標", "G4": "現状値",
        "H4": "目標値", "I3": "担当", "I5": "局", "J5": "課",
    }  # fmt: skip
    for cell, title in head.items():
        sheet[cell] = title
    for row, words in enumerate(ROWS, start=6):
        for column, word in enumerate(words, start=1):
            sheet.cell(row, column, word)
    sheet["G6"].number_format = sheet["H6"].number_format = "0%"
    sheet["G7"].number_format = sheet["H7"].number_format = '#,##0"部"'
    for cells in (
        "A1:J1", "A3:A5", "B3:B5", "C3:C5", "D3:F3", "D4:F4", "G3:H3", "G4:G5", "H4:H5", "I3:J4",
        "A6:A8", "I6:I7", "D7:F7",
    ):  # fmt: skip
        sheet.merge_cells(cells)


def read_measures() -> KeptText:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    sheet.title = "施策 一覧"
    fill_measures(sheet)
    out = io.BytesIO()
    book.save(out)
    return read_excel(out.getvalue(), "計画.xlsx", DEFAULT_LIMITS)


def make_source(kept: KeptText) -> SourceText:
    return SourceText(kept.text, "0" * 64, kept.sha256, kept.reader, kept.places)


def check_measures(extraction: Extraction) -> None:
    listings = extraction.listings
    assert [
        (listing.name, listing.reappearance is not None and listing.reappearance)
        for listing in listings
    ] == [
        ("地域づくり推進事業", False),
        ("広報紙発行事業", True),
        ("相談事業", False),
        ("広報紙発行事業", False),
    ]
    assert [[body.name for body in listing.bodies] for listing in listings] == [
        ["市民局", "協働推進課"],
        ["市民局", "広報課"],
        ["総務局", "市民相談課", "区政課"],
        ["総務局", "広報課"],
    ]
    assert [
        [(cell.period.year, cell.milestones, cell.continues is not None) for cell in listing.cells]
        for listing in listings
    ] == [
        [(2024, ("検討",), False), (2025, ("実施",), False), (2026, ("検証",), False)],
        [(2024, ("毎月発行",), False), (2025, ("毎月発行",), False), (2026, ("毎月発行",), False)],
        [(2024, ("・窓口の開設", "・周知"), False), (2025, ("継続",), False)],
        [(2024, ("発行",), False), (2025, (), True), (2026, ("拡充",), False)],
    ]
    assert [
        [(note.role, note.value.text) for note in listing.notes] for listing in listings[:2]
    ] == [
        [("actual", "10%"), ("target", "25%")],
        [("actual", "1,200部"), ("target", "1,500部")],
    ]
    assert listings[0].descriptions[0].text == "地域の課題を市民と解決します。"
    assert [node.label.text for node in extraction.nodes if node.label] == [
        "参加の推進",
        "情報の共有",
    ]
    assert [listing.node for listing in listings] == [("1",), ("1",), ("1",), ("2",)]


def test_a_list_of_measures_is_read_with_rows_reappearances_bodies_and_years() -> None:
    check_measures(recognise(make_source(read_measures()), PLAIN))


def test_a_list_of_measures_is_read_the_same_with_the_layout_proposed_from_it() -> None:
    source = make_source(read_measures())
    check_measures(recognise(source, find_layout(source)))


def test_a_fact_points_at_sheet_and_cells() -> None:
    source = make_source(read_measures())
    listing = recognise(source, PLAIN).listings[1]
    (name,) = listing.name_spans
    assert [place.fragment for place in find_places(source.places, name)] == ["'施策 一覧'!B7"]
    body = listing.bodies[0].span
    assert [place.fragment for place in find_places(source.places, body)] == ["'施策 一覧'!I6:I7"]


def test_sheets_and_banners_group_their_rows() -> None:
    book = openpyxl.Workbook()
    for number, title in enumerate(("基本目標1 参加", "基本目標2 協働"), start=1):
        sheet = book.create_sheet(title)
        sheet.append(("事業名", "事業概要", "担当課"))
        for part in (1, 2):
            sheet.append((f"({part}) 方向{number}{part}の推進",))
            sheet.merge_cells(
                start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3
            )
            sheet.append((f"事業{number}{part}の一", "説明します。", "市民課"))
            sheet.append((f"事業{number}{part}の二", "説明します。", "区政課"))
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    source = make_source(read_excel(out.getvalue(), "計画.xlsx", DEFAULT_LIMITS))
    extraction = recognise(source, find_layout(source))
    assert [listing.name for listing in extraction.listings][:3] == [
        "事業11の一",
        "事業11の二",
        "事業12の一",
    ]
    assert len({listing.node for listing in extraction.listings}) == 4
    assert all(listing.node for listing in extraction.listings)
    assert {"参加", "方向11の推進"} <= {node.label.text for node in extraction.nodes if node.label}


def test_a_csv_with_a_header_of_two_rows_is_read_with_its_years() -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        (
            ("令和6年度 事業一覧", "", "", "", "", ""),
            ("事業名", "事業概要", "予算額", "", "担当局", "担当課"),
            ("", "", "令和6年度", "令和7年度", "", ""),
            ("広報事業(再掲)", "広報紙を\n発行します。", "1,200", "1,300", "市民局", "広報課"),
            ("相談事業", "相談を行います。", "500", "", "市民局", "相談課"),
        )
    )
    source = make_source(read_delimited(out.getvalue().encode("cp932"), "a.csv", DEFAULT_LIMITS))
    first, second = recognise(source, PLAIN).listings
    assert (first.name, first.reappearance, second.name) == ("広報事業", True, "相談事業")
    assert [body.name for body in first.bodies] == ["市民局", "広報課"]
    assert [
        (note.role, note.period and note.period.year, note.value.text) for note in first.notes
    ] == [
        ("budget", 2024, "1,200"),
        ("budget", 2025, "1,300"),
    ]
    assert first.cells == ()


def find_layout(source: SourceText) -> Layout:
    return propose_layout(source).layout
