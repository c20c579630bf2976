"""Readings: hiragana only, and sorted as a Japanese index sorts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.kana import ROWS, find_row, is_kana, make_hiragana, make_kana_key

SOUNDS = st.characters(min_codepoint=0x3041, max_codepoint=0x3096) | st.just("ー")
KANA = st.text(SOUNDS, min_size=1)


def test_katakana_becomes_hiragana_and_the_long_mark_stays() -> None:
    assert make_hiragana("アサオクノセンター") == "あさおくのせんたー"
    assert make_hiragana("ヴァイオリン") == "ゔぁいおりん"


@pytest.mark.parametrize("text", ["", "アサオ", "麻生", "あさお く", "ーあ", "abc", "あ・い"])
def test_what_is_no_hiragana_is_no_reading(text: str) -> None:
    assert not is_kana(text)


def test_an_index_passes_over_voicing_size_and_length_at_first() -> None:
    order = ["かあど", "カード", "がいこく", "かいこく", "きょうと", "きようと", "さーびす", "ざい"]
    order += ["はば", "ばば", "ぱぱ", "はは"]
    kana = [make_hiragana(one) for one in order]
    plain = [make_kana_key(one)[0] for one in sorted(kana, key=make_kana_key)]
    assert plain == sorted(plain)
    assert make_kana_key("さーびす")[0] == "さあひす"
    assert make_kana_key("きょうと")[0] == make_kana_key("きようと")[0]
    assert sorted(["ぱぱ", "はは", "ばば"], key=make_kana_key) == ["はは", "ばば", "ぱぱ"]


@given(KANA)
def test_every_reading_but_one_that_begins_with_the_long_mark_has_a_heading(kana: str) -> None:
    row = find_row(kana)
    assert (row in ROWS) == (kana[0] != "ー")
    assert is_kana(kana) == (kana[0] != "ー")


@given(KANA, KANA)
def test_a_key_tells_readings_apart(left: str, right: str) -> None:
    assert (make_kana_key(left) == make_kana_key(right)) == (left == right)


def test_headings() -> None:
    readings = ["あさおく", "ぎょう", "ぱーく", "を", "ん", ""]
    assert list(map(find_row, readings)) == ["あ", "か", "は", "わ", "わ", ""]
