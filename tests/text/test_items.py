"""Cells: where items part, where a name ends, and what no reading may lose or invent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.fold import fold_key
from kg.text.items import (
    ARROWS,
    Piece,
    clean,
    close_line_ends,
    goes_on,
    has_arrow,
    split_items,
    split_name,
    trim,
)
from tests.layouts.hostile import LONG, STEMS, ended_within, make_long

CELL = st.one_of(
    st.text(st.sampled_from("あ漢をの、。（）()「」[]1a9 \u3000\n→⇒<>/bp㈱ｶﾞ\u3099・")),
    st.lists(
        st.sampled_from(
            ["検討", "実施", " ", "  ", "\u3000", "<b>", "</b>", "<p class='x'>", "→", "(", ")",
             "を", "第2期", "200人", "CIO", "。", "\r", "\u2028", "\x00", "<b", "①"]
        )
    ).map("".join),
    st.text(st.characters(exclude_categories=["Cs"])),
)  # fmt: skip


def get_items(text: str) -> list[str]:
    return [piece.text for piece in split_items(text)]


@pytest.mark.parametrize(
    ("text", "items", "reason"),
    [
        ("検討 実施", ["検討", "実施"], "one blank between two nouns was a line end"),
        ("検討  実施", ["検討", "実施"], "two blanks always part"),
        ("検討　実施", ["検討", "実施"], "a full-width blank is a blank"),
        ("検討<br>実施", ["検討", "実施"], "a tag parts"),
        ("検討</p><p class='x'>実施", ["検討", "実施"], "tags in a row part once"),
        ("検討→実施", ["検討", "実施"], "an arrow parts"),
        ("検討\r\n実施", ["検討", "実施"], "a line end parts"),
        ("検討を 実施", ["検討を 実施"], "a particle goes on"),
        ("検討、 実施", ["検討、 実施"], "a comma goes on"),
        ("検討 及び実施", ["検討 及び実施"], "a conjunction joins"),
        ("検討及び 実施", ["検討及び 実施"], "a conjunction joins what follows"),
        ("CIO 補佐業務", ["CIO 補佐業務"], "a Latin word stands in a phrase"),
        ("定員 200人", ["定員 200人"], "a figure belongs to the noun before it"),
        ("(検討 実施)", ["(検討 実施)"], "a blank in brackets parts nothing"),
        ("(検討<br>実施)", ["(検討 実施)"], "nor does a tag in brackets"),
        ("(検討 実施", ["(検討", "実施"], "a bracket that is never closed holds nothing"),
        ("検討) 実施", ["検討)", "実施"], "nor one that was never opened"),
        ("", [], "nothing"),
        (" \t<br>→\u3000", [], "markup, blanks and arrows alone"),
        ("検討 ", ["検討"], "a blank behind the last item"),
        ("検討\u2028", ["検討"], "a line separator behind the last item"),
        ("\u2028検討", ["検討"], "a line separator before the first item"),
        ("a<b", ["a<b"], "less-than is no tag"),
    ],
)
def test_items_part_where_lines_ended(text: str, items: list[str], reason: str) -> None:
    assert get_items(text) == items, reason


def _lie_in_order(pieces: list[Piece], text: str) -> bool:
    ends = [0, *(piece.end for piece in pieces)]
    return all(
        before <= piece.start < piece.end <= len(text)
        for before, piece in zip(ends, pieces, strict=False)
    )


@given(CELL)
def test_items_lie_in_the_text_in_order_and_say_what_stands_there(text: str) -> None:
    pieces = split_items(text)
    assert _lie_in_order(pieces, text)
    for piece in pieces:
        assert piece.text == clean(text[piece.start : piece.end])
        assert piece.text


@given(CELL)
def test_items_hold_every_word_of_the_cell(text: str) -> None:
    joined = "".join(get_items(text))
    assert "".join(joined.split()) == "".join(clean(text).split())


@given(CELL)
def test_an_item_holds_no_arrow_tag_or_line_end(text: str) -> None:
    for item in get_items(text):
        assert not set(item) & {*ARROWS, "\n", "\r", "\t"}
        assert "  " not in item


@given(CELL)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(CELL)
def test_a_name_and_its_description_lie_in_the_cell_in_order_and_lose_no_word(text: str) -> None:
    if trim(text) is None:
        return
    name, rest = split_name(text)
    pieces = [name] if rest is None else [name, rest]
    assert _lie_in_order(pieces, text)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(clean(text).split())


@given(CELL)
def test_trimming_keeps_the_words_and_neither_begins_nor_ends_in_markup(text: str) -> None:
    piece = trim(text)
    if piece is None:
        assert clean(text) == ""
        return
    assert piece.text == clean(text) == clean(text[piece.start : piece.end])
    ends = text[piece.start] + text[piece.end - 1]
    assert not any(char.isspace() or char in ARROWS for char in ends)


@pytest.mark.parametrize(
    ("text", "name", "told", "reason"),
    [
        ("あゆみ事業 のびる力を育てます。", "あゆみ事業", "のびる力を育てます。", "a blank"),
        ("あゆみ事業<p>のびる力", "あゆみ事業", "のびる力", "a tag parts even no sentence"),
        ("<b>あゆみ事業</b>のびます。", "あゆみ事業", "のびます。", "a tag around the name"),
        ("あゆみ (再掲) のびます。", "あゆみ (再掲)", "のびます。", "a mark ends the name"),
        ("あゆみ(各区) (再掲) のびます。", "あゆみ(各区) (再掲)", "のびます。", "the last of two"),
        ("あゆみ事業 のびる力", "あゆみ事業 のびる力", None, "no sentence, no description"),
        ("あゆみ事業", "あゆみ事業", None, "no blank"),
        ("CIO 補佐事業 のびます。", "CIO 補佐事業", "のびます。", "a blank in a Latin name"),
        ("→ <b>あゆみ事業</b> →", "あゆみ事業", None, "markup around the name is no part of it"),
    ],
)
def test_a_name_ends_at_the_likeliest_break(
    text: str, name: str, told: str | None, reason: str
) -> None:
    first, rest = split_name(text)
    assert (first.text, rest and rest.text) == (name, told), reason
    assert fold_key(text[first.start : first.end]) == fold_key(name)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("検討を", True),
        ("検討、", True),
        ("検討及び", True),
        ("（検討", True),
        ("「検討」の", True),
        ("検討", False),
        ("検討。", False),
        ("（検討）", False),
        ("検討）", False),
        ("", False),
    ],
)
def test_a_text_goes_on_after_a_particle_a_comma_or_an_open_bracket(text: str, on: bool) -> None:
    assert goes_on(text) is on


def test_blanks_close_only_between_japanese_characters() -> None:
    assert close_line_ends("市民アンケ ート CIO 補佐 2 回") == "市民アンケート CIO 補佐 2 回"
    assert close_line_ends("あ\u3000\u3000い") == "あい"
    assert close_line_ends(" あ ") == " あ "


@pytest.mark.parametrize("arrow", ARROWS)
def test_every_arrow_is_seen_and_taken_out(arrow: str) -> None:
    assert has_arrow(f"検討{arrow}")
    assert clean(f"検討{arrow}実施") == "検討 実施"
    assert trim(f" {arrow} ") is None


@pytest.mark.parametrize("arrow", ["━►", "──▶", "═▷"])
def test_an_arrow_drawn_with_a_line_is_one_and_neither_alone_is(arrow: str) -> None:
    assert has_arrow(f"検討 {arrow}")
    assert [piece.text for piece in split_items(f"検討{arrow}実施")] == ["検討", "実施"]
    for part in (arrow[:-1], arrow[-1]):
        assert not has_arrow(f"検討 {part}")
        assert clean(f"{part}検討") == f"{part}検討"


@pytest.mark.parametrize("stem", STEMS)
def test_a_long_cell_is_read_in_linear_time(stem: str) -> None:
    text = make_long(STEMS[stem], LONG)
    with ended_within(8):
        assert split_items(text)
        assert split_name(text + "。")
        assert trim(text) is not None
        assert trim(" " * LONG + "→" * LONG) is None
        goes_on(text)
        close_line_ends(text)
