"""Folding: what people type one for the other is equal, and every offset finds its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.fold import fold, fold_key
from tests.layouts.hostile import LONG, STEMS, ended_within, make_long

#: Text as documents print it, with all that folds to more or fewer characters than it has.
JAPANESE = st.text(
    st.sampled_from(
        "あがカガはばぱ漢字ー・、。（）()［］「」〜~―−-‐①❶⓵㈱℡㍻ｱｶﾊﾞﾟ０Ａａ \u3000\n\t"
        "\u3099\u309aé\U00020000…"
    )
)
ANY = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "folded", "reason"),
    [
        ("２０１１年度", "2011年度", "digits of any width"),
        ("（再掲）［各区］", "(再掲)[各区]", "brackets of any width"),
        ("ｻﾝｷｭｰｺｰﾙ", "サンキューコール", "half-width kana"),
        ("ﾊﾟﾌﾞﾘｯｸ", "パブリック", "half-width kana with a voicing mark of their own"),
        ("か\u3099く", "がく", "a voicing mark behind its kana"),
        ("①❶⓵", "111", "digits in circles of any kind"),
        ("㈱℡㍻", "(株)TEL平成", "characters that hold several"),
        ("Ⅶ", "VII", "Roman numerals"),
        ("〜～∼", "~~~", "waves"),
        ("‐‑‒–—―−－", "--------", "dashes"),
        ("◯", "○", "circles"),
        ("コーヒー", "コーヒー", "the long vowel is no dash"),
        ("、。「」・", "、。「」・", "Japanese signs stay"),
        ("", "", "nothing"),
    ],
)
def test_what_is_typed_one_for_the_other_folds_alike(text: str, folded: str, reason: str) -> None:
    assert fold(text).text == folded, reason


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("Ａｂ㈱ﾊﾟｰｸ", "パ", "ﾊﾟ"),
        ("Ａｂ㈱ﾊﾟｰｸ", "株", "㈱"),
        ("か\u3099く", "が", "か\u3099"),
        ("第Ⅶ章", "VII", "Ⅶ"),
        ("\U00020000①\U00020000", "1", "①"),
        ("a\u0301b", "á", "a\u0301"),
    ],
)
def test_a_folded_stretch_comes_from_whole_characters(text: str, part: str, original: str) -> None:
    folded = fold(text)
    at = folded.text.index(part)
    start, end = folded.origin(at, at + len(part))
    assert text[start:end] == original


@given(st.one_of(JAPANESE, ANY))
def test_the_origins_cover_the_text_in_order_without_a_gap(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    stretches = list(dict.fromkeys(zip(folded.starts, folded.ends, strict=True)))
    assert [start for start, _ in stretches] == [0, *(end for _, end in stretches)][:-1]
    assert all(start < end for start, end in stretches)
    assert max(folded.ends, default=0) == len(text)


@given(st.one_of(JAPANESE, ANY), st.data())
def test_the_origin_of_a_stretch_folds_to_a_text_that_holds_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.origin(start, end)
    assert folded.text[start:end] in fold(text[first:last]).text


@given(JAPANESE)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(JAPANESE)
def test_a_text_and_its_nfkc_form_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFKC", text)).text == fold(text).text


@given(st.one_of(JAPANESE, ANY), st.data())
def test_the_position_of_an_offset_is_the_first_character_that_comes_from_it(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    offset = data.draw(st.integers(0, len(text)))
    position = folded.position(offset)
    if offset == len(text):
        assert position == len(folded.text)
        return
    assert folded.starts[position] <= offset < folded.ends[position]
    assert position == 0 or folded.starts[position - 1] < folded.starts[position]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_stretch_outside_the_folded_text_is_a_wrong_call(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not a stretch of the folded text: {start}-{end}"):
        fold("あいう").origin(start, end)


def test_a_key_has_neither_width_nor_blanks() -> None:
    assert fold_key(" 事業　概 要\r\n（2011～2013年度） ") == fold_key(
        "事業概要(２０１１〜２０１３年度)"
    )
    assert fold_key("\u2028\u00a0\t") == ""


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_full_width_letters_have_the_same_key(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in text)
    assert fold_key(wide) == fold_key(text)


@pytest.mark.parametrize("stem", STEMS)
def test_a_long_text_folds_in_linear_time(stem: str) -> None:
    text = make_long(STEMS[stem], LONG)
    with ended_within(8):
        folded = fold(text)
    assert folded.ends[-1] == len(text)
