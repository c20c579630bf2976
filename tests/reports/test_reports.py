"""Two reports under their layouts: the outline, the cases and the opinions of damaged tables.

Their named things, figures and dates are not read yet, so the reports are not in the graph; what
stands here is measured against tests/expected.
"""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rdflib import Graph

from kg.commands.scores import compare_document
from kg.documents.folder import DataFolder
from kg.graph.load import parse_turtle
from kg.graph.ontology import load_ontology, load_shapes
from kg.layouts.reading import ReadDocument
from kg.publish import Build, make_build
from kg.quality.scores import Fact
from kg.quality.shacl import check_shapes
from tests.workbench import DATA, EXPECTED

HERE = Path(__file__).parent
SLUGS = sorted(path.stem for path in HERE.glob("sources/*/*.txt"))
#: What is read whole; texts of opinions are only rebuilt where their pieces tell how.
STRUCTURE = ("node:", "listing:", "ignored:")


@cache
def _build() -> Build:
    with TemporaryDirectory() as place:
        root = Path(place)
        shutil.copytree(HERE / "sources", root / "sources")
        (root / "ttl").mkdir()
        shutil.copy(DATA / "ttl" / "curated.ttl", root / "ttl")
        return make_build(DataFolder(root))


def _document(slug: str) -> ReadDocument:
    return next(d for d in _build().documents if d.entry.slug == slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_character_of_a_report_is_accounted_for(slug: str) -> None:
    done, total = _document(slug).coverage
    assert done == total


@pytest.mark.parametrize("slug", SLUGS)
def test_nodes_cases_and_doubts_are_read_as_the_reviewer_read_them(slug: str) -> None:
    path = EXPECTED / "141305" / f"{slug}.tsv"
    comparison = compare_document(_build(), _document(slug), path, corrected=False)
    assert [fact for fact in comparison.wrong if fact.thing.startswith(STRUCTURE)] == []
    assert [fact for fact in comparison.missing if _is_structure(fact)] == []


def _is_structure(fact: Fact) -> bool:
    return fact.thing.startswith(STRUCTURE)


def test_the_promotion_plan_has_5_themes_12_measures_and_24_items() -> None:
    nodes = _document("kawasaki-autonomy-promotion-plan-2").extraction.nodes
    assert Counter(node.level for node in nodes) == {"テーマ": 5, "取組": 12, "項目": 24}


def test_the_review_has_27_cases_21_opinions_and_its_nodes() -> None:
    extraction = _document("kawasaki-ward-office-review-3").extraction
    assert Counter(node.level for node in extraction.nodes) == {
        "区役所像": 4,
        "検討テーマ": 9,
        "方向性": 4,
    }
    assert len(extraction.listings) == 27
    assert len(extraction.opinions) == 21


def test_no_opinion_says_a_word_that_its_fragments_do_not_hold() -> None:
    document = _document("kawasaki-ward-office-review-3")
    for opinion in document.extraction.opinions:
        held = Counter("".join(document.source.quote(span) for span in opinion.spans))
        assert not Counter(opinion.text) - held, opinion.text


def test_half_of_the_opinions_are_rebuilt_as_the_reviewer_rebuilt_them() -> None:
    slug = "kawasaki-ward-office-review-3"
    path = EXPECTED / "141305" / f"{slug}.tsv"
    comparison = compare_document(_build(), _document(slug), path, corrected=False)
    assert comparison.fields["opinion text"].recall >= 0.5
    assert comparison.fields["opinion about"].recall == 1.0


def test_what_the_reports_give_conforms_to_the_shapes() -> None:
    data = Graph()
    for path, text in _build().files.items():
        data += parse_turtle(text, path)
    data += parse_turtle((DATA / "ttl" / "curated.ttl").read_text("utf-8"), "curated.ttl")
    assert check_shapes(data, load_shapes(), load_ontology()) == []
