"""A chart of the tree of policies opens none of its headings."""

from __future__ import annotations

import pytest

from kg.documents.blocks import find_blocks
from kg.documents.source import parse_source
from kg.layouts.charts import find_charts
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise

BODY = """
基本目標１　子どもの育ち

基本施策１　健康づくり

事業名	事業概要	担当課
手帳配布	手帳を渡します。	こども課

基本目標２　家庭の支援

基本施策１　相談の充実

事業名	事業概要	担当課
家庭訪問	家庭を訪問します。	こども課
"""


@pytest.mark.parametrize(
    "chart",
    [
        "　基本目標　　　基本施策\n"
        "　１ 子どもの育ち　　１ 健康づくり\n　２ 家庭の支援　　　１ 相談の充実",
        "基本目標１ 子どもの育ち ─── 基本施策１ 健康づくり\n"
        "基本目標２ 家庭の支援 ─── 基本施策１ 相談の充実",
        "基本目標１　子どもの育ち　　基本施策１　健康づくり\n"
        "基本目標２　家庭の支援　　基本施策１　相談の充実",
    ],
)
def test_the_tree_is_that_of_the_headings(chart: str) -> None:
    source = parse_source(f"こども計画\n\n{chart}\n{BODY}".encode(), "made.txt")
    extraction = recognise(source, propose_layout(source).layout)
    assert not extraction.findings
    assert [(node.label.text if node.label else "") for node in extraction.nodes] == [
        "子どもの育ち", "健康づくり", "家庭の支援", "相談の充実",
    ]  # fmt: skip
    assert [row.node for row in extraction.listings] == [("1", "1"), ("2", "1")]


@pytest.mark.parametrize(
    "line",
    [
        "１　子どもの育ち",
        "基本目標１　子どもの　育ち",
        "（１）　第２次 計画の推進",
        "12 市民会議運営事業 市民会議を運営します。 市民生活課",
        "第３章　計画の体系　　45",
        "令和５年度　　令和６年度　　令和７年度",
    ],
)
def test_one_heading_with_blanks_is_no_chart(line: str) -> None:
    source = parse_source(line.encode(), "made.txt")
    assert not any(block.in_chart for block in find_charts(find_blocks(source)))
