"""Articles that a row's own text names, and says it carries out, in the graph of its document."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from kg.graph.terms import ELI, MPO, SKOS
from tests.workbench import Sample, build_graph

PLAN = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - 1 - (1)】ひろがるしくみ

つながりの支援

具体的な事業と事業内容・目標

事業名	事業概要	計画期間の取組
あゆみ事業	{told}	事業推進
"""


def find_articles(root: Path, told: str, code: str = "141305") -> dict[str, set[str]]:
    """The numbers of the articles of known ordinances, by relation."""
    graph: Graph = build_graph(root, Sample("plan", PLAN.format(told=told), municipality=code))[1]
    found: dict[str, set[str]] = {"mentions": set(), "implementsArticle": set()}
    for predicate in (MPO.mentions, MPO.implementsArticle):
        for link in graph.subjects(RDF.predicate, predicate):
            article = graph.value(link, RDF.object)
            if (article, RDF.type, MPO.Article) in graph:
                assert graph.value(link, MPO.status) == MPO.Stated
                number = str(graph.value(article, ELI.number))
                found[str(predicate).rpartition("#")[2]].add(number)
    return found


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("自治基本条例第32条に基づき、協働を進めます。", {"32"}),
        ("川崎市自治基本条例第三十二条に則り進めます。", {"32"}),
        ("自治基本条例第23条と第32条第1項の規定により、進めます。", {"23", "32"}),
        ("「自治基本条例」第30条に定める手続を進めます。", {"30"}),
        ("自治基本条例第28条から第30条までの規定に基づき進めます。", {"28", "29", "30"}),
    ],
)
def test_a_row_that_says_so_in_words_carries_the_article_out(
    tmp_path: Path, told: str, numbers: set[str]
) -> None:
    found = find_articles(tmp_path, told)
    assert found == {"mentions": numbers, "implementsArticle": numbers}


def test_an_article_of_a_law_is_the_laws_and_no_ordinances(tmp_path: Path) -> None:
    told = "地方自治法第32条に基づき進めます。"
    graph = build_graph(tmp_path, Sample("plan", PLAN.format(told=told)))[1]
    links = graph.subjects(RDF.predicate, MPO.implementsArticle)
    [article] = {graph.value(link, RDF.object) for link in links}
    act = graph.value(article, ELI.is_part_of)
    assert (act, RDF.type, MPO.Law) in graph
    assert str(graph.value(act, SKOS.prefLabel)) == "地方自治法"


@pytest.mark.parametrize(
    "told",
    [
        "自治基本条例第32条の周知を図ります。",
        "自治基本条例第32条に基づくべきとの意見を踏まえます。",
    ],
)
def test_a_mention_or_an_opinion_carries_nothing_out(tmp_path: Path, told: str) -> None:
    found = find_articles(tmp_path, told)
    assert found == {"mentions": {"32"}, "implementsArticle": set()}


@pytest.mark.parametrize(
    "told",
    [
        "施策番号32の取組を進めます。",
        "第32回の会議で決めた方針に基づき進めます。",
        "第32条に基づき進めます。",
        "自治基本条例に基づき32件の事業を進めます。",
        "京都市市民参加推進条例第32条の運用を学びます。",
    ],
)
def test_what_names_no_article_of_a_known_ordinance_says_nothing(tmp_path: Path, told: str) -> None:
    assert find_articles(tmp_path, told) == {"mentions": set(), "implementsArticle": set()}


def test_another_municipality_reaches_no_article_of_this_one(tmp_path: Path) -> None:
    told = "自治基本条例第32条に基づき、協働を進めます。"
    graph = build_graph(tmp_path, Sample("plan", PLAN.format(told=told), municipality="261009"))[1]
    links = graph.subjects(RDF.predicate, MPO.implementsArticle)
    assert not [link for link in links if "/141305/" in str(graph.value(link, RDF.object))]
