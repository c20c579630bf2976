"""What texts say they go by and do, read off the words behind a name."""

from __future__ import annotations

import pytest

from kg.documents.source import SourceText
from kg.layouts.layout import find_layouts, load_layout, parse_layout
from kg.layouts.proposal.proposal import propose_layout
from kg.layouts.recogniser import recognise
from kg.named.following import CARRIES_OUT, FOLLOWS, find_sentence
from kg.named.reading import read_named
from kg.named.references import IMPLEMENTS
from kg.records import Thing
from tests.workbench import read_real

HEAD = """基本政策Ⅶ

みんなでつくるまち

【基本施策 - 1 - (1)】ひろがるしくみ

つながりの支援

計画期間の取組

{told}

"""
RULES = Thing("instrument", "協働のルール")
COUNTER = Thing("body", "あゆみ相談センター")
DIARY = Thing("publication", "あゆみだより")
MEETING = Thing("project", "あゆみ交流事業")
KNOWN = {thing.name: thing for thing in (RULES, COUNTER, DIARY, MEETING)}


def find_relations(told: str) -> set[tuple[str, str]]:
    source = SourceText(HEAD.format(told=told), "")
    extraction = recognise(source, load_layout(find_layouts()["action-plan"]))
    named = read_named(source, extraction, (), KNOWN, "川崎市")
    return {
        (record.relation, record.thing.name)
        for record in named.mentions
        if isinstance(record.thing, Thing) and record.relation != "mpo:mentions"
    }


@pytest.mark.parametrize(
    "told",
    [
        "「協働のルール」に基づき事業を進めます。",
        "「協働のルール」に基づいた事業を広げます。",
        "協働のルールに沿った形で実施します。",
        "協働のルール（平成20年2月策定）に則り、事業を進めます。",
        "「協働のルール」等に基づく支援を進めます。",
        "協働のルールの理念に基づき事業を進めます。",
        "「協働のルール」を踏まえ、支援を進めます。",
        "「協働のルール」に位置付けられた事業を進めます。",
        "協働のルールによる支援を進めます。",
        "協働のルールや区の方針に基づき、支援を進めます。",
    ],
)
def test_what_goes_by_an_instrument_follows_it(told: str) -> None:
    assert (FOLLOWS, RULES.name) in find_relations(told)


@pytest.mark.parametrize(
    "told",
    [
        "協働のルールを改訂します。",
        "「協働のルール」の策定に向けて検討します。",
        "協働のルールの改訂を踏まえ、支援を進めます。",
        "「協働のルール」の周知を図ります。",
        "協働のルールについて説明会を開きます。",
        "協働のルールと連携した取組を進めます。",
    ],
)
def test_what_is_made_revised_or_told_of_is_not_followed(told: str) -> None:
    assert (FOLLOWS, RULES.name) not in find_relations(told)


@pytest.mark.parametrize(
    ("told", "thing"),
    [
        ("「あゆみ相談センター」を設置し、相談を受けます。", COUNTER),
        ("あゆみ相談センターの効果的な運営を図ります。", COUNTER),
        ("あゆみ相談センターを引き続き運営します。", COUNTER),
        ("「あゆみだより」を作成し、配ります。", DIARY),
        ("「あゆみだより」の編集・発行を行います。", DIARY),
        ("あゆみ交流事業を実施します。", MEETING),
    ],
)
def test_what_is_set_up_run_or_made_is_carried_out(told: str, thing: Thing) -> None:
    assert (CARRIES_OUT, thing.name) in find_relations(told)


@pytest.mark.parametrize(
    ("told", "thing"),
    [
        ("あゆみ相談センターの設置の検討を進めます。", COUNTER),
        ("あゆみ相談センターへのエレベーターの設置を進めます。", COUNTER),
        ("あゆみ相談センターの窓口開設時間を知らせます。", COUNTER),
        ("あゆみ相談センターと連携して事業を実施します。", COUNTER),
        ("「あゆみだより」に記事を載せます。", DIARY),
        ("あゆみ交流事業の見直しを進めます。", MEETING),
    ],
)
def test_what_is_thought_of_or_stands_by_is_not_carried_out(told: str, thing: Thing) -> None:
    assert (CARRIES_OUT, thing.name) not in find_relations(told)


@pytest.mark.parametrize(
    "told",
    [
        "協働のルールに基づくべきであるとの意見がありました。",
        "協働のルールに基づいて進めることについての説明を行いました。",
        "協働のルールに基づく事業とは何かを職員に説明します。",
        "京都市が協働のルールに基づき実施する講座を視察します。",
        "協働のルールに基づかず進めます。",
        "横浜市のあゆみ相談センターを設置した経緯を調査します。",
        "あゆみ相談センターを設置せず、電話で応じます。",
        "あゆみ交流事業を実施していない区の状況を調べます。",
    ],
)
def test_opinions_talks_the_doing_of_others_and_what_is_not_done_say_nothing(told: str) -> None:
    assert find_relations(told) == set()


def test_the_towns_own_doing_is_its_own() -> None:
    assert (FOLLOWS, RULES.name) in find_relations("川崎市が協働のルールに基づき実施します。")
    told = "本市の「協働のルール」に基づき、めざすべき姿を描きます。"
    assert (FOLLOWS, RULES.name) in find_relations(told)


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("窓を開く。ルールに基づき進める。風が吹く。", "ルール", "ルールに基づき進める。"),
        ("ルールの広報 ルールに基づく拡充 説明会", "基づく", "ルールに基づく拡充"),
        ("「協働 型」のルールに基づく拡充", "ルール", "「協働 型」のルールに基づく拡充"),
        ("ルールに基づき進める", "ルール", "ルールに基づき進める"),
    ],
)
def test_the_proof_is_the_sentence_or_the_item_of_a_list(
    text: str, name: str, sentence: str
) -> None:
    start = text.index(name)
    first, last = find_sentence(text, start, start + len(name))
    assert text[first:last] == sentence


def test_every_proof_is_a_stretch_of_the_source() -> None:
    text = read_real("kawasaki-action-plan-2011-policy-7")
    source = SourceText(text, "")
    extraction = recognise(source, load_layout(find_layouts()["action-plan"]))
    found = [
        record
        for record in read_named(source, extraction, (), {}, "川崎市").mentions
        if record.relation != "mpo:mentions"
    ]
    assert len(found) > 60
    for record in found:
        assert record.spans
        assert all(0 <= span.start < span.end <= len(text) for span in record.spans)


@pytest.mark.parametrize(
    ("header", "followed", "articles"),
    [("根拠法令", {"水質保全法", "あゆみ市みどり条例"}, {"15"}), ("関連法令", set(), set())],
)
def test_what_a_column_of_legal_bases_names_is_followed(
    header: str, followed: set[str], articles: set[str]
) -> None:
    """A related law is named and no more."""
    table = f"""あゆみ市環境計画

1 環境の取組

事業名	事業内容	担当課	{header}
緑化推進事業	公園の木を増やします。	公園課	あゆみ市みどり条例第15条
清掃推進事業	ごみを減らします。	清掃課	水質保全法
"""
    source = SourceText(table, "")
    extraction = recognise(source, parse_layout(propose_layout(source).toml, "table"))
    named = read_named(source, extraction, (), {}, "あゆみ市")
    found = {
        (one.relation, one.thing.name) for one in named.mentions if isinstance(one.thing, Thing)
    }
    assert {name for relation, name in found if relation == FOLLOWS} == followed
    assert {name for relation, name in found if relation == IMPLEMENTS} == articles
    assert ("mpo:mentions", "15") in found


@pytest.mark.parametrize(
    ("header", "basis"), [("該当条項", True), ("条文", True), ("関係条例", False)]
)
def test_a_column_that_the_layout_makes_one_of_laws_is_a_basis(header: str, basis: bool) -> None:
    table = f"""あゆみ市環境計画

あゆみ市みどり条例に基づく計画です。

事業名	事業内容	担当課	{header}
緑化推進事業	公園の木を増やします。	公園課	あゆみ市みどり条例第15条
"""
    source = SourceText(table, "")
    layout = parse_layout(f'description = "x"\n[columns]\nlaw = ["{header}"]\n', "table")
    named = read_named(source, recognise(source, layout), (), {}, "あゆみ市")
    links = [one for one in named.mentions if one.relation == IMPLEMENTS]
    assert [one.thing.name for one in links if isinstance(one.thing, Thing)] == ["15"] * basis
