"""Each clue alone: small invented documents, and the levels, signs and habits proposed."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given

from kg.documents.source import SourceText, parse_source
from kg.layouts.layout import parse_layout
from kg.layouts.proposal.numbering import parse_numbered
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction
from tests.layouts.hostile import DOCUMENTS


def make_source(text: str) -> SourceText:
    return parse_source(text.encode(), "made.txt")


def propose(text: str) -> dict[str, Any]:
    """The proposed layout as its TOML says it."""
    return tomllib.loads(propose_layout(make_source(text)).toml)


def read(text: str) -> Extraction:
    source = make_source(text)
    return recognise(source, propose_layout(source).layout)


def find_levels(text: str) -> list[str]:
    return [node["level"] for node in propose(text).get("node", [])]


def find_tree(text: str) -> list[str]:
    """The nodes as indented lines: level, number and label."""
    return [
        f"{'  ' * (len(node.path) - 1)}{node.level} {node.notation or '-'} {node.label.text}"
        for node in read(text).nodes
    ]


def stretch(*headings: str) -> str:
    """Headings, each with a sentence of its own below it."""
    return "\n\n".join(
        f"{heading}\n\n{at}番目の説明です。" for at, heading in enumerate(headings, 1)
    )


TABLE = "事業名\t概要\t担当課\nまつり\t開きます。\t観光課"


# --- numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "pattern", "title"),
    [
        ("第5章 計画の推進", "第 <{number}>章{blank}{title}", "計画の推進"),
        ("第一節　総論", "第 <{number}>節{blank}{title}", "総論"),
        ("基本目標１ 学ぶまち", "基本目標 <{number}>{blank}{title}", "学ぶまち"),
        ("基本目標1学ぶまち", "基本目標 <{number}> {title}", "学ぶまち"),
        ("基本方針Ⅰ：楽しむ", "基本方針 <{roman}>: {title}", "楽しむ"),
        ("施策の方向（１） 防災", "施策の方向 <({number})>{blank}{title}", "防災"),
        ("施策1-2 防犯", "施策 <{number} - {number}>{blank}{title}", "防犯"),
        (
            "【基本施策 Ⅱ－１－（２）】みどり",
            "【基本施策 <{roman} - {number} - ({number})>】 {title}",
            "みどり",
        ),
        ("【施策３ 見守りの充実】", "【施策 <{number}>{blank}{title}】", "見守りの充実"),
        ("＜重点１　みち＞", "＜重点 <{number}>{blank}{title}＞", "みち"),
        ("取組1.職員の育成", "取組 <{number}>. {title}", "職員の育成"),
        ("Ⅲ 今後の方向", "<{roman}>{blank}{title}", "今後の方向"),
        ("1.1.1 訓練", "<{number}.{number}.{number}>{blank}{title}", "訓練"),
        ("1-1. 学校", "<{number} - {number}>.{blank}{title}", "学校"),
        ("(1) 大気", "<({number})>{blank}{title}", "大気"),
        ("1) 大気", "<{number}>){blank}{title}", "大気"),
        ("① 幹線", "<{circled}>{blank}{title}", "幹線"),
        ("ア 構成", "<{letter}>{blank}{title}", "構成"),
        ("❷担い手の育成 [施策番号12]", "{bullet} {title} [施策番号 <{number}>]", "担い手の育成"),
        ("協働の取組（第32条）", "{title}({article})", "協働の取組"),
        ("1 みどりを育てる P12", "<{number}>{blank}{title}", "みどりを育てる"),
        ("1 みどりを育てる ……… 12", "<{number}>{blank}{title}", "みどりを育てる"),
    ],
)
def test_a_numbered_heading_is_taken_apart_whatever_its_print(
    line: str, pattern: str, title: str
) -> None:
    numbered = parse_numbered(line)
    assert numbered is not None
    assert (numbered.template, numbered.title) == (pattern, title)


@pytest.mark.parametrize(
    "line",
    [
        "3年間で1,200床を増やします", "2011年度の取組", "第3期区民会議", "平成25年6月頃から",
        "4つの区役所像", "１人１日当たりの排出量", "三位一体の改革", "・12の自治会が参加",
        "- 89 -", "体操教室（その1）", "写真１ 公園のようす", "12",
    ],
)  # fmt: skip
def test_a_number_that_counts_or_dates_is_no_headings(line: str) -> None:
    assert parse_numbered(line) is None


def test_numbers_that_begin_anew_tell_what_stands_below_what() -> None:
    text = stretch(
        "1 守る", "(1) 水", "① 川", "② 海", "(2) 空", "2 活かす", "(1) ごみ", "① 分ける",
    )  # fmt: skip
    assert find_tree(text) == [
        "項目 1 守る",
        "  小項目 (1) 水",
        "    細目 ① 川",
        "    細目 ② 海",
        "  小項目 (2) 空",
        "項目 2 活かす",
        "  小項目 (1) ごみ",
        "    細目 ① 分ける",
    ]


def test_numbers_that_grow_longer_tell_it_too() -> None:
    text = stretch("1 守る", "1-1 水", "1-1-1 川", "1-2 空", "2 活かす", "2-1 ごみ")
    assert [line.count("  ") for line in find_tree(text)] == [0, 1, 2, 1, 0, 1]


def test_levels_are_called_by_the_words_before_their_numbers() -> None:
    text = stretch(
        "基本目標1 学ぶ", "施策(1) 読む", "施策(2) 書く", "基本目標2 遊ぶ", "施策(1) 走る"
    )
    assert find_levels(text) == ["基本目標", "施策"]


def test_a_number_that_runs_on_through_the_chapters_stands_below_them() -> None:
    text = stretch(
        "第1章 守る", "● 水 [施策番号1]", "● 空 [施策番号2]", "第2章 活かす", "● 土 [施策番号3]"
    )
    assert [node["level"] for node in propose(text)["node"]] == ["章", "施策"]
    assert [node.path for node in read(text).nodes][-1] == ("2", "3")


def test_a_title_may_stand_below_its_number() -> None:
    text = "基本政策Ⅰ\n\n守るまち\n\n説明です。\n\n基本政策Ⅱ\n\n育てるまち\n\n説明です。"
    assert propose(text)["node"][0]["title"] == "next"
    assert find_tree(text) == ["基本政策 Ⅰ 守るまち", "基本政策 Ⅱ 育てるまち"]


def test_a_lost_first_number_is_optional() -> None:
    text = stretch("Ⅱ - 1 守る", "- 2 育てる", "Ⅱ - 3 つなぐ")
    assert propose(text)["node"][0]["pattern"] == "<{roman?} - {number}>{blank}{title}"


def test_an_enumeration_inside_a_text_gives_no_headings() -> None:
    text = "次の点に取り組みます。\n(1) 共有\n(2) 参加\n(3) 協働\n"
    assert find_levels(text) == []


def test_a_pattern_that_would_take_other_lines_is_not_proposed() -> None:
    lines = [f"２０{at}年度版の資料" for at in range(10, 30)]
    text = stretch("１安全を守る", "２資源を活かす") + "\n\n" + "\n\n".join(lines)
    patterns = [node.get("pattern") for node in propose(text).get("node", [])]
    assert "<{number}> {title}" not in patterns


# --- words and places ------------------------------------------------------------------------


def test_a_contents_list_names_the_level_that_it_lists_and_gives_no_nodes() -> None:
    text = "政策の方向\n\n1 守る …… 5\n2 育てる …… 9\n\n" + stretch("1 守る", "2 育てる")
    assert find_tree(text) == ["政策の方向 1 守る", "政策の方向 2 育てる"]


def test_a_contents_heading_that_names_no_level_is_left_out() -> None:
    text = "目次\n\n第1章 守る …… 5\n第2章 育てる …… 9\n\n" + stretch("第1章 守る", "第2章 育てる")
    assert find_tree(text) == ["章 1 守る", "章 2 育てる"]


def test_a_line_above_a_label_is_a_heading() -> None:
    text = "\n\n".join(
        f"{title}\n\n現状と課題\n\n足りません。\n\n計画期間の取組\n\n増やします。\n\n主な事業\n\n{TABLE}"
        for title in ("保育の充実", "学びの支援")
    )
    assert propose(text)["node"] == [
        {"level": "施策課題", "before": ["issue", "approach", "description", "tables"]}
    ]
    assert [node.label.text for node in read(text).nodes] == ["保育の充実", "学びの支援"]


def test_a_label_that_comes_again_is_learnt() -> None:
    text = "\n\n".join(
        f"施策{at} {title}\n\n■めざす姿\n\nよいまちです。\n\n■課題\n\n足りません。"
        for at, title in enumerate(("守る", "育てる", "つなぐ"), 1)
    )
    assert propose(text)["parts"] == {"description": ["めざす姿"], "issue": ["課題"]}
    assert [[str(part.role) for part in node.parts] for node in read(text).nodes] == [
        ["dct:description", "mpo:issue"]
    ] * 3


def test_numbered_labels_are_labels_and_no_headings() -> None:
    text = "\n\n".join(
        f"施策{at} {title}\n\n１ 現況\n\n足りません。\n\n２ 今後の方針\n\n増やします。"
        for at, title in enumerate(("守る", "育てる", "つなぐ"), 1)
    )
    assert find_levels(text) == ["施策"]
    assert set(propose(text)["parts"]) == {"issue", "approach"}


def test_headings_by_their_number_of_marks() -> None:
    text = "\n\n".join(
        f"## {title}\n\n説明です。\n\n### {title}の支援\n\n支えます。" for title in ("福祉", "教育")
    )
    assert [node["heading"] for node in propose(text)["node"]] == [2, 3]
    assert [node.path for node in read(text).nodes] == [("1",), ("1", "1"), ("2",), ("2", "1")]


def test_marked_headings_beside_a_numbered_hierarchy_are_other_sections() -> None:
    text = (
        stretch("第1章 守る", "第2章 育てる") + "\n\n## この冊子の見方\n\n順序に意味はありません。"
    )
    assert find_levels(text) == ["章"]
    assert [section.label and section.label.text for section in read(text).sections] == [
        "この冊子の見方"
    ]


def test_headings_that_only_stand_alone() -> None:
    text = "報告書\n\n" + stretch("これまでの取組", "区における協働", "残された課題")
    assert propose(text)["node"] == [{"level": "項目", "lone": True}]


def test_a_lone_heading_right_above_another_is_an_upper_one() -> None:
    text = "報告書\n\n取組の状況\n\n" + stretch("窓口の設置", "指針の策定", "研修の実施")
    assert [node["lone"] for node in propose(text)["node"]] == ["upper", True]


def test_lists_of_one_shape_after_each_other_stand_side_by_side() -> None:
    text = (
        "めざすべき3つの将来像\n\n- 1 学ぶまち\n- 2 働くまち\n- 3 憩うまち\n\n"
        "表の見出し\t事例\n1 学ぶまち\t■講座 ■図書館\n2 働くまち\t■商談会\n3 憩うまち\t■公園\n\n"
        "推進のための方向性\n\n" + stretch("1 つなぐ", "2 ささえる")
    )
    nodes = propose(text)["node"]
    assert [(node["level"], node.get("under")) for node in nodes] == [
        ("将来像", None),
        ("方向性", ""),
    ]


# --- signs --------------------------------------------------------------------------------


def test_signs_before_sentences_are_ornaments() -> None:
    text = stretch("1 守る", "2 育てる") + "\n\n・川を守ります。\n・森を育てます。"
    assert propose(text)["bullets"] == ["・"]
    assert [part.value.text for part in read(text).nodes[-1].parts][1:] == [
        "川を守ります。",
        "森を育てます。",
    ]


def test_notes_below_a_table_are_no_paragraphs() -> None:
    table = "事業名\t概要\t担当課\nまつり\t開きます。\t観光課\n※課は今のものです。\n※予定です。"
    assert "bullets" not in propose(stretch("1 守る", "2 育てる") + "\n\n" + table)


def test_signs_before_short_lines_with_text_below_are_headings() -> None:
    text = stretch("1 経過", "○ 回覧の電子化", "○ 手続の簡素化", "2 課題", "○ 担い手の不足")
    assert find_tree(text)[1] == "  小項目 - 回覧の電子化"


def test_signs_below_a_heading_of_cases_are_cases() -> None:
    text = "\n\n".join(
        f"提言{at} {title}\n\n大切です。\n\n主な取組事例\n\n○ {title}の会\n○ {title}の輪"
        for at, title in enumerate(("公園", "空き家"), 1)
    )
    assert propose(text)["item"] == [{"mark": "○", "makes": "listing"}]
    assert [listing.name for listing in read(text).listings] == [
        "公園の会", "公園の輪", "空き家の会", "空き家の輪",
    ]  # fmt: skip


def test_signs_below_a_heading_of_opinions_are_opinions() -> None:
    text = "\n\n".join(
        f"提言{at} {title}\n\n大切です。\n\n委員の意見\n\n・ {title}を増やす。\n・ {title}は大切。"
        for at, title in enumerate(("公園", "空き家"), 1)
    )
    assert propose(text)["item"] == [{"mark": "・", "makes": "opinion"}]
    assert len(read(text).opinions) == 4


def test_a_sign_of_labels_is_no_sign_of_headings() -> None:
    text = "\n\n".join(
        f"■{title}\n\n■現状と課題\n\n足りません。\n\n■計画期間の取組\n\n増やします。"
        for title in ("保育", "教育")
    )
    assert [node.get("before") is not None for node in propose(text)["node"]] == [True]


def test_headings_whole_in_brackets() -> None:
    text = stretch("《安心プロジェクト》", "《元気プロジェクト》")
    assert propose(text)["node"][0]["pattern"] == "《{title}》"


def test_terms_explained_further_on_tell_their_sign() -> None:
    text = (
        stretch("第1章 守る")
        + "\n\n*里山を守り、「*雨庭」を増やす。\n\n里山\n\n山のこと。\n\n雨庭\n\n庭のこと。"
    )
    assert propose(text)["term_mark"] == "*"


def test_a_blank_after_a_particle_is_a_printed_lines_end() -> None:
    text = stretch("第1章 守る") + "\n\n参加の 取組を広げ、 市民に伝えます。"
    assert propose(text)["line_end_blanks"] is True
    assert "line_end_blanks" not in propose(stretch("第1章 守る") + "\n\n取組状況 広げました。")


def test_words_that_head_paragraphs() -> None:
    text = "\n\n".join(f"{at} 方向\n\nポイント 力を入れます。" for at in (1, 2, 3))
    assert propose(text)["leads"] == ["ポイント"]


# --- the proposal as a whole ----------------------------------------------------------------


def test_a_proposal_says_for_every_level_why_where_and_how_often() -> None:
    proposal = propose_layout(make_source(stretch("基本目標1 学ぶ", "基本目標2 遊ぶ")))
    (reason,) = [reason for reason in proposal.reasons if reason.kind == "level"]
    assert (reason.taken_for, reason.count, reason.line) == ("基本目標", 2, 1)
    assert reason.example == "基本目標1 学ぶ"
    assert reason.ja
    assert reason.en


def test_names_that_the_document_does_not_print_are_doubts() -> None:
    proposal = propose_layout(make_source(stretch("1 学ぶ", "2 遊ぶ")))
    assert any("項目" in doubt.ja and doubt.line == 1 for doubt in proposal.doubts)
    assert all(doubt.en for doubt in proposal.doubts)


def test_a_document_without_any_headings_says_so() -> None:
    proposal = propose_layout(make_source("何の見出しもない文章です。\n"))
    assert proposal.layout.nodes == ()
    assert any("[[node]]" in doubt.ja for doubt in proposal.doubts)


@given(DOCUMENTS)
def test_whatever_the_text_a_proposal_is_a_layout_under_which_it_can_be_read(text: str) -> None:
    source = make_source(text)
    proposal = propose_layout(source)
    assert propose_layout(source) == proposal
    again = parse_layout(proposal.toml, proposal.layout.name)
    assert recognise(source, again) == recognise(source, proposal.layout)
