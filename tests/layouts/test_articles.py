"""Headings that name the articles they carry out: one, a list or a range, and all that is below."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import Namespace

from kg.documents.source import SourceText
from kg.layouts.articles import find_numbers
from kg.layouts.layout import parse_layout
from kg.layouts.pattern import parse_pattern
from kg.layouts.proposal.numbering import parse_numbered
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.names import PREFIXES
from tests.workbench import Sample, build_graph

MPO = Namespace(PREFIXES["mpo"])
LAYOUT = """
description = "条ごとの取組"

[[node]]
level = "項目"
pattern = "<({number})> {title}({article}関係)"

[[item]]
mark = "○"
makes = "listing"
"""
REPORT = (
    "(1) 公開（第１２条関係）\n\n○公開の運用（総務課）\n　1回実施した。\n\n"
    "(2) 参画（第１５条、第１６条関係）\n\n○意見の公募（総務課）\n　2回実施した。\n\n"
    "(3) 自治区（第３１条～第３３条関係）\n\n○協議会の運営（総務課）\n　3回実施した。\n"
)
ARTICLES = [("12",), ("15", "16"), ("31", "32", "33")]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("第32条", ("32",)),
        ("第５条の２", ("5_2",)),
        ("第15条、第16条", ("15", "16")),
        ("第15・16条", ("15", "16")),
        ("第12条第2項及び第13条", ("12", "13")),
        ("第15条関係、第16条", ("15", "16")),
        ("第30条から第32条まで", ("30", "31", "32")),
        ("第31条～第33条", ("31", "32", "33")),
        ("第30条の2～第32条の2", ("30_2", "31", "32", "32_2")),
    ],
)
def test_the_articles_of_a_heading_are_all_that_it_prints_and_what_a_range_covers(
    printed: str, numbers: tuple[str, ...]
) -> None:
    assert find_numbers(printed) == numbers
    for template in ("{title}({article})", "{title}({article}関係)"):
        heading = f"取組（{printed}関係）"
        match = parse_pattern(template, "test").match(heading)
        assert match is not None
        assert match.title is not None
        assert match.article is not None
        assert heading[match.title.start : match.title.end] == "取組"
        assert heading[match.article.start : match.article.end] == printed


@pytest.mark.parametrize("heading", ["取組（第4次計画）", "取組（第1回条例）", "取組（その1）"])
def test_what_is_no_article_is_none(heading: str) -> None:
    assert parse_pattern("{title}({article})", "test").match(heading) is None


def test_every_article_of_a_heading_is_the_nodes() -> None:
    extraction = recognise(SourceText(REPORT, ""), parse_layout(LAYOUT, "test"))
    assert [node.articles for node in extraction.nodes] == ARTICLES
    assert [row.node for row in extraction.listings] == [("(1)",), ("(2)",), ("(3)",)]
    assert {article.number for article in extraction.articles} == set(sum(ARTICLES, ()))


def test_a_heading_for_two_articles_is_the_own_heading_of_neither() -> None:
    layout = '[[node]]\nlevel = "条"\npattern = "{article}({title})"\n'
    text = "第5条、第6条（参加）\n\n文です。\n\n第7条（公開）\n\n文です。\n"
    extraction = recognise(SourceText(text, ""), parse_layout(layout, "test"))
    heads = {one.number: one.heading and one.heading.text for one in extraction.articles}
    assert heads == {"5": None, "6": None, "7": "公開"}


def test_a_pattern_with_articles_goes_before_one_whose_title_would_take_them_in() -> None:
    layout = (
        '[[node]]\nlevel = "項目"\n'
        'pattern = ["({number}) {title}", "({number}) {title}({article})"]\n'
    )
    text = "(1) 公開（第12条関係）\n\n文です。\n\n(2) 評価\n\n文です。\n"
    extraction = recognise(SourceText(text, ""), parse_layout(layout, "test"))
    assert [(node.label.text, node.articles) for node in extraction.nodes] == [
        ("公開", ("12",)),
        ("評価", ()),
    ]


@pytest.mark.parametrize(
    ("heading", "template"),
    [
        ("(2) 参画（第15条、第16条関係）", "<({number})>{blank}{title}({article})"),
        ("1 参画（第三十一条～第三十三条）", "<{number}>{blank}{title}({article})"),
        ("参画【第15条関係】", "{title}({article})"),
    ],
)
def test_the_proposal_keeps_number_and_articles_of_a_heading_apart(
    heading: str, template: str
) -> None:
    numbered = parse_numbered(heading)
    assert numbered is not None
    assert (numbered.template, numbered.title) == (template, "参画")


def test_the_proposal_takes_headings_with_articles_for_levels_and_not_for_projects() -> None:
    source = SourceText("条例の運用状況\n\n" + REPORT, "")
    extraction = recognise(source, propose_layout(source, "test").layout)
    assert [(node.label.text, node.articles) for node in extraction.nodes] == [
        ("公開", ARTICLES[0]),
        ("参画", ARTICLES[1]),
        ("自治区", ARTICLES[2]),
    ]
    assert [(row.name, [body.name for body in row.bodies]) for row in extraction.listings] == [
        ("公開の運用", ["総務課"]),
        ("意見の公募", ["総務課"]),
        ("協議会の運営", ["総務課"]),
    ]


def find_implementers(graph: Graph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for subject, article in graph.subject_objects(MPO.implementsArticle):
        assert isinstance(subject, URIRef)
        assert isinstance(article, URIRef)
        name = subject.rpartition("/")[2]
        found.setdefault(article.rpartition("art_")[2], set()).add(name)
    return found


def test_nodes_and_projects_under_a_heading_implement_each_of_its_articles(tmp_path: Path) -> None:
    text = "上越市自治基本条例に基づく取組です。\n\n" + REPORT.replace("（総務課）", "")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "by-article.toml").write_text(LAYOUT, encoding="utf-8")
    _, graph = build_graph(tmp_path, Sample("report", text, "by-article", "152226"))
    found = find_implementers(graph)
    assert set(found) == {"12", "15", "16", "31", "32", "33"}
    assert "意見の公募" in found["15"]
    assert found["15"] == found["16"]
    assert found["31"] == found["32"] == found["33"]
