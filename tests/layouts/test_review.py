"""Review sheets of small tables: columns by their words, sheets by code, and what is reported."""

from __future__ import annotations

import pytest

from kg.documents.source import parse_source
from kg.errors import LayoutError
from kg.layouts.layout import get_layout, parse_layout
from kg.layouts.ledger import measure_coverage
from kg.layouts.recogniser import recognise
from kg.layouts.review_plans import read_plans
from kg.layouts.review_records import ReviewExtraction, SheetRecord

HEAD = "予算事業ID\t事業名\t事業年度"


def read(*lines: str) -> ReviewExtraction:
    source = parse_source("\n".join(lines).encode(), "sheet.csv.txt")
    found = recognise(source, get_layout("review-sheets"))
    assert isinstance(found, ReviewExtraction)
    done, total = measure_coverage(source, found.usages)
    reported = {finding.code for finding in found.findings}
    assert done == total or reported & {"unplaced", "row-without-code", "header-not-found"}
    return found


def read_one(head: str, *cells: str) -> SheetRecord:
    (sheet,) = read(f"{HEAD}\t{head}", *(f"17\t河川事業\t2024\t{row}" for row in cells)).sheets
    return sheet


def test_columns_are_found_by_their_words_in_any_order() -> None:
    (sheet,) = read("事業の概要\t事業名\t予算事業ID", "川を直す。\t河川事業\t17").sheets
    assert sheet.code.text == "17"
    assert sheet.listing.name == "河川事業"
    assert [value.text for value in sheet.listing.descriptions] == ["川を直す。"]


def test_rows_of_one_code_are_one_sheet_and_repeated_words_are_said_once() -> None:
    found = read(
        f"{HEAD}\t主要経費\t事業の概要",
        "17\t河川事業\t2024\t甲費\t川を直す。",
        "18\t河川事業\t2024\t甲費\t別の川。",
        "17\t河川事業\t2024\t乙費\t川を直す。",
    )
    assert [sheet.code.text for sheet in found.sheets] == ["17", "18"]
    first = found.sheets[0].listing
    assert [note.value.text for note in first.notes] == ["甲費", "乙費"]
    assert len(first.descriptions) == 1
    assert len(first.spans) == 2


def test_a_column_that_the_layout_does_not_know_is_reported_and_kept_as_a_note() -> None:
    found = read(f"{HEAD}\t効果額", "17\t河川事業\t2024\t百万円")
    assert [finding.code for finding in found.findings] == ["column-not-understood"]
    (note,) = found.sheets[0].listing.notes
    assert (note.header, note.value.text) == ("効果額", "百万円")


def test_a_row_without_a_code_is_reported_and_read_into_nothing() -> None:
    found = read(HEAD, "\t河川事業\t2024", "18\t港湾事業\t2024")
    assert [(one.code, one.line) for one in found.findings] == [("row-without-code", 2)]
    assert [sheet.code.text for sheet in found.sheets] == ["18"]


def test_a_table_without_the_needed_columns_is_reported() -> None:
    found = read("番号\t名前", "17\t河川事業")
    assert "header-not-found" in {finding.code for finding in found.findings}
    assert found.sheets == ()


def test_a_header_that_stands_again_is_a_header_again() -> None:
    found = read(HEAD, "17\t河川事業\t2024", HEAD, "18\t港湾事業\t2024")
    assert len(found.sheets) == 2
    assert found.findings == ()


def test_names_that_differ_under_one_code_are_reported() -> None:
    found = read(HEAD, "17\t河川事業\t2024", "17\t港湾事業\t2024")
    assert [(one.code, one.line) for one in found.findings] == [("names-differ", 3)]


def test_years_that_are_none_or_differ_are_reported() -> None:
    found = read(f"{HEAD}\t事業開始年度", "17\t河川事業\t2024\t不詳", "18\t港湾事業\t2024\t1999")
    assert [finding.code for finding in found.findings] == ["year-not-understood"]
    assert [sheet.begin and sheet.begin.year for sheet in found.sheets] == [None, 1999]
    assert [sheet.year and sheet.year.year for sheet in found.sheets] == [2024, 2024]


def test_a_ministry_that_stands_in_two_columns_is_one_body() -> None:
    sheet = read_one("所管府省庁\t府省庁\t局・庁\t課", "甲省\t乙庁\t乙庁\t丙課")
    (one,) = sheet.organisations
    assert [(body.name, body.kind, body.above) for body in one.chain] == [
        ("甲省", "ministry", ()),
        ("乙庁", "ministry", ()),
        ("丙課", "department", ("乙庁",)),
    ]


def test_a_body_whose_ministry_is_not_given_is_reported() -> None:
    found = read(f"{HEAD}\t府省庁\t課", "17\t河川事業\t2024\t\t丙課")
    assert [finding.code for finding in found.findings] == ["body-without-ministry"]
    assert found.sheets[0].organisations == ()


def test_yes_and_no_are_notes_of_what_they_choose() -> None:
    sheet = read_one("実施方法ー補助\t実施方法ー負担\t終了予定なし", "1\t\tTRUE")
    assert [(n.header, n.value.text) for n in sheet.listing.notes] == [
        ("実施方法", "補助"),
        ("終了予定なし", "TRUE"),
    ]
    assert read_one("終了予定なし", "FALSE").listing.notes == ()


def test_policies_of_one_name_under_two_ministries_are_two_nodes() -> None:
    found = read(
        f"{HEAD}\t政策所管府省庁_P\t政策\t施策",
        "17\t河川事業\t2024\t甲省\tⅠ 国土\t１ 治水",
        "18\t港湾事業\t2024\t乙省\tⅠ 国土\t１ 治水",
        "19\t道路事業\t2024\t乙省\t乙省 いずれの施策にも関連しないもの\tなし",
    )
    assert [(n.level, n.notation, n.label.text) for n in found.nodes] == [
        ("政策", "Ⅰ", "国土"),
        ("施策", "１", "治水"),
        ("政策", "Ⅰ", "国土"),
        ("施策", "１", "治水"),
    ]
    assert len({node.path for node in found.nodes}) == 4
    assert found.sheets[2].listing.node is None
    assert [note.header for note in found.sheets[2].listing.notes] == ["政策"]


def test_a_law_without_an_id_is_the_one_that_another_row_calls_so() -> None:
    head = f"{HEAD}\t法令名\t法令番号\t法令ID\t条\t項\t号・号の細分"
    found = read(
        head,
        "17\t河川事業\t2024\t河川法\t昭和三十九年法律第百六十七号\t339AC0000000167\t第九条\t1\t二",
        "18\t港湾事業\t2024\t河川法第１０条及び港湾法第３条\t\t\t\t\t",
    )
    first, second = found.sheets
    assert [law.law for law in first.laws] == ["339AC0000000167"]
    assert [(law.name.text, law.law) for law in second.laws] == [
        ("河川法", "339AC0000000167"),
        ("港湾法", None),
    ]
    assert [(one.code, one.line) for one in found.findings] == [("law-without-id", 3)]


def test_a_number_that_does_not_fit_the_id_is_reported_and_not_used() -> None:
    head = f"{HEAD}\t法令名\t法令番号\t法令ID"
    found = read(
        head,
        "17\t河川事業\t2024\t河川法\t昭和三十九年法律第百六十七号\t339AC0000000167",
        "18\t港湾事業\t2024\t河川法\t昭和三十九年法律第百六十号\t339AC0000000167",
    )
    assert [(one.code, one.line) for one in found.findings] == [("law-number-differs", 3)]
    assert found.sheets[1].laws[0].number is None


def test_relations_follow_the_layouts_words_and_unknown_ones_are_reported() -> None:
    head = f"{HEAD}\t関連事業の事業ID\t関連事業の事業名\t関連性"
    found = read(
        head,
        "17\t河川事業\t2024\t18\t港湾事業\t統合元",
        "17\t河川事業\t2024\t19\t道路事業\t親事業",
        "17\t河川事業\t2024\t20\t空港事業\t姉妹",
        "17\t河川事業\t2024\t\t鉄道事業\t統合先",
    )
    relations = found.sheets[0].relations
    assert [(one.kind, one.code) for one in relations] == [
        ("source", "18"),
        ("parent", "19"),
        ("related", "20"),
    ]
    assert [(one.code, one.line) for one in found.findings] == [
        ("relation-not-understood", 4),
        ("relation-without-code", 5),
    ]


def test_former_names_stand_in_names_and_remarks() -> None:
    found = read(
        f"{HEAD}\t旧事業番号\t備考",
        "17\t河川事業（旧：治水事業）\t2024\t2023-甲-1、2023-甲-2\t旧事業名：水害事業（令和５年度まで）",
        "18\t港湾事業\t2024\t--\t（海岸事業から名称変更）",
    )
    first, second = found.sheets
    assert first.listing.name == "河川事業"
    assert first.listing.printed_name == "河川事業（旧：治水事業）"
    assert [(one.name.text, one.until) for one in first.former] == [
        ("治水事業", None),
        ("2023-甲-1", None),
        ("2023-甲-2", None),
        ("水害事業", 2023),
    ]
    assert [one.name.text for one in second.former] == ["海岸事業"]


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("・治水計画（令和３年10月22日閣議決定）", [("治水計画", "plan", "2021-10-22")]),
        ("「治水計画2024改訂版」（令和６年６月）", [("治水計画2024改訂版", "plan", "2024-06")]),
        ("「治水方針（令和５年11月２日閣議決定）」", [("治水方針", "policy", "2023-11-02")]),
        ("治水方針(H27.3.20閣議決定)（H27年度～R1年度）", [("治水方針", "policy", "2015-03-20")]),
        (
            "治水計画（令和5年7月28日閣議決定、令和6年5月30日一部変更）",
            [("治水計画", "plan", "2023-07-28")],
        ),
        ("治水計画（第2次）", [("治水計画（第2次）", "plan", None)]),
        ("治水計画、海岸方針", [("治水計画", "plan", None), ("海岸方針", "policy", None)]),
        ("水と緑、川の現状", [("水と緑、川の現状", "other", None)]),
        (
            "「治水計画」（令和3年6月）、「海岸方針」（令和4年6月7日）",
            [("治水計画", "plan", "2021-06"), ("海岸方針", "policy", "2022-06-07")],
        ),
        ("「治水計画」（令和3年10月決定）第2章", [("治水計画", "plan", "2021-10")]),
        ("治水計画（案）（令和99年13月45日閣議決定）", [("治水計画（案）", "plan", None)]),
        ("なし", []),
        ("（令和5年6月追補）", []),
    ],
)
def test_plans_are_named_without_marks_and_dated_by_their_brackets(
    text: str, plans: list[tuple[str, str, str | None]]
) -> None:
    words = get_layout("review-sheets").review
    assert words is not None
    found = read_plans(text, words)
    assert [(text[p.span.start : p.span.end], p.kind, p.issued) for p in found] == plans


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "[review]"),
        ('[review.columns]\ncode = ["番号"]', "name"),
        ('[review.columns]\ncode = ["番号"]\nname = ["番号"]', "番号"),
        ('[review.columns]\ncode = ["番号"]\nname = ["名前"]\ncolour = ["色"]', "colour"),
        ('[review.columns]\ncode = ["番号"]\nname = ["名前"]\n[review.sums]', "sums"),
        (
            '[review.columns]\ncode = ["番号"]\nname = ["名前"]\n[review.former]\nnames = ["(旧"]',
            "regular expression",
        ),
    ],
)
def test_a_layout_that_cannot_be_meant_says_what_is_wrong(table: str, told: str) -> None:
    with pytest.raises(LayoutError, match=r"own\.toml") as caught:
        parse_layout(f'kind = "review-sheets"\n{table}', "own", "own.toml")
    assert told in str(caught.value)
