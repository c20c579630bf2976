"""Real laws, ordinances and rules read whole, against readings made by hand and counts of their
files."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from kg.layouts.layout import get_layout, parse_layout
from kg.layouts.ledger import measure_coverage
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.legislation_records import LegislationExtraction
from kg.text.articles import find_articles
from tests.layouts.legislation_samples import (
    LAW,
    MATERIAL,
    ORDINANCES,
    find_units,
    get_record,
    get_unit,
    load_source,
    read_real,
)

#: Counted by hand in each text: articles, paragraphs, items and their divisions of the main
#: provisions; chapters and sections; 附則; 別表; 様式; amendments in a list of their own.
COUNTS = {
    "machizukuri": (8, 24, 22, 0, 0, 7, 0, 0, 0),
    "jitensha": (51, 81, 56, 0, 5, 19, 3, 0, 0),
    "midori": (39, 69, 19, 0, 7, 4, 0, 0, 3),
    "kisoku": (63, 120, 56, 0, 8, 21, 11, 41, 20),
    LAW: (48, 105, 92, 14, 11, 14, 0, 0, 0),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_text_has_as_many_parts_as_a_reader_counts(name: str) -> None:
    record = get_record(read_real(name))
    kinds = [annex.kind for annex in record.annexes]
    assert COUNTS[name] == (
        len(record.articles),
        *(len(find_units(record, level, supplement=False)) for level in ("項", "号", "細分")),
        len(record.divisions),
        len(record.supplements),
        kinds.count("別表"),
        kinds.count("様式"),
        len(record.amendments),
    )


@pytest.mark.parametrize("name", ORDINANCES)
def test_the_counts_are_those_of_the_lines_of_the_file(name: str) -> None:
    text = load_source(name).text.replace("\r", "")
    body = re.split(r"\n#+ ?[附付] ?則", text)[0]
    record = get_record(read_real(name))
    numbers = re.findall(r"^### (第[^ \n（]+)", body, re.MULTILINE)
    assert [one.notation for one in record.articles] == numbers
    numbered = re.findall(r"^#### ?[0-9０-９]", body, re.MULTILINE)
    paragraphs = find_units(record, "項", supplement=False)
    assert len(paragraphs) == len(numbers) + len(numbered)
    items = re.findall(r"^#+ ?(?:\([0-9]+\)|[一二三四五六七八九十]+[ \u3000])", body, re.MULTILINE)
    assert len(find_units(record, "号", supplement=False)) == len(items)
    supplements = re.findall(r"^#* ?[附付] ?則(?:[（(].*)?$", text, re.MULTILINE)
    assert len(record.supplements) == len(supplements) - ("目次" in text)


def test_the_counts_of_the_law_are_those_of_its_xml() -> None:
    root = ElementTree.parse(next((MATERIAL / "law-xml").glob("*.xml"))).getroot()
    record = get_record(read_real(LAW))
    levels = [one.level for one in record.units]
    for level, tag in (
        ("条", "Article"),
        ("項", "Paragraph"),
        ("号", "Item"),
        ("細分", "Subitem1"),
    ):
        assert levels.count(level) == len(list(root.iter(tag)))
    numbers = [(one.get("Num") or "") for one in root.findall("./LawBody/MainProvision//Article")]
    assert [one.number for one in record.articles] == numbers
    captions = [one.text for one in root.findall("./LawBody/MainProvision//ArticleCaption")]
    assert [f"（{one.heading.text}）" for one in record.articles if one.heading] == captions


@pytest.mark.parametrize("name", [name for name in COUNTS if name != "machizukuri"])
def test_the_articles_are_those_of_the_table_of_contents(name: str) -> None:
    extraction = read_real(name)
    record = get_record(extraction)
    assert len(record.contents) == len(record.divisions)
    assert not [one for one in extraction.findings if one.code.startswith(("contents", "division"))]
    # Counted once more without the reader of contents: all ranges printed there, together.
    text = load_source(name).text.replace("\r", "")
    listed = re.split(r"\n[附付]則", text.partition("目次")[2])[0]
    ranges = find_articles(listed)
    numbers = [one.number for one in record.articles]
    covered: list[str] = []
    for one in ranges:
        first, last = numbers.index(one.number or ""), numbers.index(one.end or one.number or "")
        covered += numbers[first : last + 1]
    assert covered == numbers


@pytest.mark.parametrize("name", COUNTS)
def test_every_character_of_a_real_text_is_accounted_for(name: str) -> None:
    done, total = measure_coverage(load_source(name), read_real(name).usages)
    assert done == total


@pytest.mark.parametrize("name", COUNTS)
def test_nothing_is_left_open_but_what_belongs_to_another_version(name: str) -> None:
    codes = {one.code for one in read_real(name).findings}
    assert codes <= {"citation-of-other-version", "citation-open"}


@pytest.mark.parametrize(
    ("name", "kind", "number", "made", "in_force", "versions"),
    [
        ("machizukuri", "ordinance", "条例16", "2010-03-31", "2010-10-01", "2025-07-04"),
        # 規則で定める日: of 平成12年2月11日, 4月1日 and 6月1日 the first.
        ("jitensha", "ordinance", "条例23", "1999-09-27", "2000-02-11", "2024-03-15"),
        ("midori", "ordinance", "条例13", "2005-03-14", "2005-04-01", "2013-10-01"),
        # 公布の日から施行する。
        ("kisoku", "regulation", "規則77", "2005-04-01", "2005-04-01", "2025-12-09"),
        # 公布の日から起算して一年を超えない範囲内において政令で定める日: no day is printed.
        (LAW, "law", "法律88", "1993-11-12", None, "2023-06-16"),
    ],
)
def test_the_dates_are_those_that_the_text_prints(
    name: str, kind: str, number: str, made: str, in_force: str | None, versions: str
) -> None:
    record = get_record(read_real(name))
    assert record.act is not None
    assert record.act.day is not None
    assert (record.kind, f"{record.act.number.kind}{record.act.number.number}") == (kind, number)
    assert record.act.day.lexical == made
    assert (record.in_force[0].lexical if record.in_force else None) == in_force
    acts = [*record.amendments, *(one.act for one in record.supplements if one.act)]
    assert max(one.day.lexical for one in acts if one.day) == versions


def test_the_listed_amendments_are_those_that_brought_a_supplement() -> None:
    for name in ("midori", "kisoku"):
        record = get_record(read_real(name))
        brought = {one.act.number for one in record.supplements if one.act}
        assert {one.number for one in record.amendments} == brought


def test_an_article_is_read_with_its_parts_as_a_reader_does() -> None:
    record = get_record(read_real("machizukuri"))
    assert get_unit(record, "art_3").heading == next(
        one.heading for one in record.articles if one.number == "3"
    )
    assert [
        ("/".join(one.path), one.notation, [value.text for value in one.texts])
        for one in record.units
        if one.path[0] == "art_3"
    ][:4] == [
        ("art_3", "第三条", []),
        (
            "art_3/para_1",
            "",
            ["この条例において「区民」とは、区の区域内に住所を有する者をいう。"],
        ),
        (
            "art_3/para_2",
            "２",
            ["この条例において「都市開発諸制度」とは、次に掲げるものをいう。"],
        ),
        (
            "art_3/para_2/item_1",
            "一",
            ["都市計画法（昭和四十三年法律第百号）第八条第一項第三号の高度利用地区"],
        ),
    ]
    assert [value.text for value in get_unit(record, "art_7").remarks] == [
        "（一部改正〔平成二四年条例二七号・二五年三〇号・二七年一八号・三〇年一九号・令和七年三七号〕）"
    ]


def test_headings_stand_before_or_behind_the_number() -> None:
    record = get_record(read_real("jitensha"))
    headings = {one.number: one.heading.text for one in record.articles if one.heading}
    assert len(headings) == 51
    assert headings["33"] == "指定管理者の指定"
    assert headings["34"] == "指定することができない法人等"
    assert headings["32_2"] == "指定管理者による管理を行う場合の読替え"


def test_a_table_in_an_article_is_part_of_its_paragraph() -> None:
    paragraph = get_unit(get_record(read_real("jitensha")), "art_15/para_2")
    assert len(paragraph.texts) == 1 + 1 + 12
    assert paragraph.texts[1].text == "名称　位置　駐車可能な車両"
    assert (
        paragraph.texts[3].text
        == "港区立品川駅港南口自転車等駐車場　東京都港区港南二丁目十四番六号　自転車等"
    )


def test_annexes_know_their_articles_and_rows() -> None:
    record = get_record(read_real("kisoku"))
    annexes = {"/".join(one.path): one for one in record.annexes}
    table = annexes["tbl_7_2"]
    assert (table.label.text, table.number) == ("別表第7の２", "7_2")
    assert table.related is not None
    assert table.related.text == "（第28条の２関係）"
    assert len(table.rows) == 3
    assert [cell.text for cell in table.rows[1] if cell] == [
        "150㎡以上200㎡未満", "４", "４", "４", "３", "３", "２", "２",
    ]  # fmt: skip
    assert annexes["form_18_8"].label.text == "第18号の８様式"
    assert [value.text for value in annexes["form_31"].remarks] == [
        "全部改正〔平成24年規則102号〕、一部改正〔平成25年規則55号"
    ]


def test_supplements_are_apart_by_the_act_that_brought_them() -> None:
    record = get_record(read_real("kisoku"))
    paths = [one.path for one in record.supplements]
    assert paths[0] == ("suppl",)
    assert ("suppl_2025_11",) in paths
    assert len(set(paths)) == len(paths)
    second = get_unit(record, "suppl_2010_58/para_2")
    assert [value.text for value in second.remarks] == ["一部改正〔平成23年規則28号〕"]
    law = get_record(read_real(LAW))
    assert get_unit(law, "suppl_2014_69/art_5").heading is not None
    assert get_unit(law, "art_5").heading != get_unit(law, "suppl_2014_69/art_5").heading


def test_items_of_items_and_ranges_left_out_of_an_extract_are_read() -> None:
    record = get_record(read_real(LAW))
    assert [
        "/".join(one.path) for one in record.units if one.path[:3] == ("art_2", "para_1", "item_4")
    ] == [f"art_2/para_1/item_4{end}" for end in ("", "/sub_1", "/sub_2", "/sub_3", "/sub_4")]
    left_out = get_unit(record, "suppl_2017_4/art_1/para_1/item_1")
    assert (left_out.notation, [value.text for value in left_out.texts]) == ("一から四まで", ["略"])
    assert get_unit(record, "suppl_2017_4/art_1/para_1/item_5/sub_4").notation == "ニ"


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_text_suggests_the_layout_that_reads_it(name: str) -> None:
    source = load_source(name)
    proposal = propose_layout(source)
    assert proposal.layout.kind == "legislation"
    assert proposal.reasons[0].count >= 8
    read = recognise(source, proposal.layout)
    assert isinstance(read, LegislationExtraction)
    assert read == recognise(source, get_layout("legislation")) == read_real(name)


def test_a_plan_does_not_suggest_the_layout_of_legislation() -> None:
    text = "まちづくり計画\n\n第1条に基づく取組\n\n第2条に基づく取組\n\n## 基本目標1 安全\n"
    assert propose_layout(load_source("midori")).layout.kind == "legislation"
    made = propose_layout(type(load_source("midori"))(text, ""))
    assert made.layout.kind == "plan"
    assert parse_layout(made.toml, "made").kind == "plan"


@pytest.mark.parametrize("name", [*ORDINANCES, LAW])
def test_no_unit_says_the_words_of_a_line_twice(name: str) -> None:
    """A number sign before an item makes no heading of it, and its line is read once."""
    for unit in get_record(read_real(name)).units:
        places = [span for value in unit.texts for span in value.spans]
        ends = sorted((span.start, span.end) for span in places)
        assert all(one[1] <= after[0] for one, after in pairwise(ends)), unit.path
