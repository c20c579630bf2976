"""Short forms of names: told only where it is certain what they stand for."""

from __future__ import annotations

import pytest

from kg.records import Thing
from tests.named.naming_by_hand import ROW, list_names, list_things, name_texts


def test_a_heading_tells_what_a_short_form_below_it_stands_for() -> None:
    naming = name_texts(
        "市民活動支援指針の改訂",
        "多くのテーマに対応してきたが、指針に掲げた課題が残る。",
        labels=[0],
    )
    assert list_names(naming, 1) == [("市民活動支援指針", True)]


def test_a_short_form_stands_for_nothing_where_two_things_come_into_question() -> None:
    naming = name_texts("環境基本計画と地域福祉計画があり、計画の期間をそろえる。")
    assert [short for _, short in list_names(naming, 0)] == [False, False]


def test_this_plan_is_what_the_heading_names_and_never_what_the_sentence_named() -> None:
    naming = name_texts("青葉台市総合計画の部門計画である。本計画の期間は5年とする。")
    assert [name.short for name in naming.names[0]] == [False]
    under = name_texts("環境基本計画の概要", "総合計画に即し、本計画を定める。", labels=[0])
    assert list_names(under, 1) == [("総合計画", False), ("環境基本計画", True)]


@pytest.mark.parametrize(
    "text",
    ["新たな指針を定める。", "他の指針も参考にする。", "国の指針に従う。", "各指針を見直す。"],
)
def test_a_word_that_means_any_such_thing_is_no_short_form(text: str) -> None:
    naming = name_texts("市民活動支援指針の改訂", text, labels=[0])
    assert naming.names[1] == ()


def test_the_same_committee_is_the_nearest_before() -> None:
    naming = name_texts("第3期自治推進委員会の発足、同委員会による調査審議")
    assert list_names(naming, 0)[1] == ("第3期自治推進委員会", True)


def test_a_row_tells_what_a_short_form_in_its_cells_stands_for() -> None:
    naming = name_texts(
        "自治推進フォーラム開催事業",
        "理念を浸透させるためにフォーラムを開催する。",
        "「自治推進フォーラム」の開催",
        known={"自治推進フォーラム開催事業": Thing("project", "自治推進フォーラム開催事業")},
        labels=[0],
        owner=ROW,
    )
    assert list_names(naming, 0) == []
    assert list_names(naming, 1) == [("自治推進フォーラム", True)]


def test_the_third_meeting_of_a_council_is_an_event_of_its_own() -> None:
    naming = name_texts(
        "帰宅困難者対策協議会（平成24年9月設置）", "第3回協議会で図上訓練を行った。", labels=[0]
    )
    assert [name.thing for name in naming.names[1]] == [Thing("event", "第3回協議会")]
    assert ("event", "", "第3回協議会") in list_things(naming)
