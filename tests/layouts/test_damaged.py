"""Headings set apart or with letters for digits, and the rows below a heading nobody knows."""

from __future__ import annotations

import pytest

from kg.documents.source import parse_source
from kg.layouts.layout import parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

LAYOUT = parse_layout(
    '[[node]]\nlevel = "基本目標"\npattern = "基本目標 <{number}>{blank}{title}"\n'
    '[[node]]\nlevel = "基本施策"\npattern = "<({number})>{title}"\n',
    "made",
)


def read(*lines: str) -> Extraction:
    text = "\n\n".join(lines).replace("|", "\t")
    return recognise(parse_source(f"{text}\n".encode(), "made.txt"), LAYOUT)


def get_paths(found: Extraction) -> list[str]:
    return ["/".join(node.path) for node in found.nodes]


def make_table(name: str) -> str:
    return f"事業名|担当課\n{name}|観光課"


@pytest.mark.parametrize(
    "word", ["基 本 目 標 ２", "基　本　目　標　２", "基本 目標２", "基本目標２"]
)
def test_blanks_between_the_letters_of_a_heading_do_not_hide_it(word: str) -> None:
    found = read("基本目標１　育ち", "(1) 健康", make_table("手帳"), f"{word}　家庭", "(1) 相談")
    assert get_paths(found) == ["1", "1/(1)", "2", "2/(1)"]
    assert found.findings == ()


@pytest.mark.parametrize(("printed", "number"), [("(l)", "1"), ("（Ｉ）", "1")])
def test_a_letter_is_the_digit_with_which_the_siblings_begin(printed: str, number: str) -> None:
    found = read(
        "基本目標１　育ち", "(1) 健康", "基本目標２　家庭", f"{printed} 相談", make_table("手帳")
    )
    assert get_paths(found) == ["1", "1/(1)", "2", f"2/({number})"]
    assert found.listings[0].node == ("2", f"({number})")
    assert [finding.code for finding in found.findings] == ["heading-number-read"]


@pytest.mark.parametrize(("before", "printed"), [("9", "(lO)"), ("10", "(1l)"), ("19", "(2O)")])
def test_letters_are_digits_where_the_number_goes_on(before: str, printed: str) -> None:
    found = read("基本目標１　育ち", f"({before}) 健康", f"{printed} 相談")
    assert [node.label.text for node in found.nodes] == ["育ち", "健康", "相談"]
    assert found.nodes[2].notation == f"({int(before) + 1})"


@pytest.mark.parametrize("printed", ["(l2)", "(3l)", "(O)", "(Il)"])
def test_a_number_that_no_sibling_proves_is_reported_and_so_are_the_rows_below(
    printed: str,
) -> None:
    found = read("基本目標１　育ち", "(1) 健康", f"{printed} 相談", make_table("手帳"))
    assert get_paths(found) == ["1", "1/(1)"]
    assert [(finding.code, finding.line) for finding in found.findings] == [
        ("heading-not-understood", 5),
        ("rows-below-unknown-heading", 7),
    ]
    assert "健康" in found.findings[1].ja
    assert "7～8行目" in found.findings[1].ja


def test_rows_below_the_headings_of_an_unknown_one_are_doubtful_too() -> None:
    found = read(
        "基本目標１　育ち",
        "(1) 健康",
        make_table("手帳"),
        "墓本目標２　家庭",
        "(1) 相談",
        make_table("訪問"),
    )
    assert [(one.code, one.line) for one in found.findings] == [
        ("heading-not-understood", 8),
        ("rows-below-unknown-heading", 12),
    ]


def test_rows_below_the_next_heading_that_is_known_are_not_doubtful() -> None:
    found = read(
        "基本目標１　育ち",
        "(1) 健康",
        make_table("手帳"),
        "(l5) 相談",
        "(2) 訪問",
        make_table("訪問"),
    )
    assert [finding.code for finding in found.findings] == ["heading-not-understood"]


def test_a_proposal_counts_a_heading_set_apart_among_those_of_its_level() -> None:
    lines = (
        "基本目標１　育ち",
        "(1) 健康",
        "基 本 目 標 ２　家庭",
        "(1) 相談",
        "基本目標３　地域",
        "(l) 見守り",
    )
    source = parse_source(("\n\n".join(lines) + "\n").encode(), "made.txt")
    found = recognise(source, propose_layout(source).layout)
    assert get_paths(found) == ["1", "1/(1)", "2", "2/(1)", "3", "3/(1)"]
