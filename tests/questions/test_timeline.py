"""Years as bars: what goes on, in part or whole, and where a bar breaks off."""

from __future__ import annotations

from dataclasses import replace

from kg.questions.appearance import Appearance
from kg.questions.cell import Cell
from kg.questions.reading import Named
from kg.questions.timeline import Column, Run, find_columns, make_slots
from kg.store.terms import Iri

ROW = Iri("urn:row")


def make_cell(
    year: int,
    text: str | None = None,
    of: int | None = None,
    *,
    partial: bool = False,
    open_ended: bool = False,
) -> Cell:
    held = None if of is None else Iri(f"urn:cell/{of}")
    return Cell(Iri(f"urn:cell/{year}"), year, open_ended, text, (), held, partial, ())


def make_row(*cells: Cell) -> Appearance:
    named = Named(ROW, "行")
    return Appearance(
        ROW,
        named,
        named,
        (),
        1,
        "行",
        (),
        None,
        None,
        (),
        cells,
        (),
        (),
        (),
        (),
        False,
        None,
        (),
        False,
        (),
    )


def draw(*cells: Cell, over: tuple[Column, ...] = ()) -> list[tuple[Run, bool, bool]]:
    row = make_row(*cells)
    return [
        (one.run, one.joined, one.runs_on) for one in make_slots(row, over or find_columns([row]))
    ]


def test_a_bar_runs_from_its_text_through_all_periods_in_which_it_goes_on() -> None:
    assert draw(
        make_cell(2011, "調査"),
        make_cell(2012, of=2011),
        make_cell(2013, of=2011),
        make_cell(2014, "実施"),
    ) == [
        (Run.TEXT, False, True),
        (Run.GOES_ON, True, True),
        (Run.GOES_ON, True, False),
        (Run.TEXT, False, False),
    ]


def test_a_part_that_goes_on_is_a_bar_of_its_own() -> None:
    assert draw(
        make_cell(2011, "調査"),
        make_cell(2012, "策定", 2011, partial=True),
        make_cell(2013, "見直し", 2011, partial=True),
    ) == [
        (Run.TEXT, False, False),
        (Run.PARTLY, False, True),
        (Run.PARTLY, True, False),
    ]


def test_what_goes_on_whole_and_then_in_part_is_two_bars() -> None:
    assert [
        run
        for run, *_ in draw(
            make_cell(2011, "調査"),
            make_cell(2012, of=2011),
            make_cell(2013, "実施", 2011, partial=True),
        )
    ] == [Run.TEXT, Run.GOES_ON, Run.PARTLY]
    assert draw(
        make_cell(2011, "調査"),
        make_cell(2012, of=2011),
        make_cell(2013, "実施", 2011, partial=True),
    )[1:] == [(Run.GOES_ON, True, False), (Run.PARTLY, False, False)]


def test_a_bar_does_not_cross_a_period_that_says_nothing() -> None:
    columns = tuple(Column(year, False) for year in (2011, 2012, 2013))
    assert draw(make_cell(2011, "調査"), make_cell(2013, of=2011), over=columns) == [
        (Run.TEXT, False, False),
        (Run.BLANK, False, False),
        (Run.GOES_ON, False, False),
    ]


def test_a_bar_that_began_elsewhere_is_not_joined_to_another_text() -> None:
    assert draw(make_cell(2011, "調査"), make_cell(2012, "実施"), make_cell(2013, of=2011))[2] == (
        Run.GOES_ON,
        False,
        False,
    )


def test_a_slot_knows_what_goes_on_and_an_open_end_comes_last() -> None:
    row = make_row(
        make_cell(2013, of=2011),
        replace(make_cell(2014, "推進"), open_ended=True),
        make_cell(2011, "調査"),
    )
    columns = find_columns([row])
    assert columns == (Column(2011, False), Column(2013, False), Column(2014, True))
    slots = make_slots(row, columns)
    assert slots[1].held == Column(2011, False)
    assert [one.drawn for one in slots] == [True, True, False]
    unknown = make_slots(make_row(make_cell(2012, of=1999)), (Column(2012, False),))
    assert unknown[0].held is None
