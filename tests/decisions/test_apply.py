"""Decisions in force: the rejected stays away, the confirmed holds, the changed is asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from kg.decisions.record import make_triples
from kg.decisions.trouble import Trouble
from kg.graph.claims import Reason, add_link
from kg.graph.ntriples import (
    DCT,
    MPO,
    OA,
    PROV,
    RDF,
    SEMAPV,
    SKOS,
    Term,
    Triples,
    decimal,
    en,
    iri,
    ja,
    string,
    truth,
)
from tests.decisions.made import (
    CONFIRMED,
    DOCUMENT,
    REJECTED,
    add_passage,
    add_project,
    add_row,
    decide,
    decide_all,
    find_confidence,
    find_status,
    find_values,
    link_rows,
    name_link,
    passage_of,
)

AGAIN = MPO.reappearanceOf
TWIN = MPO.possibleDuplicateOf


@dataclass
class Made:
    """A document with a marked row and two rows that may be its original; what rules give."""

    document: Triples
    inferred: Triples
    row: Term
    first: Term
    second: Term

    @property
    def graphs(self) -> list[Triples]:
        return [self.document, self.inferred]

    def make_inferred(self) -> Triples:
        """What the rules give in a build afresh."""
        self.inferred = Triples()
        return self.inferred


def make_rows() -> Made:
    document = Triples()
    return Made(
        document,
        Triples(),
        add_row(document, 10, "広報事業(再掲)", marked=True),
        add_row(document, 20, "広報事業"),
        add_row(document, 30, "広報事業(各区)"),
    )


def test_a_rejected_link_keeps_its_proof_and_rule_and_loses_its_triple() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    decision = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    decisions = decide_all(decision)
    before = {t for t in made.inferred if t[0] == link}
    assert decisions.apply([made.document], made.inferred) == []
    after = {t for t in made.inferred if t[0] == link}
    assert before - after == {(link, MPO.status, MPO.Inferred)}
    assert after - before == {
        (link, MPO.status, MPO.Rejected),
        (link, MPO.reason, ja("別の事業")),
        (link, PROV.wasInfluencedBy, decision.term),
    }
    assert (made.row, AGAIN, made.first) not in made.inferred
    assert (made.row, MPO.originalUnknown, truth(True)) in made.inferred


def test_a_rejected_triple_does_not_come_back_under_another_rule_with_other_passages() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(REJECTED, made.graphs, made.row, AGAIN, made.first))
    other = add_passage(made.document, 500, "別の箇所")
    inferred = made.make_inferred()
    link = link_rows(
        inferred, made.row, made.first, rule="same-text", confidence=0.6, proofs=[other]
    )
    assert decisions.apply([made.document], inferred) == []
    assert find_status(made.graphs, link) == [MPO.Rejected]
    assert find_confidence(made.graphs, link) == [decimal(0.6)]
    assert (made.row, AGAIN, made.first) not in inferred


def test_a_rejected_triple_that_a_document_states_is_taken_out_of_its_graph() -> None:
    made = make_rows()
    body = iri("https://w3id.org/seisaku-kg/id/141305/body/区役所")
    made.document.add(body, RDF.type, MPO.Body)
    link = link_rows(
        made.document, made.row, body, predicate=MPO.mentions, confidence=1.0,
        status=MPO.Stated, proofs=[passage_of(made.row)],
    )  # fmt: skip
    decisions = decide_all(decide(REJECTED, made.graphs, made.row, MPO.mentions, body))
    assert decisions.apply([made.document], made.inferred) == []
    assert find_status(made.graphs, link) == [MPO.Rejected]
    assert (made.row, MPO.mentions, body) not in made.document
    assert len(made.inferred) == 0


def test_a_link_that_two_graphs_describe_has_one_status_when_it_is_rejected() -> None:
    made = make_rows()
    link_rows(made.document, made.row, made.first, status=MPO.Stated, confidence=1.0)
    link = link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(REJECTED, made.graphs, made.row, AGAIN, made.first))
    decisions.apply([made.document], made.inferred)
    assert find_status(made.graphs, link) == [MPO.Rejected]
    assert not any((made.row, AGAIN, made.first) in graph for graph in made.graphs)


def test_a_rejected_link_that_no_rule_gives_any_more_is_kept() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(REJECTED, made.graphs, made.row, AGAIN, made.first))
    inferred = made.make_inferred()
    assert decisions.apply([made.document], inferred) == []
    assert find_status(made.graphs, link) == [MPO.Rejected]
    assert find_confidence(made.graphs, link) == [decimal(0.923)]
    assert find_values(made.graphs, link, PROV.wasDerivedFrom) == sorted(
        [passage_of(made.row), passage_of(made.first)]
    )
    assert (made.row, AGAIN, made.first) not in inferred


def test_of_two_originals_the_confirmed_one_holds_and_the_row_says_so() -> None:
    made = make_rows()
    made.inferred.add(made.row, MPO.originalUnknown, truth(True))
    first = link_rows(made.inferred, made.row, made.first, status=MPO.Candidate, confidence=0.4)
    second = link_rows(made.inferred, made.row, made.second, status=MPO.Candidate, confidence=0.4)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.second))
    assert decisions.apply([made.document], made.inferred) == []
    assert find_status(made.graphs, second) == [MPO.Confirmed]
    assert find_confidence(made.graphs, second) == [decimal(1.0)]
    assert find_status(made.graphs, first) == [MPO.Candidate]
    assert find_values(made.graphs, made.row, AGAIN) == [made.second]
    assert find_values(made.graphs, made.row, MPO.originalUnknown) == []


def test_a_confirmed_original_sets_back_the_one_that_a_rule_had_chosen() -> None:
    made = make_rows()
    first = link_rows(made.inferred, made.row, made.first)
    link_rows(made.inferred, made.row, made.second, status=MPO.Candidate, confidence=0.3)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.second))
    decisions.apply([made.document], made.inferred)
    assert find_values(made.graphs, made.row, AGAIN) == [made.second]
    assert find_status(made.graphs, first) == [MPO.Candidate]
    assert find_confidence(made.graphs, first) == [decimal(0.49)]


def test_a_confirmed_parent_takes_the_place_of_the_doubtful_one() -> None:
    made = make_rows()
    made.document.add(made.row, SKOS.broader, made.first)
    link_rows(
        made.inferred, made.row, made.second, predicate=SKOS.broader,
        status=MPO.Candidate, confidence=0.4,
    )  # fmt: skip
    decide_all(decide(CONFIRMED, made.graphs, made.row, SKOS.broader, made.second)).apply(
        [made.document], made.inferred
    )
    assert find_values(made.graphs, made.row, SKOS.broader) == [made.second]


def test_a_confirmed_link_that_no_rule_gives_any_more_still_holds() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first))
    inferred = made.make_inferred()
    assert decisions.apply([made.document], inferred) == []
    assert find_status(made.graphs, link) == [MPO.Confirmed]
    assert (made.row, AGAIN, made.first) in inferred


@pytest.mark.parametrize("turned", [False, True])
def test_rejecting_one_direction_of_a_symmetric_relation_rejects_both(turned: bool) -> None:
    made = make_rows()
    one, two = add_project(made.document, "広報", 40), add_project(made.document, "広聴", 50)
    proofs = [passage_of(made.first), passage_of(made.second)]
    for left, right in ((one, two), (two, one)):
        link_rows(made.inferred, left, right, predicate=TWIN, confidence=0.7, proofs=proofs)
    left, right = (two, one) if turned else (one, two)
    decisions = decide_all(decide(REJECTED, made.graphs, left, TWIN, right))
    assert decisions.is_rejected(one, TWIN, two)
    assert decisions.is_rejected(two, TWIN, one)
    decisions.apply([made.document], made.inferred)
    assert find_status(made.graphs, name_link(left, TWIN, right)) == [MPO.Rejected]
    assert not [t for t in made.inferred if t[0] == name_link(right, TWIN, left)]
    assert not [t for t in made.inferred if t[1] == TWIN]


def test_a_symmetric_candidate_is_confirmed_in_both_directions() -> None:
    made = make_rows()
    one, two = add_project(made.document, "広報", 40), add_project(made.document, "広聴", 50)
    add_link(
        made.inferred, one, TWIN, two, status=MPO.Candidate, confidence=0.3,
        justification=SEMAPV.LexicalMatching, rules=[], proofs=[passage_of(made.first)],
        reason=Reason(0.4, "名称が似ている", "alike in name"),
    )  # fmt: skip
    decide_all(decide(CONFIRMED, made.graphs, one, TWIN, two)).apply([made.document], made.inferred)
    for left, right in ((one, two), (two, one)):
        link = name_link(left, TWIN, right)
        assert find_status(made.graphs, link) == [MPO.Confirmed]
        assert find_values(made.graphs, link, RDF.subject) == [left]
        assert find_values(made.graphs, link, RDF.object) == [right]
        assert find_confidence(made.graphs, link) == [decimal(1.0)]
        assert find_values(made.graphs, link, MPO.reason) == sorted(
            [en("alike in name"), ja("名称が似ている")]
        )
        assert (left, TWIN, right) in made.inferred


def test_a_decision_on_the_direction_that_rules_no_longer_give_holds_for_the_other() -> None:
    made = make_rows()
    one, two = add_project(made.document, "広報", 40), add_project(made.document, "広聴", 50)
    proofs = [passage_of(made.first)]
    link_rows(made.inferred, two, one, predicate=TWIN, proofs=proofs)
    decisions = decide_all(decide(REJECTED, made.graphs, two, TWIN, one))
    inferred = made.make_inferred()
    link_rows(
        inferred, one, two, predicate=TWIN, proofs=proofs, status=MPO.Candidate, confidence=0.2
    )
    assert decisions.apply([made.document], inferred) == []
    assert find_status(made.graphs, name_link(two, TWIN, one)) == [MPO.Rejected]
    assert find_confidence(made.graphs, name_link(two, TWIN, one)) == [decimal(0.2)]
    assert find_status(made.graphs, name_link(one, TWIN, two)) == []


def change_words(made: Made, row: Term, text: str) -> None:
    for value in find_values([made.document], passage_of(row), OA.exact):
        made.document.discard(passage_of(row), OA.exact, value)
    made.document.add(passage_of(row), OA.exact, string(text))


def test_a_rejected_link_whose_words_changed_is_held_as_a_candidate_and_asked_again() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    decision = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    decisions = decide_all(decision)
    change_words(made, made.first, "広報事業 市内全域")
    (found,) = decisions.apply([made.document], made.inferred)
    assert (found.decision, found.trouble, found.lost) == (
        decision, Trouble.CHANGED, ("広報事業",),
    )  # fmt: skip
    assert all((found.code, found.thing, found.ja, found.en, found.fix_ja, found.fix_en))
    assert find_status(made.graphs, link) == [MPO.Candidate]
    assert find_confidence(made.graphs, link) == [decimal(0.49)]
    assert (made.row, AGAIN, made.first) not in made.inferred
    assert (made.row, MPO.originalUnknown, truth(True)) in made.inferred
    assert decisions.is_rejected(made.row, AGAIN, made.first)


def test_a_confirmed_link_whose_words_changed_is_what_the_rules_say() -> None:
    made = make_rows()
    first = link_rows(made.inferred, made.row, made.first, status=MPO.Candidate, confidence=0.4)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first))
    change_words(made, made.row, "広報事業（再掲）")
    assert [one.trouble for one in decisions.apply([made.document], made.inferred)] == [
        Trouble.CHANGED
    ]
    assert find_status(made.graphs, first) == [MPO.Candidate]
    assert (made.row, AGAIN, made.first) not in made.inferred


def test_a_confirmed_link_that_changed_and_that_no_rule_gives_is_not_written() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first))
    change_words(made, made.row, "広報事業（再掲）")
    inferred = made.make_inferred()
    (found,) = decisions.apply([made.document], inferred)
    assert found.trouble is Trouble.CHANGED
    assert {triple[0] for triple in inferred} <= {made.row}
    assert not find_values(made.graphs, link, MPO.rule)
    assert (made.row, AGAIN, made.first) not in inferred


def test_a_decision_after_the_change_is_in_force_again() -> None:
    made = make_rows()
    link = link_rows(made.inferred, made.row, made.first)
    old = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    change_words(made, made.first, "広報事業 市内全域")
    new = decide(REJECTED, made.graphs, made.row, AGAIN, made.first, later=5)
    assert decide_all(old, new).apply([made.document], made.inferred) == []
    assert find_status(made.graphs, link) == [MPO.Rejected]


def test_a_new_appearance_of_a_shared_thing_is_no_reason_to_ask_again() -> None:
    made = make_rows()
    one, two = add_project(made.document, "広報", 40), add_project(made.document, "広聴", 50)
    proofs = [passage_of(made.first), passage_of(made.second)]
    link = link_rows(made.inferred, one, two, predicate=TWIN, proofs=proofs)
    decisions = decide_all(decide(REJECTED, made.graphs, one, TWIN, two))
    made.document.add(one, PROV.wasDerivedFrom, add_passage(made.document, 900, "別の掲載"))
    assert decisions.apply([made.document], made.inferred) == []
    assert find_status(made.graphs, link) == [MPO.Rejected]


def test_a_decision_whose_document_is_gone_says_nothing_and_is_told() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    decisions = decide_all(decide(CONFIRMED, made.graphs, made.row, AGAIN, made.first))
    inferred = Triples()
    (found,) = decisions.apply([], inferred)
    assert found.trouble is Trouble.GONE
    assert len(inferred) == 0


def test_what_people_wrote_themselves_is_not_changed_but_told() -> None:
    made = make_rows()
    kept = Triples()
    link = link_rows(kept, made.row, made.first, status=MPO.Stated, confidence=1.0)
    decisions = decide_all(decide(REJECTED, [*made.graphs, kept], made.row, AGAIN, made.first))
    (found,) = decisions.apply([made.document], made.inferred, [kept])
    assert found.trouble is Trouble.KEPT
    assert find_status([kept], link) == [MPO.Stated]
    assert find_status(made.graphs, link) == []


def test_applying_twice_changes_nothing_more_and_early_restores_nothing() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    rejected = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    missing = decide(REJECTED, made.graphs, made.row, AGAIN, made.second)
    decisions = decide_all(rejected, missing)
    decisions.apply([made.document], made.inferred, restores=False)
    assert find_status(made.graphs, missing.link) == []
    decisions.apply([made.document], made.inferred)
    once = set(made.inferred)
    assert find_status(made.graphs, missing.link) == [MPO.Rejected]
    decisions.apply([made.document], made.inferred)
    assert set(made.inferred) == once


def test_without_decisions_nothing_is_read_and_nothing_changed() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    before = set(made.inferred)
    assert decide_all().apply([made.document], made.inferred) == []
    assert set(made.inferred) == before


def test_the_graph_of_decisions_itself_is_left_alone() -> None:
    made = make_rows()
    link_rows(made.inferred, made.row, made.first)
    decision = decide(REJECTED, made.graphs, made.row, AGAIN, made.first)
    kept = Triples(make_triples(replace(decision, reason="seen in print")))
    before = set(kept)
    assert decide_all(decision).apply([made.document], made.inferred, [kept]) == []
    assert set(kept) == before
    assert (made.row, DCT.isPartOf, iri(DOCUMENT)) in made.document
