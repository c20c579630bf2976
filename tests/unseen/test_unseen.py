"""Documents without a hand-written layout are read nearly as their author read them."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests.unseen.unseen import HERE, SOURCES, Read, read_unseen

#: What is reached today, by document; tests/unseen/README.md tells what the first run gave.
LEAST = {
    "unseen-plan-1": (0.99, 0.99),
    "unseen-plan-2": (0.98, 0.97),
    "unseen-report-1": (0.87, 0.84),
    "unseen-report-2": (0.89, 0.87),
    "unseen-report-3": (0.92, 0.90),
    "unseen-report-4": (0.76, 0.74),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    return {one.slug: one for one in read_unseen(tmp_path_factory.mktemp("unseen"))}


@pytest.mark.parametrize("slug", sorted(LEAST))
def test_a_document_is_read_under_the_layout_that_it_proposes(
    slug: str, read: dict[str, Read]
) -> None:
    total = read[slug].comparison.total
    precision, recall = LEAST[slug]
    assert total.precision >= precision, read[slug].comparison.wrong
    assert total.recall >= recall, read[slug].comparison.missing


def test_nine_tenths_of_every_document_are_accounted_for(read: dict[str, Read]) -> None:
    assert len(read) == len(SOURCES) == len(LEAST)
    for one in read.values():
        assert one.accounted >= 0.9 * one.characters, one.slug


def test_the_documents_and_their_readings_are_the_frozen_ones() -> None:
    told = (HERE / "README.md").read_text(encoding="utf-8")
    files = [*SOURCES, *sorted(HERE.glob("expected/*/*.tsv"))]
    assert len(files) == 12
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert re.search(digest[:12], told), path.name
