"""The title that a document gives itself, as `kg ingest` shows it before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.commands.incoming import find_title
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.documents.source import SourceText
from kg.layouts.layout import parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from tests.workbench import Sample, make_folder

Capture = pytest.CaptureFixture[str]
HEAD = "みなと町環境計画　実施計画"
NAMES = ("海岸清掃", "分別指導", "省エネ補助")
HEADINGS = ("海を守る", "ごみを減らす", "温暖化を防ぐ")


def make_pages(*front: str, head: str = HEAD) -> str:
    """Three pages with their numbers, the title on top of each but the first, where `front` is."""
    pages: list[str] = []
    for number, (name, heading) in enumerate(zip(NAMES, HEADINGS, strict=True), start=1):
        top = [*front] if number == 1 else [head, ""]
        table = f"事業名\t事業概要\t担当課\n{name}\t{name}を行います。\t環境課\n"
        pages.append("\n".join([*top, f"方針{number}　{heading}", "", table, f"- {number} -", ""]))
    return "".join(pages)


def read_title(text: str) -> str | None:
    source = SourceText(text, "")
    return find_title(source, recognise(source, propose_layout(source, "test").layout))


@pytest.mark.parametrize(
    "front",
    [
        (HEAD, ""),
        (HEAD, "", "第３章　取組の一覧", ""),
        (HEAD, "", "この章では、方針ごとに、令和5年", "度までの取組を示します。", ""),
        ("令和6年3月", "", HEAD, ""),
        ("資料２", "みなと町", "令和６年８月　みなと町環境部", HEAD, ""),
        ("目次", "", HEAD, ""),
        ("第３章　取組の一覧", ""),
        ("この章では、方針ごとに、令和5年", "度までの取組を示します。", ""),
    ],
    ids=["head", "chapter", "sentence", "date", "handout", "contents", "only head", "cut sentence"],
)
def test_the_title_is_the_first_line_that_is_one_or_the_head_of_the_pages(
    front: tuple[str, ...],
) -> None:
    assert read_title(make_pages(*front)) == " ".join(HEAD.split())


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("みんなで育てるまち\n\nみなと市総合計画\n\n", "みなと市総合計画"),
        ("# 第２期みなと市子どもプラン（案）\n\n", "第２期みなと市子どもプラン（案）"),
        ("みなと市のあゆみ\n\nみなと市は、海の町です。\n\n", "みなと市のあゆみ"),
        ("水と緑を守る計画\nこの計画は、水と緑を守るものです。\n\n", "水と緑を守る計画"),
    ],
)
def test_a_line_called_like_a_plan_goes_before_a_motto(front: str, title: str) -> None:
    assert (
        read_title(front + "基本目標1　守る\n\n守ります。\n\n基本目標2　育てる\n\n育てます。\n")
        == title
    )


def test_the_only_heading_is_the_title_where_no_line_is_one() -> None:
    layout = parse_layout(
        '[[node]]\nlevel = "基本政策"\npattern = "基本政策{number}"\ntitle = "next"\n', "made"
    )
    source = SourceText("基本政策3\n海を守る\n\n守ります。\n", "")
    assert find_title(source, recognise(source, layout)) == "基本政策3 海を守る"


def test_the_first_half_of_a_sentence_is_no_title_but_the_beginning_of_the_foreword() -> None:
    source = SourceText(
        make_pages("この章では、方針ごとに、令和5年", "度までの取組を示します。", ""), ""
    )
    extraction = recognise(source, propose_layout(source, "test").layout)
    (section,) = extraction.sections
    assert [value.text for value in section.paragraphs] == [
        "この章では、方針ごとに、令和5年度までの取組を示します。"
    ]


def test_the_reading_shows_the_title_that_is_written(tmp_path: Path, capsys: Capture) -> None:
    folder: DataFolder = make_folder(
        tmp_path / "data", Sample("first", "第1章 はじめ\n\n説明です。\n", "chapter-of-measures")
    )
    file = tmp_path / "plan.txt"
    file.write_text(make_pages("第３章　取組の一覧", ""), encoding="utf-8")
    ask = ["--data", str(folder.root), "ingest", str(file)]
    assert main(ask) == 0
    assert "題 title: みなと町環境計画 実施計画 " in capsys.readouterr().out
    assert main([*ask, "--title", "別の題"]) == 0
    assert "題 title: 別の題 " in capsys.readouterr().out
    assert main([*ask, "--municipality", "011002", "--write"]) == 0
    assert load_manifest(folder.sources).get_document("plan").title == "みなと町環境計画 実施計画"
