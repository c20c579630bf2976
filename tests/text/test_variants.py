"""Ways of writing one word give one key, and words that only look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.fold import fold_key
from kg.text.variants import fold_variants, trace_variants


@pytest.mark.parametrize(
    "spellings",
    [
        "こども 子ども 子供",
        "取組 取り組み 取組み とりくみ",
        "問合せ 問い合わせ 問合わせ 問い合せ",
        "手続 手続き",
        "まちづくり 街づくり 町づくり まち作り",
        "障がい 障害 障碍",
        "ひとり親 一人親",
        "貸し出し 貸出 貸出し",
        "申し込みの受け付け 申込みの受付",
        "見直し みなおし",
        "立ち上げ支援 立上げ支援",
        "ごみ ゴミ",
        "ふれあい 触れ合い",
        "コンピューター コンピュータ",
        "パブリック・コメント パブリックコメント",
        "二ヶ領 二ケ領",
        "3か所 3ヶ所 3箇所",
        "および 及び",
        "ＩＣＴ ict ICT",
        "｢市民会議｣ 「市民会議」 市民会議",
        "橋りょう 橋梁",
        "一人暮らし ひとり暮らし 独り暮し",
        "デジタル ディジタル",
        "第三次計画 第3次計画 第３次計画",
        "NPO法人 特定非営利活動法人 ＮＰＯ法人",
        "パブコメ パブリックコメント",
        "ネットワーク ネツトワ一ク ネットワ―ク",
        "ボランティア ヴォランティア",
        "熊対策 クマ対策",
        "引っ越し手続き 引越手続",
    ],
)
def test_spellings_of_one_word_have_one_key(spellings: str) -> None:
    assert len({fold_variants(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("組合", "組み合わせ"),
        ("市民の声", "市民への声"),
        ("保健", "保険"),
        ("整備", "管理"),
        ("子ども", "こと"),
        ("地域に出る", "地域を出る"),
        ("新しい公園", "公園"),
        ("センター", "センチ"),
        ("第1期", "第2期"),
        ("ビル", "ビール"),
        ("アライグマ対策", "アライ熊対策"),
        ("一般", "ー般"),
    ],
)
def test_other_words_keep_apart(one: str, two: str) -> None:
    assert fold_variants(one) != fold_variants(two)


def test_particles_stay_where_an_ending_falls() -> None:
    assert fold_variants("取り組みの推進") == "取組の推進"
    assert fold_variants("見守りを進める") == "見守を進める"


@given(st.text(max_size=40))
def test_any_text_has_a_key_and_width_changes_nothing(text: str) -> None:
    assert fold_variants(fold_key(text)) == fold_variants(text)


def test_a_long_text_is_folded_in_passing_time() -> None:
    assert fold_variants("取り組み" * 20_000) == "取組" * 20_000


@given(
    st.text(
        alphabet="取り組みこども子供ヶケ・コンピューター力一 第三次「」\u3099クマＮＰＯ法人İß",
        max_size=30,
    )
)
def test_each_sign_of_a_key_leads_back_to_what_is_printed(text: str) -> None:
    traced = trace_variants(text)
    assert traced.text == fold_variants(text)
    assert len(traced.starts) == len(traced.ends) == len(traced.text)
    assert list(traced.starts) == sorted(traced.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(traced.starts, traced.ends, strict=True))


def test_a_word_read_for_another_leads_back_to_the_whole_word() -> None:
    text = "特定非営利活動法人の取り組み"
    traced = trace_variants(text)
    assert traced.text == "npo法人の取組"
    assert text[slice(*traced.origin(0, 5))] == "特定非営利活動法人"
    assert text[slice(*traced.origin(6, 8))] == "取り組み"
