"""What is alike, by which rule, and why; and what only looks so."""

from __future__ import annotations

import random

import pytest

from kg.links.likeness import Alike, Entry, compare, find_alike

_LONG = "公共事業の各段階の情報を電子化し、関係部局と施工業者の間で共有します。"
_ROAD = "道路の舗装や側溝の補修を行います。"
_OTHER = "公園の樹木を毎年点検し、倒木による事故を防ぐための植替えを行います。"


def _pair(
    one: str, two: str, first: str = "", second: str = "", **fields: frozenset[str]
) -> Alike | None:
    """The verdict on two names with two texts in one municipality."""
    return compare(
        Entry("a", "141305", one, first),
        Entry("b", "141305", two, second, **fields),
    )


def _rule(one: str, two: str, first: str = "", second: str = "") -> str:
    pair = _pair(one, two, first, second)
    return pair.rule if pair else "none"


@pytest.mark.parametrize(
    ("rule", "one", "two", "first", "second"),
    [
        ("same-name", "区民会議運営事業", "区民会議運営事業", "", ""),
        ("same-name", "CALS/EC整備事業", "ＣＡＬＳ／ＥＣ　整備事業", _LONG, _LONG),
        ("same-name-in-variants", "子どもの居場所づくり事業", "こどもの居場所作り事業", "", ""),
        ("same-name-in-variants", "取組の見える化", "取り組みの見える化", "", ""),
        ("same-name-in-variants", "「市民会議」の開催", "市民会議の開催", "", ""),
        ("same-name-but-qualifier", "区民会議運営事業", "区民会議運営事業(各区)", _LONG, _OTHER),
        ("same-name-but-qualifier", "CALS/EC整備事業", "CALS/EC整備事業(まちづくり局)", "", ""),
        ("same-name-but-qualifier", "緑化事業(建設局)", "緑化事業(環境局)", "", ""),
        ("same-name-but-qualifier", "緑化事業(各区)", "緑化事業(宮前区)", "", ""),
        ("same-name-other-qualifier", "子育て推進(地域支援事業)", "子育て推進(保育事業)", "", ""),
        ("same-name-other-qualifier", "未利用地緑化(高津区)", "未利用地緑化(宮前区)", "", ""),
        ("same-text", "公共事業の電子納品", "公共事業情報の共有", _LONG, _LONG),
        ("alike-name-and-text", "放課後児童健全育成事業", "放課後児童の健全育成教室事業",
         "放課後に保護者のいない児童に遊びと生活の場を与えます。",
         "放課後に保護者がいない児童に、遊びや生活の場を与えます。"),
        ("merged-or-split-name", "広報・広聴事業", "広聴事業", "", ""),
        ("merged-or-split-name", "公園及び緑地管理事業", "公園管理事業", "", ""),
        ("merged-or-split-name", "移住・定住の促進と関係人口の創出", "移住・定住促進事業", "", ""),
        ("alike-name", "第三次健康増進計画の推進", "第3次健康増進計画", "", ""),
        ("same-text", "市民大学運営事業", "はまなすカレッジ", _LONG + _OTHER, _LONG + _OTHER),
        ("same-name-but-qualifier", "緑化事業(本省)", "緑化事業(地方)(来年度は緑化事業)", "", ""),
        ("same-name", "緑化事業(旧:植樹事業)", "緑化事業(旧:植樹事業)", "", ""),
        ("alike-name", "区役所等庁舎整備事業", "区役所等庁舎の計画的・効率的な整備", _LONG, ""),
        ("alike-name", "特別緑地保全地区指定事業", "特別緑地保全地区指定促進の取組", "", ""),
        ("same-name-in-variants", "道路維持・補修事業", "道路維持補修事業", "", ""),
        ("same-name-in-variants", "図書館ネットワーク事業", "図書館ネツトワ一ク事業", "", ""),
        ("same-text", "生活道路の補修", "道路維持補修事業", _ROAD, _ROAD),
        ("same-text", "公園遊具の点検", "公園遊具の更新", _OTHER, _OTHER),
        ("alike-name", "住宅耐震化促進事業(木造)", "木造住宅耐震化促進事業", "", ""),
        ("alike-name", "クマ出没対策事業", "熊の出没への対策", "", ""),
        ("alike-name-and-text", "公園緑地の維持管理事業", "公國緑地の維持管理事業",
         "公園や緑地の草刈り、樹木の剪定、遊具の点検を行います。",
         "公園や緑地の草刈り、樹木の勢定、遊具の点検を行います。"),
        ("same-name-other-qualifier", "子育て計画策定事業", "子育て計画策定事業(第2期)", "", ""),
        ("same-text", "第2期子育て計画策定事業", "子育て計画策定事業", _LONG, _LONG),
    ],
)  # fmt: skip
def test_each_rule_fires(rule: str, one: str, two: str, first: str, second: str) -> None:
    assert _rule(one, two, first, second) == rule


@pytest.mark.parametrize(
    ("one", "two", "first", "second"),
    [
        # Numbers and years.
        ("第1期基本計画策定事業", "第2期基本計画策定事業", _LONG, _LONG),
        ("第一次産業振興計画の策定", "第二次産業振興計画の策定", "", ""),
        ("平成23年度公園整備事業", "平成24年度公園整備事業", _LONG, _LONG),
        ("第2期子育て計画策定事業", "子育て計画策定事業", "", ""),
        ("第2期子育て計画策定事業", "子育て計画策定事業", _LONG, _OTHER),
        ("放送1・2丁目の緑化", "放送12丁目の緑化", _LONG, _LONG),
        # Places.
        ("生活道路の補修", "幹線道路の補修", _ROAD, _ROAD),
        ("高津区役所庁舎整備事業", "宮前区役所庁舎整備事業", _LONG, _LONG),
        ("松原図書館改築事業", "竹内図書館改築事業", _LONG, _LONG),
        ("幸区役所庁舎整備事業", "区役所等庁舎整備事業",
         "幸区役所庁舎の再整備に向けた取組を進めます。",
         "区役所等庁舎の現状を踏まえながら、計画的・効率的な整備を進めます。"),
        # What is done, and for whom.
        ("特別緑地保全地区等整備事業", "特別緑地保全地区等管理事業", "", ""),
        ("高齢者住宅改修助成事業", "障害者住宅改修助成事業", "", ""),
        ("東口駅前広場整備事業", "西口駅前広場整備事業", _LONG + _OTHER, _LONG + _OTHER),
        ("小学校プール改修事業", "中学校プール改修事業", _LONG + _OTHER, _LONG + _OTHER),
        ("国民健康保健事業", "国民健康保険事業", "", ""),
        ("農業担い手育成事業", "林業担い手育成事業", _LONG, _LONG),
        ("水道施設整備事業", "下水道施設整備事業", _LONG, _LONG),
        # A template with other subjects.
        ("介護予防普及啓発事業", "認知症理解普及啓発事業",
         "介護予防に関する知識を広めるため、講演会の開催や冊子の配布を行います。",
         "認知症に関する知識を広めるため、講演会の開催や冊子の配布を行います。"),
        ("安全・安心まちづくり事業(各区)", "環境まちづくり事業(各区)",
         "安全・安心なまちづくりを推進します(各区の具体的な取組は区計画をご覧ください)。",
         "環境に係る取組を推進します(各区の具体的な取組は区計画をご覧ください)。"),
        # One word more that is no small one.
        ("地域コミュニティ推進事業", "地域コミュニティ活性化推進事業(各区)",
         "町内会・自治会、市民活動団体等が緩やかに連携して、地域の課題を解決するコミュニティづくりを推進します。",
         "新住民や町会等と連携した事業を推進します(各区の具体的な取組は区計画をご覧ください)。"),
        ("「市民参加推進会議」の開催", "「市民参加円卓会議」の開催", "", ""),
        ("「市民参加推進フォーラム」の開催", "自治推進フォーラム開催事業", "",
         "自治基本条例の理念をより浸透させるためにフォーラムを開催し、地域の自治力の向上につなげていきます。"),
        # Generic words alone.
        ("推進事業", "推進事業", "", ""),
        ("事業の推進", "推進事業", "", ""),
        ("", "", "", ""),
        ("", "", _LONG, _OTHER),
        # A clause is no name that another was joined to.
        ("情報システムの標準化経費", "情報システムの標準化・共通化に伴う通知の改修", "", ""),
    ],
)  # fmt: skip
def test_near_misses_are_no_pair(one: str, two: str, first: str, second: str) -> None:
    assert _rule(one, two, first, second) == "none"


def test_the_reason_says_what_agrees_and_what_differs() -> None:
    pair = _pair("区民会議運営事業", "区民会議運営事業(各区)", _LONG, _OTHER)
    assert pair is not None
    assert pair.ja == "名称が一致、(各区)のみ異なる。説明は異なる"
    assert "only the brackets at the end differ: (各区)" in pair.en
    assert "texts differ" in pair.en


def test_one_name_in_two_wards_is_a_candidate_only() -> None:
    one = Entry("a", "141305", "子育てサロンの運営", _LONG, wards=frozenset({"高津区"}))
    two = Entry("b", "141305", "子育てサロンの運営", _LONG, wards=frozenset({"宮前区"}))
    pair = compare(one, two)
    assert pair is not None
    assert pair.rule == "same-name-other-qualifier"
    assert pair.score <= 0.6
    assert "高津区 / 宮前区" in pair.ja


def test_an_equal_text_makes_an_equal_name_more_alike() -> None:
    same, other = (_pair("緑化事業", "緑化事業", _LONG, text) for text in (_LONG, _OTHER))
    assert same is not None
    assert other is not None
    assert same.score == 1.0
    assert other.score < 0.8


def test_an_entry_is_not_alike_itself() -> None:
    entry = Entry("a", "141305", "緑化事業")
    assert compare(entry, entry) is None
    assert find_alike([entry, entry]) == []


def test_the_order_of_entries_and_of_a_pair_changes_nothing() -> None:
    entries = [
        Entry(f"{n:03d}", str(n % 3), f"{what}{how}事業{tail}", _LONG if n % 2 else "")
        for n, (what, how, tail) in enumerate(
            (what, how, tail)
            for what in ("公園", "緑地の樹木", "子どもの見守り", "取り組み発表")
            for how in ("整備", "管理")
            for tail in ("", "(各区)", "(建設局)")
        )
    ]
    found = find_alike(entries)
    assert found
    shuffled = entries[:]
    random.Random(1).shuffle(shuffled)
    assert find_alike(shuffled) == found
    assert all(pair.left < pair.right for pair in found)
    by_key = {entry.key: entry for entry in entries}
    for pair in found:
        assert compare(by_key[pair.right], by_key[pair.left]) == pair


def test_partners_in_other_municipalities_are_bounded_and_the_best_stay() -> None:
    entries = [Entry(f"{n:03d}", f"{n:03d}", "区民会議運営事業", _LONG) for n in range(60)]
    found = find_alike(entries, most=5)
    partners = [key for pair in found for key in (pair.left, pair.right)]
    assert {partners.count(entry.key) for entry in entries} <= {4, 5}


def test_a_short_name_of_two_municipalities_over_other_texts_is_no_pair() -> None:
    here = Entry("a", "1", "広報事業", "水道だよりの発行により、水道への理解を深めます。")
    there = Entry("b", "2", "広報事業", "町の広報紙を毎月発行し、各戸に配布します。")
    assert compare(here, there) is None
    assert find_alike([here, there]) == []


def test_least_withholds_what_is_less_alike() -> None:
    entries = [Entry("a", "1", "緑化事業", _LONG), Entry("b", "1", "緑化事業", _OTHER)]
    assert find_alike(entries, least=0.9) == []
    assert len(find_alike(entries, least=0.5)) == 1


def test_a_text_under_many_names_is_a_template_and_proves_nothing() -> None:
    names = ("広聴", "統計", "植樹", "防犯灯", "消防団", "公文書館", "国際交流")
    entries = [Entry(name, "1", f"{name}事業", _LONG + _OTHER) for name in names]
    assert find_alike(entries) == []
    assert len(find_alike(entries[:2])) == 1


def test_different_bureaus_are_said() -> None:
    one = Entry("a", "1", "緑化事業", _LONG, frozenset({"建設局"}))
    two = Entry("b", "1", "緑化事業", _LONG, frozenset({"環境局"}))
    pair = compare(one, two)
    assert pair is not None
    assert "所管: 建設局 / 環境局" in pair.ja


def test_a_name_in_hiragana_meets_its_kanji_where_the_texts_agree() -> None:
    pair = _pair("若者の里山活用事業", "若者のさと山活用事業", _LONG, _LONG)
    assert pair is not None
    assert pair.rule in ("same-text", "alike-name-and-text")


def test_every_ward_contradicts_no_ward() -> None:
    one = Entry("a", "1", "健康づくり推進事業", _LONG, wards=frozenset({"各区"}))
    two = Entry("b", "1", "健康づくり推進事業(各区)", _LONG, wards=frozenset({"幸区"}))
    pair = compare(one, two)
    assert pair is not None
    assert pair.rule == "same-name-but-qualifier"


def test_across_municipalities_texts_may_differ_more() -> None:
    texts = (
        "こども食堂を開く団体に対し、運営に要する経費を補助します。",
        "こども食堂の運営に要する経費を支援するほか、団体の交流会を開きます。",
    )
    names = ("地域こども食堂活動運営支援事業", "地域こども食堂活動支援事業")
    here = Entry("a", "1", names[0], texts[0])
    assert compare(here, Entry("b", "2", names[1], texts[1])) is not None


def test_a_text_but_for_a_few_words_is_said_to_be_so() -> None:
    first = (_LONG + _OTHER) * 2
    pair = _pair("市民大学運営事業", "はまなすカレッジ", first, first.replace("毎年", "隔年", 1))
    assert pair is not None
    assert pair.rule == "same-text"
    assert pair.ja.startswith("説明はほぼ一致(異なる所: 「毎年点検し」と「隔年点検し」)")
