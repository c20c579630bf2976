"""Figures, events, opinions, instruments, renamings and places on the small graph."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.appearance import find_appearances
from kg.questions.around import find_around, get_named
from kg.questions.article import get_article
from kg.questions.describe import describe
from kg.questions.event import find_events
from kg.questions.find import SearchIndex
from kg.questions.implementer import Group, group_implementers
from kg.questions.instrument import find_instruments
from kg.questions.label import (
    Labels,
    make_date_label,
    make_event_label,
    make_heading_label,
    make_statistic_label,
    make_value,
)
from kg.questions.named import find_named
from kg.questions.opinion import find_opinions
from kg.questions.passage import get_passage
from kg.questions.place import find_places
from kg.questions.renaming import find_chains, find_renamings
from kg.questions.statistic import find_statistics, group_statistics, part_series
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import ORDINANCE, ROAD, TEXT, quote
from tests.questions.small_named import (
    COUNCIL,
    DOCUMENT,
    LEAFLET,
    NEW,
    NEWEST,
    NODE,
    OLD,
    RULE,
    RULE_PROJECT,
)


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        ("statistic/1", "みち事例の数 10事例（2008年度）"),
        ("statistic/3", "予算 500万円（各区、概数）"),
        ("event/1", "第2回みち会議（2009年1月）"),
        ("event/2", "みち会議（予定）"),
        ("opinion/1", "みちはもっと…"),
        ("opinion/2", "みちはよい。"),
    ],
)
def test_what_has_no_name_of_its_own_is_called_by_what_it_says(
    small: EmbeddedStore, thing: str, label: str
) -> None:
    iri = Iri(f"{DOCUMENT}/{thing}")
    assert describe(small, iri).label == label
    assert Labels(small).get(iri, None) == label
    assert SearchIndex(small).get_label(iri) == label


def test_a_passage_is_called_by_its_document_and_line(small: EmbeddedStore) -> None:
    line = TEXT[: TEXT.index("みちはよい。")].count("\n") + 1
    passage = Iri(quote("みちはよい。")[1:-1])
    assert Labels(small).get(passage, None) == f"小さな計画 {line}行目"
    (use,) = describe(small, Iri(f"{DOCUMENT}/node/1/1-(1)/part/3")).uses
    assert [one.label for one in use.users] == ["道をなおす"]
    derived = describe(small, Iri(f"{DOCUMENT}/opinion/2")).evidence
    assert [one.first_line for one in derived] == [line]


def test_lists_of_uses_and_proofs_give_figures_their_label(small: EmbeddedStore) -> None:
    uses = {use.property.iri: use.users for use in describe(small, Iri(RULE)).uses}
    assert {one.label for one in uses[Iri(MPO + "about")]} == {
        "みち事例の数 10事例（2008年度）",
        "みち事例の数 12事例（2009年度）",
    }
    (proven,) = get_passage(small, Iri(quote("20年度 10")[1:-1])).proven
    assert proven.thing.label == "みち事例の数 10事例（2008年度）"


@pytest.mark.parametrize(
    ("printed", "unit", "shown"),
    [
        ("168", "事業", "168事業"),
        ("43機関", "機関", "43機関"),
        ("５０％", "%", "５０％"),
        ("3割程度", "割", "3割程度"),
        ("7", None, "7"),
    ],
)
def test_a_value_has_its_unit_once(printed: str, unit: str | None, shown: str) -> None:
    assert make_value(printed, unit) == shown


def test_labels_are_no_sharper_than_what_is_printed() -> None:
    assert make_date_label("2013") == "2013年"
    assert make_date_label("2013-03") == "2013年3月"
    assert make_date_label("2013-03-09") == "2013年3月9日"
    assert make_date_label("春") == "春"
    assert make_event_label("会議", "2013-06", True, True) == "会議（2013年6月頃、予定）"
    assert make_event_label("会議", None, False, False) == "会議"
    assert make_statistic_label(None, "5件") == "5件"
    assert make_statistic_label("緑地", "66地区", None, "2013-03") == "緑地 66地区（2013年3月現在）"
    assert make_heading_label("30_2", "見出し") == "第30条の2 見出し"
    assert make_heading_label("31", "第31条") == "第31条"


def test_figures_of_several_years_are_one_series(small: EmbeddedStore) -> None:
    series, single = part_series(group_statistics(find_statistics(small)))
    (one,) = series
    assert (one.indicator, one.unit, one.years) == ("みち事例の数", "事例", (2008, 2009))
    assert [figure.shown for figure in one.find(2009)] == ["12事例"]
    assert [figure.label for figure in single] == ["予算 500万円（各区、概数）"]
    assert [one.iri for one in find_statistics(small, Iri(RULE))] == [
        figure.iri for figure in one.statistics
    ]
    assert find_statistics(small, Iri(ROAD)) == ()


def test_held_and_planned_events_are_told_apart(small: EmbeddedStore) -> None:
    held, planned = find_events(small, Iri(COUNCIL))
    assert (held.planned, held.number, held.dates) == (False, 2, ("2009-01",))
    assert (planned.planned, planned.sessions, planned.approximate) == (True, 4, True)
    assert [one.label for one in held.bodies] == ["みち会議"]
    assert find_events(small) == (held, planned)


def test_an_opinion_that_the_layout_cut_says_so(small: EmbeddedStore) -> None:
    cut, whole = find_opinions(small, Iri(NODE))
    assert (cut.text, cut.incomplete) == ("みちはもっと", True)
    assert not whole.incomplete
    assert describe(small, cut.iri).incomplete
    assert not describe(small, whole.iri).incomplete


def test_an_instrument_is_listed_with_kind_date_and_where_it_is_named(small: EmbeddedStore) -> None:
    # What has no kind comes last.
    rule, ordinance = find_instruments(small)
    assert ordinance.entry.iri == ORDINANCE
    assert [one.label for one in ordinance.makers] == ["小市"]
    assert [word.ja for word in rule.kinds] == ["指針"]
    assert (rule.issued, rule.makers, rule.entry.places) == (("2008-02",), (), 1)
    assert [one.label for one in rule.entry.documents] == ["小さな計画"]


def test_other_names_of_a_named_thing_are_listed(small: EmbeddedStore) -> None:
    (leaflet,) = find_named(small, Iri(MPO + "Publication"))
    assert (leaflet.iri, leaflet.other_names, leaflet.code) == (LEAFLET, ("=1+1",), "990001")


def test_a_place_knows_whose_text_it_is(small: EmbeddedStore) -> None:
    places = find_places(small, Iri(RULE))
    assert [[one.label for one in place.subjects] for place in places] == [[], ["まちをつくる"]]


def test_names_over_time_are_one_line_from_the_oldest(small: EmbeddedStore) -> None:
    for thing in (OLD, NEW, NEWEST):
        (chain,) = find_chains(small, Iri(thing))
        assert [step.thing.label for step in chain] == ["旧みち事業", "新みち事業", "次みち事業"]
        assert [step.since for step in chain] == [(), ("2008",), ("2010",)]
    assert find_chains(small, Iri(ROAD)) == ()
    first, second = find_renamings(small)
    assert (first.old.iri, first.new.iri, first.since) == (OLD, NEW, ("2008",))
    assert second.evidence
    assert find_around(small, Iri(NEW)).renamings == (first, second)


def test_implementers_are_grouped_and_namesakes_say_what_they_are(small: EmbeddedStore) -> None:
    answer = get_article(small, Iri(f"{ORDINANCE}/art_30"))
    groups = dict(group_implementers(answer.stated))
    assert list(groups) == [Group.PROJECT, Group.INSTRUMENT, Group.BODY, Group.EVENT]
    (rule,) = groups[Group.INSTRUMENT]
    # Two links say it; it is one thing, proved by both.
    assert [one.quote for one in rule.evidence] == ["みちの指針(平成20年2月策定)", "に基づく。"]
    assert [word.ja for word in rule.words] == ["指針"]
    (project,) = groups[Group.PROJECT]
    assert (project.subject.iri, project.runners) == (RULE_PROJECT, ())
    assert [word.iri for word in project.namesakes] == [MPO + "Instrument"]
    assert [word.iri for word in rule.namesakes] == [MPO + "Project"]
    assert groups[Group.EVENT][0].subject.label == "第2回みち会議（2009年1月）"
    assert [one.year for one in answer.statistics] == [2008, 2009]


def test_other_columns_of_a_row_are_told_by_their_header(small: EmbeddedStore) -> None:
    first = find_appearances(small, Iri(ROAD))[0]
    assert [(header, said.text) for header, said in first.notes] == [("対象者", "市民")]
    assert [hit.iri for hit in SearchIndex(small).search("対象者").hits] == [Iri(ROAD)]


def test_figures_are_found_by_what_they_count_and_what_they_are_about(small: EmbeddedStore) -> None:
    index = SearchIndex(small)
    found = {hit.label for hit in index.search("みち事例の数").hits}
    assert found == {"みち事例の数 10事例（2008年度）", "みち事例の数 12事例（2009年度）"}
    assert f"{DOCUMENT}/statistic/1" in {hit.iri for hit in index.search("みちの指針").hits}


def test_a_named_thing_comes_with_what_stands_around_it(small: EmbeddedStore) -> None:
    answer = get_named(small, Iri(RULE))
    assert answer.municipality is not None
    assert len(answer.around.statistics) == 2
    assert answer.around.places
    with pytest.raises(NotFoundError):
        get_named(small, Iri(f"{RULE}ではない"))
