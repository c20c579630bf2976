"""Units in headers and in the lines above tables."""

from __future__ import annotations

import pytest

from kg.text.units import choose_unit, find_unit, parse_units


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("予算額（千円）", "千円"), ("目標値（人）", "人"), ("実績(単位：件/年)", "件/年"),
        ("参加者数［名］", "名"), ("面積（㎡）", "m2"), ("割合（％）", "%"),
        ("事業費（単位:百万円）", "百万円"), ("事業費（単位千円）", "千円"),
        ("目標値（最終年度）", ""), ("目標値（R8）", ""), ("目標値", ""), ("実績（単位なし）", ""),
        ("事業費（税込）（千円）", "千円"),
    ],
)  # fmt: skip
def test_a_bracket_says_a_unit_where_it_is_one_everywhere(text: str, unit: str) -> None:
    assert find_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("（単位：千円）", ("千円",)), ("単位：人、千円", ("人", "千円")),
        ("[単位　百万円]", ("百万円",)), ("（単位千円）", ("千円",)),
        ("事業費の推移（単位：千円）", ()), ("千円", ()), ("単位を取得できる講座", ()),
    ],
)  # fmt: skip
def test_a_line_says_its_units_alone(text: str, units: tuple[str, ...]) -> None:
    assert parse_units(text) == units


def test_money_and_other_figures_have_their_own_unit_of_a_line() -> None:
    assert choose_unit(("人", "千円"), money=True) == "千円"
    assert choose_unit(("人", "千円"), money=False) == "人"
    assert choose_unit(("人", "件"), money=False) == ""
