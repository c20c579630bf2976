"""A project's answer on the small graph: every case of rows, years, marks and originals."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.appearance import find_appearance
from kg.questions.project import get_project
from kg.questions.reappearances import State, find_reappearances
from kg.questions.timeline import Column
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri
from tests.questions.small_graph import BRIDGE, NORTH, PARK, ROAD, row


def test_all_rows_of_a_project_are_found_in_the_order_of_the_document(small: EmbeddedStore) -> None:
    road = get_project(small, Iri(ROAD))
    assert [one.printed_name for one in road.appearances] == ["道路事業", "道路事業(再掲)"]
    assert road.reappearances == 1
    assert [step.notation for step in road.appearances[0].path] == ["1", "1-(1)"]
    assert road.municipality is not None
    assert road.municipality.label == "小市"


def test_the_years_make_the_columns_and_an_open_end_comes_last(small: EmbeddedStore) -> None:
    road = get_project(small, Iri(ROAD))
    assert road.columns == (Column(2011, False), Column(2012, False), Column(2013, True))


def test_items_of_a_cell_stand_in_the_order_of_its_text(small: EmbeddedStore) -> None:
    first, second, last = get_project(small, Iri(ROAD)).appearances[0].cells
    assert first.milestones == ("調査", "設計")
    assert (second.text, second.continues, second.partial) == (None, first.iri, False)
    assert (last.text, last.continues, last.partial) == ("完成", first.iri, True)


def test_a_cell_is_proved_by_its_own_passage_and_an_empty_one_by_the_row(
    small: EmbeddedStore,
) -> None:
    road = get_project(small, Iri(ROAD)).appearances[0]
    assert [one.quote for one in road.cells[0].evidence] == ["調査 設計"]
    assert road.cells[1].evidence == road.evidence
    assert road.descriptions[0].evidence == road.evidence


def test_a_reappearance_names_its_original_and_how_it_was_found(small: EmbeddedStore) -> None:
    again = get_project(small, Iri(ROAD)).appearances[1]
    assert again.original is not None
    assert f"<{again.original.listing}>" == row("道路事業")
    assert (again.original.status, again.original.confidence) == (MPO + "Inferred", 0.9)
    assert [rule.rsplit("/")[-1] for rule in again.original.rules] == ["same-folded-name"]


def test_an_original_knows_the_rows_that_repeat_it(small: EmbeddedStore) -> None:
    road = get_project(small, Iri(ROAD))
    repeats = road.repeats[road.appearances[0].iri]
    assert [f"<{one}>" for one in repeats] == [row("道路事業(再掲)")]


def test_of_several_possible_originals_none_is_chosen(small: EmbeddedStore) -> None:
    bridge = get_project(small, Iri(BRIDGE)).appearances[0]
    assert bridge.original is None
    assert bridge.original_unknown
    assert {f"<{one.listing}>" for one in bridge.candidates} == {
        row("橋事業\t北局"),
        row("橋事業\t南局"),
    }


def test_an_unknown_original_is_said_and_never_invented(small: EmbeddedStore) -> None:
    states = {one.appearance.project.iri: one.state for one in find_reappearances(small)}
    assert states == {
        Iri(ROAD): State.FOUND,
        Iri(PARK): State.UNKNOWN,
        Iri(BRIDGE): State.SEVERAL,
    }


def test_who_runs_a_project_is_proved_by_the_printed_name(small: EmbeddedStore) -> None:
    bridge = get_project(small, Iri(f"{BRIDGE}~北局"))
    assert [fact.value for fact in bridge.bodies] == [Iri(NORTH)]
    assert [one.quote for one in bridge.bodies[0].evidence] == ["北局"]
    assert [one.quote for one in bridge.appearances[0].bodies[0].evidence] == ["北局"]
    assert get_project(small, Iri(f"{BRIDGE}~南局")).bodies == ()


def test_a_project_that_no_row_lists_has_no_appearances(small: EmbeddedStore) -> None:
    odd = get_project(small, Iri(f"{ROAD[: -len('道路事業')]}odd"))
    assert odd.appearances == ()
    assert odd.columns == ()


def test_what_is_no_project_is_not_found(small: EmbeddedStore) -> None:
    for iri in (NORTH, f"{ROAD}ではない"):
        with pytest.raises(NotFoundError):
            get_project(small, Iri(iri))
    assert find_appearance(small, Iri(ROAD)) is None
