"""The reports of the real data: what the issue of a report's reading asks to be shown."""

from __future__ import annotations

from collections import Counter
from functools import cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kg.commands.scores import compare_document
from kg.documents.folder import DataFolder
from kg.graph.load import parse_turtle
from kg.graph.terms import DCT, MPO, SKOS
from kg.layouts.reading import ReadDocument
from kg.publish import Build, make_build
from tests.workbench import DATA, EXPECTED


@cache
def _build() -> Build:
    return make_build(DataFolder(DATA))


def _find(layout: str) -> ReadDocument:
    return next(d for d in _build().documents if d.entry.layout == layout)


@cache
def _graph(layout: str) -> Graph:
    entry = _find(layout).entry
    path = next(p for p in _build().files if p.stem == entry.slug)
    return parse_turtle(_build().files[path], path)


def _label(graph: Graph, thing: object) -> str:
    assert isinstance(thing, URIRef)
    return str(graph.value(thing, SKOS.prefLabel) or graph.value(thing, SKOS.altLabel))


def test_the_promotion_plan_has_5_themes_12_measures_and_24_items() -> None:
    nodes = _find("promotion-plan").extraction.nodes
    assert Counter(node.level for node in nodes) == {"テーマ": 5, "取組": 12, "項目": 24}


def test_the_review_has_27_cases_21_opinions_and_its_nodes() -> None:
    extraction = _find("review-report").extraction
    assert Counter(node.level for node in extraction.nodes) == {
        "区役所像": 4,
        "検討テーマ": 9,
        "方向性": 4,
    }
    assert len(extraction.listings) == 27
    assert len(extraction.opinions) == 21


def test_no_opinion_says_a_word_that_its_fragments_do_not_hold() -> None:
    document = _find("review-report")
    for opinion in document.extraction.opinions:
        held = Counter("".join(document.source.quote(span) for span in opinion.spans))
        assert not Counter(opinion.text) - held, opinion.text


def test_two_thirds_of_the_cut_opinions_are_rebuilt_as_the_reviewer_rebuilt_them() -> None:
    document = _find("review-report")
    path = EXPECTED / document.entry.municipality / f"{document.entry.slug}.tsv"
    comparison = compare_document(_build(), document, path, corrected=False)
    assert comparison.fields["opinion text"].recall >= 0.7
    assert comparison.fields["opinion about"].recall == 1.0


def test_the_five_year_series_is_five_statistics_of_one_indicator() -> None:
    graph = _graph("articles-report")
    series: dict[str, dict[int, int]] = {}
    for statistic in graph.subjects(RDF.type, MPO.Statistic):
        year, value = graph.value(statistic, MPO.fiscalYear), graph.value(statistic, RDF.value)
        if year is not None and value is not None:
            name = _label(graph, graph.value(statistic, MPO.indicator))
            series.setdefault(name, {})[int(str(year))] = int(str(value))
    longest = max(series.values(), key=len)
    assert longest == {2008: 184, 2009: 179, 2010: 185, 2011: 165, 2012: 168}


def test_the_renaming_chain_holds_four_names_in_order() -> None:
    graph = _graph("articles-report")
    after = dict(graph.subject_objects(DCT.isReplacedBy))
    (first,) = set(after) - set(after.values())
    chain = [first]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    years = [graph.value(name, MPO.validFrom) for name in chain]
    assert len(chain) == 4
    assert years == [None, *(Literal(year) for year in (2002, 2006, 2011))]


def test_nine_things_of_the_report_on_an_article_are_dated_or_named_instruments() -> None:
    graph = _graph("articles-report")
    instruments = set(graph.subjects(RDF.type, MPO.Instrument))
    dated = {
        thing
        for fact in (DCT.issued, DCT.created, MPO.activityStart)
        for thing in graph.subjects(fact, None)
    }
    planned = set(graph.subjects(MPO.planned, None))
    assert len(instruments | dated | planned) >= 9


def test_what_is_planned_is_not_held() -> None:
    graph = _graph("articles-report")
    status = {
        _label(graph, event): str(graph.value(event, MPO.eventStatus)).rpartition("#")[2]
        for event in graph.subjects(RDF.type, MPO.Event)
    }
    assert Counter(status.values()) == {"Planned": 2, "Held": 1}


def test_the_two_articles_are_said_to_be_related_both_ways() -> None:
    graph = _graph("articles-report")
    pairs = set(graph.subject_objects(MPO.relatedArticle))
    assert len(pairs) == 2
    assert pairs == {(b, a) for a, b in pairs}
