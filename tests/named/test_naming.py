"""Names over a whole document: one thing under several names, terms, kinds, what exists already."""

from __future__ import annotations

import pytest

from kg.named.name_words import either, get_list, load_words
from kg.named.naming import Naming, find_names
from kg.records import Span, Thing
from tests.named.naming_by_hand import ROW, list_names, list_things, name_texts

# --- One thing, several names ---------------------------------------------------------------


def test_a_name_with_and_without_the_municipality_is_one_thing_under_the_fullest() -> None:
    naming = name_texts(
        "市民活動支援指針をもとに施策を整備する。",
        "「青葉台市市民活動支援指針」（平成13年9月策定）を改訂する。",
    )
    assert list_things(naming) == [
        ("instrument", "guideline", "青葉台市市民活動支援指針", "市民活動支援指針")
    ]
    assert list_names(naming, 0) == [("青葉台市市民活動支援指針", False)]


def test_the_municipality_may_stand_behind_the_number_of_a_version() -> None:
    naming = name_texts("第2次青葉台市環境基本計画を定めた。", "第2次環境基本計画を進める。")
    assert list_things(naming) == [
        ("instrument", "plan", "第2次青葉台市環境基本計画", "第2次環境基本計画")
    ]


def test_versions_stay_apart_from_each_other_and_from_the_name_without_one() -> None:
    naming = name_texts("情報化基本計画、第2次情報化基本計画及び次期情報化基本計画を比べた。")
    assert [thing[2] for thing in list_things(naming)] == [
        "情報化基本計画",
        "第2次情報化基本計画",
        "次期情報化基本計画",
    ]


def test_a_town_written_in_hiragana_joins_as_its_kanji_do() -> None:
    naming = name_texts("「あおば市民活動センター」を支援する。", "市民活動センターの機能強化")
    assert list_things(naming) == [("body", "centre", "あおば市民活動センター", "市民活動センター")]


def test_a_name_with_and_without_no_is_one_thing() -> None:
    naming = name_texts(
        "「地域コミュニティ再生に向けた指針」を作成した。",
        "地域コミュニティの再生に向けた指針に基づき取り組む。",
    )
    assert [thing[2] for thing in list_things(naming)] == ["地域コミュニティ再生に向けた指針"]


def test_a_name_learnt_in_quotation_marks_is_found_without_them() -> None:
    naming = name_texts("「青葉の手引き」を発行した。", "青葉の手引きを学校に配った。")
    assert list_names(naming, 1) == [("青葉の手引き", False)]


def test_a_name_that_a_line_break_cut_is_found_and_written_without_the_blank() -> None:
    naming = name_texts("市民参加推進計画を定めた。", "市民参加推進 計画の進行管理を行う。")
    assert list_names(naming, 1) == [("市民参加推進計画", False)]
    assert list_things(naming) == [("instrument", "plan", "市民参加推進計画")]


@pytest.mark.parametrize(
    "text",
    [
        "協働推進条例（以下「推進条例」という。）を定めた。",
        "協働推進条例(以下、「推進条例」とする。)を定めた。",
        "協働推進条例（以下推進条例という。）を定めた。",
        "協働推進条例（平成20年青葉台市条例第3号。以下「推進条例」という。）を定めた。",
        "協働推進条例（略称：推進条例）を定めた。",
    ],
)
def test_a_bracket_gives_another_name(text: str) -> None:
    naming = name_texts(text, "推進条例の見直しを行う。")
    assert list_things(naming) == [("instrument", "ordinance", "協働推進条例", "推進条例")]
    assert list_names(naming, 1) == [("協働推進条例", False)]


def test_a_bracket_behind_a_scheme_names_it_otherwise_and_behind_a_centre_a_service() -> None:
    naming = name_texts(
        "事業提案制度(市民提案型事業)を実施する。",
        "総合案内センター(あおばコール)の機能を充実する。",
    )
    assert list_things(naming) == [
        ("service", "", "事業提案制度", "市民提案型事業"),
        ("body", "centre", "総合案内センター"),
        ("service", "", "あおばコール"),
    ]


def test_a_bracket_that_says_who_where_or_when_gives_no_name() -> None:
    naming = name_texts(
        "市民協働推進委員会（市民協働課）、環境審議会（年3回）、緑の基本計画（再掲）を進める。"
    )
    assert [thing[2:] for thing in list_things(naming)] == [
        ("市民協働推進委員会",),
        ("市民協働課",),
        ("環境審議会",),
        ("緑の基本計画",),
    ]


def test_a_lost_closing_mark_does_not_lose_the_name() -> None:
    naming = name_texts(
        "「青葉台市の提言に基づく自治プラン(以下「自治プラン」という。)をまとめた。"
    )
    assert list_things(naming) == [
        ("instrument", "plan", "青葉台市の提言に基づく自治プラン", "自治プラン")
    ]


# --- Terms and enumerations -----------------------------------------------------------------


def test_terms_of_a_committee_are_bodies_beside_the_committee_itself() -> None:
    naming = name_texts("第1期、第2期自治推進委員会の提言を受けた。")
    assert list_things(naming) == [
        ("body", "committee", "第1期自治推進委員会"),
        ("body", "committee", "第2期自治推進委員会"),
        ("body", "committee", "自治推進委員会"),
    ]
    assert [name.thing.name for name in naming.names[0]] == [
        "第1期自治推進委員会",
        "第2期自治推進委員会",
    ]


def test_the_committee_of_a_term_is_called_as_a_longer_name_calls_it() -> None:
    naming = name_texts(
        "第1期自治推進委員会の提言を受けた。",
        "「青葉台市自治推進委員会の提言に基づく第2次推進プラン」をまとめた。",
    )
    assert ("body", "committee", "青葉台市自治推進委員会") in list_things(naming)
    assert "青葉台市自治推進委員会" not in [name.thing.name for name in naming.names[1]]


def test_what_an_enumeration_shares_is_proven_by_both_stretches() -> None:
    naming = name_texts("協働事業の一覧及び事例集を作成した。")
    record = naming.things[1]
    assert record.names[0].text == "協働事業の事例集"
    assert record.names[0].spans == (Span(0, 5), Span(9, 12))


def test_places_share_their_ending() -> None:
    naming = name_texts("橘・向丘出張所に昇降機を設ける。")
    assert [thing[2] for thing in list_things(naming)] == ["橘出張所", "向丘出張所"]


# --- What exists already --------------------------------------------------------------------


def test_a_known_thing_is_found_and_is_no_thing_of_the_document_again() -> None:
    bylaw = Thing("instrument", "青葉台市自治基本条例")
    naming = name_texts("自治基本条例に基づき進める。", known={"自治基本条例": bylaw})
    assert naming.things == ()
    assert [name.thing for name in naming.names[0]] == [bylaw]


def test_a_new_name_of_a_known_thing_is_told() -> None:
    bylaw = Thing("instrument", "青葉台市自治基本条例")
    naming = name_texts(
        "自治基本条例（以下「自治条例」という。）を施行した。", known={"自治基本条例": bylaw}
    )
    assert [record.thing for record in naming.things] == [bylaw]
    assert [value.text for value in naming.things[0].names] == ["自治基本条例", "自治条例"]


def test_a_project_that_a_row_lists_is_found_in_running_text() -> None:
    project = Thing("project", "道路維持補修事業")
    naming = name_texts("道路維持補修事業を進める。", known={"道路維持補修事業": project})
    assert [name.thing for name in naming.names[0]] == [project]


def test_a_row_that_bears_the_name_of_a_body_names_the_body_and_not_itself() -> None:
    name = "青葉台駅周辺帰宅困難者対策協議会"
    naming = name_texts(
        name,
        "官民の連携の場として、協議会を設置した。",
        known={name: Thing("project", name)},
        labels=[0],
        owner=ROW,
    )
    body = Thing("body", name)
    assert [record.thing for record in naming.things] == [body]
    assert [(one.thing, one.short) for one in naming.names[0]] == [(body, False)]
    assert [(one.thing, one.short) for one in naming.names[1]] == [(body, True)]


def test_the_name_of_a_row_names_what_is_in_it_but_not_its_own_project() -> None:
    name = "「高津区子ども支援計画」の策定及び計画に基づく取組"
    naming = name_texts(name, known={name: Thing("project", name)}, labels=[0], owner=ROW)
    assert list_names(naming, 0) == [
        ("高津区子ども支援計画", False),
        ("高津区子ども支援計画", True),
    ]


# --- Kinds ----------------------------------------------------------------------------------


def test_a_forum_that_is_set_up_is_a_body_and_one_that_is_only_held_an_event() -> None:
    naming = name_texts(
        "「市民参加推進フォーラム」を設置し、提言を受ける。",
        "市民参加推進フォーラムの開催",
        "「自治推進フォーラム」を開催した。",
    )
    assert [thing[:3] for thing in list_things(naming)] == [
        ("body", "council", "市民参加推進フォーラム"),
        ("event", "", "自治推進フォーラム"),
    ]


def test_a_centre_is_a_body_where_it_acts_and_a_facility_where_the_building_is_meant() -> None:
    acting = name_texts("市民活動総合センターと連携し、市民活動総合センターの機能を強化する。")
    built = name_texts("老朽化の進む市民活動総合センターの再整備に着手する。")
    assert [thing[:2] for thing in list_things(acting)] == [("body", "centre")]
    assert [thing[:2] for thing in list_things(built)] == [("facility", "")]


def test_a_meeting_about_a_named_thing_is_an_event_that_holds_its_name() -> None:
    naming = name_texts("「協働のルール」を定めた。", "協働のルールに関する説明会を開いた。")
    assert [name.thing for name in naming.names[1]] == [
        Thing("event", "協働のルールに関する説明会")
    ]


def test_wards_are_places_only_where_the_city_has_them() -> None:
    text = "高津区と緑区の住宅地区で、各区の取組を進める。"
    assert [name.thing.name for name in name_texts(text, town="川崎市").names[0]] == ["高津区"]
    assert name_texts(text, town="青葉台市").names[0] == ()


def test_a_ward_in_brackets_behind_a_name_is_no_mention() -> None:
    assert name_texts("冒険あそび場活動の支援(宮前区)", town="川崎市").names[0] == ()


def test_the_municipality_is_named_where_it_stands_alone() -> None:
    naming = name_texts("青葉台市では、青葉台市民や青葉台市基本構想を大切にする。")
    assert [name.thing for name in naming.names[0]] == [
        Thing("municipality", "青葉台市"),
        Thing("instrument", "青葉台市基本構想"),
    ]


def test_no_municipality_is_needed() -> None:
    naming = name_texts("市民参加推進条例に基づく。", town=None)
    assert list_things(naming) == [("instrument", "ordinance", "市民参加推進条例")]


def test_nothing_is_found_in_nothing() -> None:
    assert find_names([]) == Naming((), ())


# --- The words ------------------------------------------------------------------------------


def test_the_longest_ending_decides() -> None:
    words = load_words()
    ending = words.find_ending("青葉スポーツセンター")
    assert ending is not None
    assert (ending.word, ending.kind) == ("スポーツセンター", "facility")
    assert words.find_ending("センター") is None


def test_no_institution_is_refused() -> None:
    refused = set(get_list("refused"))
    assert [word for word in load_words().institutions if word in refused] == []


def test_a_pattern_of_words_matches_the_longest_of_them() -> None:
    assert either(["会", "会議", "会議室"]) == "会(?:議(?:室)?)?"
