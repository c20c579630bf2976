"""Describing, naming, and passages on the small graph."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES
from kg.questions.describe import describe
from kg.questions.match import Likeness, find_things
from kg.questions.passage import find_marks, get_passage
from kg.questions.vocabulary import find_own_words, get_code, get_word
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import (
    BRIDGE,
    CODE,
    DOCUMENT,
    NORTH,
    ODD,
    ORDINANCE,
    ROAD,
    TEXT,
    quote,
    row,
)


def test_a_claimed_fact_has_its_status_and_the_passages_of_the_claim(small: EmbeddedStore) -> None:
    (fact,) = describe(small, Iri(f"{BRIDGE}~北局")).find_facts(MPO + "responsibleBody")
    assert (fact.value, fact.value_label) == (Iri(NORTH), "北局")
    assert fact.status is not None
    assert fact.status.iri == MPO + "Stated"
    assert [one.quote for one in fact.evidence] == ["北局"]


def test_a_fact_without_a_claim_rests_on_what_the_thing_rests_on(small: EmbeddedStore) -> None:
    (kind,) = describe(small, Iri(NORTH)).find_facts(MPO + "bodyKind")
    assert kind.status is None
    assert [one.quote for one in kind.evidence] == ["北局"]
    assert kind.value_label == get_code(MPO + "bureau").ja


def test_a_candidate_is_described_though_it_is_no_direct_triple(small: EmbeddedStore) -> None:
    facts = describe(small, Iri(BRIDGE)).find_facts(MPO + "implementsArticle")
    assert [fact.status and fact.status.iri for fact in facts] == [MPO + "Candidate"]


def test_a_paragraph_is_proved_by_its_own_passage(small: EmbeddedStore) -> None:
    (issue,) = describe(small, Iri(f"{DOCUMENT}/node/1/1-(1)")).find_facts(MPO + "issue")
    assert [one.quote for one in issue.evidence] == ["道が古い。"]


def test_what_points_at_a_thing_is_told_by_property(small: EmbeddedStore) -> None:
    uses = {use.property.iri: use.users for use in describe(small, Iri(NORTH)).uses}
    assert {one.label for one in uses[Iri(MPO + "responsibleBody")]} == {"橋事業"}
    page = describe(small, Iri(ORDINANCE.split("/eli/")[0] + "/source/page"))
    assert PREFIXES["prov"] + "wasDerivedFrom" in {use.property.iri for use in page.uses}


def test_what_has_no_name_is_headed_by_what_it_says(small: EmbeddedStore) -> None:
    listing = row("道路事業")[1:-1]
    assert describe(small, Iri(f"{listing}/cell/2013+")).label == "道路事業 2013年度以降"
    assert describe(small, Iri(quote("だから直す。")[1:-1])).label == "だから直す。"
    assert describe(small, Iri(f"{DOCUMENT}/node/1/1-(1)/part/3")).label == "道が古い。"


def test_an_unknown_thing_is_not_found(small: EmbeddedStore) -> None:
    with pytest.raises(NotFoundError, match="グラフに無い"):
        describe(small, Iri(f"{ROAD}ではない"))


@pytest.mark.parametrize(
    ("typed", "likeness"),
    [
        ("道路事業", Likeness.LABEL),
        ("道路　事業", Likeness.LABEL),
        ("ﾐﾁ事業", Likeness.OTHER_NAME),
        (ROAD, Likeness.IRI),
        (f"{CODE}/project/道路事業", Likeness.IRI),
        (f"/id/{CODE}/project/道路事業", Likeness.IRI),
    ],
)
def test_a_thing_is_found_by_name_iri_or_path(
    small: EmbeddedStore, typed: str, likeness: Likeness
) -> None:
    first = find_things(small, typed)[0]
    assert (first.iri, first.likeness) == (Iri(ROAD), likeness)


def test_a_part_of_a_name_finds_all_that_hold_it(small: EmbeddedStore) -> None:
    found = find_things(small, "事業")
    assert {match.likeness for match in found} == {Likeness.PART}
    assert {"道路事業", "公園事業(各区)", "橋事業"} <= {match.label for match in found}


@pytest.mark.parametrize("typed", ["", "　", "どこにもない", "id/x y", "<>", 'a/"b', "/" * 50])
def test_nothing_is_found_for_what_names_nothing(small: EmbeddedStore, typed: str) -> None:
    assert find_things(small, typed) == []


def test_a_passage_tells_everything_that_it_proves(small: EmbeddedStore) -> None:
    answer = get_passage(small, Iri(quote("道路事業")[1:-1]))
    assert answer.evidence.quote == "道路事業"
    assert answer.evidence.first_line == 5
    told = [(one.subject.label if one.subject else one.thing.label) for one in answer.proven]
    assert told == ["道路事業", "道路事業"]
    assert answer.proven[1].property is not None
    assert answer.proven[1].value == "道路事業"
    with pytest.raises(NotFoundError):
        get_passage(small, Iri(ROAD))


def test_every_passage_is_marked_once_and_a_longer_before_a_shorter(small: EmbeddedStore) -> None:
    marks = find_marks(small, Iri(DOCUMENT))
    assert len({mark.passage for mark in marks}) == len(marks)
    assert [(mark.start, -mark.end) for mark in marks] == sorted(
        (mark.start, -mark.end) for mark in marks
    )
    line = TEXT.splitlines()[4]
    start = TEXT.index(line)
    (whole,) = [mark for mark in marks if (mark.start, mark.end) == (start, start + len(line))]
    assert whole.kind == MPO + "Listing"


def test_two_codes_that_are_also_properties_have_two_names() -> None:
    assert get_word(MPO + "rule") != get_code(MPO + "rule")
    assert get_word(MPO + "nothing-of-ours").label("en") == "nothing-of-ours"
    assert all(word.ja and word.en for word in find_own_words())


def test_a_hostile_label_is_text(small: EmbeddedStore) -> None:
    assert "<script>" in describe(small, Iri(ODD)).label
