"""Repeats that nobody marked: pairs once, decided before concluded, clusters and chains."""

from __future__ import annotations

import pytest

from kg.names import MPO
from kg.questions.drift import DriftState
from kg.questions.repeat_clusters import find_chain, find_clusters
from kg.questions.repeats import (
    RepeatKind,
    RepeatStatus,
    compare_repeats,
    filter_repeats,
    find_repeat_links,
    find_repeats,
)
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Iri
from tests.questions.small_repeats import (
    FAR,
    KIDS,
    KIDS_TOO,
    KIDS_WARD,
    ODD,
    PARK,
    TALK,
    UNTOLD,
    write_repeats_data,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(write_repeats_data(tmp_path_factory.mktemp("repeats")).ttl)


def test_a_pair_comes_once_though_its_links_run_both_ways(store: EmbeddedStore) -> None:
    links = find_repeat_links(store)
    pairs = [frozenset((one.left.iri, one.right.iri)) for one in links]
    assert len(pairs) == len(set(pairs)) == 7
    assert all(one.left.iri < one.right.iri for one in links)


def test_pairs_stand_in_the_order_of_their_confidence_and_likeness(store: EmbeddedStore) -> None:
    keys = [
        (one.status is not RepeatStatus.REJECTED, one.confidence or 0, one.score or 0)
        for one in find_repeat_links(store)
    ]
    assert keys == sorted(keys, reverse=True)


def test_a_pair_says_what_it_is_and_why_in_both_languages(store: EmbeddedStore) -> None:
    first = find_repeat_links(store)[0]
    assert {first.left.iri, first.right.iri} == {KIDS, KIDS_TOO}
    assert first.kind is RepeatKind.DUPLICATE
    assert first.predicate == MPO + "possibleDuplicateOf"
    assert first.status is RepeatStatus.INFERRED
    assert (first.confidence, first.score) == (0.9, 0.95)
    assert first.reason("ja") == "こども/子どもの違い"
    assert first.reason("en") == "reason: possibleDuplicateOf"
    assert first.rules
    assert len(first.proofs) == 1


def test_what_a_person_decided_counts_for_both_directions(store: EmbeddedStore) -> None:
    found = {frozenset((one.left.iri, one.right.iri)): one for one in find_repeat_links(store)}
    rejected = found[frozenset((Iri(PARK), Iri(TALK)))]
    assert rejected.status is RepeatStatus.REJECTED
    assert rejected.reason_ja == "別の事業"
    assert not rejected.holds
    confirmed = found[frozenset((Iri(KIDS_TOO), Iri(KIDS_WARD)))]
    assert confirmed.status is RepeatStatus.CONFIRMED
    assert confirmed.holds


def test_the_pairs_of_one_project_are_found_from_either_side(store: EmbeddedStore) -> None:
    for project, others in ((KIDS, {KIDS_TOO, FAR, PARK}), (FAR, {KIDS}), (UNTOLD, {PARK})):
        links = find_repeat_links(store, Iri(project))
        assert {one.get_other(Iri(project)).iri for one in links} == others
    assert find_repeat_links(store, Iri(f"{KIDS}ではない")) == ()


def test_pairs_are_filtered_by_kind_and_status(store: EmbeddedStore) -> None:
    links = find_repeat_links(store)
    similar = filter_repeats(links, RepeatKind.SIMILAR, None)
    assert [{one.left.iri, one.right.iri} for one in similar] == [{KIDS, FAR}]
    for status in RepeatStatus:
        assert {one.status for one in filter_repeats(links, None, status)} == {status}
    assert filter_repeats(links, None, None) == links


def test_a_pair_comes_with_its_texts_places_and_differences(store: EmbeddedStore) -> None:
    first = find_repeats(store)[0]
    assert first.left.main is not None
    assert first.right.main is not None
    assert first.left.municipality is not None
    assert first.left.municipality.label == "小市"
    assert first.left.main.document.label == "計画990001"
    assert [step.label for step in first.left.main.path] == ["まちづくり"]
    assert first.drift is not None
    assert first.drift.state is DriftState.DRIFTED
    assert "説明" in first.drift.summary_ja
    assert [one.first_line for one in first.evidence] == [1]


def test_the_main_row_is_the_one_without_a_mark(store: EmbeddedStore) -> None:
    pair = next(one for one in find_repeats(store, Iri(TALK)) if one.link.holds)
    side = pair.left
    assert side.project.iri == TALK
    assert pair.drift is not None
    assert "相手の事業だけ" in pair.drift.summary_ja
    assert len(side.appearances) == 2
    assert side.main is not None
    assert not side.main.reappearance


def test_a_project_without_rows_has_no_texts_to_compare(store: EmbeddedStore) -> None:
    (pair,) = compare_repeats(store, find_repeat_links(store, Iri(UNTOLD)))
    assert pair.drift is None
    side = pair.left if pair.left.project.iri == UNTOLD else pair.right
    assert side.main is None
    assert side.project.label == "名だけの事業"


def test_links_in_force_make_clusters_the_largest_first(store: EmbeddedStore) -> None:
    clusters = find_clusters(find_repeat_links(store))
    members = [{one.iri for one in cluster.members} for cluster in clusters]
    assert members == [{KIDS, KIDS_TOO, KIDS_WARD, FAR}, {TALK, ODD}]
    assert [len(cluster.links) for cluster in clusters] == [3, 1]
    assert find_clusters(()) == ()


def test_the_shortest_chain_between_two_projects_is_told_link_by_link(
    store: EmbeddedStore,
) -> None:
    links = find_repeat_links(store)
    chain = find_chain(links, Iri(FAR), Iri(KIDS_WARD))
    at, way = Iri(FAR), [Iri(FAR)]
    for one in chain:
        at = one.get_other(at).iri
        way.append(at)
    assert way == [FAR, KIDS, KIDS_TOO, KIDS_WARD]
    # Neither a candidate nor a rejected link is a way.
    assert find_chain(links, Iri(KIDS), Iri(PARK)) == ()
    assert find_chain(links, Iri(KIDS), Iri("x:nothing")) == ()
    assert find_chain(links, Iri(KIDS), Iri(KIDS)) == ()
