"""References to articles that nobody can resolve are told, with their line and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from kg.documents.source import SourceText
from kg.graph.load import load_graphs, merge_graphs
from kg.names import make_document
from kg.quality.references import check_references
from tests.workbench import DATA

DOCUMENT = make_document("141305", "kawasaki-article-32-report")


@pytest.fixture(scope="module")
def data() -> Graph:
    return merge_graphs(load_graphs(DATA / "ttl"))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("あ。\n道路法第12条に基づく。", "第12条"),
        ("あ。\n同条例第5条に基づく。", "第5条"),
    ],
)
def test_what_cannot_be_resolved_is_told_with_its_line(text: str, thing: str, data: Graph) -> None:
    other = make_document("141305", "other")
    (found,) = check_references(SourceText(text, ""), other, data, Path("plan.txt"))
    assert found.where == "plan.txt:2"
    assert thing in found.thing
    assert found.severity == "note"
    assert found.ja
    assert found.fix_en


def test_numbers_of_the_documents_own_ordinance_are_resolved(data: Graph) -> None:
    source = SourceText("協働に関する取組（第32条）", "")
    assert not list(check_references(source, DOCUMENT, data, Path("report.txt")))
    other = make_document("141305", "other")
    assert list(check_references(source, other, data, Path("report.txt")))
