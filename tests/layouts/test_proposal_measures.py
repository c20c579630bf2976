"""With their layouts left out, the documents of the project give nearly the same graph."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.commands.proposals import Measure, measure_proposals
from kg.documents.folder import DataFolder
from kg.documents.source import read_source
from kg.layouts.layout import load_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from tests.test_house import MAX_LAYOUT_LINES
from tests.workbench import DATA, EXPECTED, ROOT

MADE = ROOT / "tests" / "made"
LEAST = 0.95


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measure]:
    made = DataFolder(tmp_path_factory.mktemp("made"))
    shutil.copytree(MADE / "sources", made.sources)
    made.ttl.mkdir()
    shutil.copy(DATA / "ttl" / "curated.ttl", made.ttl)
    found = [*measure_proposals(DataFolder(DATA), EXPECTED)]
    found += measure_proposals(made, MADE / "expected")
    return {measure.slug: measure for measure in found}


@pytest.mark.parametrize(
    "slug",
    sorted(path.stem for base in (DATA, MADE) for path in base.glob("sources/*/*.txt")),
)
def test_a_proposal_finds_nearly_what_the_layout_made_by_hand_finds(
    slug: str, measures: dict[str, Measure]
) -> None:
    total = measures[slug].against_layout.total
    assert total.precision >= LEAST, measures[slug].against_layout.wrong
    assert total.recall >= LEAST, measures[slug].against_layout.missing


@pytest.mark.parametrize("path", sorted(DATA.glob("sources/*/*.txt")), ids=lambda path: path.stem)
def test_a_saved_proposal_is_short_and_reads_the_document_the_same_way(
    path: Path, tmp_path: Path
) -> None:
    source = read_source(path)
    proposal = propose_layout(source)
    saved = tmp_path / "saved.toml"
    saved.write_text(proposal.toml, encoding="utf-8")
    assert len(proposal.toml.splitlines()) <= MAX_LAYOUT_LINES
    assert recognise(source, load_layout(saved)) == recognise(source, proposal.layout)
