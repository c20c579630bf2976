"""A name that one document gives is found in another of its municipality, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal
from rdflib.namespace import RDF

from kg.graph.terms import MPO, OA, PROV, SKOS
from kg.named.shared import DocumentNames, find_shared_names
from kg.records import Named, Span, Thing, ThingRecord, Value
from tests.workbench import Sample, build_graph

PLAN = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - {number} - (1)】ひろがるしくみ

つながりの支援

具体的な事業と事業内容・目標

事業名	事業概要	計画期間の取組
{name}	{told}	事業推進
"""


def make_names(code: str, text: str, *names: tuple[str, str]) -> DocumentNames:
    things = tuple(
        ThingRecord(Thing(kind, name), "", (Value(name, (Span(0, 1),)),)) for kind, name in names
    )
    return DocumentNames(code, text, Named(things))


def test_a_name_of_another_document_is_shared_where_it_stands() -> None:
    one = make_names("141305", "「やまなみ支え合い制度」", ("service", "やまなみ支え合い制度"))
    two = make_names("141305", "やまなみ支え合い制度を広げる")
    three = make_names("141305", "制度を広げる")
    far = make_names("261009", "やまなみ支え合い制度を広げる")
    thing = Thing("service", "やまなみ支え合い制度")
    assert find_shared_names([one, two, three, far]) == [{}, {thing.name: thing}, {}, {}]


def test_short_names_names_of_two_things_and_parts_of_own_names_are_not_shared() -> None:
    given = make_names(
        "141305", "", ("body", "支援会"), ("body", "市民支援委員会"), ("service", "緑のまち制度")
    )
    rival = make_names("141305", "", ("publication", "緑のまち制度"))
    text = "支援会と山川市市民支援委員会、緑のまち制度"
    own = make_names("141305", text, ("body", "山川市市民支援委員会"))
    assert find_shared_names([given, rival, own])[2] == {}


def test_a_mention_of_what_another_document_names_is_linked_with_its_stretch(
    tmp_path: Path,
) -> None:
    name = "やまなみ支え合い制度"
    told = (("あゆみ事業", f"「{name}」を始めます。"), ("ひかり事業", f"{name}を広げます。"))
    first, second = (
        Sample(slug, PLAN.format(number=number, name=row, told=text))
        for number, (slug, (row, text)) in enumerate(zip(("first", "second"), told, strict=True))
    )
    graph: Graph = build_graph(tmp_path, first, second)[1]
    (thing,) = graph.subjects(SKOS.prefLabel, Literal(name, lang="ja"))
    links = [
        link
        for link in graph.subjects(RDF.object, thing)
        if (link, RDF.predicate, MPO.mentions) in graph
        and "/second/" in str(graph.value(link, RDF.subject))
    ]
    assert len(links) == 1
    proofs = graph.objects(links[0], PROV.wasDerivedFrom)
    assert {str(graph.value(proof, OA.exact)) for proof in proofs} == {name}
