"""From an article to what implements it: chains, bodies, years, and what is never shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.implementer import Group
from kg.questions.trace import Trace, Traced, find_articles_of, find_trace
from kg.questions.trace_handout import make_handout
from kg.questions.trace_json import tell_trace
from kg.questions.trace_sources import Sources, find_address, say_position
from kg.questions.trace_tables import (
    make_step_table,
    make_trace_table,
    say_bodies,
    say_chain,
)
from kg.questions.trace_words import Status, say_bands, say_confidence
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.terms import Iri
from kg.store.version import DataVersion
from tests.questions import small_trace as small

VERSION = DataVersion("1.0", "0123456789ab", "2026-11-26")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return load_store(small.write_trace_data(tmp_path_factory.mktemp("trace")).ttl)


@pytest.fixture(scope="module")
def trace(store: EmbeddedStore) -> Trace:
    return find_trace(store, Iri(small.ARTICLE))


def get(trace: Trace, thing: str) -> Traced:
    return next(one for one in trace.implementers if one.subject.iri == thing)


def walk(trace: Trace, thing: str) -> list[str]:
    (chain,) = get(trace, thing).chains
    return [one.label for one in chain.things]


def test_what_a_document_states_is_one_step(trace: Trace) -> None:
    one = get(trace, small.RULE)
    assert one.status is Status.STATED
    assert walk(trace, small.RULE) == ["ルール", "第3条"]
    assert one.say_confidence() == "文書にそう書かれている"


def test_a_chain_runs_from_the_thing_to_the_article(trace: Trace) -> None:
    assert walk(trace, small.FIRST) == ["甲事業", "ルール", "第3条"]
    (chain,) = get(trace, small.FIRST).chains
    assert [step.status.iri.rpartition("#")[2] for step in chain.steps] == ["Stated", "Stated"]
    assert [step.evidence[0].quote for step in chain.steps] == [
        "甲事業はルールに基づく。",
        "第3条のためにルールをつくる。",
    ]


def test_a_premise_that_was_concluded_is_told_by_its_own_chain(trace: Trace) -> None:
    assert walk(trace, small.SECOND) == ["乙事業", "指針", "ルール", "第3条"]


def test_three_premises_are_put_in_order_whatever_their_order_in_the_graph(trace: Trace) -> None:
    assert walk(trace, small.THIRD) == ["丙事業", "指針", "ルール", "第3条"]


def test_a_premise_may_be_walked_from_its_object_to_its_subject(trace: Trace) -> None:
    (chain,) = get(trace, small.DESK).chains
    assert [step.forward for step in chain.steps] == [False, True]
    assert say_chain(chain) == "窓口 ←行う・置く─ 取組 ─実施する→ 第3条"
    assert say_chain(chain, "en") == "窓口 ←carries out─ 取組 ─implements→ 第3条"


def test_links_that_rest_on_each_other_end_the_walk(trace: Trace) -> None:
    (chain,) = get(trace, small.CIRCLE).chains
    assert len(chain.steps) == 1
    assert not chain.whole


def test_premises_that_do_not_join_are_shown_beside_the_conclusion(trace: Trace) -> None:
    (chain,) = get(trace, small.BROKEN).chains
    assert not chain.whole
    assert [link.subject.label for link in chain.beside] == ["甲事業"]
    assert [one.label for one in chain.things] == ["切事業", "第3条"]


def test_what_a_person_rejected_and_what_rests_on_it_is_not_shown(trace: Trace) -> None:
    shown = {one.subject.iri for one in trace.implementers}
    assert small.REJECTED not in shown
    assert small.RESTING not in shown


def test_candidates_stand_apart(trace: Trace) -> None:
    assert [one.subject.iri for one in trace.find(Status.CANDIDATE)] == [small.MAYBE]
    assert get(trace, small.MAYBE).say_confidence("en") == "a candidate, not verified"


def test_a_body_from_outside_is_told_as_curated_with_its_year_and_source(trace: Trace) -> None:
    (body,) = get(trace, small.FIRST).bodies
    assert (body.body.label, body.curated, body.years) == ("市民課", True, (2011,))
    assert say_bodies(get(trace, small.FIRST)) == (
        "市民課（2011年度、人が補った、出典: 市のページ https://example.org/page）"
    )


def test_a_body_that_a_document_names_is_not_curated(trace: Trace) -> None:
    (body,) = get(trace, small.SECOND).bodies
    assert (body.body.label, body.curated) == ("総務局", False)


def test_where_nothing_names_a_body_the_answer_says_so(trace: Trace) -> None:
    assert say_bodies(get(trace, small.THIRD)) == "資料に記載なし"
    assert say_bodies(get(trace, small.THIRD), "en") == "not stated in the sources"
    assert say_bodies(get(trace, small.RULE)) == ""


def test_a_year_keeps_what_its_cells_or_its_document_cover(store: EmbeddedStore) -> None:
    first = find_trace(store, Iri(small.ARTICLE), year=2011)
    assert small.FIRST in {one.subject.iri for one in first.implementers}
    second = find_trace(store, Iri(small.ARTICLE), year=2012)
    kept = {one.subject.iri for one in second.implementers}
    # The plan says year by year what becomes of it, and says nothing for 2012.
    assert small.FIRST not in kept
    assert small.SECOND in kept
    assert find_trace(store, Iri(small.ARTICLE), year=2013).implementers == ()


def test_what_has_no_year_is_neither_kept_nor_lost(store: EmbeddedStore) -> None:
    trace = find_trace(store, Iri(small.ARTICLE), year=2013)
    assert {one.subject.iri for one in trace.undated} == {small.GUIDE, small.THIRD}


def test_statuses_and_a_least_confidence_narrow(store: EmbeddedStore) -> None:
    stated = find_trace(store, Iri(small.ARTICLE), statuses=[Status.STATED])
    assert {one.subject.iri for one in stated.implementers} == {small.RULE, small.NODE}
    sure = find_trace(store, Iri(small.ARTICLE), statuses=[Status.INFERRED], least=0.75)
    assert sorted(one.confidence for one in sure.implementers) == [0.75, 0.8, 0.9]


def test_projects_come_first_and_the_surest_of_them_before_the_others(
    store: EmbeddedStore,
) -> None:
    trace = find_trace(store, Iri(small.ARTICLE), statuses=[Status.INFERRED])
    projects = [one.implementer.group is Group.PROJECT for one in trace.implementers]
    assert any(projects)
    assert projects == sorted(projects, reverse=True)
    sure = [one.confidence for one in trace.implementers if one.implementer.group is Group.PROJECT]
    assert sure == sorted(sure, reverse=True)


def test_a_project_knows_the_articles_it_reaches(store: EmbeddedStore) -> None:
    (one,) = find_articles_of(store, Iri(small.SECOND))
    assert (one.article.iri, one.ordinance.label) == (small.ARTICLE, "小市協働条例")
    assert len(one.chains[0].steps) == 3
    assert find_articles_of(store, Iri(small.REJECTED)) == ()
    assert find_articles_of(store, Iri(small.SECOND), statuses=[Status.STATED]) == ()
    assert find_articles_of(store, Iri(small.SECOND), year=1999) == ()


def test_what_is_no_article_is_not_found(store: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError):
        find_trace(store, Iri(small.FIRST))


def test_every_proof_says_document_edition_line_and_address(
    store: EmbeddedStore, trace: Trace
) -> None:
    sources = Sources(store)
    proof = get(trace, small.FIRST).evidence[0]
    assert sources.say_edition(proof) == "2011年4月発行、2011–2012年度、取り込んだ版 abcdef012345"
    assert "issued 2011-04; fiscal years 2011–2012" in sources.say_edition(proof, "en")
    assert (say_position(proof), say_position(proof, "en")) == ("1行目", "line 1")
    assert find_address(proof) == "https://example.org/plan.pdf"
    (body,) = get(trace, small.FIRST).bodies
    assert sources.say_edition(body.evidence[0]) == "2026年11月閲覧"
    table = make_step_table(trace.implementers, sources)
    assert all(row["quote"] and row["place"] and row["address"] for row in table.rows)


def test_the_table_has_a_row_for_each_with_its_chain_and_quotes(
    store: EmbeddedStore, trace: Trace
) -> None:
    table = make_trace_table([trace], Sources(store))
    assert len(table.rows) == len(trace.implementers)
    row = next(one for one in table.rows if one["name"] == "乙事業")
    assert row["chain"] == "乙事業 ─根拠とする→ 指針 ─同じもの→ ルール ─実施する→ 第3条"
    assert row["confidence_words"] == "たぶん"
    assert "「乙事業は指針に基づく。」" in str(row["quotes"])
    assert "undated" not in table.columns


def test_the_handout_keeps_the_kinds_apart_and_quotes_each_step(
    store: EmbeddedStore, trace: Trace
) -> None:
    text = make_handout(trace, Sources(store), VERSION)
    places = [
        text.index(words)
        for words in (
            "# 小市協働条例 第3条",
            "2026-11-26 更新",
            "## まとめ",
            "| 甲事業 |",
            "## 文書が述べている",
            "### 規範：ルール",
            "## つながりから導いた",
            "### 事業：甲事業",
            "1. 「甲事業」は「ルール」に基づく（文書にそう書かれている）",
            "「甲事業はルールに基づく。」",
            "## 候補",
            "### 事業：丁事業",
            "## この資料の読み方",
            "推論です",
        )
    ]
    assert places == sorted(places)
    english = make_handout(trace, Sources(store), VERSION, "en")
    assert "“甲事業” is carried out according to “ルール” (the document says so)" in english


def test_json_holds_every_step_with_its_evidence(store: EmbeddedStore, trace: Trace) -> None:
    told = json.loads(json.dumps(tell_trace(trace, Sources(store)), ensure_ascii=False))
    one = next(row for row in told["implementers"] if row["subject"]["label"] == "乙事業")
    steps = one["chains"][0]["steps"]
    assert [step["from"]["label"] for step in steps] == ["乙事業", "指針", "ルール"]
    assert all(step["evidence"][0]["quote"] for step in steps)
    assert one["bodies"][0]["curated"] is False


@pytest.mark.parametrize(
    ("status", "confidence", "words"),
    [
        ("Stated", 1.0, "文書にそう書かれている"),
        ("Confirmed", 0.4, "確実（人が確かめた）"),
        ("Inferred", 0.85, "ほぼ確か"),
        ("Inferred", 0.84, "たぶん"),
        ("Inferred", 0.7, "たぶん"),
        ("Inferred", 0.5, "ありうる"),
        ("Inferred", None, "ありうる"),
        ("Candidate", 0.49, "候補（確かめていない）"),
    ],
)
def test_confidence_is_told_in_words(status: str, confidence: float | None, words: str) -> None:
    assert say_confidence(MPO + status, confidence) == words


def test_the_words_of_confidence_are_explained_in_both_languages() -> None:
    assert "0.85以上" in say_bands()
    assert "0.7 or more" in say_bands("en")


def test_the_same_data_has_the_same_version(tmp_path: Path) -> None:
    from kg.store.version import read_version

    (tmp_path / "a.ttl").write_text("x", encoding="utf-8")
    assert read_version(tmp_path) == read_version(tmp_path)
    assert len(read_version(tmp_path).digest) == 12
    assert read_version(tmp_path / "none").date == ""
