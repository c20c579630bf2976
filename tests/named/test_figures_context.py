"""Figures beside names, under an era, in damaged text; reading stays linear in the text."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

from kg.named import (
    figure_approach,
    figure_counts,
    figure_ground,
    figure_parts,
    figure_phrase,
    figure_places,
    figure_sentences,
    figure_sizes,
    figure_times,
    figure_words,
    indicator,
)
from kg.named.figures import find_figures
from kg.named.statements import Statement
from tests.named.facts_by_hand import make_statements, name_all
from tests.text.test_linear import count_steps, find_open_repeats

MODULES = (
    figure_approach,
    figure_counts,
    figure_ground,
    figure_parts,
    figure_phrase,
    figure_places,
    figure_sentences,
    figure_sizes,
    figure_times,
    figure_words,
    indicator,
)
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
HOSTILE = [
    "1", "1,", "1.", "1,234", "12団体", "12団体、", "12件（", "（", "）", "（12件", "（12件）",
    "「", "」", "「12件", "約", "延べ", "各区", "平成22年度は", "平成22年度（", "うち", "うち12件",
    "12件のうち", "人は", "はがもを", "する", "市が所有する", "十", "百人", "三分の", "~", "1～2",
    "の", "市の", "A、", "A及び", "3か所", "・", " ", "\n", "①", "高津区で", "高津区で12件",
    "1人当たり", "（千円）", "（千円） 12", "12の", "12人以上の", "平成25年が7人、", "25年が7人、",
    "。", "※", "第1、",
]  # fmt: skip


def make(text: str) -> Statement:
    (statement,) = make_statements([text])
    return statement


def find_printed(text: str, *names: tuple[str, str]) -> list[str]:
    statement = make(text)
    (found,) = name_all([statement], names)
    return [figure.printed for figure in find_figures(statement, found)]


def test_numbers_inside_names_are_no_figures() -> None:
    text = "12地区まちづくり協議会が3地区で発足した。"
    assert find_printed(text) == ["3地区"]
    name = ("body", "35団体連絡の集い")
    assert find_printed("35団体連絡の集いに35団体が参加", name) == ["35団体"]


def test_a_named_facility_is_the_place_of_the_figure_behind_it() -> None:
    text = "みどり交流館では延べ1,200人が利用し、市全体で9,000人となった。"
    statement = make(text)
    (names,) = name_all([statement], [("facility", "みどり交流館")])
    first, second = find_figures(statement, names)
    assert first.place is not None
    assert text[slice(*first.place)] == "みどり交流館"
    assert second.place is None


def test_a_named_thing_before_no_is_not_part_of_the_indicator() -> None:
    statement = make("協働型事業のルールの認知度は12％である。")
    (names,) = name_all([statement], [("instrument", "協働型事業のルール")])
    assert [figure.indicator for figure in find_figures(statement, names)] == ["認知度"]


@pytest.mark.parametrize(
    ("text", "era", "lexical"),
    [
        ("291事業（24年度）", "平成", "2012"),
        ("291事業（3年度）", "令和", "2021"),
        ("291事業（24年度）", None, None),
        ("平成20年度の184件が24年度には168件となった。", None, "2012"),
        ("昭和60年度に比べ、平成元年の件数は168件となった。", None, "1989"),
    ],
)
def test_a_year_without_its_era_takes_that_of_its_context(
    text: str, era: str | None, lexical: str | None
) -> None:
    last = find_figures(make(text), (), era)[-1]
    assert (last.time.lexical if last.time else None) == lexical


def test_offsets_and_printed_forms_are_those_of_the_text_as_received() -> None:
    text = "㈱みどりなど⑫社、計２３社が㎢あたり１．５％を…"
    for figure in find_figures(make(text)):
        assert text[figure.start : figure.end] == figure.printed


def test_an_unclosed_bracket_hides_nothing_behind_it() -> None:
    assert find_printed("（平成22年度の登録は、市民団体120団体、企業8社である。") == [
        "120団体",
        "8社",
    ]


def test_a_text_without_figures_has_none() -> None:
    assert find_figures(make("市民とともに進めます。")) == []


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_repeats_without_bound(name: str) -> None:
    parser: Any = importlib.import_module("re._parser")
    pattern = PATTERNS[name]
    assert find_open_repeats(parser.parse(pattern.pattern, pattern.flags)) == []


@pytest.mark.parametrize("part", HOSTILE)
def test_reading_takes_steps_in_proportion_to_the_text(part: str) -> None:
    short, long = part * 150, part * 600
    find_figures(make(part))
    few = count_steps(lambda text: find_figures(make(text), (), "平成"), short)
    many = count_steps(lambda text: find_figures(make(text), (), "平成"), long)
    assert many < 5 * few + 2_000
