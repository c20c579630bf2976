"""The many writings of legislation: divisions, numbers, headings, marks, lists of amendments."""

from __future__ import annotations

import time

import pytest

from kg.documents.source import parse_source
from kg.errors import LayoutError
from kg.layouts.layout import parse_layout
from kg.layouts.ledger import measure_coverage
from kg.layouts.legislation import read_legislation
from kg.records import CorrectionRecord, Span
from tests.layouts.legislation_samples import find_units, get_unit, read_text

HEAD = "○山川市見本条例\n平成16年12月22日条例第60号\n"


def _paths(text: str) -> list[str]:
    return ["/".join(one.path) for one in read_text(text).units]


def test_all_five_levels_of_divisions_nest() -> None:
    record = read_text(
        HEAD
        + "第一編　総則\n第一章　通則\n第一節　目的\n第一款　趣旨\n第一目　細目\n第一条　定める。\n"
        "第二章　雑則\n第二条　定める。\n第二編の二　罰則\n第三条　罰する。\n"
    )
    assert ["/".join(one.path) for one in record.divisions] == [
        "part_1", "part_1/chp_1", "part_1/chp_1/sec_1", "part_1/chp_1/sec_1/subsec_1",
        "part_1/chp_1/sec_1/subsec_1/div_1", "part_1/chp_2", "part_2_2",
    ]  # fmt: skip
    assert [one.division for one in record.articles] == [
        ("part_1", "chp_1", "sec_1", "subsec_1", "div_1"), ("part_1", "chp_2"), ("part_2_2",),
    ]  # fmt: skip
    assert [one.title.text for one in record.divisions if one.title][-1] == "罰則"


@pytest.mark.parametrize(
    "lines",
    [
        "（目的）\n第一条　この条例は、定める。\n２　市は、行う。\n（委任）\n"
        "第一条の二　規則で定める。\n",
        "第１条（目的）この条例は、定める。\n２ 市は、行う。\n第１条の２（委任）\n規則で定める。\n",
        "### 第1条 （目的）\nこの条例は、定める。\n#### 2 市は、行う。\n(委任)\n"
        "### 第1条の2\n規則で定める。\n",
        "## （目的）\n# 第 一 条\nこの条例は、定める。\n- ２ 市は、行う。\n（委任）\n"
        "第一条ノ二\n規則で定める。\n",
    ],
)
def test_headings_and_numbers_read_alike_in_every_writing(lines: str) -> None:
    record = read_text(HEAD + lines)
    assert [(one.number, one.heading.text if one.heading else None) for one in record.articles] == [
        ("1", "目的"),
        ("1_2", "委任"),
    ]
    assert ["/".join(one.path) for one in record.units] == [
        "art_1", "art_1/para_1", "art_1/para_2", "art_1_2", "art_1_2/para_1",
    ]  # fmt: skip
    assert [value.text for value in get_unit(record, "art_1/para_1").texts] == [
        "この条例は、定める。"
    ]


def test_marks_of_items_nest_in_the_order_in_which_they_open() -> None:
    paths = _paths(
        HEAD + "第1条　次のとおりとする。\n(1)　甲\nア　乙\n(ｱ)　丙\na　丁\n(ｲ)　戊\nイ　己\n"
        "(1)の2　庚\n"
        "(2)　辛\n２　次による。\n一　壬\nイ　癸\n(1)　子\n(2)　丑\nロ　寅\n一の二　卯\n"
        "二十三　辰\n"
    )
    assert paths == [
        "art_1",
        "art_1/para_1",
        "art_1/para_1/item_1",
        "art_1/para_1/item_1/sub_1",
        "art_1/para_1/item_1/sub_1/sub_1",
        "art_1/para_1/item_1/sub_1/sub_1/sub_1",
        "art_1/para_1/item_1/sub_1/sub_2",
        "art_1/para_1/item_1/sub_2",
        "art_1/para_1/item_1_2",
        "art_1/para_1/item_2",
        "art_1/para_2",
        "art_1/para_2/item_1",
        "art_1/para_2/item_1/sub_1",
        "art_1/para_2/item_1/sub_1/sub_1",
        "art_1/para_2/item_1/sub_1/sub_2",
        "art_1/para_2/item_1/sub_2",
        "art_1/para_2/item_1_2",
        "art_1/para_2/item_23",
    ]


def test_deleted_articles_stay_with_their_numbers() -> None:
    record = read_text(
        HEAD
        + "第一条　定める。\n第二条　削除\n第三条及び第四条　削除\n第五条から第七条まで\n削除\n"
        "第八条　定める。\n"
    )
    assert [(one.number, one.deleted) for one in record.articles] == [
        ("1", False), ("2", True), ("3", True), ("4", True), ("5", True), ("6", True), ("7", True),
        ("8", False),
    ]  # fmt: skip


def test_the_words_of_a_paragraph_that_begin_with_an_article_are_no_heading() -> None:
    record = read_text(
        HEAD
        + "第一条　定める。\n第二条　次による。\n第一条の規定は、準用する。\n第三条に規定する者\n"
    )
    assert [one.number for one in record.articles] == ["1", "2"]
    assert len(get_unit(record, "art_2/para_1").texts) == 3


def test_numbers_in_the_text_are_no_paragraphs() -> None:
    record = read_text(HEAD + "第1条　次のとおり。\n5人以上の者\n2年を超えない者\n30日\n")
    assert len(find_units(record, "項", supplement=False)) == 1


def test_the_number_and_the_day_may_stand_apart_or_together() -> None:
    apart = read_text("# 見本条例\n平成十六年十二月二十二日\n条例第六十号\n第一条　定める。\n")
    law = read_text(
        "見本法\n平成十六年法律第六十号\n平成十六年十二月二十二日公布\n第一条　定める。\n"
    )
    other = read_text("見本規程\n（平成16年12月22日訓令第6号）\n第1条　定める。\n")
    for record in (apart, law):
        assert record.act is not None
        assert record.act.day is not None
        assert (record.act.number.number, record.act.day.lexical) == (60, "2004-12-22")
    assert (apart.kind, law.kind, other.kind) == ("ordinance", "law", "rule")


def test_amendments_stand_under_a_label_or_with_it() -> None:
    for lines in (
        "改正\n平成17年３月１日条例第１号\n平成18年３月２日条例第２号\n",
        "改正　平成17年３月１日条例第１号　平成18年３月２日条例第２号\n",
        "平成17年３月１日条例第１号改正\n最終改正：平成18年３月２日条例第２号\n",
    ):
        record = read_text(HEAD + lines + "第1条　定める。\n")
        assert [one.day.lexical for one in record.amendments if one.day] == [
            "2005-03-01", "2006-03-02",
        ]  # fmt: skip
        assert record.preamble == ()


def test_a_preamble_stands_before_the_first_article() -> None:
    record = read_text(
        HEAD + "目次\n前文\n第1章　総則（第1条）\n附則\n私たちは、ここに誓う。\n\n自治を進める。\n"
        "第1章　総則\n第1条　定める。\n附　則\nこの条例は、平成17年4月1日から施行する。\n"
    )
    assert [value.text for value in record.preamble] == ["私たちは、ここに誓う。", "自治を進める。"]
    assert record.in_force is not None
    assert record.in_force[0].lexical == "2005-04-01"


def test_supplements_have_articles_and_paragraphs_of_their_own() -> None:
    paths = _paths(
        HEAD + "第一条　定める。\n附　則\n（施行期日）\n第一条　公布の日から施行する。\n"
        "第二条　なお従前の例による。\n"
        "２　前項のとおり。\n付　則（平成17年３月１日条例第１号）抄\n"
        "３　なお従前の例による。\n附　則\n施行する。\n"
    )
    assert paths == [
        "art_1", "art_1/para_1",
        "suppl/art_1", "suppl/art_1/para_1", "suppl/art_2", "suppl/art_2/para_1",
        "suppl/art_2/para_2", "suppl_2005_1/para_3", "suppl-2/para_1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("この条例は、公布の日から施行する。", "2004-12-22"),
        ("この条例は、平成十七年四月一日から施行する。", "2005-04-01"),
        (
            "この条例は、平成17年4月1日から施行する。"
            "ただし、第2条の規定は、平成17年3月1日から施行する。",
            "2005-03-01",
        ),
        ("この条例は、平成17年4月1日（以下「施行日」という。）から施行する。", "2005-04-01"),
        (
            "この条例は、公布の日から起算して6月を"
            "超えない範囲内において規則で定める日から施行する。",
            None,
        ),
        ("この条例は、規則で定める日から施行する。", None),
        (
            "この条例は、規則で定める日から施行する。\n"
            "(平成17年規則第3号で、平成17年5月1日から施行)",
            "2005-05-01",
        ),
        ("この条例の施行前にした行為は、平成16年1月1日にしたものとみなす。", None),
    ],
)
def test_the_entry_into_force_is_no_sharper_than_printed(words: str, day: str | None) -> None:
    record = read_text(f"{HEAD}第1条　定める。\n附則\n{words}\n")
    assert (record.in_force[0].lexical if record.in_force else None) == day


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ("第1章　総則（第1条―第3条）\n第2章　雑則（第4条）\n", "contents-differ"),
        ("第1章　総論（第1条・第2条）\n第2章　雑則（第3条）\n", "contents-differ"),
        ("第1章　総則（第1条・第2条）\n", "division-not-in-contents"),
        (
            "第1章　総則（第1条・第2条）\n第2章　雑則（第3条）\n第3章　罰則（第4条）\n",
            "contents-without-division",
        ),
    ],
)
def test_a_table_of_contents_that_says_otherwise_is_told(contents: str, code: str) -> None:
    text = (
        f"{HEAD}目次\n{contents}附則\n\n第1章　総則\n第1条　一つ。\n第2条　二つ。\n"
        "第2章　雑則\n第3条　三つ。\n"
    )
    extraction = read_legislation(parse_source(text.encode(), "made.txt"))
    assert code in {finding.code for finding in extraction.findings}
    right = text.replace(contents, "第1章　総則（第1条・第2条）\n第2章　雑則（第3条）\n")
    assert read_legislation(parse_source(right.encode(), "made.txt")).findings == ()


def test_an_article_printed_twice_is_told() -> None:
    text = f"{HEAD}### 第1条\n一つ。\n### 第1条\nまた。\n"
    extraction = read_legislation(parse_source(text.encode(), "made.txt"))
    assert [finding.code for finding in extraction.findings] == ["article-twice"]


def test_annexes_of_every_name_are_known() -> None:
    record = read_text(
        HEAD
        + "第1条　別表第1のとおり。\n附則\n施行する。\n別表（第1条関係）\n区分\t額\n一般\t100円\n"
        "別表第１の２（第1条関係）\n様式第3号（第1条関係）\n第４号様式の２\n"
        "別記様式（第1条関係）\n別図\n別記\n備考\n"
    )
    assert ["/".join(one.path) for one in record.annexes] == [
        "tbl", "tbl_1_2", "form_3", "form_4", "form", "fig", "note",
    ]  # fmt: skip
    assert [[cell.text for cell in row if cell] for row in record.annexes[0].rows] == [
        ["区分", "額"], ["一般", "100円"],
    ]  # fmt: skip


def test_corrections_change_the_words_and_not_the_stretches() -> None:
    text = HEAD + "第1条　一日を超えない範囲 of 期間とする。\n"
    at = text.index(" of ")
    reading = CorrectionRecord(Span(at, at + 4), " of ", "の", "変換の誤り")
    source = parse_source(text.encode(), "made.txt")
    record = read_legislation(source, [reading]).legislation
    assert record is not None
    (value,) = get_unit(record, "art_1/para_1").texts
    assert value.text == "一日を超えない範囲の期間とする。"
    assert source.quote(value.spans[0]) == "一日を超えない範囲 of 期間とする。"


def test_what_is_no_legislation_gives_none_and_says_so() -> None:
    for text in ("", "\n\n", "ただの文章。\n次の文章。\n"):
        source = parse_source(text.encode(), "made.txt")
        extraction = read_legislation(source)
        assert extraction.legislation is None
        done, total = measure_coverage(source, extraction.usages)
        assert done == total
        assert bool(extraction.findings) is bool(text.strip())


def test_words_before_any_article_of_a_chapter_are_reported() -> None:
    text = HEAD + "第1章　総則\nどこにも属さない文。\n第1条　定める。\n"
    source = parse_source(text.encode(), "made.txt")
    extraction = read_legislation(source)
    assert [finding.code for finding in extraction.findings] == ["unplaced"]
    done, total = measure_coverage(source, extraction.usages)
    assert total - done == len("どこにも属さない文。")


@pytest.mark.parametrize(
    "text",
    [
        "第1条" + "の1" * 50_000,
        "（" * 20_000,
        "一部改正〔" * 20_000,
        "附則（" + "平成" * 50_000,
        "".join(f"第{number}条　定める。\n" for number in range(1, 4000)),
        "第1条　次による。\n" + "".join(f"({number})　前号\n" for number in range(1, 900)),
        "第1条　" + "第1項、" * 3000,
        "第1条　" + "「" * 3000 + "とある",
        "|" * 50_000,
    ],
)
def test_hostile_lines_are_read_in_time(text: str) -> None:
    start = time.process_time()
    read_legislation(parse_source((HEAD + text).encode(), "made.txt"))
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    "toml",
    ['kind = "law"', "kind = 1", 'kind = "legislation"\noutline = true', 'kind = "legislation"\n'
     '[[node]]\nlevel = "章"\npattern = "第{number}章"'],
)  # fmt: skip
def test_a_layout_of_another_kind_or_with_rules_beside_it_is_refused(toml: str) -> None:
    with pytest.raises(LayoutError):
        parse_layout(toml, "made")
