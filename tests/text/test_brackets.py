"""Brackets: depth that damage on one side does not change, and the groups of a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.brackets import CLOSING, OPENING, find_depths, find_groups
from kg.text.fold import fold_key
from tests.layouts.hostile import LONG, STEMS, ended_within, make_long

BRACKETED = st.text(st.sampled_from("あa1 ()（）[]［］【】〔〕〈〉《》「」<>㈱\u3099"))


@pytest.mark.parametrize(
    ("text", "depths", "reason"),
    [
        ("a(b)c", "01110", "both brackets are inside"),
        ("a(b[c])", "0112221", "nested"),
        ("「a」「b」", "111111", "one after the other"),
        ("a(b", "000", "never closed"),
        ("a)b", "000", "never opened"),
        ("(a)b)", "11100", "one closed too often"),
        ("(a[b)c", "111110", "what is never closed inside hides nothing"),
        ("(a]b)c", "111110", "what is never opened inside hides nothing"),
        ("a<b>c", "00000", "markup is no bracket"),
        ("", "", "nothing"),
    ],
)
def test_depth_counts_pairs_only(text: str, depths: str, reason: str) -> None:
    assert find_depths(text) == [int(depth) for depth in depths], reason


@pytest.mark.parametrize(
    "pair", [pair for pair in zip(OPENING, CLOSING, strict=True) if pair != ("<", ">")]
)
def test_every_kind_of_bracket_pairs_with_its_own(pair: tuple[str, str]) -> None:
    opening, closing = pair
    assert find_depths(f"x{opening}y{closing}z") == [0, 1, 1, 1, 0]


@given(BRACKETED)
def test_every_depth_is_at_least_none_and_changes_by_one_pair_at_a_time(text: str) -> None:
    depths = find_depths(text)
    assert len(depths) == len(text)
    assert all(depth >= 0 for depth in depths)
    assert all(abs(a - b) <= 1 for a, b in pairwise(depths))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("あゆみ事業(再掲)", [("(再掲)", "再掲")]),
        ("あゆみ事業（再　掲）", [("（再　掲）", "再掲")]),
        ("あゆみ［再掲］【各区】", [("［再掲］", "再掲"), ("【各区】", "各区")]),
        ("(株(再掲))", [("(再掲)", "再掲")]),
        ("㈱あゆみ", [("㈱", "株")]),
        ("あゆみ(再掲", []),
        ("再掲)あゆみ", []),
        ("()", [("()", "")]),
        ("〔ａ〕〈ｂ〉《ｃ》", [("〔ａ〕", "a"), ("〈ｂ〉", "b"), ("《ｃ》", "c")]),
    ],
)
def test_groups_are_the_innermost_brackets_with_folded_content(
    text: str, groups: list[tuple[str, str]]
) -> None:
    assert [(text[group.start : group.end], group.content) for group in find_groups(text)] == groups


@given(BRACKETED)
def test_groups_lie_in_the_text_in_order_and_fold_to_what_holds_their_content(text: str) -> None:
    end = 0
    for group in find_groups(text):
        assert end <= group.start < group.end <= len(text)
        assert group.content in fold_key(text[group.start : group.end])
        end = group.end


@pytest.mark.parametrize(
    "text",
    [
        "(" * (LONG // 2) + ")" * (LONG // 2),
        "(" * (LONG // 2) + "]" * (LONG // 2),
        "([" * (LONG // 4) + ")]" * (LONG // 4),
        *(make_long(stem, LONG) for stem in STEMS.values()),
    ],
    ids=["nested", "unmatched", "crossed", *STEMS],
)
def test_a_long_text_is_read_in_linear_time(text: str) -> None:
    with ended_within(8):
        assert len(find_depths(text)) == len(text)
        list(find_groups(text))
