"""The units that headers and captions say figures are counted in: （単位：千円）, 目標値（人）."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from kg.text.fold import fold
from kg.text.numerals import MONEY

_FILE: Final = Path(__file__).with_name("units.toml")
_SAID: Final = re.compile(
    r"\A\s*[(\[〔]?\s*単位(?P<sign>\s*[:は]\s*|\s+|)(?P<units>[^()\[\]〔〕]{1,24})\s*[)\]〕]?\s*\Z"
)
_BRACKET: Final = re.compile(
    r"[(\[〔]\s*(?:単位(?P<sign>\s*[:は]\s*|\s+|))?(?P<unit>[^()\[\]〔〕:]{1,12})\s*[)\]〕]"
)


@cache
def _load_known() -> frozenset[str]:
    return frozenset((*MONEY, *tomllib.loads(_FILE.read_text(encoding="utf-8"))["known"]))


def _is_known(unit: str) -> bool:
    return unit.lower() in _load_known()


def find_unit(text: str) -> str:
    """The unit in brackets in a header or caption, folded, "" where there is none.

    What no 単位 stands before is a unit only where it is one everywhere: 最終年度 is none.
    """
    for match in _BRACKET.finditer(fold(text).text):
        unit = match["unit"].strip()
        if match["sign"] or _is_known(unit):
            return unit
    return ""


def parse_units(text: str) -> tuple[str, ...]:
    """The units of a line that says them and nothing else: （単位：千円）, 単位：人、千円."""
    match = _SAID.fullmatch(fold(text).text) if len(text) <= 40 else None
    if match is None:
        return ()
    units = tuple(unit.strip() for unit in re.split("[、,・]", match["units"]) if unit.strip())
    return units if match["sign"] or all(_is_known(unit) for unit in units) else ()


def choose_unit(units: tuple[str, ...], *, money: bool) -> str:
    """The one of the units that figures of money, or of anything else, are counted in."""
    fitting = [unit for unit in units if (unit in MONEY) is money]
    return fitting[0] if len(fitting) == 1 else ""
