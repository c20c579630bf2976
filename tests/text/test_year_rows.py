"""Years of a header row that print their era once: the neighbour and the sequence tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import parse_year_header
from kg.text.eras import get_era
from kg.text.year_rows import parse_era_header, parse_year_row

WORDS = st.sampled_from(
    ["令和5年度", "R5", "2023年度", "6", "7", "24年度", "元", "事業名", "", "8以降", "平成30年度"]
)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("令和5年度 6 7", (2023, 2024, 2025)),
        ("R5 6 7", (2023, 2024, 2025)),
        ("Ｒ５ ６ ７", (2023, 2024, 2025)),
        ("2023年度 24年度 25年度", (2023, 2024, 2025)),
        ("2009年度 10 11", (2009, 2010, 2011)),
        ("令和五年度 六 七", (2023, 2024, 2025)),
        ("平成30年度 31年度 2 3", (2018, 2019, 2020, 2021)),
        ("令和元年度 2", (2019, 2020)),
        ("4 5 令和6年度", (2022, 2023, 2024)),
        ("令和5年度(2023年度) 6 25", (2023, 2024, 2025)),
        ("事業名 令和5年度 6", (None, 2023, 2024)),
    ],
)
def test_the_neighbour_tells_the_era_of_a_number(words: str, years: tuple[int | None, ...]) -> None:
    found = parse_year_row(words.split())
    assert tuple(one and one.year for one in found) == years


@pytest.mark.parametrize(
    "words", ["令和5年度 7 9", "No. 1 2", "令和5年度以降 6", "令和5年度 内容 6", "5 6 7", "6 5年度"]
)
def test_a_number_that_does_not_go_on_is_no_year(words: str) -> None:
    printed = words.split()
    found = parse_year_row(printed)
    assert [one is None for one in found] == [parse_year_header(word) is None for word in printed]


def test_only_the_last_year_may_be_open() -> None:
    found = parse_year_row(["R5", "6", "7以降"])
    assert [(one.year, one.open_ended) for one in found if one] == [
        (2023, False),
        (2024, False),
        (2025, True),
    ]


def test_numbers_below_an_era_are_its_years() -> None:
    reiwa = parse_era_header("令和（年度）")
    assert reiwa is get_era("令和")
    found = parse_year_row(["", "5", "6年度", "7"], "平成", {1: reiwa} if reiwa else {})
    assert [one and one.year for one in found] == [None, 2023, 2024, 2025]


@pytest.mark.parametrize("word", ["R", "令和5年度", "年度", "和", "", "あ" * 500])
def test_any_other_word_names_no_era(word: str) -> None:
    assert parse_era_header(word) is None


@given(st.lists(WORDS, max_size=8))
def test_a_year_that_prints_its_era_is_never_another(words: list[str]) -> None:
    found = parse_year_row(words, "令和")
    assert len(found) == len(words)
    for word, year in zip(words, found, strict=True):
        if (own := parse_year_header(word)) is not None:
            assert year == own
