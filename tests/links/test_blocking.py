"""Blocking loses nothing among few entries, and states what it may lose among many."""

from __future__ import annotations

import pytest

from bench.repeats_plans import make_plans
from kg.links import likeness_sieve
from kg.links.blocking import (
    GROUP,
    NEXT,
    join_across,
    join_all,
    join_near,
    join_parts,
    join_same,
    make_unique,
)
from kg.links.likeness import compare, find_alike


def test_entries_of_one_key_meet_within_their_scope() -> None:
    pairs = join_same(["a", "a", "a", "", ""], ["1", "1", "2", "1", "1"], ["", "", "", "", ""])
    assert pairs.tolist() == [[0, 1]]
    assert join_across(["a", "a", "a"], ["1", "1", "2"], ["", "", ""], 5).tolist() == [
        [1, 2],
        [0, 2],
    ]


def test_a_large_group_is_a_chain_and_a_small_one_is_whole() -> None:
    for size, expected in ((GROUP, GROUP * (GROUP - 1) // 2), (100, 99 + 98 + 97)):
        keys = ["a"] * size
        assert len(join_same(keys, keys, keys)) == expected
    assert NEXT == 3


def test_a_name_meets_the_name_that_joins_it() -> None:
    assert join_parts(["広報", "広報広聴"], [[], ["広報", "広聴"]], 5).tolist() == [[0, 1]]


def test_shared_rare_stretches_bring_entries_together() -> None:
    texts = ["円筒分水の保全", "円筒分水の活用", "公園の管理", ""]
    assert [0, 1] in join_near(texts, 2, 4).tolist()
    assert join_near(["", ""], 2, 4).tolist() == []
    assert join_near([], 2, 4).tolist() == []


def test_pairs_are_sorted_and_each_comes_once() -> None:
    pairs = make_unique([join_all(3), join_all(3)[:, ::-1]])
    assert pairs.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert make_unique([]).tolist() == []


def test_among_a_few_hundred_entries_nothing_is_lost() -> None:
    entries = make_plans(200, 3).entries
    found = find_alike(entries, least=0.0)
    expected = {
        pair
        for index, one in enumerate(entries)
        for two in entries[index + 1 :]
        if (pair := compare(one, two))
    }
    assert set(found) == expected


def test_rare_stretches_alone_lose_at_most_one_pair_in_a_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = make_plans(1000, 5).entries
    everything = set(find_alike(entries))
    monkeypatch.setattr(likeness_sieve, "ALL_PAIRS", 0)
    found = set(find_alike(entries))
    assert found <= everything
    assert len(found) >= 0.99 * len(everything)
