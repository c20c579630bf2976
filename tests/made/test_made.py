"""Made-up documents of both kinds of plan are still read as their author read them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.commands.scores import Scored, find_scores
from kg.documents.folder import DataFolder
from tests.workbench import DATA

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scored]:
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(HERE / "sources", root / "sources")
    (root / "ttl").mkdir()
    shutil.copy(DATA / "ttl" / "curated.ttl", root / "ttl")
    results = find_scores(DataFolder(root), HERE / "expected")
    return {result.slug: result for result in results if result.corrected}


def test_all_sixteen_documents_are_scored(scored: dict[str, Scored]) -> None:
    assert len(scored) == 16


@pytest.mark.parametrize("slug", sorted(path.stem for path in HERE.glob("sources/*/*.txt")))
def test_each_is_read_with_precision_and_recall_of_at_least_96_percent(
    slug: str, scored: dict[str, Scored]
) -> None:
    total = scored[slug].comparison.total
    assert total.precision >= 0.96, scored[slug].comparison.wrong
    assert total.recall >= 0.96, scored[slug].comparison.missing
