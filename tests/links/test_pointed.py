"""Pointers of 再掲 rows choose the original by its number; a name that disagrees makes doubt."""

from __future__ import annotations

import pytest

from kg.graph.ntriples import MPO, RDF, SKOS, SSSOM, Triples, iri, ja, string, truth
from kg.graph.ontology import get_confidence
from kg.links.reappearance import find_originals
from kg.names import make_document, make_link, make_node
from tests.links.test_reappearance import Rows, get_candidates, get_originals

DOCUMENT = make_document("141305", "plan")


class Placed(Rows):
    """Rows under numbered headings, with numbers and pointers of their own."""

    def place(
        self,
        name: str,
        start: int,
        headings: str,
        number: str = "",
        pointer: str = "",
        told: str = "",
    ) -> str:
        row = self.add(name, start, marked=bool(pointer), told=told)
        path: tuple[str, ...] = ()
        for heading in headings.split():
            level, _, notation = heading.rpartition(":")
            above, path = path, (*path, notation)
            node = iri(make_node(DOCUMENT, path))
            self.triples.add(node, SKOS.notation, string(notation))
            self.triples.add(node, MPO.level, ja(level or "項目"))
            if above:
                self.triples.add(node, SKOS.broader, iri(make_node(DOCUMENT, above)))
        self.triples.add(row, MPO.under, iri(make_node(DOCUMENT, path)))
        if number:
            self.triples.add(row, MPO.note, ja(f"番号：{number}"))
        if pointer:
            self.triples.add(row, MPO.pointer, string(pointer))
        return row


def get_confidences(found: Triples, row: str, original: str) -> list[str]:
    link = iri(make_link(row, MPO.reappearanceOf, original))
    return [
        value.split('"')[1]
        for thing, verb, value in found
        if (thing, verb) == (link, SSSOM.confidence)
    ]


def get_rules(found: Triples, row: str, original: str) -> set[str]:
    link = iri(make_link(row, MPO.reappearanceOf, original))
    return {
        value.rpartition("/")[2].rstrip(">")
        for thing, verb, value in found
        if (thing, verb) == (link, MPO.rule)
    }


def test_of_two_rows_of_one_name_the_pointer_chooses_one() -> None:
    rows = Placed()
    rows.place("相談", 10, "Ⅲ 1 (1)", "①")
    original = rows.place("相談", 20, "Ⅲ 1 (2)", "①")
    again = rows.place("相談", 90, "Ⅲ 2 (1)", "①", "前出 １（２）①：P.59")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert (again, MPO.originalUnknown, truth(True)) not in found
    assert get_rules(found, again, original) == {"original-pointed-at"}
    assert get_confidences(found, again, original) == [str(get_confidence("original-pointed-at"))]


def test_without_the_pointer_the_two_are_candidates() -> None:
    rows = Placed()
    both = [rows.place("相談", 10, "Ⅲ 1 (1)", "①"), rows.place("相談", 20, "Ⅲ 1 (2)", "①")]
    rows.add("相談", 90, marked=True)
    assert get_candidates(rows.find()) == sorted(both)


def test_a_pointer_that_agrees_with_the_only_row_of_the_name_is_surer_than_either() -> None:
    rows = Placed()
    original = rows.place("相談", 10, "1 1-2", "③")
    again = rows.place("相談", 90, "2 2-1", "①", "再掲 1-2-3")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert get_rules(found, again, original) == {"original-pointed-at", "same-folded-name"}
    best = max(map(get_confidence, ("original-pointed-at", "same-folded-name")))
    assert get_confidences(found, again, original) == [str(best)]


@pytest.mark.parametrize(
    ("pointer", "number"),
    [
        ("再掲 1-2-3", "③"), ("再掲：No.12", "No.012"), ("再掲 Ⅰ-2-(3)", "(3)"),
        ("1-(2)の再掲", "9"), ("再掲 基本目標１、１２ページ", "4"), ("前出 （２）③", "③"),
    ],
)  # fmt: skip
def test_a_pointer_leads_by_the_number_of_a_row_or_of_a_heading(pointer: str, number: str) -> None:
    rows = Placed()
    rows.place("ほかの事業", 5, "基本目標:1 (1)", "1")
    original = rows.place("相談", 10, "基本目標:1 (2)", number)
    rows.place("相談", 20, "基本目標:4 (9)", "8")
    again = rows.place("相談", 90, "基本目標:2 (1)", "①", pointer)
    assert get_originals(rows.find()) == [(again, original)]


def test_the_number_under_the_heading_of_the_pointing_row_goes_first() -> None:
    rows = Placed()
    rows.place("相談", 10, "1 (1)", "①")
    near = rows.place("相談", 20, "2 (1)", "①")
    again = rows.place("相談", 90, "2 (2)", "②", "前出 （１）①")
    assert get_originals(rows.find()) == [(again, near)]


def test_a_circled_number_is_not_the_heading_of_the_same_value() -> None:
    rows = Placed()
    rows.place("相談", 10, "2 (1)", "③")
    original = rows.place("相談", 20, "3 (2)", "①")
    again = rows.place("相談", 90, "4 (1)", "②", "前出 （２）①")
    assert get_originals(rows.find()) == [(again, original)]


def test_a_drifted_name_at_the_number_is_the_original() -> None:
    rows = Placed()
    original = rows.place("こどもの居場所づくり", 10, "1 (1)", "①")
    again = rows.place("子どもの居場所作り", 90, "2 (1)", "①", "再掲 1-(1)-①")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert get_rules(found, again, original) == {"original-pointed-at"}


def test_another_name_at_the_number_waits_for_a_person() -> None:
    rows = Placed()
    other = rows.place("道路の補修", 10, "1 (1)", "①")
    again = rows.place("相談", 90, "2 (1)", "①", "再掲 1-(1)-①")
    found = rows.find()
    assert get_originals(found) == []
    assert get_candidates(found) == [other]
    assert (again, MPO.originalUnknown, truth(True)) in found


@pytest.mark.parametrize("pointer", ["再掲 9-9-9", "再掲 1-(1)-①"])
def test_a_row_of_the_name_to_which_the_number_does_not_lead_waits_too(pointer: str) -> None:
    rows = Placed()
    rows.place("道路の補修", 5, "1 (1)", "①")
    named = rows.place("相談", 10, "1 (2)", "①")
    again = rows.place("相談", 90, "2 (1)", "①", pointer)
    found = rows.find()
    assert get_originals(found) == []
    assert get_candidates(found) == [named]
    assert (again, MPO.originalUnknown, truth(True)) in found


def test_a_page_alone_leaves_it_to_the_name() -> None:
    rows = Placed()
    original = rows.place("相談", 10, "1 (2)", "①")
    again = rows.place("相談", 90, "2 (1)", "①", "再掲 P.59")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert get_rules(found, again, original) == {"same-folded-name"}


def test_what_people_rejected_is_not_chosen_though_the_pointer_leads_there() -> None:
    rows = Placed()
    original = rows.place("相談", 10, "1 (2)", "①")
    again = rows.place("相談", 90, "2 (1)", "①", "再掲 1-(2)-①")
    found = find_originals([rows.triples], lambda *link: link[2] == original)
    assert get_originals(found) == []
    assert (again, MPO.originalUnknown, truth(True)) in found
    assert not [link for link, verb, kind in found if (verb, kind) == (RDF.type, MPO.Link)]


def test_a_pointer_does_not_lead_into_another_document() -> None:
    rows = Placed()
    other = rows.add("相談", 10, document="other")
    rows.triples.add(other, MPO.note, ja("番号：①"))
    again = rows.place("相談", 90, "2 (1)", "②", "再掲 ①")
    found = rows.find()
    assert get_originals(found) == []
    assert (again, MPO.originalUnknown, truth(True)) in found


def test_a_pointer_may_tell_the_name_of_the_original() -> None:
    rows = Placed()
    original = rows.place("花いっぱい", 10, "1 1-1", "①")
    rows.place("講座", 20, "1 1-2", "②")
    again = rows.place("花と緑の講座", 90, "2 2-1", "①", "再掲 花いっぱい")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert get_rules(found, again, original) == {"original-pointed-at"}


def test_a_name_that_no_row_has_leads_nowhere_and_doubts_nothing() -> None:
    rows = Placed()
    original = rows.place("講座", 10, "1 1-1", "①")
    again = rows.place("講座", 90, "2 2-1", "①", "再掲 花いっぱい")
    found = rows.find()
    assert get_originals(found) == [(again, original)]
    assert get_rules(found, again, original) == {"same-folded-name"}
