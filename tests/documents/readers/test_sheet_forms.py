"""A sheet that is the form of one project gives that project's row."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from kg.documents.source import SourceText
from kg.layouts.layout import parse_layout
from kg.layouts.recogniser import recognise
from tests.documents.readers.books import fill_rows, find_fragments, read, read_lines


def fill_form(sheet: Worksheet) -> None:
    fill_rows(
        ("事務事業評価シート", None, None, None, None),
        ("事業名", "地域づくり推進事業", None, "担当課", "協働推進課"),
        ("基本施策", "1 参加", None, "区分", "新規"),
        ("事業概要", "地域の課題を\n市民と解決します。", None, None, None),
        (None, "令和6年度", "令和7年度", "令和8年度", None),
        ("取組", "検討", "実施", None, None),
        ("予算額", 100, 200, 300, None),
        ("評価の理由", None, None, None, None),
        ("計画どおり進みました。", None, None, None, None),
    )(sheet)
    for cells in ("A1:E1", "B2:C2", "B3:C3", "B4:E4"):
        sheet.merge_cells(cells)


def test_labels_beside_their_values_become_a_header_and_a_row() -> None:
    lines = read_lines(fill_form)
    assert lines[:4] == [
        "事務事業評価シート",
        "",
        "事業名\t担当課\t基本施策\t区分\t事業概要\t取組(令和6年度)\t取組(令和7年度)"
        "\t予算額(令和6年度)\t予算額(令和7年度)\t予算額(令和8年度)",
        "地域づくり推進事業\t協働推進課\t1 参加\t新規\t地域の課題を市民と解決します。"
        "\t検討\t実施\t100\t200\t300",
    ]
    assert lines[4:] == ["", "評価の理由", "計画どおり進みました。"]


def test_the_project_of_a_form_is_read_with_all_that_the_form_says() -> None:
    kept = read(fill_form)
    source = SourceText(kept.text, "0" * 64, kept.sha256, kept.reader, kept.places)
    (listing,) = recognise(source, parse_layout("", "vocabulary")).listings
    assert listing.name == "地域づくり推進事業"
    assert [body.name for body in listing.bodies] == ["協働推進課"]
    assert [(cell.period.year, cell.milestones) for cell in listing.cells] == [
        (2024, ("検討",)),
        (2025, ("実施",)),
    ]
    assert [(note.role, note.period and note.period.year) for note in listing.notes] == [
        ("budget", 2024),
        ("budget", 2025),
        ("budget", 2026),
    ]
    assert find_fragments(kept, "地域づくり推進事業") == ["'施策 一覧'!B2:C2"]


def test_a_table_whose_first_column_repeats_words_of_columns_is_no_form() -> None:
    rows = (("事業名", "担当課"), ("新規", "広報課"), ("拡充", "市民課"), ("対象", "区政課"))
    assert read_lines(fill_rows(*rows)) == ["\t".join(row) for row in rows]


def test_a_list_of_two_columns_is_no_form() -> None:
    rows = (("事業名", "場所"), ("広報事業", "本庁"), ("相談事業", "支所"), ("会議", "本庁"))
    assert read_lines(fill_rows(*rows)) == ["\t".join(row) for row in rows]
