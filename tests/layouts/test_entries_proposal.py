"""Which numbered lines a proposal takes for projects, and when brackets are bodies in tables."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kg.documents.source import parse_source
from kg.layouts.proposal.proposal import Proposal, propose_layout
from kg.layouts.recogniser import recognise

LABELLED = """第4章 施策の展開

基本施策1 見守りと支え合い

【事業１】高齢者の見守り
地域の団体と協力し、見守りの輪を広げます。
■担当課：高齢福祉課

【事業２】配食サービス
食事の支度が難しい方に、食事を届けます。
■担当課：高齢福祉課、社会福祉協議会

基本施策2 交流の場づくり

【事業３】通いの場への支援
住民が集う場に運営の費用を補助します。
■担当課：介護保険課
"""
TOLD = """１　こどもの権利

（１）意見の表明の支援
こどもが意見を表す機会を設けます。（こども未来局企画課）

（２）権利の学習
学校で授業を行います。
保護者への講座を開きます。（教育委員会指導課、こども未来局企画課）

２　こどもの居場所

（１）放課後の居場所
学校の施設を使い、放課後を過ごす場を設けます。（教育委員会）

（２）意見の表明の支援（再掲　１（１））
居場所で声を聴きます。（こども未来局企画課）
"""
DASHED = """安全なまちづくり計画

柱1 防犯

1-1-1 防犯灯の設置 （市民生活課）
夜道を明るくします。

1-1-2 防犯教室 （学校教育課）
学校で教室を開きます。

柱2 交通安全

2-1-1 交通安全教室 （学校教育課）
自転車の乗り方を学びます。
"""
HEADINGS = """１　こどもの権利

（１）意見の表明
こどもが意見を表す機会を設けます。

（２）権利の学習
学校で授業を行います。

２　こどもの居場所

（１）放課後の居場所
放課後を過ごす場を設けます。
"""


def propose(text: str) -> Proposal:
    return propose_layout(parse_source(text.encode(), "made.txt"))


def read_toml(text: str) -> dict[str, Any]:
    return tomllib.loads(propose(text).toml)


@pytest.mark.parametrize(
    ("text", "pattern", "levels", "rows"),
    [
        (LABELLED, "【事業<{number}>】{title}", ["章", "基本施策"], 3),
        (TOLD, "<({number})> {title}", ["項目"], 4),
        (DASHED, "<{number} - {number} - {number}>{blank}{title}", ["柱"], 3),
    ],
)
def test_lines_that_say_who_runs_what_they_name_open_projects(
    text: str, pattern: str, levels: list[str], rows: int
) -> None:
    proposal = propose(text)
    toml = tomllib.loads(proposal.toml)
    assert [entry["pattern"] for entry in toml["entry"]] == [pattern]
    assert [node["level"] for node in toml["node"]] == levels
    found = recognise(parse_source(text.encode(), "made.txt"), proposal.layout)
    assert len(found.listings) == rows
    assert all(listing.bodies for listing in found.listings)
    assert not found.findings
    told = [reason for reason in proposal.reasons if reason.what == pattern]
    assert [(reason.kind, reason.taken_for, reason.count) for reason in told] == [
        ("item", "listing", rows)
    ]


def test_headings_that_name_nobody_stay_headings() -> None:
    toml = read_toml(HEADINGS)
    assert "entry" not in toml
    assert len(toml["node"]) == 2


def test_official_numbers_open_projects_though_nobody_is_named() -> None:
    text = "計画\n\n" + "\n\n".join(f"No.{n}　取組その{n}の名\n進めます。" for n in (1, 2, 3))
    (entry,) = read_toml(text)["entry"]
    assert entry == {"pattern": "No.<{number}>{title}", "header": "No."}


@pytest.mark.parametrize(
    ("names", "header", "owners"),
    [
        (["相談【福祉課】", "集い（市民課・福祉課）", "見守り〔福祉課〕"], "事業内容", True),
        (["相談【福祉課】", "集い", "見守り", "広報"], "事業内容", False),
        (["相談（高津区）", "集い（各区）", "見守り（仮称）"], "事業内容", False),
        (["相談【福祉課】", "集い【市民課】", "見守り【福祉課】"], "担当課", False),
    ],
)
def test_brackets_are_bodies_where_most_names_end_in_them_and_no_column_names_any(
    names: list[str], header: str, owners: bool
) -> None:
    told = "福祉課" if header == "担当課" else "進めます。"
    rows = "\n".join(f"{name}\t{told}\t新規" for name in names)
    text = f"第1章 施策\n\n事業名\t{header}\t備考\n{rows}\n"
    assert ("owners" in read_toml(text)) is owners
