"""What the reasons say is true of the pair, in words that a document prints."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.links.likeness import Alike, Entry, compare

_TEXT = "公共事業の各段階の情報を電子化し、関係部局と施工業者の間で共有します。"
_OTHER = "公園の樹木を毎年点検し、倒木による事故を防ぐための植替えを行います。"
_PART = "一方の名称が他方の名称の一部に当たる(統合・分割の可能性)。"
_NONE = "説明はどちらにもない"


def _pair(one: str, two: str, first: str = "", second: str = "") -> Alike:
    pair = compare(Entry("a", "1", one, first), Entry("b", "1", two, second))
    assert pair is not None
    return pair


def _name(one: str, two: str, first: str = "", second: str = "") -> str:
    """What is said in Japanese of the names of a pair."""
    return _pair(one, two, first, second).ja.removesuffix(f"。{_NONE}")


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        # Words as printed, in whole.
        ("緑化事業", "緑化事業(市民・こども局)", "名称が一致、(市民・こども局)のみ異なる"),
        ("緑化事業", "緑化事業（市民・こども局）", "名称が一致、(市民・こども局)のみ異なる"),
        ("緑化事業(市民・こども局)", "緑化事業(市民・子ども局)",
         "名称は書き方(「こども」と「子ども」)のみ異なる"),
        ("子どもの居場所づくり", "こどもの居場所作り(各区)",
         "名称は書き方(「子ども」と「こども」、「居場所づくり」と「居場所作り」)と、末尾の(各区)のみ異なる"),
        ("道路維持・補修事業", "道路維持補修事業", "名称は書き方(「・」の有無)のみ異なる"),
        ("「市民会議」の開催", "市民会議の開催", "名称は書き方(記号など)のみ異なる"),
        ("広報・広聴事業", "広聴事業",
         _PART + "名称の異なる所: 「広報」 / なし"),
        ("公園及び緑地管理事業", "公園管理事業",
         _PART + "名称の異なる所: 「緑地」 / なし"),
        ("移住・定住の促進と関係人口の創出", "移住・定住促進事業",
         _PART + "名称の異なる所: 「関係人口の創出」 / なし"),
        ("一時保育事業", "一時保育・休日保育事業",
         _PART + "名称の異なる所: なし / 「休日保育」"),
        # Generic words and order.
        ("こども手当支給事業", "子ども手当支給の推進",
         "名称が似ている。名称は一般的な語のみ異なる: 「事業」 / 「の推進」"),
        ("広聴・広報の充実", "広報・広聴充実事業",
         "名称が似ている。名称は語の順と一般的な語のみ異なる"),
        ("引っ越し手続ワンストップ化事業", "引越手続きのワンストップ化",
         "名称が似ている。名称は一般的な語のみ異なる: 「事業」 / 「の」"),
        # Brackets that comparing leaves out.
        ("緑化事業", "緑化事業(旧：植樹事業)", "名称が一致、末尾の(旧：植樹事業)のみ異なる"),
        ("緑化事業(一部再掲)", "緑化事業", "名称が一致、末尾の(一部再掲)のみ異なる"),
        ("緑化事業(仮称)", "緑化事業（仮称）", "名称が一致"),
        ("緑化事業(建設局)", "緑化事業(環境局)", "名称が一致、(建設局)と(環境局)が異なる"),
        ("住宅耐震化促進事業(木造)", "木造住宅耐震化促進事業",
         "名称が似ている。(木造)は他方では名称の中にある"),
    ],
)  # fmt: skip
def test_names_are_said_to_differ_in_the_words_that_are_printed(
    one: str, two: str, said: str
) -> None:
    assert _name(one, two) == said


def test_brackets_that_differ_are_said_to_differ_in_both_languages() -> None:
    texts = (
        "放課後に保護者のいない児童に遊びと生活の場を与えます。",
        "放課後に保護者がいない児童に、遊びや生活の場を与えます。",
    )
    pair = _pair("放課後児童健全育成事業(学童)", "放課後児童の健全育成教室事業", *texts)
    assert "末尾の括弧が異なる: (学童) / なし" in pair.ja
    assert "The brackets at the end differ: (学童) / none" in pair.en
    assert "so do" not in pair.en


@pytest.mark.parametrize(
    ("one", "two", "wards", "said"),
    [
        ("区民会議(各区)", "区民会議", "高津区", "名称が一致、(各区)と(高津区)が異なる"),
        ("区民会議", "区民会議", "高津区", "名称が一致。実施する区: 記載なし / 高津区"),
        ("区民会議", "区民会議(高津区)", "高津区", "名称が一致、(高津区)のみ異なる"),
        ("区民会議(高津区)", "区民会議(高津区)", "高津区", "名称が一致"),
    ],
)  # fmt: skip
def test_a_ward_beside_the_name_is_named(one: str, two: str, wards: str, said: str) -> None:
    right = Entry("b", "1", two, wards=frozenset({wards}))
    pair = compare(Entry("a", "1", one), right)
    assert pair is not None
    assert pair.ja == f"{said}。{_NONE}"


def test_bureaus_written_in_two_ways_are_one() -> None:
    one = Entry("a", "1", "緑化事業", _TEXT, frozenset({"こども未来局"}))
    two = Entry("b", "1", "緑化事業", _TEXT, frozenset({"子ども未来局"}))
    other = Entry("c", "1", "緑化事業", _TEXT, frozenset({"市民・こども局"}))
    same, differing = compare(one, two), compare(one, other)
    assert same is not None
    assert differing is not None
    assert "所管" not in same.ja
    assert "所管: こども未来局 / 市民・こども局" in differing.ja
    assert "Run by: こども未来局 / 市民・こども局" in differing.en


@pytest.mark.parametrize(
    ("first", "second", "ja", "en"),
    [
        (_TEXT, _TEXT.replace("、", "、 "), "説明も一致", "The texts are the same too"),
        ("若者の就業を支援します。", "若者の就業に努めます。",
         "説明はほぼ一致(異なる所: 「就業を支援します」と「就業に努めます」)",
         "The texts are nearly the same (they differ in: 就業を支援します / 就業に努めます)"),
        (_TEXT + "(詳細は区計画へ)", _TEXT, "説明はほぼ一致(異なる所: 「(詳細は区計画へ)」の有無)",
         "The texts are nearly the same (they differ in: (詳細は区計画へ) / none)"),
        (_TEXT, _TEXT.replace("、", ""), "説明はほぼ一致(句読点などのみ異なる)",
         "The texts are nearly the same (only punctuation differs)"),
        (_TEXT, _TEXT * 3, "説明は異なる", "The texts differ"),
        (_TEXT, _OTHER, "説明は異なる", "The texts differ"),
        (_TEXT, "", "説明は一方にしかない", "Only one of them has a text"),
        (" ", "", _NONE, "Neither has a text"),
        ("(各区の取組は区計画へ)", "", "説明は一方にしかない", "Only one of them has a text"),
        ("(各区の取組は区計画へ)", _TEXT, "説明は定型文などのため比べていない",
         "The texts were not compared: at least one is a set phrase"),
    ],
)  # fmt: skip
def test_texts_are_called_one_only_where_they_are(
    first: str, second: str, ja: str, en: str
) -> None:
    pair = _pair("緑化事業", "緑化事業", first, second)
    assert pair.ja == f"名称が一致。{ja}"
    assert pair.en == f"The names are the same. {en}"
    if ja != "説明も一致":
        assert pair.score < 1


def test_texts_that_differ_only_late_are_not_called_nearly_one() -> None:
    begin = (_TEXT + _OTHER) * 6
    pair = _pair("市民大学運営事業", "はまなすカレッジ", begin, begin + "広報紙を発行します。" * 60)
    assert pair.rule == "same-text"
    assert pair.ja.startswith("説明は括弧書きや文末、後の部分を除いてほぼ一致、")


_WORDS = st.lists(
    st.sampled_from(
        ["こども", "子ども", "子供", "取り組み", "取組", "・", "及び", "の", "公園", "みどり", "緑",
         "まちづくり", "街づくり", "第2期", "第二期", "ＮＰＯ法人", "特定非営利活動法人",
         "サーバー", "サーバ", "クマ", "熊", "整備", "事業", "推進", "等", "など", "化", "再",
         "(各区)", "（本省）", "(旧：緑化)", "㈱", "ヶ所", " "]
    ),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_WORDS, _WORDS, st.booleans())
def test_whatever_is_quoted_is_printed(one: str, two: str, told: bool) -> None:
    text = _TEXT if told else ""
    pair = compare(Entry("a", "1", one, text), Entry("b", "1", two, text))
    if pair is None:
        return
    for quoted in re.findall("「([^」]*)」", pair.ja):
        assert quoted == "・" or quoted in one or quoted in two
    said = pair.ja.replace("(記号など)", "").replace("(統合・分割の可能性)", "")
    for quoted in re.findall(r"\(([^()「]*)\)", said):
        assert quoted in one or quoted in two
