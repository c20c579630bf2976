"""Decisions after an edit: they go with the words; where these are gone they are asked again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from kg.decisions.load import Decisions
from kg.decisions.record import Decision, Outcome, make_triples, parse_triples
from kg.decisions.trouble import Trouble
from kg.graph.ntriples import (
    DCT,
    MPO,
    OA,
    PROV,
    RDF,
    SKOS,
    Term,
    Triples,
    decimal,
    iri,
    ja,
    string,
    truth,
)
from kg.names import make_document, make_entry, make_passage
from tests.decisions.made import (
    CONFIRMED,
    REJECTED,
    add_project,
    decide,
    find_confidence,
    find_status,
    find_values,
    link_rows,
    name_link,
)

AGAIN, SAME, TWIN = MPO.reappearanceOf, MPO.sameThingAs, MPO.possibleDuplicateOf


@dataclass
class Edition:
    """What a document says in one edition, and what rules conclude from it."""

    slug: str = "plan"
    document: Triples = field(default_factory=Triples)
    inferred: Triples = field(default_factory=Triples)

    @property
    def graphs(self) -> list[Triples]:
        return [self.document, self.inferred]

    def add(self, start: int, text: str, *, marked: bool = False) -> Term:
        place = make_document("141305", self.slug)
        row = iri(make_entry(place, "listing", start))
        passage = iri(make_passage(place, start, start + 5))
        self.document.add(iri(place), DCT.title, ja("試験の計画"))
        self.document.add(row, RDF.type, MPO.Listing)
        self.document.add(row, MPO.isReappearance, truth(marked))
        self.document.add(row, PROV.wasDerivedFrom, passage)
        self.document.add(passage, OA.exact, string(text))
        return row

    def link(self, row: Term, other: Term, rule: str = "same-folded-name") -> Term:
        proofs = [
            one
            for row in (row, other)
            for one in find_values(self.graphs, row, PROV.wasDerivedFrom)
        ]
        return link_rows(self.inferred, row, other, proofs=proofs, rule=rule)


def decide_before(outcome: Outcome) -> Decision:
    """A decision on the row at 10 and its original at 652 of the first edition."""
    old = Edition()
    row, first = old.add(10, "広報事業(再掲)", marked=True), old.add(652, "広報事業 説明")
    old.link(row, first, "original-of-the-same-text")
    return decide(outcome, old.graphs, row, AGAIN, first)


def test_another_row_at_the_old_offset_gets_no_link_out_of_the_old_decision() -> None:
    new = Edition()
    row, other = new.add(10, "広報事業(再掲)", marked=True), new.add(652, "道路事業 別の行")
    decision = decide_before(REJECTED)
    (found,) = Decisions([decision]).apply([new.document], new.inferred)
    assert found.trouble is Trouble.CHANGED
    assert found.lost == ("広報事業 説明",)
    assert {triple[0] for triple in new.inferred} <= {row}
    assert not Decisions([decision]).anchored([new.document]).is_rejected(row, AGAIN, other)


def test_what_a_rule_says_now_of_changed_words_is_held_with_the_reason_of_now() -> None:
    new = Edition()
    row, first = new.add(10, "広報事業(再掲)", marked=True), new.add(652, "広報事業 新しい説明")
    link = new.link(row, first)
    (found,) = Decisions([decide_before(REJECTED)]).apply([new.document], new.inferred)
    assert found.trouble is Trouble.CHANGED
    assert find_status(new.graphs, link) == [MPO.Candidate]
    assert [one.rpartition("/")[2] for one in find_values(new.graphs, link, MPO.rule)] == [
        "same-folded-name>"
    ]
    assert (row, AGAIN, first) not in new.inferred


@pytest.mark.parametrize("slug", ["plan", "plan-2"])
@pytest.mark.parametrize("outcome", [REJECTED, CONFIRMED])
def test_a_decision_goes_with_the_words_when_offsets_or_the_slug_change(
    outcome: Outcome, slug: str
) -> None:
    new = Edition(slug)
    row, first = new.add(110, "広報事業(再掲)", marked=True), new.add(752, "広報事業 説明")
    new.add(652, "道路事業")
    anchored = Decisions([decide_before(outcome)]).anchored([new.document])
    assert anchored.is_rejected(row, AGAIN, first) == (outcome is REJECTED)
    assert anchored.is_confirmed(row, AGAIN, first) == (outcome is CONFIRMED)
    assert anchored.doubts == ()
    link = new.link(row, first)
    assert anchored.apply([new.document], new.inferred) == []
    assert find_status(new.graphs, link) == [outcome]
    assert ((row, AGAIN, first) in new.inferred) == (outcome is CONFIRMED)


def test_a_confirmed_row_that_moved_holds_though_no_rule_gives_it() -> None:
    new = Edition()
    row, first = new.add(110, "広報事業(再掲)", marked=True), new.add(752, "広報事業 説明")
    assert Decisions([decide_before(CONFIRMED)]).apply([new.document], new.inferred) == []
    assert (row, AGAIN, first) in new.inferred
    assert find_values(new.graphs, name_link(row, AGAIN, first), PROV.wasInfluencedBy) == [
        decide_before(CONFIRMED).term
    ]


@pytest.mark.parametrize("outcome", [REJECTED, CONFIRMED])
def test_words_that_stand_in_two_places_are_asked_again_and_nothing_is_concluded(
    outcome: Outcome,
) -> None:
    new = Edition()
    row = new.add(110, "広報事業(再掲)", marked=True)
    firsts = [new.add(start, "広報事業 説明") for start in (762, 852)]
    link = new.link(row, firsts[1])
    (found,) = Decisions([decide_before(outcome)]).apply([new.document], new.inferred)
    assert found.trouble is Trouble.SEVERAL
    assert find_status(new.graphs, link) == [MPO.Candidate]
    assert find_values(new.graphs, row, AGAIN) == []
    assert find_values(new.graphs, row, MPO.originalUnknown) == [truth(True)]


def test_of_rows_printed_alike_it_is_the_one_as_far_from_the_other_end_as_before() -> None:
    new = Edition()
    rows = [new.add(start, "広報事業(再掲)", marked=True) for start in (110, 210)]
    firsts = [new.add(start, "広報事業 説明") for start in (752, 812)]
    decisions = Decisions([decide_before(REJECTED)]).anchored([new.document])
    assert decisions.is_rejected(rows[0], AGAIN, firsts[0])
    assert len(decisions.latest) == 1
    assert decisions.doubts == ()


def test_words_that_are_gone_put_what_the_row_repeats_in_doubt_and_no_other_row() -> None:
    new = Edition()
    row, first = new.add(110, "広報事業(再掲)", marked=True), new.add(752, "広報事業 改めた文")
    again, other = new.add(120, "道路事業(再掲)", marked=True), new.add(800, "道路事業")
    link, apart = new.link(row, first), new.link(again, other)
    (found,) = Decisions([decide_before(REJECTED)]).apply([new.document], new.inferred)
    assert found.trouble is Trouble.GONE
    assert find_status(new.graphs, link) == [MPO.Candidate]
    assert find_status(new.graphs, apart) == [MPO.Inferred]
    assert (again, AGAIN, other) in new.inferred


def test_a_decision_on_what_is_there_now_answers_the_doubt() -> None:
    new = Edition()
    row, first = new.add(110, "広報事業(再掲)", marked=True), new.add(752, "広報事業 改めた文")
    link = new.link(row, first)
    later = decide(CONFIRMED, new.graphs, row, AGAIN, first, later=5)
    decisions = Decisions([decide_before(REJECTED), later])
    assert decisions.apply([new.document], new.inferred) == []
    assert find_status(new.graphs, link) == [MPO.Confirmed]


def test_a_changed_row_that_mentions_a_shared_thing_leaves_other_rows_alone() -> None:
    body = iri("https://w3id.org/seisaku-kg/id/141305/body/区役所")
    old, new = Edition(), Edition()
    row = old.add(10, "広報事業を区役所が行う。")
    link_rows(old.document, row, body, predicate=MPO.mentions, status=MPO.Stated,
              proofs=find_values(old.graphs, row, PROV.wasDerivedFrom))  # fmt: skip
    decision = decide(REJECTED, old.graphs, row, MPO.mentions, body)
    same, other = new.add(30, "広報事業を区役所が行います。"), new.add(60, "道路の補修 区役所")
    links = [
        link_rows(new.document, one, body, predicate=MPO.mentions, status=MPO.Stated,
                  proofs=find_values(new.graphs, one, PROV.wasDerivedFrom))
        for one in (same, other)
    ]  # fmt: skip
    Decisions([decision]).apply([new.document], new.inferred)
    assert find_status(new.graphs, links[0]) == [MPO.Candidate]
    assert find_status(new.graphs, links[1]) == [MPO.Stated]


def test_a_file_without_the_words_of_the_ends_is_read_and_holds_as_before() -> None:
    old = replace(decide_before(REJECTED), subject_words=(), object_words=())
    (read,) = parse_triples(make_triples(old)).values()
    assert read == old
    new = Edition()
    row, first = new.add(10, "広報事業(再掲)", marked=True), new.add(652, "広報事業 説明")
    assert Decisions([read]).anchored([new.document]).is_rejected(row, AGAIN, first)
    assert Decisions([read]).apply([new.document], new.inferred) == []
    moved = Edition()
    moved.add(10, "広報事業(再掲)", marked=True)
    moved.add(652, "道路事業")
    (found,) = Decisions([read]).apply([moved.document], moved.inferred)
    assert found.trouble is Trouble.CHANGED
    assert not find_status(moved.graphs, read.link)


def test_the_finding_says_in_words_which_link_it_is() -> None:
    new = Edition()
    new.add(10, "広報事業(再掲)", marked=True)
    (found,) = Decisions([decide_before(REJECTED)]).apply([new.document], new.inferred)
    for words in ("広報事業(再掲)", "広報事業 説明", "試験の計画", "再掲元"):
        assert words in found.thing


def test_of_two_confirmed_the_first_is_not_revived_when_the_second_is_rejected() -> None:
    made = Edition()
    row = made.add(10, "広報事業(再掲)", marked=True)
    first, second = made.add(20, "広報事業 甲"), made.add(30, "広報事業 乙")
    link = made.link(row, first)
    made.link(row, second)
    decisions = Decisions(
        [
            decide(CONFIRMED, made.graphs, row, AGAIN, first),
            decide(CONFIRMED, made.graphs, row, AGAIN, second, later=1),
            decide(REJECTED, made.graphs, row, AGAIN, second, later=2),
        ]
    )
    assert not decisions.is_confirmed(row, AGAIN, first)
    (found,) = decisions.apply([made.document], made.inferred)
    assert (found.trouble, found.decision.object) == (Trouble.SET_ASIDE, first)
    assert find_status(made.graphs, link) == [MPO.Candidate]
    assert find_values(made.graphs, row, AGAIN) == []
    again = decide(CONFIRMED, made.graphs, row, AGAIN, first, later=3)
    assert Decisions([*decisions.all, again]).is_confirmed(row, AGAIN, first)
    assert Decisions([*decisions.all, again]).doubts == ()


def test_a_confirmed_link_has_full_confidence_and_a_rejected_one_keeps_the_rules() -> None:
    for outcome, wanted in ((CONFIRMED, 1.0), (REJECTED, 0.045)):
        made = Edition()
        one, two = (add_project(made.document, name, at) for name, at in (("甲", 40), ("乙", 50)))
        link = link_rows(made.inferred, one, two, predicate=TWIN, confidence=0.045,
                         status=MPO.Candidate,
                         proofs=find_values(made.graphs, one, PROV.wasDerivedFrom))  # fmt: skip
        Decisions([decide(outcome, made.graphs, one, TWIN, two)]).apply(
            [made.document], made.inferred
        )
        assert find_confidence(made.graphs, link) == [decimal(wanted)]


def list_projects(made: Edition, *rows: Term, names: tuple[str, ...]) -> list[Term]:
    found = [add_project(made.document, name, 900 + at) for at, name in enumerate(names)]
    for row, project in zip(rows, found, strict=True):
        made.document.add(row, MPO.lists, project)
        made.document.add(project, SKOS.prefLabel, ja("広報"))
    return found


def test_rows_told_apart_that_still_list_one_project_are_told() -> None:
    made = Edition()
    row, first = made.add(10, "広報事業(再掲)", marked=True), made.add(652, "広報事業 説明")
    list_projects(made, row, first, names=("広報事業", "広報事業"))
    made.link(row, first)
    decision = decide(REJECTED, made.graphs, row, AGAIN, first)
    (found,) = Decisions([decision]).apply([made.document], made.inferred)
    assert found.trouble is Trouble.ONE_PROJECT
    assert "kg decide confirm" in found.fix_ja


def test_projects_told_apart_while_a_row_repeats_the_other_are_told() -> None:
    made = Edition()
    row, first = made.add(10, "広報の事業(再掲)", marked=True), made.add(652, "広報事業 説明")
    one, two = list_projects(made, row, first, names=("広報の事業", "広報事業"))
    made.link(row, first)
    for left, right in ((one, two), (two, one)):
        link_rows(made.inferred, left, right, predicate=SAME,
                  proofs=find_values(made.graphs, row, PROV.wasDerivedFrom))  # fmt: skip
    apart = decide(REJECTED, made.graphs, one, SAME, two)
    (found,) = Decisions([apart]).apply([made.document], made.inferred)
    assert found.trouble is Trouble.STILL_REPEATED
    both = [apart, decide(REJECTED, made.graphs, row, AGAIN, first)]
    assert Decisions(both).apply([made.document], made.inferred) == []
