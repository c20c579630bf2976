"""What the tables of a document tell a proposal: columns by word and by cells, outlines."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kg.documents.source import SourceText, parse_source
from kg.layouts.proposal.proposal import Proposal, propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction, ListingRecord

HEADING = "基本施策1 守る\n\n守ります。\n\n"


def make_source(text: str) -> SourceText:
    return parse_source(text.encode(), "made.txt")


def propose(*rows: str) -> Proposal:
    return propose_layout(make_source(HEADING + "\n".join(rows) + "\n"))


def find_words(*rows: str) -> dict[str, Any]:
    """The words added to [columns], by role."""
    words = tomllib.loads(propose(*rows).toml).get("columns", {})
    assert isinstance(words, dict)
    return words


def find_roles(*rows: str) -> dict[str, str]:
    """The role of each header word."""
    reasons = propose(*rows).reasons
    return {reason.what: reason.taken_for for reason in reasons if reason.kind == "column"}


def read(*rows: str) -> Extraction:
    source = make_source(HEADING + "\n".join(rows) + "\n")
    return recognise(source, propose_layout(source).layout)


def read_rows(*rows: str) -> tuple[ListingRecord, ...]:
    return read(*rows).listings


@pytest.mark.parametrize(
    "word",
    ["事業名", "事務事業名", "取組名", "施策・事業", "推進施策及び実施事業", "取り組みの名称"],
)
def test_the_column_of_projects_is_known_by_its_word(word: str) -> None:
    rows = (f"{word}\t内容\t担当課", "まつり\t開きます。\t観光課", "市\t立てます。\t商工課")
    assert find_roles(*rows)[word] == "name"
    assert [listing.name for listing in read_rows(*rows)] == ["まつり", "市"]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("担当局", "body"), ("所管課", "body"), ("主管課等", "body"), ("実施主体", "body"),
        ("事業の概要・目的", "description"), ("新規・拡充・継続", "state"), ("根拠法令等", "law"),
        ("予算額（千円）", "budget"), ("成果指標", "indicator"), ("目標値（R9）", "target"),
        ("現状値（R5）", "actual"), ("No.", "number"), ("対象者", "target_group"),
    ],
)  # fmt: skip
def test_other_columns_are_known_by_their_words(word: str, role: str) -> None:
    assert find_roles(f"事業名\t{word}", "まつり\tあ", "市\tい")[word] == role


@pytest.mark.parametrize(
    ("word", "year", "open_ended"),
    [
        ("2024年度", 2024, False),
        ("令和6年度", 2024, False),
        ("R6", 2024, False),
        ("R8以降", 2026, True),
    ],
)
def test_years_are_read_in_either_reckoning(word: str, year: int, open_ended: bool) -> None:
    (listing,) = read_rows(f"事業名\t概要\t{word}", "まつり\t開きます。\t実施")
    (cell,) = listing.cells
    assert (cell.period.year, cell.period.open_ended) == (year, open_ended)


def test_a_column_of_projects_that_nobody_knows_is_known_by_its_cells() -> None:
    rows = (
        "アクション\tねらい\t担当課",
        "花壇の里親制度\t花を増やします。\t公園課",
        "朝の体操会\t体を動かします。\t健康課",
        "夜の見回り\tまちを守ります。\t市民課",
    )
    assert find_words(*rows)["name"] == ["アクション"]
    assert len(read_rows(*rows)) == 3


def test_a_column_of_bodies_is_known_by_their_endings() -> None:
    rows = ("事業名\t概要\tだれが", "まつり\t開きます。\t観光課・商工課", "市\t立てます。\t商工課")
    assert find_words(*rows)["body"] == ["だれが"]
    assert [body.name for body in read_rows(*rows)[0].bodies] == ["観光課", "商工課"]


def test_a_column_of_states_is_known_by_what_it_says() -> None:
    rows = ("事業名\t概要\t動き", "まつり\t開きます。\t新規", "市\t立てます。\t継続")
    assert find_words(*rows)["state"] == ["動き"]
    assert [str(mark) for mark in read_rows(*rows)[0].marks] == ["mpo:New"]


def test_a_column_before_the_projects_that_is_seldom_filled_groups_them() -> None:
    rows = (
        "分類\t事業名\t概要",
        "福祉\t配食\t届けます。",
        "\t見守り\t訪ねます。",
        "防災\t備蓄\t蓄えます。",
        "\t訓練\t行います。",
    )
    assert find_words(*rows)["group"] == ["分類"]
    extraction = read(*rows)
    assert [node.label.text for node in extraction.nodes] == ["守る", "福祉", "防災"]
    assert [listing.node for listing in extraction.listings] == [
        ("1", "1"), ("1", "1"), ("1", "2"), ("1", "2"),
    ]  # fmt: skip


def test_a_column_that_tells_in_sentences_is_no_column_of_bodies() -> None:
    rows = ("事業名\t概要／所管課", "まつり\t開きます。／観光課", "市\t立てます。／商工課")
    assert find_words(*rows) == {"description": ["概要／所管課"]}


def test_a_column_that_tells_nothing_known_is_kept_with_its_word_and_doubted() -> None:
    rows = ("事業名\t概要\t重点", "まつり\t開きます。\t○", "市\t立てます。\t")
    assert find_words(*rows) == {"remark": ["重点"]}
    assert any("重点" in doubt.ja and doubt.line == 5 for doubt in propose(*rows).doubts)


def test_a_row_of_cells_that_hold_words_of_the_vocabulary_is_no_header() -> None:
    rows = (
        "事業名\t担当課\t区分",
        "まつり\t観光課\t新規",
        "",
        "災害訓練\t危機管理課\t新規",
        "炊き出し\t福祉課\t新規",
    )
    assert set(find_roles(*rows)) == {"事業名", "担当課", "区分"}
    assert len(read_rows(*rows)) == 3


def test_two_rows_of_a_header_are_one() -> None:
    rows = (
        "事業名\t概要\t年度別計画\t\t担当課",
        "\t\tR6\tR7\t",
        "まつり\t開きます。\t準備\t開催\t観光課",
    )
    (listing,) = read_rows(*rows)
    assert [cell.period.year for cell in listing.cells] == [2024, 2025]
    assert [body.name for body in listing.bodies] == ["観光課"]


def test_a_table_of_headings_texts_and_items_is_an_outline() -> None:
    text = (
        "反映状況\n\n"
        "I 発信\t取組1.情報を届ける\t広報紙で届けた。 ○広報紙 ○SNS\n"
        "\t取組2.声を聴く\t説明会を開いた。 ○説明会\n"
        "II 参加\t取組3.集う\t会議を開いた。 ○会議 ○懇談会\n"
    )
    source = make_source(text)
    layout = tomllib.loads(propose_layout(source).toml)
    assert layout["outline"] is True
    assert [(node["level"], node["cell"]) for node in layout["node"]] == [
        ("テーマ", "<{roman}>{blank}{title}"),
        ("取組", "取組 <{number}>. {title}"),
    ]
    assert layout["item"] == [{"mark": "○", "makes": "node", "level": "項目"}]
    nodes = recognise(source, propose_layout(source).layout).nodes
    assert [len(node.path) for node in nodes] == [1, 2, 3, 3, 2, 3, 1, 2, 3, 3]


def test_items_below_a_header_of_cases_or_opinions_are_such() -> None:
    text = (
        "検討テーマと取組事例\t主な意見\n"
        "子育て支援 ■サロンの運営 ■計画の策定\t○心強い。 ○続けてほしい。\n"
        "スポーツ ■教室の開催\t○楽しい。\n"
    )
    layout = tomllib.loads(propose_layout(make_source(text)).toml)
    assert layout["node"] == [{"level": "検討テーマ", "cell": True}]
    assert layout["item"] == [
        {"mark": "■", "makes": "listing"},
        {"mark": "○", "makes": "opinion"},
    ]


def test_a_table_of_projects_beside_another_is_read_and_the_other_told() -> None:
    rows = (
        "事業名\t概要\t担当課",
        "まつり\t開きます。\t観光課",
        "",
        "あ\tい\tう\tえ\tお",
        "か\tき\tく\tけ\tこ",
    )
    proposal = propose(*rows)
    assert "outline" not in tomllib.loads(proposal.toml)
    assert any("表" in doubt.ja for doubt in proposal.doubts)


def test_a_table_of_indicators_beside_projects_is_read_and_not_doubted() -> None:
    rows = (
        *("事業名\t内容\t担当課", "まつり\t開きます。\t観光課", "市\t立てます。\t商工課", ""),
        *("指標\t現状（令和5年度）\t目標（令和8年度）", "相談件数\t1,200件\t1,500件"),
    )
    assert not any("事業の列が見つからない" in doubt.ja for doubt in propose(*rows).doubts)
    figures = {(one.indicator, one.value) for one in read(*rows).series}
    assert {value for _, value in figures} == {"1200", "1500"}
    more = (*rows, "", "あ\tい\tう\tえ\tお", "か\tき\tく\tけ\tこ")
    assert any("全部で 2 行" in doubt.ja for doubt in propose(*more).doubts)
