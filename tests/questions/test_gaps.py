"""What leads nowhere, and the way between two things."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.gaps import Gap, GapKind, find_gaps, make_gap_table
from kg.questions.relation_words import say_arrow, say_sentence
from kg.questions.vocabulary import get_word
from kg.questions.way import find_way
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Iri
from tests.questions import small_trace as small


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(small.write_trace_data(tmp_path_factory.mktemp("gaps")).ttl)


def find(store: EmbeddedStore, kind: GapKind) -> dict[str, Gap]:
    return {gap.thing.label: gap for gap in find_gaps(store, kind)}


def test_articles_that_nothing_implements_are_listed_by_ordinance(store: EmbeddedStore) -> None:
    gaps = find_gaps(store, GapKind.ARTICLE)
    assert [(gap.homes[0].label, gap.thing.label) for gap in gaps] == [
        ("小市協働条例", "第2条"),
        ("小市協働条例", "第30条の2"),
        ("遠市協働条例", "第2条"),
        ("遠市協働条例", "第5条"),
    ]
    assert all(gap.evidence for gap in gaps)


def test_a_project_that_only_may_reach_an_article_is_a_gap_with_its_candidates(
    store: EmbeddedStore,
) -> None:
    gaps = find(store, GapKind.PROJECT)
    assert set(gaps) == {"丁事業", "戊事業", "孤事業"}
    assert gaps["丁事業"].candidates == 1
    assert gaps["孤事業"].candidates == 0


def test_projects_whose_body_nobody_names_are_listed(store: EmbeddedStore) -> None:
    gaps = find(store, GapKind.BODY)
    assert "丙事業" in gaps
    assert not {"甲事業", "乙事業"} & set(gaps)
    assert gaps["丙事業"].homes[0].label == "控え"


def test_reappearing_rows_without_an_original_are_listed(store: EmbeddedStore) -> None:
    (gap,) = find_gaps(store, GapKind.ORIGINAL)
    assert gap.thing.label == "孤事業(再掲)"
    assert gap.evidence[0].first_line == 9


def test_the_table_says_where_each_gap_is(store: EmbeddedStore) -> None:
    table = make_gap_table(find_gaps(store))
    assert len(table.rows) == len(find_gaps(store))
    assert all(row["places"] and row["municipality"] for row in table.rows)


def test_a_way_leads_over_what_a_conclusion_rests_on(store: EmbeddedStore) -> None:
    way = find_way(store, Iri(small.SECOND), Iri(small.ARTICLE))
    assert [step.target.label for step in way.steps] == ["指針", "ルール", "第3条"]
    assert way.steps[0].say() == "「乙事業」は「指針」に基づく"
    assert way.steps[1].say_confidence() == "たぶん"
    assert all(step.evidence for step in way.steps)
    assert way.kinds[Iri(small.GUIDE)].iri == MPO + "Instrument"


def test_a_way_may_run_against_its_statements(store: EmbeddedStore) -> None:
    way = find_way(store, Iri(small.ARTICLE), Iri(small.FIRST))
    assert [step.forward for step in way.steps] == [False, False]
    assert way.steps[-1].say("en") == "“甲事業” is carried out according to “ルール”"


def test_a_way_to_itself_has_no_steps_and_none_to_what_nothing_joins(
    store: EmbeddedStore,
) -> None:
    assert find_way(store, Iri(small.RULE), Iri(small.RULE)).steps == ()
    for end in (f"{small.OTHER}/art_5", small.MAYBE, "https://example.org/none"):
        with pytest.raises(NotFoundError):
            find_way(store, Iri(small.RULE), Iri(end))


def test_a_hub_is_passed_only_when_there_is_no_better_way(store: EmbeddedStore) -> None:
    # Both rows stand in the plan, which would join them in two steps that say nothing.
    row, other = f"{small.PLAN}/listing/0", small.NODE
    way = find_way(store, Iri(row), Iri(other))
    assert small.PLAN not in {step.target.iri for step in way.steps}
    assert find_way(store, Iri(f"{small.PLAN}/listing/9"), Iri(other)).steps[0].target.iri == (
        small.PLAN
    )


def test_words_fall_back_on_the_vocabulary_and_keep_braces() -> None:
    unknown = get_word(MPO + "printedMark")
    assert say_arrow(unknown) == unknown.ja
    assert say_sentence(unknown, "{o}", "{s}") == f"「{{o}}」の「{unknown.ja}」は「{{s}}」"
    lists = get_word(MPO + "lists")
    assert say_sentence(lists, "{o}", "{s}", "en") == "the row “{o}” lists “{s}”"
    party = get_word(MPO + "hasParty")
    assert say_sentence(party, "{o}", "{s}") == "「{s}」は「{o}」の当事者"
