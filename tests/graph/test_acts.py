"""An act whose number a document tells is one, whatever document names it and by whichever name."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from kg.documents.source import parse_source
from kg.graph.acts import Acts, find_printed_numbers
from kg.graph.ntriples import iri
from kg.names import ID, PREFIXES
from kg.records import Named, Span, Thing, ThingRecord, Value
from tests.workbench import Sample, build_graph

CODE = "271004"
ELI, MPO = Namespace(PREFIXES["eli"]), Namespace(PREFIXES["mpo"])
ACT = URIRef(f"{ID}eli/jp/{CODE}/jorei/2013/10")
NAMED = URIRef(f"{ID}{CODE}/instrument/大阪市自治基本条例")
FULL = "大阪市自治基本条例第５条に基づき、市民会議を運営する。"
SHORT = "自治基本条例第５条に基づき、市民会議を運営する。"
NUMBER = "大阪市自治基本条例（平成25年\n大阪市条例第10号）第５条に基づき、市民会議を運営する。"
ORDINANCE = (
    "大阪市自治基本条例\n平成25年３月29日\n条例第10号\n"
    "（目的）\n第１条　自治の基本を定める。\n（責務）\n第２条　市は、この条例を守る。\n"
    "（市民）\n第３条　市民とは、市内に住む者をいう。\n（議会）\n第４条　議会は、市民に開かれる。\n"
    "（参加の権利）\n第５条　市民は、市政に参加することができる。\n"
    "附　則\nこの条例は、平成25年４月１日から施行する。\n"
)


def make_plan(sentence: str, slug: str = "plan") -> Sample:
    layout = "chapter-of-measures"
    return Sample(slug, f"第１章　参加を進める\n{sentence}\n", layout, CODE)


def make_act() -> Sample:
    return Sample("act", ORDINANCE, "legislation", CODE)


def find_implemented(graph: Graph) -> set[URIRef]:
    found = set(graph.objects(None, MPO.implementsArticle))
    assert found
    return {one for one in found if isinstance(one, URIRef)}


@pytest.mark.parametrize("sentence", [FULL, SHORT, NUMBER])
@pytest.mark.parametrize("first", ["act", "plan"])
def test_a_plan_means_the_articles_of_the_ordinance_that_was_taken_in(
    tmp_path: Path, sentence: str, first: str
) -> None:
    samples = [make_plan(sentence), make_act()]
    _, graph = build_graph(tmp_path, *sorted(samples, key=lambda one: one.slug != first))
    article = ACT + "/art_5"
    assert find_implemented(graph) == {article}
    assert list(graph.objects(article, SKOS.prefLabel)) == [Literal("参加の権利", "ja")]
    assert list(graph.objects(ACT, SKOS.prefLabel)) == [Literal("大阪市自治基本条例", "ja")]
    assert set(graph.objects(ACT, RDF.type)) >= {MPO.Instrument, MPO.Ordinance, MPO.Legislation}
    assert (ACT, MPO.instrumentKind, MPO.ordinance) in graph
    assert not list(graph.predicate_objects(NAMED))


def test_a_number_in_one_document_names_the_act_of_the_others(tmp_path: Path) -> None:
    _, graph = build_graph(tmp_path, make_plan(SHORT), make_plan(NUMBER, "other"))
    assert find_implemented(graph) == {ACT + "/art_5"}
    (claim,) = (
        one
        for one in graph.subjects(RDF.predicate, ELI.number)
        if (one, RDF.subject, ACT) in graph and (one, RDF.object, Literal("10")) in graph
    )
    (proof,) = graph.objects(claim, URIRef(PREFIXES["prov"] + "wasDerivedFrom"))
    exact = graph.value(proof, URIRef(PREFIXES["oa"] + "exact"))
    assert str(exact) == "大阪市自治基本条例（平成25年\n大阪市条例第10号"
    assert (ACT, SKOS.prefLabel, Literal("大阪市自治基本条例", "ja")) in graph


def test_without_a_number_it_is_the_name_that_names_it(tmp_path: Path) -> None:
    _, graph = build_graph(tmp_path, make_plan(FULL))
    assert find_implemented(graph) == {NAMED + "/art_5"}


def test_an_ordinance_of_another_municipality_is_not_taken_for_ours(tmp_path: Path) -> None:
    act = Sample("act", ORDINANCE, "legislation", "141305")
    _, graph = build_graph(tmp_path, make_plan(FULL), act)
    assert find_implemented(graph) == {NAMED + "/art_5"}


def name(*texts: str, code: str = "ordinance") -> Named:
    values = tuple(Value(text, (Span(0, 1),)) for text in texts)
    return Named(things=(ThingRecord(Thing("instrument", texts[0]), code, values),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("みどりの条例（平成12年条例第45号）", [(2000, 45)]),
        ("「みどりの条例」（令和元年大阪市条例第三十号）", [(2019, 30)]),
        ("みどりの\n条例(平成 12年\n  条例第 45号)", [(2000, 45)]),
        ("みどりの条例（平成12年条例第45号）と、みどりの条例（平成12年条例第45号）", [(2000, 45)]),
        ("みどりの条例（平成12年規則第45号）", []),
        ("みどりの条例（平成12年京都市条例第45号）", []),
        ("みどりの条例（平成12年条例第45号改正）", [(2000, 45)]),
        ("みどりの条例（平成12年に制定）", []),
        ("ほかの条例（平成12年条例第45号）", []),
        ("みどりの条例、平成12年条例第45号", []),
    ],
)
def test_a_number_is_that_of_the_name_before_it(text: str, found: list[tuple[int, int]]) -> None:
    source = parse_source(text.encode(), "made.txt")
    printed = find_printed_numbers(source, name("みどりの条例"), "大阪市")
    assert [(one.number.year, one.number.number) for one in printed] == found
    for one in printed:
        quoted = source.quote(one.span)
        assert quoted.startswith("みどり")
        assert quoted.endswith("号")


def test_an_act_named_after_another_town_is_not_ours() -> None:
    text = "ニセコ町まちづくり基本条例（平成12年条例第45号）"
    named = name("ニセコ町まちづくり基本条例")
    source = parse_source(text.encode(), "made.txt")
    assert find_printed_numbers(source, named, "大阪市") == []
    assert len(find_printed_numbers(source, named, "ニセコ町")) == 1


def test_a_name_that_two_acts_bear_names_none() -> None:
    acts = Acts("大阪市")
    acts.add(iri("x:1"), "大阪市みどりの条例")
    assert acts.find("みどりの条例") == acts.find("大阪市みどりの条例") == iri("x:1")
    acts.add(iri("x:2"), "みどりの条例")
    assert acts.find("みどりの条例") is None
    assert acts.find("水の条例") is None
