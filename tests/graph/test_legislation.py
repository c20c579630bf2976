"""Whose articles a document means: told by people, named by the text, or the only ones known."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.graph.load import parse_turtle
from kg.graph.terms import ELI, MPO, SKOS
from kg.publish import write_build
from kg.quality.workspace import check_folder
from tests.workbench import DATA, Sample, build_graph, make_folder

REPORT = """
情報に関する取組（第5条）

条文の意図（第5条 情報の共有）

- ・市の情報は市民のものである。

取組の状況

- 広報紙を毎月発行した。
"""


def _read(root: Path, text: str, municipality: str) -> Graph:
    return build_graph(root, Sample("report", text, "articles-report", municipality))[1]


def _find_article(graph: Graph) -> URIRef:
    (article,) = {
        thing
        for thing in graph.subjects(MPO.intent, None)
        if (thing, RDF.type, MPO.Article) in graph
    }
    assert isinstance(article, URIRef)
    return article


def test_the_one_ordinance_that_a_document_names_is_meant(tmp_path: Path) -> None:
    text = "山川市まちづくり条例の実施状況\n" + REPORT + "\n- 「山川市まちづくり条例」に基づく。\n"
    graph = _read(tmp_path, text, "261009")
    article = _find_article(graph)
    (ordinance,) = set(graph.objects(article, ELI.is_part_of))
    assert str(graph.value(ordinance, SKOS.prefLabel)) == "山川市まちづくり条例"
    links = set(graph.subjects(RDF.predicate, MPO.implementsArticle))
    assert links
    assert {graph.value(link, MPO.status) for link in links} == {MPO.Stated}


def test_the_only_known_ordinance_is_inferred_where_none_is_named(tmp_path: Path) -> None:
    graph = _read(tmp_path, REPORT, "141305")
    article = _find_article(graph)
    assert "/141305/jorei/" in str(article)
    links = [
        link
        for link in graph.subjects(RDF.predicate, MPO.implementsArticle)
        if graph.value(link, RDF.object) == article
    ]
    assert links
    assert {graph.value(link, MPO.status) for link in links} == {MPO.Inferred}


@pytest.mark.parametrize("municipality", ["261009"])
def test_an_article_of_no_known_ordinance_is_reported(tmp_path: Path, municipality: str) -> None:
    folder = make_folder(tmp_path, Sample("report", REPORT, "articles-report", municipality))
    build, graph = build_graph(
        tmp_path / "again", Sample("report", REPORT, "articles-report", municipality)
    )
    assert set(graph.subjects(MPO.intent, None)) == set()
    write_build(folder, build)
    codes = [finding.code for finding in check_folder(folder)]
    assert "article-without-ordinance" in codes


def test_an_article_without_a_heading_is_called_by_its_number(tmp_path: Path) -> None:
    _, graph = build_graph(tmp_path, Sample("report", REPORT, "articles-report", "261009"))
    curated = parse_turtle((DATA / "ttl" / "curated.ttl").read_text("utf-8"), "curated.ttl")
    articles = set(curated.subjects(RDF.type, MPO.Article))
    bare = {article for article in articles if curated.value(article, SKOS.prefLabel) is None}
    assert bare
    for article in bare:
        number = str(curated.value(article, ELI.number))
        assert str(graph.value(article, SKOS.prefLabel)) == f"第{number}条"
