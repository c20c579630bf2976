"""Texts that try to break a proposal: it ends in time, and is a layout."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText
from kg.layouts.proposal.proposal import propose_layout
from tests.layouts.hostile import LONG, STEMS, ended_within, make_long

#: A line of ten megabytes.
TEN_MILLION = 10_000_000
COUNT = 5_000

#: A text repeated line after line, each time with another number in it.
MANY = {
    "numbers": "{at}",
    "headings": "{digit} 題{at}\n\n文です。\n",
    "one heading": "1 題",
    "signs": "○あいう",
    "sentences with signs": "・あい{at}する。",
    "notes": "※あい",
    "labels": "主な取組\n\n文です。\n",
    "contents": "{at} 題{at} …… {at}",
    "terms": "*語{at}です。\n\n語{at}\n\n説明です。\n",
    "lone lines": "題{at}\n\n文です。\n",
    "brackets": "【" * 50,
    "compound numbers": "1-" * 90 + "x",
    "numbers behind": "題 [" + "施策" * 20 + " 1",
    "tables": "事業名\t概要\t担当課\nま{at}\t開く。\t市民課\n",
    "headers nobody knows": "あ{at}\tい{at}\tう{at}\nか\tき\tく\n",
    "outlines": "{at} 題\t文です。 ○一 ○二",
}


def propose(text: str) -> None:
    propose_layout(SourceText(text, "made"))


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\ufeff", "\t", "\t\t\n\t", "\x00", "1", "12\n34\n56"]
)
def test_what_holds_next_to_nothing_is_proposed_a_layout_without_levels(text: str) -> None:
    assert propose_layout(SourceText(text, "made")).layout.nodes == ()


@pytest.mark.parametrize("name", STEMS)
def test_a_long_line_is_looked_at_in_linear_time(name: str) -> None:
    with ended_within(60):
        propose(make_long(STEMS[name], LONG))


def test_a_line_of_ten_megabytes_ends_in_time() -> None:
    with ended_within(120):
        propose("あ" * TEN_MILLION)


def test_a_row_of_many_cells_ends_in_time() -> None:
    with ended_within(120):
        propose("\t".join(["事業名"] * (LONG // 10)))


@pytest.mark.parametrize("name", MANY)
def test_many_lines_of_one_kind_end_in_time(name: str) -> None:
    with ended_within(120):
        propose("\n".join(MANY[name].format(at=at, digit=at % 9 + 1) for at in range(COUNT)))
