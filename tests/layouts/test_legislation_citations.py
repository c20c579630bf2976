"""What legislation cites, against references that a reader looked up in the real texts."""

from __future__ import annotations

import pytest

from kg.legislation_records import LegislationRecord
from tests.layouts.legislation_samples import (
    LAW,
    get_record,
    load_source,
    read_real,
    read_text,
)

HEAD = "見本条例\n平成16年12月22日条例第60号\n"


def _cited(record: LegislationRecord, subject: str) -> list[str]:
    """What a unit cites, an act of others by its name before a colon, in the order of the text."""
    found = [
        (one.spans[0].start, f"{one.act.name}:" if one.act else "", "/".join(one.target))
        for one in record.citations
        if "/".join(one.subject) == subject
    ]
    return [act + target for _, act, target in sorted(found, key=lambda one: one[0])]


#: Read by hand in the texts: all that each of these units cites.
CITED = [
    ("machizukuri", "art_3/para_2/item_1", ["都市計画法:", "都市計画法:art_8/para_1/item_3"]),
    ("machizukuri", "art_3/para_2/item_2", ["都市計画法:art_8/para_1/item_4"]),
    ("machizukuri", "art_3/para_2/item_4", ["建築基準法:", "建築基準法:art_59_2/para_1"]),
    # 法 is what art. 3 (2) iv calls 建築基準法.
    ("machizukuri", "art_3/para_3/item_4", ["建築基準法:art_87/para_1"]),
    ("machizukuri", "art_4/para_2", ["art_7/para_1", "art_7/para_2", "art_7/para_3"]),
    ("machizukuri", "art_4/para_4", ["art_5/para_2"]),
    ("machizukuri", "art_5/para_2", ["art_4/para_4"]),
    ("machizukuri", "art_6/para_1", ["art_1"]),
    ("machizukuri", "art_7/para_4", ["art_7/para_1", "art_7/para_2", "art_7/para_3"]),
    ("machizukuri", "art_8/para_3", ["art_8/para_2"]),
    ("jitensha", "art_13/para_1", ["art_11", "art_12/para_2"]),
    ("jitensha", "art_14/para_1", ["art_11", "art_12/para_2", "tbl_1"]),
    ("jitensha", "art_20/para_1/item_4", [f"art_20/para_1/item_{n}" for n in (1, 2, 3)]),
    ("jitensha", "art_29/para_2", ["art_12", "art_13", "art_14", "art_29/para_1"]),
    ("jitensha", "art_34/para_1", ["地方自治法:art_180_5/para_1"]),
    ("jitensha", "art_37_2/para_3", ["art_37_2/para_1", "art_37_2/para_2"]),
    ("jitensha", "art_47/para_1", ["art_38", "art_39", "art_40", "art_42", "art_45"]),
    ("jitensha", "tbl_3", ["art_38", "art_39", "art_40"]),
    ("midori", "art_1/para_1", [
        "都市緑地法:", "都市緑地法:art_34/para_1", "都市緑地法:art_34/para_2",
    ]),
    ("midori", "art_14/para_2", [
        "art_9/para_2", "art_9/para_3", "art_9/para_4", "art_11", "art_13", "art_14/para_1",
    ]),
    ("midori", "art_14/para_3/item_2", [f"art_12/para_3/item_{n}" for n in (1, 2, 3)]),
    ("midori", "art_16/para_1", ["art_14/para_3", "art_14/para_4"]),
    ("midori", "art_32/para_1", ["都市緑地法施行令:", "都市緑地法施行令:art_9"]),
    ("kisoku", "art_4/para_1", [
        "世田谷区みどりの基本条例:art_9/para_2", "世田谷区みどりの基本条例:art_14/para_2", "form_1",
    ]),
    ("kisoku", "art_27/para_1", ["都市緑地法施行規則:art_9"]),
    ("kisoku", "art_33/para_1", ["art_32/para_1", "art_32/para_2"]),
    ("kisoku", "art_37_3/para_1", ["art_37_2", "都市緑地法:art_14/para_1"]),
    ("kisoku", "tbl_7_2", ["art_28_2", "都市計画法:art_58_2"]),
    (LAW, "art_1/para_1", ["art_46"]),
    (LAW, "art_3/para_1", ["chp_2", "chp_3", "chp_4", "chp_4_2"]),
    (LAW, "art_3/para_1/item_9", [
        "国家公務員法:", "国家公務員法:art_2/para_1", "地方公務員法:", "地方公務員法:art_3/para_1",
    ]),
    (LAW, "art_3/para_1/item_10", [
        "出入国管理及び難民認定法:", "出入国管理及び難民認定法:art_61_2/para_1",
        "出入国管理及び難民認定法:art_61_2/para_2",
    ]),
    # 前条第二項から第四項まで … 前項 … 同条第二項及び第四項: 同条 is 第十六条, over 前項.
    (LAW, "art_17/para_3", ["art_16/para_2", "art_16/para_3", "art_16/para_4", "art_17/para_2"]),
    # 第二十二条第二項本文及び第三項: 第三項 is of 第二十二条.
    (LAW, "art_25/para_1", ["art_24/para_3", "art_22/para_2", "art_22/para_3"]),
    # 第四十三条第一項（前条において…）、第四項（…）及び第五項 of 第四十三条.
    (LAW, "art_45/para_1", [
        "art_39/para_1", "art_43/para_1", "art_44", "art_43/para_4", "art_43/para_5",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "subject", "cited"), CITED)
def test_a_unit_cites_what_a_reader_finds_in_its_words(
    name: str, subject: str, cited: list[str]
) -> None:
    assert _cited(get_record(read_real(name)), subject) == cited


@pytest.mark.parametrize("name", ["machizukuri", "jitensha", "midori", "kisoku", LAW])
def test_every_citation_stands_in_the_words_of_its_subject(name: str) -> None:
    record, source = get_record(read_real(name)), load_source(name)
    spans = {one.path: one.spans for one in record.units}
    spans |= {one.path: one.spans for one in record.annexes}
    spans[()] = tuple(span for value in record.preamble for span in value.spans)
    for citation in record.citations:
        for span in citation.spans:
            assert any(
                whole.start <= span.start and span.end <= whole.end
                for whole in spans[citation.subject]
            ), source.quote(span)
            assert "\n" not in source.quote(span)


@pytest.mark.parametrize("name", ["machizukuri", "jitensha", "midori", "kisoku", LAW])
def test_every_own_provision_that_is_cited_exists(name: str) -> None:
    record = get_record(read_real(name))
    known = {one.path for one in record.units} | {one.path for one in record.annexes}
    known |= {one.path for one in record.divisions}
    assert {one.target for one in record.citations if one.act is None} <= known


def test_the_acts_of_a_text_are_known_by_number_and_name() -> None:
    acts = {one.name: one.number for one in get_record(read_real("kisoku")).acts}
    number = acts["世田谷区みどりの基本条例"]
    assert number is not None
    assert (number.place, number.kind, number.year, number.number) == (
        "世田谷区", "条例", 2005, 13,
    )  # fmt: skip
    for name, printed in (
        ("高齢者、障害者等の移動等の円滑化の促進に関する法律", 91),
        ("幹線道路の沿道の整備に関する法律", 34),
        ("都民の健康と安全を確保する環境に関する条例", 215),
        ("都市緑地法施行規則", 1),
    ):
        found = acts[name]
        assert found is not None
        assert found.number == printed
    names = {one.name for one in get_record(read_real("machizukuri")).acts}
    assert "障害者の日常生活及び社会生活を総合的に支援するための法律" in names


def test_references_of_an_amending_act_are_none_of_the_amended() -> None:
    record = read_text(
        HEAD + "第1条　定める。\n第2条　定める。\n附則（平成17年３月１日条例第１号）\n"
        "１　この条例中第1条の規定は、公布の日から施行する。\n"
        "２　前項の規定は、第2条には適用しない。\n"
    )
    assert _cited(record, "suppl_2005_1/para_1") == []
    assert _cited(record, "suppl_2005_1/para_2") == ["suppl_2005_1/para_1"]


def test_words_that_are_read_for_others_cite_nothing() -> None:
    record = read_text(
        HEAD
        + "第1条　定める。\n２　行う。\n第2条　第1条第2項の規定を準用する。この場合において、同項中"
        "「第9条」とあるのは「第8条第3項」と、「前項」とあるのは「次項」と読み替えるものとする。\n"
    )
    assert _cited(record, "art_2/para_1") == ["art_1/para_2"]


def test_a_short_name_of_one_article_holds_there_alone() -> None:
    record = read_text(
        HEAD + "第1条　甲法（昭和43年法律第1号。以下「法」という。）第1条による。\n"
        "第2条　乙法（昭和44年法律第2号。以下この条において「法」という。）第2条による。\n"
        "２　法第3条による。\n第3条　法第4条による。\n"
    )
    assert _cited(record, "art_2/para_2") == ["乙法:art_3"]
    assert _cited(record, "art_3/para_1") == ["甲法:art_4"]


def test_items_near_by_are_cited_by_their_place() -> None:
    record = read_text(
        HEAD + "第1条　次による。\n(1)　甲\n(2)　乙。次号のもの\n(3)　前号のもの\n"
        "(4)　前２号のもの\n"
        "(5)　前各号のもの\n"
    )
    base = "art_1/para_1/item_"
    assert _cited(record, f"{base}2") == [f"{base}3"]
    assert _cited(record, f"{base}3") == [f"{base}2"]
    assert _cited(record, f"{base}4") == [f"{base}2", f"{base}3"]
    assert _cited(record, f"{base}5") == [f"{base}{n}" for n in (1, 2, 3, 4)]


def test_chapters_are_cited_by_number_and_by_place() -> None:
    record = read_text(
        HEAD + "第1章　甲\n第1条　次章から第3章までの規定及びこの章の規定\n"
        "第2章　乙\n第2条　前章の規定\n"
        "第1節　丙\n第3条　第1章及び地方自治法第9章\n第3章　丁\n第4条　第2章第1節の規定\n"
    )
    assert _cited(record, "art_1/para_1") == ["chp_2", "chp_3", "chp_1"]
    assert _cited(record, "art_2/para_1") == ["chp_1"]
    assert _cited(record, "art_3/para_1") == ["chp_1"]
    assert _cited(record, "art_4/para_1") == ["chp_2/sec_1"]
