"""Lines below labels: projects where they end in bodies; no label is the name of a level."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

TOPICS = (("公開", "広報の運用"), ("参画", "意見の公募"), ("投票", "投票の運用"))


def read(text: str) -> Extraction:
    source = SourceText(text, "")
    return recognise(source, propose_layout(source, "test").layout)


def make_report(label: str, sign: str, body: str) -> str:
    text = "運用状況の報告\n\n第３章　情報共有\n\n"
    for number, (topic, name) in enumerate(TOPICS, start=1):
        text += f"({number}) {topic}\n\n{label}\n{sign}{name}{body}\n　{number}回実施した。\n"
        text += f"{sign}{name}の周知{body}\n　冊子を配った。\n\n"
    return text


@pytest.mark.parametrize("label", ["【実施状況】", "取組：", "■取組の状況", "（実施状況）"])
@pytest.mark.parametrize("sign", ["○", "●", "◇"])
def test_marked_lines_below_a_label_that_end_in_bodies_are_projects(label: str, sign: str) -> None:
    extraction = read(make_report(label, sign, "（総務課）"))
    assert [(node.level, node.label.text) for node in extraction.nodes] == [
        ("章", "情報共有"),
        *(("項目", topic) for topic, _ in TOPICS),
    ]
    assert [row.name for row in extraction.listings] == [
        name + more for _, name in TOPICS for more in ("", "の周知")
    ]
    assert {body.name for row in extraction.listings for body in row.bodies} == {"総務課"}
    assert [row.node for row in extraction.listings][::2] == [
        ("3", f"({number})") for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("label", ["【実施状況】", "評価：Ａ", "（実施状況）", "状況："])
def test_a_label_above_headings_is_not_the_name_of_their_level(label: str) -> None:
    levels = [node.level for node in read(make_report(label, "■", "")).nodes]
    assert levels
    assert not [level for level in levels if "状況" in level or "評価" in level]


@pytest.mark.parametrize(
    ("label", "name"), [("【個別施策】", "個別施策"), ("施策：", "施策"), ("施策の柱", "施策の柱")]
)
def test_a_word_for_levels_names_one_in_whatever_brackets(label: str, name: str) -> None:
    text = "計画\n\n" + "".join(
        f"{label}\n({number}) {topic}\n\n{topic}を進めます。\n\n"
        for number, (topic, _) in enumerate(TOPICS, start=1)
    )
    assert {node.level for node in read(text).nodes} == {name}
