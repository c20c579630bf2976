"""Events held and planned, each once for every occasion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.named.events import find_events
from kg.named.fact_reading import read_statements
from tests.layouts.hostile import ended_within, make_long
from tests.named.facts_by_hand import (
    Given,
    load_habits,
    make_statements,
    name_all,
    name_long,
    read_events,
    sum_up,
)

FORUM: Given = ("event", "みどり自治フォーラム")
MEETUP: Given = ("event", "市民会議交流会")
BRIEFING: Given = ("event", "協働ルールに関する説明会")
RULE: Given = ("instrument", "協働ルール")
COUNCIL: Given = ("body", "みどり駅周辺防災協議会")
COMMITTEE: Given = ("body", "指針改訂検討委員会")
ALL = (FORUM, MEETUP, BRIEFING, RULE, COUNCIL, COMMITTEE)
F, M, S, R, C, K = (given[1] for given in ALL)


@pytest.mark.parametrize(("texts", "labels", "given", "expected"), load_habits("event"))
def test_invented_sentences_tell_of_events_held_and_planned(
    texts: list[str], labels: int, given: list[Given], expected: list[dict[str, object]]
) -> None:
    assert [sum_up(event) for event in read_events(texts, given, labels=labels)] == expected


def test_a_numbered_meeting_is_one_of_the_council_that_the_title_names() -> None:
    texts = [
        C,
        "※第3回協議会（平成25年1月開催）において、委員による図上訓練（ワークショップ）を実施。",
    ]
    assert [sum_up(event) for event in read_events(texts, ALL, labels=1)] == [
        {
            "label": "第3回協議会", "planned": False, "time": "2013-01", "number": 3, "of": C,
            "description": "委員による図上訓練（ワークショップ）を実施。",
        }
    ]  # fmt: skip


def test_a_paragraph_under_planned_is_planned_too() -> None:
    texts = [
        "（予定）平成25年6月頃から 庁内検討会議を4回程度開催し、協議等を実施する。",
        "平成26年1月頃から 指針改訂検討委員会を6回程度開催し、協議を実施する。",
    ]
    given: list[Given] = [("body", "庁内検討会議"), COMMITTEE]
    events = read_events(texts, given)
    assert [(event.label, event.planned, event.sessions) for event in events] == [
        ("庁内検討会議", True, 4),
        (K, True, 6),
    ]
    assert events[1].spans[0].end <= len("（予定）")


def test_a_second_mention_without_a_new_date_adds_a_name_and_no_event() -> None:
    texts = [f"平成25年2月に「{F}」を開催しました。", "自治フォーラムを開催し、好評であった。"]
    statements = make_statements(texts)
    names = name_all(statements, [FORUM, ("event", "自治フォーラム", F)])
    names[1] = [replace(name, short=False) for name in names[1]]
    (event,) = find_events(read_statements(statements, names))
    assert event.names == ("自治フォーラム",)
    assert event.time is not None


def test_two_dates_are_two_occasions() -> None:
    texts = [f"平成24年2月に「{F}」を開催した。", f"平成25年2月にも「{F}」を開催した。"]
    events = read_events(texts, ALL)
    assert [event.time.lexical for event in events if event.time] == ["2012-02", "2013-02"]
    assert len({event.start for event in events}) == 2


def test_an_event_starts_where_its_name_first_stands() -> None:
    texts = [f"{F}について", f"平成24年2月に「{F}」を開催した。"]
    (event,) = read_events(texts, ALL, labels=1)
    assert event.start == 0


def test_held_and_planned_of_one_name_stay_apart() -> None:
    texts = [f"平成24年2月に「{F}」を開催した。", f"平成26年2月に「{F}」を開催する予定である。"]
    assert [event.planned for event in read_events(texts, ALL)] == [False, True]


STEMS = [
    "第3回", "第3回協議会", "開催", "（平成25年", "※", "平成20年2月に", "4回、", f"{F}を",
    f"{F}、", f"{F}の", f"第3回{K}において、", f"{K}を3回、", f"{K}（平成20年",
    f"「{R}」について説明会を", f"{K}は、",
]  # fmt: skip


@pytest.mark.parametrize("stem", STEMS)
def test_reading_is_done_in_time_whatever_the_text(stem: str) -> None:
    text = make_long(stem, 60_000)
    names = [name_long(text, [FORUM, RULE, COMMITTEE])]
    statements = make_statements([text])
    with ended_within(20):
        find_events(read_statements(statements, names, None, "平成"))


def test_many_meetings_of_one_body_are_read_in_time() -> None:
    days = (f"昭和{year}年{month}月" for year in range(1, 64) for month in range(1, 13))
    text = "".join(f"{day}に第{n}回{K}を開催した。" for n, day in enumerate(days, 1))
    statements = make_statements([text])
    with ended_within(20):
        events = find_events(read_statements(statements, [name_long(text, [COMMITTEE])]))
    assert len(events) == 63 * 12
