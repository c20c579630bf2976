"""The counts a manifest expects of a document."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.errors import ManifestError
from kg.quality.counts import check_counts
from tests.quality.sample import DOCUMENT, make_graph

COUNTS = {
    "nodes": 2,
    "listings": 2,
    "reappearances": 1,
    "all_wards": 1,
    "yearly": 1,
    "overview": 1,
    "sections": 1,
    "level:施策": 1,
    "level:取組": 1,
}


def test_the_counts_of_the_graph_itself_are_no_finding() -> None:
    assert check_counts(COUNTS, make_graph(), DOCUMENT) == []


@pytest.mark.parametrize("key", COUNTS)
@pytest.mark.parametrize("difference", [-1, 1])
def test_each_count_that_differs_is_a_fault_of_its_document(key: str, difference: int) -> None:
    (found,) = check_counts({**COUNTS, key: COUNTS[key] + difference}, make_graph(), DOCUMENT)
    assert (found.code, found.severity, found.where) == (f"count-{key}", "fault", "141305/plan")
    for text in (found.ja, found.en):
        assert str(COUNTS[key]) in text
        assert str(COUNTS[key] + difference) in text
    assert all((found.fix_ja, found.fix_en))


def test_what_belongs_to_another_document_is_not_counted() -> None:
    found = check_counts(dict.fromkeys(COUNTS, 0), make_graph(), DOCUMENT + "-2")
    assert found == []


@pytest.mark.parametrize("key", ["rows", "level:", "level", ""])
def test_a_count_that_nobody_knows_is_refused(key: str) -> None:
    with pytest.raises(ManifestError, match="unknown count") as raised:
        check_counts({key: 1}, Graph(), DOCUMENT)
    assert "nodes" in raised.value.fix


@pytest.mark.parametrize("number", [-1, True, 1.5, "2"])
def test_a_number_that_is_no_count_is_refused(number: int) -> None:
    with pytest.raises(ManifestError, match="not a count"):
        check_counts({"nodes": number}, Graph(), DOCUMENT)
