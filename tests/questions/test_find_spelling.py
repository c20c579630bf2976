"""Words are found however they are spelled; what is written otherwise is added, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.match import make_key
from kg.questions.search.spelling import MOST, Group, find_alternatives, load_groups
from kg.questions.search.spelling_numbers import Alternative
from kg.questions.search.typed import Word, find_places, parse_typed


def spell(typed: str) -> set[str]:
    return {one.text for one in find_alternatives(make_key(typed))}


def meets(typed: str, text: str) -> bool:
    """Whether a text holds every word that was typed, in some spelling."""
    key = make_key(text)
    return all(find_places(key, word) for word in parse_typed(typed))


@pytest.mark.parametrize("group", load_groups(), ids=lambda group: "".join(group.spellings[:2]))
def test_every_spelling_of_a_group_finds_every_other(group: Group) -> None:
    assert len(group.spellings) > 1
    assert group.reason
    frame = "市{}関" if group.between_kanji else "{}"
    for one in group.spellings:
        for other in group.spellings:
            assert meets(frame.format(one), frame.format(other)), (one, other)


YEARS = (
    "平成23年度",
    "2011年度",
    "2011",
    "H23",
    "h23年度",
    "平成二十三年度",
    "平成二三年度",
    "２０１１",
)


@pytest.mark.parametrize("typed", YEARS)
@pytest.mark.parametrize("text", YEARS)
def test_a_fiscal_year_is_found_in_every_calendar(typed: str, text: str) -> None:
    assert meets(typed, f"（{text}）から")


def test_a_year_is_met_whole_and_a_fiscal_year_is_no_calendar_year() -> None:
    assert not meets("平成23年度", "12011人")
    assert not meets("平成23年度", "2011年3月")
    assert not meets("平成2年度", "H23")
    assert not meets("2011", "XH23")
    assert meets("2011年", "平成23年3月")
    assert meets("2019年度", "令和元年度")
    assert meets("2019年度", "平成31年度")
    assert meets("令和元年度の計画", "2019年度の計画")


ARTICLES = ("第32条", "第三十二条", "32条", "三十二条", "第３２条")


@pytest.mark.parametrize("typed", ARTICLES)
@pytest.mark.parametrize("text", ARTICLES)
def test_an_article_is_found_by_its_number_in_any_numerals(typed: str, text: str) -> None:
    assert meets(typed, f"条例{text}に基づく")


def test_an_article_of_another_number_is_not_added() -> None:
    assert not meets("第32条", "第132条")
    assert not meets("第三十二条", "第百三十二条")
    assert meets("第30条の2", "第三十条の二")
    assert meets("第3次推進プラン", "第三次推進プラン")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("霞ヶ関", "霞が関"),
        ("霞ケ関", "霞ヶ関"),
        ("3か所", "3箇所"),
        ("佐々木", "佐佐木"),
        ("發揮", "発揮"),
        ("サービス", "サ一ビス"),
        ("サ−ビス", "サービス"),
        ("ｻｰﾋﾞｽ", "サービス"),
        ("コンピューター", "コンピュータ"),
        ("申込書", "申し込み書"),
        ("お問い合わせ", "お問合せ"),
        ("取り組みの推進", "取組の推進"),
        ("ＮＰＯ法人", "特定非営利活動法人"),
    ],
)
def test_what_people_type_finds_what_is_printed(typed: str, text: str) -> None:
    assert meets(typed, text)


def test_a_number_of_a_node_is_met_whole_and_nowhere_else() -> None:
    for typed, number in (("Ⅶ", "7"), ("VII", "7"), ("7", "VII"), ("vii", "７"), ("14", "XIV")):
        (word,) = parse_typed(typed)
        assert find_places(make_key(f"{number} 参加と協働"), word, number=True), typed
        assert not find_places(make_key(f"{number}-(1) 参加"), word, number=True), typed
    (word,) = parse_typed("VII")
    assert not find_places("7つの区", word)


def test_a_phrase_in_quotation_marks_is_taken_as_it_is() -> None:
    for typed in ("「取り組み」", '"取り組み"', "“取り組み”", "『取り組み』"):
        assert parse_typed(typed) == (Word("取り組み", (Alternative("取り組み"),)),)
    (phrase,) = parse_typed('"市民 協働"')
    assert phrase.key == "市民協働"
    assert [word.key for word in parse_typed("「市民 協働」 推進")] == ["市民協働", "推進"]
    # A bracket that belongs to a word is part of it.
    assert [word.key for word in parse_typed("「市民」の")] == ["「市民」の"]


@given(typed=st.text(max_size=12))
def test_what_was_typed_comes_first_and_its_spellings_are_few(typed: str) -> None:
    key = make_key(typed)
    if key:
        found = find_alternatives(key)
        assert found[0] == Alternative(key)
        assert len(found) == len(set(found)) <= MOST


@given(count=st.integers(1, 200), char=st.sampled_from("市々区国2ー一ヶ"))
def test_a_long_run_of_one_sign_has_few_spellings(count: int, char: str) -> None:
    assert len(find_alternatives(make_key(char * count)) or ()) <= MOST


def test_most_words_have_one_spelling() -> None:
    for typed in ("協働", "市民", "CALS", "推進事業", "（", "。"):
        assert spell(typed) == {make_key(typed)}


@pytest.mark.parametrize("typed", ["Article 32", "article 32", "Art. 32", "art 32", "ARTICLE ３２"])
@pytest.mark.parametrize("text", ["第32条", "第三十二条 協働推進の施策整備等", "see Article 32"])
def test_an_article_is_found_as_english_writes_it(typed: str, text: str) -> None:
    assert meets(typed, text)
    assert not meets(typed, "第320条")


def test_an_article_between_others_is_one_too() -> None:
    assert meets("Article 30-2", "第30条の2")
    assert not meets('"Article 32"', "第32条")
