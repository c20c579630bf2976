"""References to articles and divisions: what each printed form says, and what is none.

A mention is shown as `printed=number/paragraph/item`, with `..` before the end of a range, the
word of place instead of a number (同条), and 附 before an article of supplementary provisions.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Span
from kg.text.articles import (
    ArticleMention,
    find_articles,
    find_divisions,
    make_article_label,
    parse_article,
)
from kg.text.numerals import make_kanji


def show_article(text: str, mention: ArticleMention) -> str:
    number = mention.relative or mention.number or ""
    levels = [
        (number, mention.end),
        (mention.paragraph, mention.paragraph_end),
        (mention.item, mention.item_end),
    ]
    while levels[-1][0] is None:
        levels.pop()
    shown = "/".join((start or "") + (f"..{end}" if end else "") for start, end in levels)
    count = f"x{mention.count}" if mention.count > 1 else ""
    printed = text[mention.span.start : mention.span.end]
    return f"{printed}={'附' * mention.annex}{shown}{count}"


def show_articles(text: str) -> list[str]:
    return [show_article(text, mention) for mention in find_articles(text)]


CASES = [
    ("協働に関する取組（第32条）", ["第32条=32"]),
    ("第三十二条", ["第三十二条=32"]),
    ("第３２条", ["第３２条=32"]),
    ("第 32 条 第 1 項", ["第 32 条 第 1 項=32/1"]),
    ("①第32条", ["第32条=32"]),
    ("第百一条、第一〇一条", ["第百一条=101", "第一〇一条=101"]),
    ("第32条第1項", ["第32条第1項=32/1"]),
    ("第32条1項", ["第32条1項=32/1"]),
    ("第32条第1号", ["第32条第1号=32//1"]),
    ("第30条の2", ["第30条の2=30_2"]),
    ("第30条の２第1項ただし書", ["第30条の２第1項=30_2/1"]),
    ("第三十六条の三第二項第一号", ["第三十六条の三第二項第一号=36_3/2/1"]),
    ("国家公務員法第70条の６第１項第２号", ["第70条の６第１項第２号=70_6/1/2"]),
    ("第十六条の三の二", ["第十六条の三の二=16_3_2"]),
    ("第二条第一項第十一号の二に", ["第二条第一項第十一号の二=2/1/11_2"]),
    ("第30条の2本文", ["第30条の2=30_2"]),
    ("第30条の2以降", ["第30条の2=30_2"]),
    ("第34条の2の次に", ["第34条の2=34_2"]),
    # の and a number that count something.
    ("第32条の2つの方針", ["第32条=32"]),
    ("第3条の一部を改正", ["第3条=3"]),
    ("第3条の三者", ["第3条=3"]),
    ("第3条の10人", ["第3条=3"]),
    ("第3条の2.5倍", ["第3条=3"]),
    ("第3条の2か所", ["第3条=3"]),
    # Ranges.
    ("第23条から第27条まで", ["第23条から第27条まで=23..27"]),
    ("第23条～第27条", ["第23条～第27条=23..27"]),
    ("（第19条の２―第37条）", ["第19条の２―第37条=19_2..37"]),
    ("第一条——第八条", ["第一条——第八条=1..8"]),
    ("第133～137条", ["第133～137条=133..137"]),
    ("第5条ないし第7条", ["第5条ないし第7条=5..7"]),
    ("第3条の4から第3条の10まで及び第5条", ["第3条の4から第3条の10まで=3_4..3_10", "第5条=5"]),
    ("第7条第1項から第3項まで", ["第7条第1項から第3項まで=7/1..3"]),
    ("第20条第１項第１号から第９号まで", ["第20条第１項第１号から第９号まで=20/1/1..9"]),
    ("第4条第1項第40～52号", ["第4条第1項第40～52号=4/1/40..52"]),
    ("第8条から第9条へ", ["第8条=8", "第9条=9"]),
    ("第8条から第5条まで", ["第8条=8", "第5条=5"]),
    ("第5条第1項から第8条第2項まで", ["第5条第1項=5/1", "第8条第2項=8/2"]),
    # Lists.
    ("第22条並びに第23条", ["第22条=22", "第23条=23"]),
    ("第16条第1項及び第3項", ["第16条第1項=16/1", "第3項=16/3"]),
    ("第85条第3項第1号ヘ及び第2号", ["第85条第3項第1号=85/3/1", "第2号=85/3/2"]),
    ("第4、10及び13条", ["第4=4", "10=10", "13条=13"]),
    ("第5条の2、18条の23第1項", ["第5条の2=5_2", "18条の23第1項=18_23/1"]),
    ("地方自治法252条の17の5", ["252条の17の5=252_17_5"]),
    ("条例32条", ["32条=32"]),
    # By place.
    ("同条", ["同条=同条"]),
    ("同条第2項", ["同条第2項=同条/2"]),
    ("同条第1項若しくは第2項又は次条", ["同条第1項=同条/1", "第2項=同条/2", "次条=次条"]),
    ("前条第七号", ["前条第七号=前条//7"]),
    ("本条の趣旨", ["本条=本条"]),
    ("前項の規定", ["前項=前項"]),
    ("同項第2号及び第3号", ["同項第2号=同項//2", "第3号=同項//3"]),
    ("前三条の規定", ["前三条=前条x3"]),
    ("前２項", ["前２項=前項x2"]),
    # 附則 has articles of its own.
    ("附則第2条の2第2項、第3条", ["附則第2条の2第2項=附2_2/2", "第3条=附3"]),
    ("附則(平成24年条例第5号)第2条", ["附則(平成24年条例第5号)第2条=附2"]),
    ("付則3条", ["付則3条=附3"]),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_a_printed_reference_says_no_more_and_no_less(text: str, shown: list[str]) -> None:
    assert show_articles(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "施策番号32", "[施策番号 32]", "P32", "P.32", "32", "32条", "三条通", "二条城",
        "四条河原町", "条例第60号", "平成16年川崎市条例第60号", "第32回", "第3章第1節", "第3期",
        "第2次", "第4", "東京都条例第5条例", "第5条例", "第3条約", "第四条件", "自治基本条例",
        "日本条約", "基本条項", "同条例", "同条約", "同条件", "前条例", "本条例", "三条件",
        "条例5条例", "箇条書き", "各条",
        "同項目", "前項目", "次項目", "27項目", "第1項目", "第〇条", "第十百条", "第12345条",
        "第1、2、3章", "第1号様式", "No.32", "法第", "条の2",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_article_is_none(text: str) -> None:
    assert find_articles(text) == []


def test_a_place_name_in_a_list_of_articles_is_none() -> None:
    assert show_articles("第3条、三条通及び二条城") == ["第3条=3"]


def test_spans_count_in_the_original_text() -> None:
    text = "ｶﾞｲﾄﾞ㈱⑴第３０条の２関係"
    (mention,) = find_articles(text)
    assert mention.span == Span(7, 13)
    assert text[7:13] == "第３０条の２"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第32条", "32"),
        ("32", "32"),
        ("第三十二条", "32"),
        ("３２条", "32"),
        (" 第 32 条 ", "32"),
        ("032", "32"),
        ("百一", "101"),
        ("30条の2", "30_2"),
        ("第30条の２", "30_2"),
        ("三十条の二", "30_2"),
        ("30の2", "30_2"),
        ("30_2", "30_2"),
        ("第三十六条の三の二", "36_3_2"),
        ("第32条第1項", None),
        ("第32条例", None),
        ("三条通", None),
        ("第0条", None),
        ("条", None),
        ("協働", None),
        ("", None),
        ("3" * 5000, None),
    ],
)
def test_an_article_number_that_a_person_types_is_read(text: str, number: str | None) -> None:
    assert parse_article(text) == number


@pytest.mark.parametrize("number", ["", "0", "032", "32_", "_2", "32-2", "第32条", "1_2_3_4_5"])
def test_no_label_is_made_of_what_is_no_number(number: str) -> None:
    with pytest.raises(ValueError, match="条番号"):
        make_article_label(number)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("第3章第1節", ["第3章第1節=章3節1"]),
        ("第３章　みどりの保全", ["第３章=章3"]),
        ("第3章 第1節 情報共有", ["第3章 第1節=章3節1"]),
        ("第四章の二", ["第四章の二=章4_2"]),
        ("第1編第2章、第2節", ["第1編第2章=編1章2", "第2節=節2"]),
        ("第2節第1款第3目", ["第2節第1款第3目=節2款1目3"]),
        ("第1章第2章", ["第1章=章1", "第2章=章2"]),
        ("第３目標", []),
        ("第3目", []),
        ("第2編集", []),
        ("第3章程", []),
        ("第1節電", []),
        ("第32条", []),
        ("3章", []),
        ("第〇章", []),
    ],
)
def test_divisions_are_found_apart_from_articles(text: str, paths: list[str]) -> None:
    shown = [
        text[found.span.start : found.span.end]
        + "="
        + "".join(step.kind + step.number for step in found.path)
        for found in find_divisions(text)
    ]
    assert shown == paths


NUMBERS = st.lists(st.integers(2, 9999), min_size=1, max_size=4)


@given(NUMBERS)
def test_an_article_label_is_read_back_to_its_number(parts: list[int]) -> None:
    number = "_".join(map(str, parts))
    label = make_article_label(number)
    assert parse_article(label) == parse_article(number) == number
    assert [mention.number for mention in find_articles(f"条例{label}に基づき")] == [number]


@given(NUMBERS)
def test_a_label_in_kanji_is_read_back_to_its_number(parts: list[int]) -> None:
    first, *branches = map(make_kanji, parts)
    label = f"第{first}条" + "".join(f"の{branch}" for branch in branches)
    number = "_".join(map(str, parts))
    assert parse_article(label) == number
    assert [mention.number for mention in find_articles(f"条例{label}に基づき")] == [number]


@given(st.integers(1, 9999), st.integers(1, 99), st.integers(1, 99))
def test_paragraph_and_item_are_read_in_digits_and_kanji(art: int, par: int, item: int) -> None:
    for text in (
        f"第{art}条第{par}項第{item}号",
        f"第{make_kanji(art)}条第{make_kanji(par)}項第{make_kanji(item)}号",
    ):
        assert show_articles(text) == [f"{text}={art}/{par}/{item}"]


@given(st.text("第条項号のから、及び～附則同前次本例章節0123一二三十法() \n①ヘ", max_size=60))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text: str) -> None:
    for spans in (
        [mention.span for mention in find_articles(text)],
        [mention.span for mention in find_divisions(text)],
    ):
        assert all(left.end <= right.start for left, right in pairwise(spans))
        assert all(span.end <= len(text) for span in spans)
    assert all(mention.number or mention.relative for mention in find_articles(text))
