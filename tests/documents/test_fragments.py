"""Places in an original as few fragments, and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.fragments import say_fragment, unite_fragments
from kg.documents.place import Place, find_places
from kg.records import Span


@pytest.mark.parametrize(
    ("fragments", "united"),
    [
        (
            ["page=3&viewrect=10,20,30,5", "page=3&viewrect=10,30,60.5,5"],
            ["page=3&viewrect=10,20,60.5,15"],
        ),
        (
            ["page=3&viewrect=1,2,3,4", "page=4&viewrect=1,2,3,4"],
            ["page=3&viewrect=1,2,3,4", "page=4&viewrect=1,2,3,4"],
        ),
        (["cell=4,1", "cell=4,2", "cell=4,3"], ["cell=4,1-4,3"]),
        (["cell=4,1", "cell=5,1"], ["cell=4,1", "cell=5,1"]),
        (["S!A3", "S!B3", "S!AA3"], ["S!A3:AA3"]),
        (["'施策 一覧'!A3:A9", "'施策 一覧'!B9"], ["'施策 一覧'!A3:B9"]),
        (["A!A1", "B!A1"], ["A!A1", "B!A1"]),
        (
            ["/html/body/p[1]", "/html/body/p[2]", "/html/body/p[1]"],
            ["/html/body/p[1]", "/html/body/p[2]"],
        ),
        (
            [f"/html/body/table[2]/tr[3]/td[{at}]" for at in range(1, 9)],
            ["/html/body/table[2]/tr[3]"],
        ),
        (
            [f"/html/body/p[{at}]" for at in range(1, 6)],
            [f"/html/body/p[{at}]" for at in range(1, 6)],
        ),
        ([], []),
    ],
)
def test_places_beside_each_other_are_one(fragments: list[str], united: list[str]) -> None:
    assert list(unite_fragments(fragments)) == united


@given(st.integers(1, 16384), st.integers(1, 1_048_576))
def test_a_cell_alone_stays_as_it_is(column: int, row: int) -> None:
    assert unite_fragments([f"cell={row},{column}"]) == (f"cell={row},{column}",)


@pytest.mark.parametrize(
    ("fragment", "ja", "en"),
    [
        ("page=12&viewrect=72,100,228,20", "12ページ", "p. 12"),
        ("cell=4,2", "4行2列", "row 4, column 2"),
        ("cell=4,2-4,9", "4行2–9列", "row 4, columns 2–9"),
        ("'一覧''24'!B2:D2", "シート「一覧'24」B2:D2", "sheet 一覧'24, B2:D2"),
        ("/html/body/p[1]", "要素 /html/body/p[1]", "element /html/body/p[1]"),
    ],
)
def test_a_place_in_words(fragment: str, ja: str, en: str) -> None:
    assert (say_fragment(fragment), say_fragment(fragment, "en")) == (ja, en)


def test_the_places_that_a_stretch_touches() -> None:
    places = (Place(0, 3, "a"), Place(4, 8, "b"), Place(9, 12, "c"))
    assert [place.fragment for place in find_places(places, Span(2, 9))] == ["a", "b"]
    assert [place.fragment for place in find_places(places, Span(3, 4))] == []
    assert [place.fragment for place in find_places(places, Span(5, 6))] == ["b"]
