"""What a careless reader would link, and the graph must not."""

from __future__ import annotations

from functools import cache

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kg.graph.load import load_graphs, merge_graphs
from kg.graph.terms import ELI, MPO, SKOS
from kg.names import PREFIXES
from tests.workbench import DATA

ORDINANCE = "/id/eli/jp/141305/"
KYOTO = "/id/261009/"
JOINING = (MPO.sameThingAs, MPO.closeTo, MPO.similarTo, SKOS.exactMatch, SKOS.closeMatch)


@cache
def load() -> Graph:
    return merge_graphs(load_graphs(DATA / "ttl"))


def find_named(name: str) -> set[URIRef]:
    things = load().subjects(SKOS.prefLabel, Literal(name, lang="ja"))
    return {thing for thing in things if isinstance(thing, URIRef)}


def test_nothing_of_kyoto_reaches_kawasakis_ordinance_not_even_as_a_candidate() -> None:
    for link in load().subjects(RDF.type, MPO.Link):
        ends = [str(load().value(link, end)) for end in (RDF.subject, RDF.object)]
        assert not (any(KYOTO in end for end in ends) and any(ORDINANCE in end for end in ends))


def test_a_number_of_a_measure_is_no_article() -> None:
    numbered = set(load().subjects(SKOS.notation, Literal("32")))
    for node in numbered:
        assert (node, MPO.implementsArticle, None) not in load()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("市民参加推進フォーラム", "自治推進フォーラム"),
        ("第3期自治推進委員会", "第3期区民会議"),
        ("情報化基本計画", "第2次情報化基本計画"),
        ("情報化基本計画", "次期情報化基本計画"),
        ("人材育成基本計画", "区人材育成基本計画"),
        ("一括法", "一括法（第2次）"),
        ("協働推進事業", "協働型事業の推進"),
    ],
)
def test_names_that_look_alike_are_not_one_thing(left: str, right: str) -> None:
    graph, ones, others = load(), find_named(left), find_named(right)
    assert ones
    assert others
    assert not ones & others
    for one in ones:
        for other in others:
            assert not [p for p in JOINING if (one, p, other) in graph or (other, p, one) in graph]


def test_no_two_figures_of_one_year_are_a_part_of_each_other_unsaid() -> None:
    graph = load()
    for part, whole in graph.subject_objects(MPO.partOf):
        assert part != whole
        assert (whole, RDF.type, MPO.Statistic) in graph


def test_of_article_23_nothing_is_stated_but_what_is_printed() -> None:
    graph = load()
    (article,) = [
        one
        for one in graph.subjects(ELI.number, Literal("23"))
        if ORDINANCE in str(one) and (one, RDF.type, MPO.Article) in graph
    ]
    (node,) = set(graph.subjects(MPO.implementsArticle, article))
    assert str(graph.value(node, SKOS.prefLabel)) == "情報共有に関する取組"
    related = set(graph.objects(article, MPO.relatedArticle))
    assert {str(graph.value(one, ELI.number)) for one in related} == {"32"}


def test_every_conclusion_rests_on_premises_that_hold_and_is_no_surer_than_they() -> None:
    graph = load()
    sssom = URIRef(PREFIXES["sssom"] + "confidence")
    links = [
        link
        for link in graph.subjects(RDF.predicate, MPO.implementsArticle)
        if (link, MPO.status, MPO.Inferred) in graph
    ]
    assert len(links) >= 10
    for link in links:
        premises = set(graph.objects(link, MPO.premise))
        assert len(premises) >= 2
        assert set(graph.objects(link, MPO.via))
        for premise in premises:
            assert graph.value(premise, MPO.status) in (MPO.Stated, MPO.Inferred, MPO.Confirmed)
        weakest = min(float(str(graph.value(premise, sssom))) for premise in premises)
        assert float(str(graph.value(link, sssom))) <= weakest
