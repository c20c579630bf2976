"""What holds of article references in any text: order, problems, spans, sources, time."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import (
    article_refs,
    article_refs_acts,
    article_refs_found,
    article_refs_names,
    article_refs_place,
    article_refs_text,
    article_refs_topic,
    article_refs_words,
)
from kg.text.article_refs import PROBLEMS, Place, find_references
from tests.text.test_article_refs import ACTS, show_references
from tests.text.test_linear import count_steps, find_open_repeats

SOURCES = Path(__file__).parents[2] / "data" / "sources"
MODULES = (
    article_refs,
    article_refs_acts,
    article_refs_found,
    article_refs_names,
    article_refs_place,
    article_refs_text,
    article_refs_topic,
    article_refs_words,
)
FOUND_IN_SOURCES = {
    "kawasaki-article-32-report.txt": ["第32条=自治:32", "第32条=自治:32", "第23条=自治:23"],
}


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*/*.txt")), ids=lambda path: path.stem)
def test_the_sources_are_read_without_a_false_reference(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert show_references(text) == FOUND_IN_SOURCES.get(path.name, [])


PIECES = st.sampled_from([
    "第", "条", "条例", "32", "三十二", "項", "号", "の", "2", "同", "前", "次", "本", "この",
    "自治基本条例", "川崎市", "京都市では", "地方自治法", "附則", "別表", "（", "）", "「", "」",
    "、", "。", "以下「条例」という。", "及び", "から", "まで", "旧", "法", "規則", "に関する", " ",
    "　", "\n", "\t", "平成16年条例第60号", "案", "①", "ｶﾞ", "第32条", "第1項", "区",
])  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
PLACES = st.one_of(st.none(), st.builds(Place, st.just("自治"), st.sampled_from(["1", "30_2"])))


@given(TEXTS, st.sampled_from([None, "自治"]), PLACES)
def test_any_text_gives_references_in_order_that_hold_together(
    text: str, default: str | None, within: Place | None
) -> None:
    found = find_references(text, ACTS, default, within=within)
    end = 0
    for reference in found:
        assert end <= reference.span.start < reference.span.end <= len(text)
        end = reference.span.end
        assert (reference.act is None) == (reference.problem is not None)
        assert reference.problem is None or reference.problem in PROBLEMS
        assert reference.act_span is None or reference.act_span.end <= reference.span.start
        if reference.problem is None:
            assert reference.number or reference.annex or reference.table is not None


@given(TEXTS)
def test_a_reference_reads_the_same_out_of_its_text(text: str) -> None:
    for reference in find_references(text, ACTS, "自治"):
        printed = text[reference.span.start : reference.span.end]
        again = find_references(f"自治基本条例{printed}", ACTS)
        if reference.relative or reference.number is None or not printed.startswith("第"):
            continue
        read = [(one.number, one.paragraph, one.item, one.end) for one in again]
        assert read == [
            (reference.number, reference.paragraph, reference.item, reference.end)
        ]


@given(TEXTS, st.sampled_from(["川崎市自治基本条例", "情報公開条例"]), st.integers(1, 999))
def test_a_reference_by_name_is_read_whatever_stands_before(
    text: str, name: str, number: int
) -> None:
    found = find_references(f"{text}。\n\n{name}第{number}条", ACTS, "自治")
    assert found[-1].number == str(number)
    assert found[-1].act == ("公開" if name == "情報公開条例" else "自治")


@pytest.mark.parametrize(
    "stem",
    [
        "第", "条例", "同条例", "法", "自治基本条例", "自治基本条例第32条、", "第1条、", "同条",
        "前条", "附則第1項、", "別表第1", "(", "「」(", "条例(以下「条例」という。)", "京都市では",
        "一条\n", "\n", "づくり", "平成16年", "に関する条例", "旧", "区自治基本条例(", "2\n",
        "第2項", " ",
    ],
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_the_steps(stem: str) -> None:
    def read(text: str) -> object:
        return find_references(text, ACTS, "自治")

    short, long = ((stem * size)[:size] for size in (600, 6000))
    read(short)
    assert count_steps(read, long) < 20 * count_steps(read, short)


def test_ten_thousand_references_take_seconds() -> None:
    text = "市は、自治基本条例第32条第1項に基づき、同条例第5条を定める。" * 5000
    start = process_time()
    assert len(find_references(text, ACTS, "自治")) == 10_000
    assert process_time() - start < 60


def test_no_pattern_repeats_without_bound() -> None:
    parser: Any = importlib.import_module("re._parser")
    patterns = {
        f"{module.__name__}.{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    assert len(patterns) > 20
    for name, pattern in patterns.items():
        if not name.endswith("._BLANK"):
            # Of blanks every run is taken whole, so it is read once.
            assert find_open_repeats(parser.parse(pattern.pattern, pattern.flags)) == [], name
