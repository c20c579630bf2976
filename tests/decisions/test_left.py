"""What is left when one of two possible originals was rejected: nobody has judged it."""

from __future__ import annotations

from kg.graph.ntriples import MPO, SSSOM, Term, get_text, ja
from kg.links.reappearance import find_originals
from tests.decisions.made import find_status, find_values, name_link
from tests.links.test_reappearance import Rows

AGAIN = MPO.reappearanceOf


def test_of_two_originals_the_one_that_is_left_stays_a_candidate_and_says_why() -> None:
    rows = Rows()
    row = rows.add("広報事業", 90, marked=True, told="丙")
    first, second = rows.add("広報事業", 10, told="甲"), rows.add("広報事業", 20, told="乙")

    def is_rejected(*triple: Term) -> bool:
        return triple == (row, AGAIN, first)

    found = [find_originals([rows.triples], is_rejected)]
    link = name_link(row, AGAIN, second)
    assert find_status(found, link) == [MPO.Candidate]
    assert all(float(get_text(one)) < 0.5 for one in find_values(found, link, SSSOM.confidence))
    assert ja("もう一方は退けられた") in find_values(found, link, MPO.reason)
    assert find_values(found, row, MPO.originalUnknown)


def test_an_original_that_was_chosen_anyway_still_holds_when_another_is_rejected() -> None:
    rows = Rows()
    row = rows.add("広報事業", 90, marked=True, told="同じ説明")
    first, second = rows.add("広報事業", 10, told="同じ説明"), rows.add("広報事業", 20, told="別")

    def is_rejected(*triple: Term) -> bool:
        return triple == (row, AGAIN, second)

    found = [find_originals([rows.triples], is_rejected)]
    assert find_status(found, name_link(row, AGAIN, first)) == [MPO.Inferred]


def test_what_another_rule_finds_in_place_of_a_rejected_original_stays_a_candidate() -> None:
    rows = Rows()
    row = rows.add("こども広報事業", 90, marked=True)
    first, second = rows.add("こども広報事業", 10), rows.add("子ども広報事業", 20)

    def is_rejected(*triple: Term) -> bool:
        return triple == (row, AGAIN, first)

    found = [find_originals([rows.triples], is_rejected)]
    assert find_status(found, name_link(row, AGAIN, second)) == [MPO.Candidate]
