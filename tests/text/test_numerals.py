"""Numbers as Japanese texts print them, read back to what they say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numerals import KANJI_DIGITS, fold_running, make_kanji, parse_decimal, parse_number

SMALL = st.integers(1, 9999)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", 1234),
        ("１２", 12),
        ("１，２３４，５６７", 1_234_567),
        (" 32 ", 32),
        ("032", 32),
        ("0", 0),
        ("三十二", 32),
        ("百一", 101),
        ("一〇二", 102),
        ("二四", 24),
        ("二十", 20),
        ("二〇", 20),
        ("十", 10),
        ("千三百五", 1305),
        ("二千二十四", 2024),
        ("〇", 0),
        ("元", 1),
        ("5千", 5000),
        ("5,000万", 50_000_000),
        ("5,500万", 55_000_000),
        ("1億2,000万", 120_000_000),
        ("1億5", 100_000_005),
        ("一千二百万", 12_000_000),
        ("２万５千", 25_000),
        ("3兆", 3_000_000_000_000),
        ("12,345万", 123_450_000),
    ],
)
def test_a_printed_number_is_read(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "円",
        "12円",
        "12,34",
        "1,2345",
        ",123",
        "4.5",
        "1.5億",
        "-3",
        "十百",
        "二十〇",
        "二百一二",
        "百百",
        "万",
        "0万",
        "1万億",
        "1億10000万",
        "1億12345",
        "①",
        "m²",
        "½",
        "数十",
        "9" * 5000,
        "一" * 5000,
    ],
)
def test_what_is_no_whole_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.5", "4.5"),
        ("１２．５", "12.5"),
        ("1,234.5", "1234.5"),
        ("0.25", "0.25"),
        ("1.5億", "150000000"),
        ("2.5万", "25000"),
        ("5,000万", "50000000"),
        ("三十二", "32"),
    ],
)
def test_a_decimal_is_read_apart(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "4.", ".5", "1.2.3", "1,23.5", "1億2.5", "1.5億2万", "4.5%"])
def test_what_is_no_decimal_is_not_read(text: str) -> None:
    assert parse_decimal(text) is None


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_kanji_numeral_is_made_of_one_to_9999_only(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 9999"):
        make_kanji(number)


def test_a_circled_number_does_not_run_into_the_digits_beside_it() -> None:
    text = "①2011年度と㎡²24、⑴3"
    folded = fold_running(text)
    assert "12011" not in folded.text
    assert "224" not in folded.text
    start = folded.text.index("2011")
    assert folded.origin(start, start + 4) == (1, 5)


@given(SMALL)
def test_a_kanji_numeral_is_read_back_to_its_number(number: int) -> None:
    assert parse_number(make_kanji(number)) == number


@given(SMALL)
def test_kanji_digits_by_place_are_read_back_to_their_number(number: int) -> None:
    assert parse_number("".join(KANJI_DIGITS[int(digit)] for digit in str(number))) == number


@given(st.integers(0, 10**15 - 1))
def test_an_arabic_number_is_read_back_in_every_width_and_grouping(number: int) -> None:
    wide = str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert parse_number(str(number)) == parse_number(f"{number:,}") == parse_number(wide) == number


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 9999))
def test_large_units_add_up(oku: int, man: int, rest: int) -> None:
    text = f"{oku}億{man:,}万{rest or ''}"
    assert parse_number(text) == oku * 10**8 + man * 10**4 + rest


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    whole, decimal = parse_number(text), parse_decimal(text)
    assert whole is None or decimal == whole
