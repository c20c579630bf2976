"""Who runs a project is proved by every stretch that says so."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF

from kg.graph.terms import MPO, OA, PROV, SKOS
from tests.workbench import Sample, build_graph

PLAN = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - 1 - (1)】ひろがるしくみ

つながりの支援

具体的な事業と事業内容・目標

事業名	事業概要	担当課
あゆみ事業	歩みを進め、	高齢・障害
	支えます。	支援課
ひかり事業	照らします。	同上
"""


def find_proof(graph: Graph, label: str) -> list[set[str]]:
    """What proves each claim of who runs the project of that label."""
    (project,) = {
        one for one in graph.subjects(RDF.type, MPO.Project)
        if label in {str(name) for name in graph.objects(one, SKOS.prefLabel)}
    }  # fmt: skip
    return [
        {
            str(graph.value(passage, OA.exact))
            for passage in graph.objects(claim, PROV.wasDerivedFrom)
        }
        for claim in graph.subjects(RDF.subject, project)
        if graph.value(claim, RDF.predicate) == MPO.responsibleBody
    ]


def test_a_wrapped_name_and_the_cell_above_prove_who_runs_a_project(tmp_path: Path) -> None:
    graph = build_graph(tmp_path, Sample("plan", PLAN))[1]
    bodies = {
        str(graph.value(body, SKOS.prefLabel)) for body in graph.objects(None, MPO.responsibleBody)
    }
    assert bodies == {"高齢・障害支援課"}
    assert find_proof(graph, "あゆみ事業") == [{"高齢・障害", "支援課"}]
    assert find_proof(graph, "ひかり事業") == [{"高齢・障害", "支援課", "同上"}]
