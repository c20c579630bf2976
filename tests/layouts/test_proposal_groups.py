"""Columns a proposal tells apart by their cells: levels in runs, sentences, bodies in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.documents.receive import receive_file
from kg.documents.source import SourceText, parse_source
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

HEADER = "事業名\t内容\t担当課"
ROWS = (
    "産後ケア\t母子を支えます。\t健康課",
    "赤ちゃん訪問\t家庭を訪ねます。\t健康課",
    "夜の相談\t相談を受けます。\t福祉課",
    "雨の日ひろば\t遊び場を作ります。\t福祉課",
    "おはなし会\t読み聞かせをします。\t図書館",
    "朝の見守り\t通学路に立ちます。\t市民課",
)
GOALS = ("安心して産み育てる",) * 3 + ("地域で育つ",) * 3


def make_source(*rows: str) -> SourceText:
    return parse_source(("\n".join(rows) + "\n").encode(), "made.txt")


def add_column(header: str, cells: tuple[str, ...]) -> SourceText:
    """The table of projects behind one more column."""
    rows = (f"{cell}\t{row}" for cell, row in zip(cells, ROWS, strict=True))
    return make_source(f"{header}\t{HEADER}", *rows)


def find_roles(source: SourceText) -> dict[str, str]:
    reasons = propose_layout(source).reasons
    return {reason.what: reason.taken_for for reason in reasons if reason.kind == "column"}


def read(source: SourceText) -> Extraction:
    return recognise(source, propose_layout(source).layout)


def find_tree(extraction: Extraction) -> list[tuple[str, str]]:
    return [(node.level, node.label.text) for node in extraction.nodes]


@pytest.mark.parametrize(
    "header",
    [
        *("取り組みの柱", "施策の柱", "基本方針", "分野", "まちづくりの目標", "政策の方向性"),
        *("めざすまち", "重点テーマ（柱）"),
    ],
)
def test_a_column_of_runs_of_equal_titles_before_the_projects_is_a_level(header: str) -> None:
    source = add_column(header, GOALS)
    assert find_roles(source)[header] == "group"
    extraction = read(source)
    assert find_tree(extraction) == [(header, "安心して産み育てる"), (header, "地域で育つ")]
    assert [listing.node for listing in extraction.listings] == [("1",)] * 3 + [("2",)] * 3


def test_cells_merged_over_rows_are_a_level(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["取り組みの柱", *HEADER.split("\t")])
    for goal, row in zip(GOALS, ROWS, strict=True):
        sheet.append([goal, *row.split("\t")])
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("A5:A7")
    book.save(tmp_path / "plan.xlsx")
    source = receive_file(tmp_path / "plan.xlsx").source
    extraction = read(source)
    assert find_tree(extraction) == [(("取り組みの柱"), goal) for goal in dict.fromkeys(GOALS)]
    assert [listing.node for listing in extraction.listings] == [("1",)] * 3 + [("2",)] * 3
    assert not any("[[node]]" in doubt.ja for doubt in propose_layout(source).doubts)


def test_a_level_by_its_word_may_have_long_titles() -> None:
    long = "だれもが安心して子どもを産み、健やかに育てていくことができる環境をつくる"
    source = add_column("取り組みの柱", (long,) * 3 + ("地域で育つ",) * 3)
    assert find_roles(source)["取り組みの柱"] == "group"
    assert find_tree(read(source))[0] == ("取り組みの柱", long)


def test_levels_may_stand_side_by_side_and_before_projects_that_nobody_knows() -> None:
    measures = ("産前産後", "産前産後", "相談", "居場所", "居場所", "居場所")
    rows = (
        f"{goal}\t{measure}\t{row}"
        for goal, measure, row in zip(GOALS, measures, ROWS, strict=True)
    )
    source = make_source("取り組みの柱\t取り組みの方針\tメニュー\t内容\tだれが", *rows)
    assert find_roles(source) == {
        "取り組みの柱": "group",
        "取り組みの方針": "group",
        "メニュー": "name",
        "内容": "description",
        "だれが": "body",
    }
    assert [node.path for node in read(source).nodes] == [
        ("1",),
        ("1", "1"),
        ("1", "2"),
        ("2",),
        ("2", "1"),
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("かこみ", ("あおば", "みどり", "あおば", "みどり", "あおば", "みどり")),
        ("ひとこと", ("おなじ",) * 6),
        ("とし", ("3", "3", "3", "4", "4", "4")),
        ("しるし", ("○", "○", "○", "-", "-", "-")),
        ("うけもち", ("健康課",) * 3 + ("福祉課",) * 3),
        ("目標値", ("80人", "80人", "80人", "90人", "90人", "90人")),
        ("取り組みの柱", ("支える", "育てる", "支える", "育てる", "支える", "育てる")),
    ],
)
def test_cells_that_are_no_runs_of_titles_make_no_level(
    header: str, cells: tuple[str, ...]
) -> None:
    source = add_column(header, cells)
    assert find_roles(source)[header] != "group"
    assert read(source).nodes == ()


def test_runs_behind_the_projects_make_no_level() -> None:
    rows = (f"{row}\t{goal}" for row, goal in zip(ROWS, GOALS, strict=True))
    source = make_source(f"{HEADER}\t取り組みの柱", *rows)
    assert find_roles(source)["取り組みの柱"] != "group"


#: Each cell tells something, and names at its end who runs it.
TOLD = (
    "産後ケア\t泊まり、助言を受けられます。 【担当】健康づくり課",
    "赤ちゃん訪問\t全ての家庭を訪ねます。【担当】健康づくり課、こども家庭課",
    "夜の相談\t夜間も相談を受けます。【担当】こども家庭課・商工観光課",
    "おはなし会\t保育所に出かけます。【担当】図書館",
)


def test_sentences_that_end_in_bodies_are_a_description_and_name_them() -> None:
    rows = (f"{number}\t{row}" for number, row in enumerate(TOLD, start=1))
    source = make_source("No.\tメニュー\tおこなうこと", *rows)
    assert find_roles(source) == {
        "No.": "number",
        "メニュー": "name",
        "おこなうこと": "description",
    }
    listings = read(source).listings
    assert [[body.name for body in listing.bodies] for listing in listings] == [
        ["健康づくり課"],
        ["健康づくり課", "こども家庭課"],
        ["こども家庭課", "商工観光課"],
        ["図書館"],
    ]
    assert [listing.descriptions[0].text for listing in listings] == [
        row.split("\t")[1].partition("【")[0].strip() for row in TOLD
    ]


@pytest.mark.parametrize("header", ["担当", "担当の仕事", "役わり"])
def test_a_column_of_sentences_is_none_of_bodies_whatever_its_word(header: str) -> None:
    rows = (
        "産後ケア\t訪問は健康課。相談は福祉課",
        "夜の相談\t夜間は福祉課が受けます。昼間は市民課",
        "見守り\t通学路に立ちます。雨の日は市民課",
    )
    source = make_source(f"事業名\t{header}", *rows)
    assert find_roles(source)[header] == "description"
    assert [listing.bodies for listing in read(source).listings] == [(), (), ()]


def test_a_column_of_phrases_with_an_object_is_none_of_bodies() -> None:
    rows = ("産後ケア\t母子を支える課", "夜の相談\t相談を受ける課", "見守り\t子を見守る課")
    assert find_roles(make_source("事業名\tあらまし", *rows))["あらまし"] != "body"


def test_bodies_in_brackets_behind_most_descriptions_are_proposed_as_owners() -> None:
    rows = (
        "まつり\t開きます。【観光課】",
        "朝市\t立てます。【商工課】",
        "おはなし会\t読みます。【図書館】",
    )
    source = make_source("事業名\t内容", *rows)
    proposal = propose_layout(source)
    assert proposal.layout.owners
    (habit,) = [reason for reason in proposal.reasons if reason.kind == "habit"]
    assert (habit.taken_for, habit.count, habit.ja) == ("owners", 2, "説明の終わりの括弧にある担当")
    assert [(one.bodies[0].name, one.descriptions[0].text) for one in read(source).listings] == [
        ("観光課", "開きます。"),
        ("商工課", "立てます。"),
        ("図書館", "読みます。"),
    ]


def test_facilities_alone_behind_names_are_no_evidence_of_owners() -> None:
    rows = ("一時預かり【保育園】\t預かります。", "一時預かり【幼稚園】\t預かります。")
    assert not propose_layout(make_source("事業名\t内容", *rows)).layout.owners
