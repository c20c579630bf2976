"""Pointers of 再掲 marks: what is one, its numbers and page, and which places it leads to."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.pointers import Step, find_landing, find_pointer, make_chain, parse_steps, parse_target

MARKS = ("再掲", "前出")


@pytest.mark.parametrize(
    ("text", "printed", "path", "page"),
    [
        ("電話相談（前出 （２）①：P.59）", "前出 （２）①：P.59", "2 1", 59),
        ("相談（再掲 1-2-3）", "再掲 1-2-3", "1 2 3", None),
        ("相談（再掲1-2）", "再掲1-2", "1 2", None),
        ("再掲：施策12", "再掲：施策12", "12", None),
        ("相談【再掲 Ⅲ-1-(2)①】", "再掲 Ⅲ-1-(2)①", "3 1 2 1", None),
        ("相談〔再掲　II－１－３〕", "再掲　II－１－３", "2 1 3", None),
        ("相談（1-2-3の再掲）", "1-2-3の再掲", "1 2 3", None),
        ("相談 ※再掲 No.007", "※再掲 No.007", "7", None),
        ("（再掲 事業番号：12）", None, "", None),
        ("（再掲：事業番号12）", "再掲：事業番号12", "12", None),
        ("（再掲　P.59）", "再掲　P.59", "", 59),
        ("（再掲 第3章第2節、12ページ参照）", "再掲 第3章第2節、12ページ参照", "3 2", 12),
        ("（前出 基本目標２ 施策（１）③）", "前出 基本目標２ 施策（１）③", "2 1 3", None),
        ("（再掲 ア-2）", "再掲 ア-2", "ア 2", None),
        ("（再掲 一-三）", "再掲 一-三", "1 3", None),
    ],
)
def test_a_pointer_is_taken_apart_whatever_its_print(
    text: str, printed: str | None, path: str, page: int | None
) -> None:
    found = find_pointer(text, 100, MARKS)
    if printed is None:
        assert found is None
        return
    assert found is not None
    pointer = found.pointer
    assert (pointer.printed, " ".join(pointer.path), pointer.page) == (printed, path, page)
    assert text[pointer.span.start - 100 : pointer.span.end - 100] == printed
    assert tuple(step.number for step in parse_target(printed, MARKS)) == pointer.path


@pytest.mark.parametrize(
    "text",
    [
        "※ 1-(2)-③ 参照", "再掲", "相談（再掲）", "再掲 一時保育", "再掲分", "P.59", "（1-2-3）",
        "施策1-2の再掲を含む事業", "（再掲 1-2", "再掲：相談の充実",
    ],
)  # fmt: skip
def test_what_says_no_place_is_no_pointer(text: str) -> None:
    assert find_pointer(text, 0, MARKS) is None


@pytest.mark.parametrize(
    ("name", "start"), [("まつり2再掲", None), ("再掲 2-1", None), ("まつり 再掲 2-1", 4)]
)
def test_a_name_is_no_part_of_the_pointer_behind_it(name: str, start: int | None) -> None:
    found = find_pointer(name, 0, MARKS, behind=True)
    assert (found.start if found else None) == start


@given(st.text(st.sampled_from("再掲前出（）()【】①②Ⅲ1２-－・No.P：の 施策一ア\t"), max_size=120))
def test_any_text_has_a_pointer_inside_itself_or_none(text: str) -> None:
    found = find_pointer(text, 7, MARKS)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        span = found.pointer.span
        assert text[span.start - 7 : span.end - 7] == found.pointer.printed
        assert found.pointer.path or found.pointer.page is not None


@pytest.mark.parametrize(
    "text",
    [
        "（再掲" + "一" * 70 + "）",
        "再掲" + "一二-" * 25,
        "（" * 300 + "再掲" + "）" * 300,
        "再掲施" * 300,
    ],
)
def test_a_hostile_text_takes_no_longer_than_another(text: str) -> None:
    began = process_time()
    assert find_pointer(text, 0, MARKS) is None
    find_pointer(" 再掲 1" * 300, 0, MARKS)
    assert process_time() - began < 30


def test_one_number_is_one_whatever_its_print() -> None:
    for printed in ("3", "３", "Ⅲ", "III", "三", "(3)", "③", "003"):
        assert [step.number for step in parse_steps(printed)] == ["3"], printed
    assert parse_steps("施策12") == (Step("12", "施策"),)
    assert parse_steps("①") == (Step("1", "", True),)


@pytest.mark.parametrize(
    ("levels", "chain"),
    [
        (["Ⅲ", "1", "(2)", "①"], "3 1 2 1"),
        (["1", "1-2", "1-2-3"], "1 2 3"),
        (["Ⅶ", "Ⅶ-1", "Ⅶ-1-(2)", ""], "7 1 2"),
        (["第2章", "2-1"], "2 1"),
        (["1", "1"], "1 1"),
        (["2", "1-1"], "2 1 1"),
        ([], ""),
    ],
)
def test_a_number_that_tells_those_above_again_tells_them_once(
    levels: list[str], chain: str
) -> None:
    found = make_chain([("段", notation) for notation in levels])
    assert " ".join(step.number for step in found) == chain


def land(target: str, chain: list[str], origin: list[str]) -> object:
    return find_landing(
        parse_steps(target),
        make_chain([("", one) for one in chain]),
        make_chain([("", one) for one in origin]),
    )


def test_a_target_leads_to_a_number_to_what_stands_below_it_and_to_nothing_else() -> None:
    origin = ["2", "(1)", "②"]
    exact, below = land("(2)①", ["1", "(2)", "①"], origin), land("1-(2)", ["1", "(2)", "①"], origin)
    assert exact is not None
    assert below is not None
    assert exact > below  # type: ignore[operator]
    assert land("(2)②", ["1", "(2)", "①"], origin) is None
    assert land("4-1-(2)", ["1", "(2)"], origin) is not None
    assert land("4-2", ["2"], origin) is None
