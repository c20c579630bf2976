"""The units that headers and captions say figures are counted in: （単位：千円）, 目標値（人）."""

from __future__ import annotations

import re
from typing import Final

from kg.text.fold import fold
from kg.text.numerals import MONEY

#: Units that stand in brackets without 単位 before them.
_KNOWN: Final = frozenset(MONEY) | frozenset(
    "% ポイント 人 名 人/年 延べ人数 延人数 世帯 件 件/年 回 回/年 団体 箇所 か所 カ所 ヶ所 ヵ所 "
    "施設 校 園 館 社 者 戸 棟 台 本 冊 枚 組 区 地区 路線 日 時間 分 年 歳 点 位 倍 基 床 事業 講座 "
    "ha m m2 m3 km km2 t kg kwh kw t-co2 g l kl".split()
)
_SAID: Final = re.compile(
    r"\A\s*[(\[〔]?\s*単位\s*[:は]?\s*(?P<units>[^()\[\]〔〕]{1,24})\s*[)\]〕]?\s*\Z"
)
_BRACKET: Final = re.compile(
    r"[(\[〔]\s*(?P<said>単位\s*:?\s*)?(?P<unit>[^()\[\]〔〕:]{1,12})\s*[)\]〕]"
)


def find_unit(text: str) -> str:
    """The unit in brackets in a header or caption, folded, "" where there is none.

    What no 単位 stands before is a unit only where it is one everywhere: 最終年度 is none.
    """
    for match in _BRACKET.finditer(fold(text).text):
        unit = match["unit"].strip()
        if match["said"] or unit.lower() in _KNOWN:
            return unit
    return ""


def parse_units(text: str) -> tuple[str, ...]:
    """The units of a line that says them and nothing else: （単位：千円）, 単位：人、千円."""
    match = _SAID.fullmatch(fold(text).text) if len(text) <= 40 else None
    if match is None:
        return ()
    return tuple(unit.strip() for unit in re.split("[、,・/]", match["units"]) if unit.strip())


def choose_unit(units: tuple[str, ...], *, money: bool) -> str:
    """The one of the units that figures of money, or of anything else, are counted in."""
    fitting = [unit for unit in units if (unit in MONEY) is money]
    return fitting[0] if len(fitting) == 1 else ""
