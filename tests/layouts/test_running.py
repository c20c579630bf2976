"""What running text and small tables give beside headings and rows: each form alone."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText
from kg.layouts.layout import parse_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction, Ignored

LAYOUT = """
bullets = ["・"]

[[node]]
level = "章"
pattern = "第{number}章 {title}"

[[node]]
level = "節"
lone = true

[[item]]
mark = "○"
makes = "listing"
"""


def read(text: str, layout: str = LAYOUT) -> Extraction:
    return recognise(SourceText(text, ""), parse_layout(layout, "test"))


def test_a_row_of_years_above_numbers_is_a_series_with_its_caption_for_an_indicator() -> None:
    text = "第1章 実績\n\n相談件数（単位：件）\n令和3年度\t令和4年度\n1,204\t1,310\n"
    assert [
        (r.indicator, r.unit, r.value, r.period and r.period.year) for r in read(text).series
    ] == [
        ("相談件数", "件", "1204", 2021),
        ("相談件数", "件", "1310", 2022),
    ]


def test_a_column_of_years_beside_numbers_is_a_series_a_column() -> None:
    text = "第1章 実績\n\n"
    text += "年度\t参加者数\t予算（千円）\n令和3年度\t120\t500\n令和4年度\t98\t620\n"
    assert [(r.indicator, r.unit, r.value) for r in read(text).series] == [
        ("参加者数", "人", "120"),
        ("予算", "円", "500000"),
        ("参加者数", "人", "98"),
        ("予算", "円", "620000"),
    ]


def test_wards_before_a_row_of_numbers_are_its_place() -> None:
    text = "第1章 実績\n\n教室の数（単位：教室）\n"
    text += "区\t令和3年度\t令和4年度\n東区\t12\t13\n西区\t9\t10\n"
    assert [(r.indicator, r.ward, r.value) for r in read(text).series] == [
        ("教室の数", "東区", "12"),
        ("教室の数", "東区", "13"),
        ("教室の数", "西区", "9"),
        ("教室の数", "西区", "10"),
    ]


def test_a_table_of_indicators_gives_its_figures_money_in_yen() -> None:
    text = (
        "第1章 目標\n\n指標\t現状値（R4）\t目標値（R9）\n"
        "市民一人当たりの寄附額\t2千円\t3千円\n団体の数（団体）\t40\t55\n方針\t未定\t決定\n"
    )
    found = [(r.indicator, r.unit, r.value, r.period and r.period.year) for r in read(text).series]
    assert found == [
        ("市民一人当たりの寄附額（現状値）", "円", "2000", 2022),
        ("市民一人当たりの寄附額（目標値）", "円", "3000", 2027),
        ("団体の数（団体）（現状値）", "団体", "40", 2022),
        ("団体の数（団体）（目標値）", "団体", "55", 2027),
    ]


def test_the_present_state_beside_an_indicator_is_a_figure() -> None:
    text = "第1章 目標\n\n指標名\t現状（R5）\t目標（R10）\n会員数\t1,820人\t2,400人\n"
    assert [(r.indicator, r.value, r.period and r.period.year) for r in read(text).series] == [
        ("会員数（現状）", "1820", 2023),
        ("会員数（目標）", "2400", 2028),
    ]


def test_a_column_of_measures_groups_the_rows_beside_and_below_it() -> None:
    text = (
        "第1章 まち\n\n施策名\t事業名\t事業概要\n１ 緑を守る\t公園事業\t直します。\n"
        "\t並木事業\t植えます。\n２ 水を守る\t川事業\t清めます。\n"
    )
    extraction = read(text)
    assert [(n.level, n.notation, n.label.text) for n in extraction.nodes] == [
        ("章", "1", "まち"),
        ("施策名", "１", "緑を守る"),
        ("施策名", "２", "水を守る"),
    ]
    assert [(row.name, row.node) for row in extraction.listings] == [
        ("公園事業", ("1", "1")),
        ("並木事業", ("1", "1")),
        ("川事業", ("1", "2")),
    ]


def test_columns_without_a_property_keep_their_header_and_text() -> None:
    text = "第1章 まち\n\n"
    text += "事業名\t事業概要\t対象者\t予算額（千円）\n公園事業\t直します。\t市民\t1,500\n"
    (row,) = read(text).listings
    assert [(note.role, note.header, note.value.text) for note in row.notes] == [
        ("target_group", "対象者", "市民"),
        ("budget", "予算額（千円）", "1,500"),
    ]


@pytest.mark.parametrize("number", ["- 2 -", "2", "P.2"])
def test_a_line_printed_again_beside_a_page_number_is_a_running_head(number: str) -> None:
    text = (
        f"実績報告書\n\n第1章 まち\n\n文です。\n\n{number}\n\n実績報告書\n\n第2章 人\n\n文です。\n"
    )
    kinds = [u.kind for u in read(text).usages if u.kind == Ignored.RUNNING_HEAD.value]
    assert len(kinds) == 1
    assert [node.label.text for node in read(text).nodes] == ["まち", "人"]


def test_a_case_takes_the_bullets_below_it_and_leaves_its_date_out_of_its_name() -> None:
    text = "第1章 まち\n\n○見守り協議会（令和元年5月設置）\n\n・毎月集まる。\n・記録を残す。\n"
    (case,) = read(text).listings
    assert (case.label, case.printed_name) == ("見守り協議会", "見守り協議会（令和元年5月設置）")
    assert [value.text for value in case.descriptions] == ["毎月集まる。", "記録を残す。"]


def test_terms_of_a_glossary_are_sections_of_their_own() -> None:
    text = "第1章 まち\n\n文です。\n\n用語の解説\n\n"
    text += "共助\n\n助け合うことです。\n\n公助\n\n市が助けます。\n"
    extraction = read(text, LAYOUT.replace('[[node]]\nlevel = "節"\nlone = true\n', ""))
    labels = [section.label and section.label.text for section in extraction.sections]
    assert labels == ["用語の解説", "共助", "公助"]


def test_what_stands_before_the_first_heading_is_title_and_foreword() -> None:
    extraction = read("まちの計画\n\nこの計画は皆でつくりました。\n\n第1章 まち\n\n文です。\n")
    assert [u.what for u in extraction.usages][:2] == ["title", "text"]
    (foreword,) = extraction.sections
    assert foreword.label is None
    assert [value.text for value in foreword.paragraphs] == ["この計画は皆でつくりました。"]


def test_a_circled_number_is_no_plain_one_where_the_layout_tells_them_apart() -> None:
    layout = '[[node]]\nlevel = "大"\npattern = "{number}{blank}{title}"\n\n'
    layout += '[[node]]\nlevel = "小"\npattern = "{circled}{blank}{title}"\n'
    extraction = read("1 緑\n\n文です。\n\n① 公園\n\n文です。\n\n2 水\n\n文です。\n", layout)
    assert [(n.level, n.path) for n in extraction.nodes] == [
        ("大", ("1",)),
        ("小", ("1", "1")),
        ("大", ("2",)),
    ]


def test_an_article_that_a_heading_names_has_its_intents_and_relations() -> None:
    layout = '[[node]]\nlevel = "条"\npattern = "{article}({title})"\n'
    text = "第5条（情報）\n\n趣旨\n\n知らせる。\n\n"
    text += "（第7条と相互に関係）\n\n第7条（参加）\n\n文です。\n"
    extraction = read(text, layout)
    assert [(n.notation, n.label.text, n.articles) for n in extraction.nodes] == [
        ("5", "情報", ("5",)),
        ("7", "参加", ("7",)),
    ]
    five = next(article for article in extraction.articles if article.number == "5")
    assert [value.text for value in five.intents] == ["知らせる。"]
    assert [number for number, _ in five.related] == ["7"]


def test_a_mark_means_what_its_column_says() -> None:
    layout = (
        'outline = true\n\n[[node]]\nlevel = "取組"\ncell = "取組<{number}>{blank}{title}"\n\n'
        '[[item]]\nmark = "○"\nmakes = "node"\nlevel = "項目"\n\n'
        '[[item]]\nmark = "○"\nmakes = "opinion"\ncolumn = "意見"\n'
    )
    text = "取組\t状況\t主な意見\n取組1 講座\t開いた。 ○夜の講座\t○夜は来やすい。\n"
    extraction = read(text, layout)
    assert [node.label.text for node in extraction.nodes] == ["講座", "夜の講座"]
    assert [opinion.text for opinion in extraction.opinions] == ["夜は来やすい。"]
