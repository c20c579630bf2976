"""The title that pages print again is no label, and what a document names is no word of columns."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

TITLE = "みなと町環境計画　実施計画"


def make_page(number: int, head: str, page: str) -> str:
    table = f"事業名\t事業概要\t担当課\n清掃{number}\t清掃を行います。\t環境課\n"
    return f"{head}\n\n方針{number}　海を守る\n\n{table}\n{page}\n"


def read(text: str) -> tuple[str, Extraction]:
    source = SourceText(text, "")
    proposal = propose_layout(source, "test")
    return proposal.toml, recognise(source, proposal.layout)


@pytest.mark.parametrize("page", ["- {} -", "{}", "P.{}", "{}／3"])
@pytest.mark.parametrize("front", ["", "表紙のことば\n\n"])
def test_the_title_on_top_of_the_pages_is_no_label(page: str, front: str) -> None:
    pages = (make_page(at, TITLE, page.format(at)) for at in (1, 2, 3))
    toml, extraction = read(front + "".join(pages))
    assert "[parts]" not in toml
    assert TITLE not in toml
    assert [node.label.text for node in extraction.nodes] == ["海を守る"] * 3
    assert [(row.name, row.node) for row in extraction.listings] == [
        (f"清掃{at}", (str(at),)) for at in (1, 2, 3)
    ]


def test_a_label_above_the_tables_stays_one() -> None:
    text = "".join(
        f"{TITLE}\n\n方針{at}　海を守る\n\n本年度の主要事業\n\n"
        f"事業名\t担当課\n清掃{at}\t環境課\n\n- {at} -\n"
        for at in (1, 2, 3)
    )
    toml, _ = read(text)
    assert "本年度の主要事業" in toml
    assert TITLE not in toml


def test_a_label_above_a_rule_stays_one() -> None:
    text = "".join(
        f"方針{at}　海を守る\n\n今後めざす方向\n――――――――\n海を守ります。\n\n" for at in (1, 2, 3)
    )
    toml, _ = read(f"{TITLE}\n\n{text}")
    assert "今後めざす方向" in toml


def test_the_names_of_projects_in_cards_are_no_words_of_columns() -> None:
    cards = "".join(
        f"基本方針{at}　守る\n\n事業名\t{name}\n担当課\t広報課\n評価\tＡ\n\n"
        for at, name in enumerate(("広報紙の発行", "出前講座", "意識調査"), start=1)
    )
    toml, extraction = read(f"進捗状況報告書\n\n{cards}")
    assert [row.name for row in extraction.listings] == ["広報紙の発行", "出前講座", "意識調査"]
    assert not [name for name in ("広報紙の発行", "出前講座", "意識調査") if name in toml]
