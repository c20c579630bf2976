"""The graph from Python gives what the pages and commands give."""

from __future__ import annotations

import pytest

from kg.api import PolicyGraph
from kg.errors import KgError, QueryError
from kg.questions.reappearances import Choice
from kg.questions.repeats import RepeatKind, RepeatStatus
from tests.workbench import DATA


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    return PolicyGraph.open(DATA)


def test_reappearances_come_typed_and_as_a_frame(graph: PolicyGraph) -> None:
    rows = graph.find_reappearances()
    assert len(rows) == 32
    drifted = graph.find_reappearances(Choice.DRIFTED)
    assert [row.drift.shift for row in drifted if row.drift and row.drift.shift] == [1]
    frame = graph.make_frame("reappearances")
    assert sorted(frame["row_iri"]) == sorted(row.appearance.iri for row in rows)
    fields = graph.make_frame("fields", "en")
    assert set(fields["row_iri"]) == {row.appearance.iri for row in rows if row.drift}


def test_repeats_come_typed_in_clusters_and_as_a_frame(graph: PolicyGraph) -> None:
    held = graph.find_repeats(RepeatKind.DUPLICATE, RepeatStatus.INFERRED)
    assert all(repeat.left.main and repeat.right.main for repeat in held)
    frame = graph.make_frame("repeats")
    assert set(frame["link"]) == {link.link for link in graph.find_links()}
    for cluster in graph.find_clusters():
        first, *others = cluster.members
        assert all(graph.find_chain(first.iri, other.iri) for other in others)


def test_counts_and_queries_are_those_of_the_graph(graph: PolicyGraph) -> None:
    counts = {tally.document.label: tally.count for tally in graph.count_appearances()[:1]}
    assert all(count.listings >= count.projects for count in counts.values())
    rows = graph.query("SELECT ?row { ?row mpo:isReappearance true }").rows
    assert len(rows) == 32
    with pytest.raises(QueryError):
        graph.query("ASK {}")


def test_an_unknown_table_is_named_with_those_that_there_are(graph: PolicyGraph) -> None:
    with pytest.raises(KgError, match="reappearances"):
        graph.make_frame("everything")
