"""Hostile entries neither explode nor get lost without a word."""

from __future__ import annotations

import time

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.links.blocking import GROUP, NEXT
from kg.links.likeness import Entry, compare, find_alike

_SIGNS = st.text(
    alphabet="子供こども取組り()（）区公園事業推進の・第1２三期年度a 　\0𠮷①", max_size=24
)
_ENTRIES = st.builds(
    Entry,
    key=st.sampled_from("abcdefgh"),
    municipality=st.sampled_from("12"),
    name=_SIGNS,
    text=_SIGNS,
    wards=st.frozensets(st.sampled_from(["幸区", "高津区"]), max_size=1),
)


@given(_ENTRIES, _ENTRIES)
def test_any_two_entries_are_judged_alike_from_both_sides(one: Entry, two: Entry) -> None:
    assert compare(one, two) == compare(two, one)
    pair = compare(one, two)
    if pair:
        assert 0 <= pair.score <= 1
        assert pair.left < pair.right
        assert pair.ja
        assert pair.en


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRIES, max_size=12, unique_by=lambda entry: entry.key))
def test_few_entries_give_exactly_what_comparing_all_gives(entries: list[Entry]) -> None:
    found = find_alike(entries, least=0.0)
    pairs = [
        pair
        for index, one in enumerate(entries)
        for two in entries[index + 1 :]
        if (pair := compare(one, two))
    ]
    assert found == sorted(pairs, key=lambda pair: (pair.left, pair.right))


def test_names_of_ten_thousand_signs_are_compared_by_their_beginning() -> None:
    begin = time.process_time()
    entries = [Entry(str(n), "1", "公園(" * 5_000 + str(n), "あ" * 10_000) for n in range(20)]
    find_alike(entries)
    assert time.process_time() - begin < 5


def test_five_thousand_entries_of_one_name_stay_connected_and_say_so() -> None:
    entries = [Entry(f"{n:04d}", "1", "公園管理事業", f"説明{n % 7}") for n in range(5_000)]
    found = find_alike(entries, least=0.0)
    graph = networkx.Graph((pair.left, pair.right) for pair in found)
    assert len(graph) == 5_000
    assert networkx.is_connected(graph)
    assert len(found) <= NEXT * 5_000
    assert all("同じ名称が5000件" in pair.ja for pair in found)
    assert all("5000 have this name" in pair.en for pair in found)


def test_a_crowd_is_chained_among_few_entries_too() -> None:
    entries = [Entry(f"{n:04d}", "1", "公園管理事業") for n in range(GROUP + 1)]
    assert len(find_alike(entries)) < NEXT * (GROUP + 1)
    assert len(find_alike(entries[:GROUP])) == GROUP * (GROUP - 1) // 2


def test_nothing_and_empty_names_give_nothing() -> None:
    assert find_alike([]) == []
    assert find_alike([Entry(str(n), "1", "") for n in range(3_000)]) == []
