"""Facts stand where the text says them of a named thing, and nowhere else."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

from kg.named import (
    event_naming,
    event_occasions,
    event_patterns,
    fact_acts,
    fact_bodies,
    fact_dates,
    fact_grounds,
    fact_made,
    fact_makers,
    fact_members,
    fact_mood,
    fact_projects,
    fact_reading,
    fact_rename_patterns,
    fact_titles,
    fact_verbs,
)
from kg.named.fact_reading import read_statements
from kg.named.fact_verbs import make_patterns
from kg.named.facts import find_facts
from kg.named.name import Name
from kg.named.renaming import find_renamings
from kg.records import Subject, SubjectKind, Thing
from tests.layouts.hostile import ended_within, make_long
from tests.named.facts_by_hand import (
    CITY,
    Given,
    load_habits,
    make_statements,
    name_all,
    name_long,
    read_facts,
)
from tests.text.test_linear import find_open_repeats

MODULES = (
    event_naming, event_occasions, event_patterns, fact_acts, fact_bodies, fact_dates,
    fact_grounds, fact_made, fact_makers, fact_members, fact_mood, fact_projects, fact_reading,
    fact_rename_patterns, fact_titles, fact_verbs,
)  # fmt: skip

PLAN: Given = ("instrument", "みどり市協働推進計画")
GUIDE: Given = ("instrument", "協働の手引き指針")
COUNCIL: Given = ("body", "みどり市民協働推進会議")
P, G, C = PLAN[1], GUIDE[1], COUNCIL[1]
WORK: Given = ("project", "元気なまち事業")
W = WORK[1]
ALL = (PLAN, GUIDE, COUNCIL, WORK)

ISSUED, CREATED, COUNT, PLANNED = "dct:issued", "dct:created", "mpo:memberCount", "mpo:planned"


@pytest.mark.parametrize(("texts", "labels", "given", "expected"), load_habits("fact"))
def test_invented_sentences_state_what_a_careful_reader_takes_from_them(
    texts: list[str], labels: int, given: list[Given], expected: list[list[str]]
) -> None:
    facts = {(thing, predicate, value) for thing, predicate, value in expected}
    assert read_facts(texts, given, labels=labels) == facts


def test_a_bracket_behind_a_title_is_about_what_the_title_names() -> None:
    assert read_facts([C, "（平成24年9月設置）"], ALL, labels=1) == {(C, CREATED, "2012-09")}
    assert read_facts([P, "（平成20年2月策定）"], ALL, labels=1) == {(P, ISSUED, "2008-02")}


def test_members_told_under_a_title_are_those_of_the_body_it_names() -> None:
    texts = [C, "連携の場として、協議会を設置（43機関が参加）。"]
    assert read_facts(texts, ALL, labels=1) == {(C, COUNT, "43")}
    assert read_facts([C, "委員12名で構成しています。"], ALL, labels=1) == {(C, COUNT, "12")}


def test_a_title_of_something_else_gives_its_members_to_nobody() -> None:
    texts = ["会議の運営", "協議会を設置（43機関が参加）。"]
    assert read_facts(texts, ALL, labels=1) == set()


def test_a_body_is_planned_only_if_nothing_else_is_said_of_it() -> None:
    planned = "平成26年4月に「庁内推進会議」を設置する予定です。"
    given: list[Given] = [("body", "庁内推進会議")]
    assert read_facts([planned], given) == {("庁内推進会議", PLANNED, "true")}
    assert read_facts([planned, "庁内推進会議では、課題を整理した。"], given) == set()


def test_what_stands_under_planned_in_brackets_is_planned_to_the_next_bracket() -> None:
    texts = [
        "（予定）平成25年6月頃から 庁内検討会議を4回程度開催し、協議を行う。",
        "平成26年1月頃から 改訂検討委員会を6回程度開催し、協議を行う。",
        "（実績）平成24年度は運営会議を開催し、協議を行った。",
    ]
    given: list[Given] = [
        ("body", "庁内検討会議"), ("body", "改訂検討委員会"), ("body", "運営会議"),
    ]  # fmt: skip
    assert read_facts(texts, given) == {
        ("庁内検討会議", PLANNED, "true"),
        ("改訂検討委員会", PLANNED, "true"),
    }


def test_the_proof_of_what_is_planned_holds_the_bracket_that_says_so() -> None:
    texts = ["（予定）会議を設ける。", "平成26年1月から 改訂検討委員会を開催する。"]
    statements = make_statements(texts)
    names = name_all(statements, [("body", "改訂検討委員会")])
    (fact,) = find_facts(read_statements(statements, names, CITY), CITY)
    assert [span.start for span in fact.spans] == [0, 12]


def test_a_term_of_a_committee_is_a_term_of_that_committee() -> None:
    given: list[Given] = [("body", "第3期市民会議"), ("body", "市民会議")]
    assert read_facts(["第3期市民会議は市民会議の委員による。"], given) == {
        ("第3期市民会議", "mpo:termOf", "市民会議")
    }


def test_terms_that_share_their_name_are_terms_of_one_committee() -> None:
    text = "第1期、第２期市民会議の提言と、みどり市市民会議の記録"
    statements = make_statements([text])
    names = name_all(statements, [("body", "みどり市市民会議")])
    first, second = Thing("body", "第1期市民会議"), Thing("body", "第２期市民会議")
    names[0] = [Name(first, 0, 11), Name(second, 4, 11), *names[0]]
    found = find_facts(read_statements(statements, names, CITY), CITY)
    assert {(fact.thing, fact.value) for fact in found} == {
        (first, Thing("body", "みどり市市民会議")),
        (second, Thing("body", "みどり市市民会議")),
    }


def test_a_term_of_a_plan_is_no_term_of_a_body() -> None:
    given: list[Given] = [("instrument", "第3期みどり計画"), ("instrument", "みどり計画")]
    assert read_facts(["第3期みどり計画は、みどり計画に続く。"], given) == set()


def test_a_project_introduced_by_its_name_is_described_by_what_follows() -> None:
    description = "市民の提案により、地域の課題を解決する取組を各区において実施。"
    text = f"地域づくり応援事業 {description}※7区で291事業（24年度）"
    assert read_facts([text], [("project", "地域づくり応援事業")]) == {
        ("地域づくり応援事業", "dct:description", description),
        ("地域づくり応援事業", "mpo:wardScope", "各区"),
    }


def test_a_list_of_names_describes_none_of_them() -> None:
    given: list[Given] = [("project", "地域づくり応援事業"), ("project", "花いっぱい事業")]
    assert read_facts(["地域づくり応援事業 花いっぱい事業"], given) == set()
    assert read_facts(["・地域づくり応援事業 継続"], given) == set()


def test_years_before_and_from_which_a_name_held_are_kept_as_fiscal_years() -> None:
    texts = [
        "平成13年度以前 「元気事業」として、地域の課題解決を実行",
        "平成14年度 「魅力事業」に名称を変更（予算各区5,000万円）",
    ]
    given: list[Given] = [("project", "元気事業"), ("project", "魅力事業")]
    assert read_facts(texts, given) == {
        ("元気事業", "mpo:validUntil", "2001"),
        ("元気事業", "dct:description", "地域の課題解決を実行"),
        ("魅力事業", "mpo:validFrom", "2002"),
    }


def test_the_proof_is_the_smallest_stretch() -> None:
    text = f"取組が進む。平成22年3月に「{G}」を策定し、研修を続けている。"
    statements = make_statements([text])
    (fact,) = find_facts(read_statements(statements, name_all(statements, ALL)))
    assert [text[span.start : span.end] for span in fact.spans] == [f"平成22年3月に「{G}」を策定し"]


def test_without_a_municipality_the_city_is_nobody() -> None:
    statements = make_statements([f"市は、「{G}」を策定しました。"])
    assert find_facts(read_statements(statements, name_all(statements, ALL))) == []


def test_a_fact_said_twice_is_one_fact_with_both_proofs() -> None:
    texts = [f"{P}（平成23年3月策定）を進める。", f"平成23年3月に{P}を策定しました。"]
    statements = make_statements(texts)
    (fact,) = find_facts(read_statements(statements, name_all(statements, ALL)))
    assert len(fact.spans) == 2


def test_a_title_gives_nothing_to_another_row() -> None:
    first = make_statements([C], (Subject(SubjectKind.LISTING, start=0),), labels=1)
    second = make_statements(["（平成24年9月設置）"], (Subject(SubjectKind.LISTING, start=9),))
    statements = [*first, *second]
    assert find_facts(read_statements(statements, name_all(statements, ALL))) == []


STEMS = [
    "「", "（", "()", "平成20年2月", "平成20年2月に", "策定", "を策定し、", "が", "は、", "。",
    "※", "、", "委員20名", "20名、", "1人の", "第1期", "第五期", "（予定）", "今後", "１", " ",
    "に名称を変更", f"「{P}」", f"{P}（", f"{C}を設置（", f"{C}と", f"{C}に", f"市は、{P}と",
    f"{P}に基づき", f"以前{W}として", f"{W}を{W}に", f"{W}（旧",
]  # fmt: skip


@pytest.mark.parametrize("stem", STEMS)
def test_reading_is_done_in_time_whatever_the_text(stem: str) -> None:
    text = make_long(stem, 60_000)
    names = [name_long(text, ALL)]
    statements = make_statements([text])
    with ended_within(20):
        find_facts(read_statements(statements, names, CITY, "平成"), CITY)
        find_renamings(read_statements(statements, names, None, "平成"))


def test_no_pattern_repeats_without_bound() -> None:
    parser: Any = importlib.import_module("re._parser")
    for module in MODULES:
        for name, value in vars(module).items():
            patterns = value if isinstance(value, tuple) else [value]
            for pattern in (one for one in patterns if isinstance(one, re.Pattern)):
                tree = parser.parse(pattern.pattern, pattern.flags)
                assert find_open_repeats(tree) == [], f"{module.__name__}.{name}"
    for verbs in (fact_made.ISSUE, fact_made.SIGN, fact_made.FOUND):
        for pattern in vars(make_patterns(verbs)).values():
            assert find_open_repeats(parser.parse(pattern.pattern, pattern.flags)) == []
