"""Rows that wait for their original find it in a document that is added later, or by their text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.graph.terms import DCT, MPO, RULE, SKOS
from kg.publish import make_build
from tests.workbench import DATA, Sample, build_graph, copy_real_data

HEAD = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - {number} - (1)】ひろがるしくみ

つながりの支援

具体的な事業と事業内容・目標

事業名	事業概要	計画期間の取組
"""
ROADS = "道路等の適正な維持補修を実施するとともに、経営的視点を踏まえた管理手法を検討します。"
BICYCLES = "放置自転車の解消に向けた駐輪場整備や放置禁止区域の指定など、対策を推進します。"


def make_plan(slug: str, *rows: tuple[str, str], number: int = 1, code: str = "141305") -> Sample:
    table = "".join(f"{name}\t{told}\t事業推進\n" for name, told in rows)
    return Sample(slug, HEAD.format(number=number) + table, municipality=code)


def get_row(graph: Graph, printed: str, slug: str) -> Node:
    """The one row of a document that prints a name."""
    (row,) = [
        row
        for row in graph.subjects(MPO.printedName, Literal(printed))
        if f"/document/{slug}/" in str(row)
    ]
    return row


WAITING = make_plan("waiting", ("道路維持補修事業(再掲)", ROADS), ("あゆみ事業", "育てます。"))


def test_a_row_waits_until_the_document_of_its_original_is_added(tmp_path: Path) -> None:
    _, before = build_graph(tmp_path / "one", WAITING)
    row = get_row(before, "道路維持補修事業(再掲)", "waiting")
    assert (row, MPO.originalUnknown, Literal(True)) in before
    assert (row, MPO.reappearanceOf, None) not in before
    roads = make_plan("roads", ("道路維持補修事業", ROADS), number=2)
    for place, samples in (("two", (WAITING, roads)), ("three", (roads, WAITING))):
        _, after = build_graph(tmp_path / place, *samples)
        original = get_row(after, "道路維持補修事業", "roads")
        assert list(after.objects(row, MPO.reappearanceOf)) == [original]
        assert (row, MPO.originalUnknown, None) not in after
        assert set(after.objects(row, MPO.lists)) == set(after.objects(original, MPO.lists))


@pytest.mark.parametrize(
    ("waiting", "name", "told", "rule"),
    [
        ("道路維持補修事業", "道路の維持と補修", ROADS, "original-of-the-same-text"),
        ("道路維持補修事業", "道路維持補修事業費", ROADS, "original-of-the-same-text"),
        ("道路維持補修事業", "道路の手入れ", ROADS, "original-of-the-same-text"),
        ("こどもの家事業", "子どもの家事業", "遊びます。", "original-in-variants"),
        ("受付窓口事業", "受け付け窓口事業", "受け付けます。", "original-in-variants"),
    ],
)
def test_an_original_whose_name_drifted_is_found_and_the_two_projects_are_one_thing(
    tmp_path: Path, waiting: str, name: str, told: str, rule: str
) -> None:
    roads = make_plan("roads", (name, told), number=2)
    _, graph = build_graph(tmp_path, make_plan("waiting", (f"{waiting}(再掲)", ROADS)), roads)
    row = get_row(graph, f"{waiting}(再掲)", "waiting")
    original = get_row(graph, name, "roads")
    assert list(graph.objects(row, MPO.reappearanceOf)) == [original]
    assert rule in {str(one).rpartition("/")[2] for one in graph.objects(None, MPO.rule)}
    mine, its = (graph.value(one, MPO.lists) for one in (row, original))
    assert mine != its
    assert (mine, MPO.sameThingAs, its) in graph
    assert (its, MPO.sameThingAs, mine) in graph
    assert (mine, MPO.possibleDuplicateOf, its) not in graph


def test_an_original_of_another_municipality_is_never_taken(tmp_path: Path) -> None:
    roads = make_plan("roads", ("道路維持補修事業", ROADS), code="261009")
    _, graph = build_graph(tmp_path, WAITING, roads)
    row = get_row(graph, "道路維持補修事業(再掲)", "waiting")
    assert (row, MPO.reappearanceOf, None) not in graph
    assert (row, MPO.originalUnknown, Literal(True)) in graph


def test_two_texts_alike_make_two_candidates_and_no_original(tmp_path: Path) -> None:
    roads = make_plan("roads", ("補修の推進", ROADS), ("みちの手入れ", ROADS), number=2)
    _, graph = build_graph(tmp_path, WAITING, roads)
    row = get_row(graph, "道路維持補修事業(再掲)", "waiting")
    assert (row, MPO.reappearanceOf, None) not in graph
    assert (row, MPO.originalUnknown, Literal(True)) in graph


def test_two_documents_that_list_one_name_unmarked_list_two_projects(tmp_path: Path) -> None:
    edited = ROADS.replace("検討します", "検討する")
    first = make_plan("first", ("広報事業", ROADS))
    second = make_plan("second", ("広報事業", edited), ("広報事業(再掲)", edited), number=3)
    _, graph = build_graph(tmp_path, first, second)
    one = graph.value(get_row(graph, "広報事業", "first"), MPO.lists)
    row, again = (get_row(graph, name, "second") for name in ("広報事業", "広報事業(再掲)"))
    other = graph.value(row, MPO.lists)
    assert str(one).endswith("/project/広報事業")
    assert "/project/広報事業~" in str(other)
    assert graph.value(again, MPO.lists) == other
    assert graph.value(again, MPO.reappearanceOf) == row
    assert (one, MPO.possibleDuplicateOf, other) in graph
    assert {str(label) for label in graph.objects(other, SKOS.prefLabel)} == {"広報事業"}


def test_one_name_over_two_quite_different_texts_is_only_a_candidate(tmp_path: Path) -> None:
    first = make_plan("first", ("広報事業", ROADS))
    second = make_plan("second", ("広報事業", BICYCLES), number=3)
    _, graph = build_graph(tmp_path, first, second)
    assert (None, MPO.possibleDuplicateOf, None) not in graph
    (link,) = graph.subjects(RDF.predicate, MPO.possibleDuplicateOf)
    assert graph.value(link, MPO.status) == MPO.Candidate
    assert any("名称が一致" in str(reason) for reason in graph.objects(link, MPO.reason))


def test_adding_a_document_renames_no_project_of_the_others(tmp_path: Path) -> None:
    first = make_plan("first", ("広報事業", ROADS))
    second = make_plan("second", ("広報事業", BICYCLES), number=3)
    _, alone = build_graph(tmp_path / "one", first)
    _, both = build_graph(tmp_path / "two", first, second)
    assert set(alone.subjects(SKOS.prefLabel, None)) <= set(both.subjects(SKOS.prefLabel, None))
    listed = alone.value(get_row(alone, "広報事業", "first"), MPO.lists)
    assert both.value(get_row(both, "広報事業", "first"), MPO.lists) == listed


def test_the_real_rows_that_wait_are_resolved_by_a_plan_that_has_them(tmp_path: Path) -> None:
    """28 rows: 11 resolve inside the corpus, 17 say that they do not, until their plan comes."""
    folder = copy_real_data(tmp_path)
    graph = Graph().parse(DATA / "ttl" / "inferred.ttl")
    rows = Graph().parse(next((DATA / "ttl" / "141305").glob("*action-plan*")))
    waiting = {
        row
        for row in graph.subjects(MPO.originalUnknown, Literal(True))
        if (row, DCT.isPartOf, None) in rows
    }
    assert len(waiting) == 17
    assert len(set(graph.subjects(MPO.reappearanceOf, None))) == 11
    names = sorted({str(rows.value(row, MPO.lists)) for row in waiting})
    labels = {name: rows.value(rows.resource(name).identifier, SKOS.prefLabel) for name in names}
    plan = make_plan("other-policies", *((str(label), "") for label in labels.values()), number=3)
    place = folder.sources / "141305" / "other-policies.txt"
    place.write_text(plan.text, encoding="utf-8")
    manifest = folder.sources / "documents.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8")
        + f'\n[document.other-policies]\nfile = "141305/other-policies.txt"\n'
        f'municipality = "141305"\ntitle = "ほかの政策"\nlayout = "action-plan"\n'
        f'sha256 = "{hashlib.sha256(plan.text.encode()).hexdigest()}"\nminimum_coverage = 0.0\n',
        encoding="utf-8",
    )
    after = Graph()
    after.parse(data=make_build(folder).files[Path("inferred.ttl")], format="turtle")
    for row in waiting:
        (original,) = after.objects(row, MPO.reappearanceOf)
        assert "/document/other-policies/" in str(original)
        assert (row, MPO.originalUnknown, None) not in after
    assert len(set(after.subjects(MPO.reappearanceOf, None))) == 28
    used = set(after.objects(None, MPO.rule))
    assert RULE["same-folded-name"] in used
