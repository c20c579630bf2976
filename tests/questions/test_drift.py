"""How two appearances differ: every kind of field, columns that go on, columns that are moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import MPO
from kg.questions.appearance import Appearance, Runner
from kg.questions.cell import Cell
from kg.questions.drift import (
    Drift,
    DriftState,
    Field,
    FieldDrift,
    FieldState,
    SegmentKind,
    Sides,
    compare_all,
    compare_appearances,
    strip_mark,
)
from kg.questions.drift_texts import diff_texts
from kg.questions.evidence import Evidence, Saying
from kg.questions.reading import Named
from kg.questions.reappearances import Choice, filter_reappearances, find_reappearances
from kg.questions.timeline import Column
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri

PROOF = (Evidence(Iri("x:proof"), "計画", Iri("x:document"), "道路事業", 0, 4, 1, 1),)


def say(text: str | None) -> Saying | None:
    return None if text is None else Saying(text, PROOF)


def make_cells(row: str, *texts: str | None, open_end: bool = True) -> tuple[Cell, ...]:
    """A cell a year from 2011, the last open-ended; "→" goes on from the last with a text."""
    cells: list[Cell] = []
    said: Iri | None = None
    for number, text in enumerate(texts):
        if text is None:
            continue
        iri = Iri(f"{row}/cell/{2011 + number}")
        goes_on = text == "→"
        cells.append(
            Cell(
                iri,
                2011 + number,
                open_end and number == len(texts) - 1,
                None if goes_on else text,
                () if goes_on else tuple(text.split(" ")),
                said if goes_on else None,
                False,
                PROOF,
            )
        )
        said = said if goes_on else iri
    return tuple(cells)


def make_row(
    *texts: str | None,
    name: str = "道路事業",
    description: str | None = "道を直す",
    state: str | None = None,
    effort: str | None = None,
    notes: tuple[tuple[str, str], ...] = (),
    again: bool = False,
) -> Appearance:
    iri = Iri(f"x:row/{'again' if again else 'first'}")
    return Appearance(
        iri=iri,
        project=Named(Iri("x:project"), "道路事業"),
        document=Named(Iri("x:document"), "計画"),
        path=(),
        position=1,
        printed_name=name,
        descriptions=() if description is None else (Saying(description, PROOF),),
        current_state=say(state),
        effort=say(effort),
        notes=tuple((header, Saying(text, PROOF)) for header, text in notes),
        cells=make_cells(iri, *texts),
        bodies=(),
        wards=(),
        marks=(),
        printed_marks=(),
        reappearance=again,
        original=None,
        candidates=(),
        original_unknown=False,
        evidence=PROOF,
    )


def get_field(drift: Drift, field: Field, year: int | None = None) -> FieldDrift:
    return next(
        one
        for one in drift.fields
        if one.field is field and (year is None or (one.period and one.period.year == year))
    )


def test_rows_that_say_the_same_are_the_same_and_the_mark_is_no_difference() -> None:
    drift = compare_appearances(
        make_row("調査", "→", "完成", state="古い"),
        make_row("調査", "→", "完成", state="古い", name="道路事業(再掲)", again=True),
    )
    assert drift.state is DriftState.SAME
    assert {one.state for one in drift.fields} == {FieldState.SAME}
    assert drift.summary_ja == "すべての欄が一致"
    assert drift.summary_en == "All columns agree"
    assert drift.sides is Sides.ORIGINAL


def test_blanks_and_widths_are_no_drift_but_are_told() -> None:
    drift = compare_appearances(
        make_row(description="道を（１）直す"), make_row(description="道を (1)直す", again=True)
    )
    assert drift.state is DriftState.SAME
    assert get_field(drift, Field.DESCRIPTION).state is FieldState.WIDTH
    assert "説明は空白や字の幅だけが違う" in drift.summary_ja
    assert "description" in drift.summary_en


def test_a_changed_text_is_told_stretch_by_stretch_as_printed() -> None:
    drift = compare_appearances(
        make_row(description="道を ２本直す。"), make_row(description="道を３本直す。", again=True)
    )
    field = get_field(drift, Field.DESCRIPTION)
    assert field.state is FieldState.CHANGED
    assert [(one.kind, one.left, one.right) for one in field.segments] == [
        (SegmentKind.EQUAL, "道を ", "道を"),
        (SegmentKind.DELETED, "２", ""),
        (SegmentKind.INSERTED, "", "３"),
        (SegmentKind.EQUAL, "本直す。", "本直す。"),
    ]
    assert field.left_evidence == field.right_evidence == PROOF
    assert drift.summary_ja == "名称は一致、説明が異なる"
    assert drift.summary_en == "Name: the same; description: different"


def test_what_one_row_alone_says_is_told_with_its_side() -> None:
    drift = compare_appearances(
        make_row("調査", "→", "→", "完成", state="古い"), make_row(effort="事業推進", again=True)
    )
    assert drift.state is DriftState.DRIFTED
    assert drift.shift == 0
    assert get_field(drift, Field.CURRENT_STATE).state is FieldState.ONLY_LEFT
    assert get_field(drift, Field.EFFORT).state is FieldState.ONLY_RIGHT
    assert drift.summary_ja == (
        "説明は一致、現状・年度の計画（2011年度から2014年度以降）は元の行だけにある、"
        "計画期間の取組は再掲の行だけにある"
    )
    two = compare_appearances(make_row(state="古い"), make_row())
    assert "一つ目の行だけ" in two.summary_ja
    assert "only in the first row" in two.summary_en


def test_any_two_rows_of_a_project_are_compared_each_pair_once() -> None:
    rows = [
        replace(make_row(state=str(number), again=number == 0), iri=Iri(f"x:row/{number}"))
        for number in range(3)
    ]
    pairs = [(one.left, one.right, one.sides) for one in compare_all(rows)]
    assert pairs == [
        ("x:row/1", "x:row/2", Sides.ROWS),
        ("x:row/1", "x:row/0", Sides.ORIGINAL),
        ("x:row/2", "x:row/0", Sides.ORIGINAL),
    ]
    assert compare_all(rows[:1]) == ()


def test_bodies_wards_marks_and_other_columns_are_compared() -> None:
    left = replace(
        make_row(notes=(("対象者", "市民"), ("予算", "1"))),
        bodies=(Runner(Named(Iri("x:b"), "北局"), PROOF),),
        marks=(Iri(MPO + "New"),),
    )
    right = replace(make_row(notes=(("対象 者", "市民"),)), wards=(Named(Iri("x:w"), "北区"),))
    drift = compare_appearances(left, right)
    states = {(one.field, one.header): one.state for one in drift.fields}
    assert states[Field.BODIES, None] is FieldState.ONLY_LEFT
    assert states[Field.MARKS, None] is FieldState.ONLY_LEFT
    assert states[Field.WARDS, None] is FieldState.ONLY_RIGHT
    assert states[Field.NOTE, "対象者"] is FieldState.SAME
    assert states[Field.NOTE, "予算"] is FieldState.ONLY_LEFT
    assert "予算" in drift.summary_ja


def test_a_cell_that_goes_on_is_compared_by_what_it_holds() -> None:
    arrow = compare_appearances(make_row("調査", "→"), make_row("調査", "調査"))
    assert arrow.state is DriftState.SAME
    assert get_field(arrow, Field.CELL, 2012).left_from == Column(2011, False)
    other = compare_appearances(make_row("調査", "→"), make_row("調査", "工事"))
    assert get_field(other, Field.CELL, 2012).state is FieldState.CHANGED
    assert get_field(other, Field.CELL, 2012).left == "調査"
    gone = compare_appearances(make_row("調査", "→"), make_row("調査", None))
    assert get_field(gone, Field.CELL, 2012).state is FieldState.ONLY_LEFT


def test_a_change_is_told_once_though_later_years_go_on_with_it() -> None:
    drift = compare_appearances(make_row("調査", "→", "→"), make_row("工事", "→", "→"))
    assert [one.period for one in drift.differing] == [Column(2011, False)]


def test_cells_that_go_on_from_each_other_come_to_an_end() -> None:
    row = make_row("調査", "→")
    first, second = row.cells
    ring = replace(row, cells=(replace(first, text=None, continues=second.iri), replace(second)))
    assert compare_appearances(ring, ring).state is DriftState.SAME


@pytest.mark.parametrize(
    ("left", "right", "shift", "years"),
    [
        (("甲", "乙", "丙", None), (None, "甲", "乙", "丙"), 1, [2011, 2012, 2013, 2014]),
        ((None, "甲", "乙", "丙"), ("甲", "乙", "丙", None), -1, [2011, 2012, 2013, 2014]),
        (("甲", "乙", None, None), (None, None, "甲", "乙"), 2, [2011, 2012, 2013, 2014]),
        (("調", "甲", "乙", "丙"), ("調", "→", "甲", "丙 乙"), 1, [2012, 2013, 2014]),
        (("甲", "乙", "丙", "丁"), ("甲", "丙", "丁", None), -1, [2012, 2013, 2014]),
        (("長い名前の目標", None), (None, "長い名前の目標"), 1, [2011, 2012]),
    ],
)
def test_moved_columns_are_told_as_a_shift(
    left: tuple[str | None, ...], right: tuple[str | None, ...], shift: int, years: list[int]
) -> None:
    drift = compare_appearances(make_row(*left), make_row(*right, again=True))
    assert drift.shift == shift
    moved = [one.period.year for one in drift.shifted if one.period]
    assert set(moved) <= set(years)
    assert len(moved) >= 2
    assert drift.state is DriftState.DRIFTED
    assert f"{'右' if shift > 0 else '左'}へ{abs(shift)}列ずれている" in drift.summary_ja
    assert f"to the {'right' if shift > 0 else 'left'}" in drift.summary_en


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("甲", "乙", "丙"), ("甲", "乙", "丁")),
        (("甲", "乙", "丙"), ("丁", "戊", "己")),
        (("推進", None, None), (None, "推進", None)),
        (("甲", "乙", "甲", "乙"), ("甲", "乙", "乙", "甲")),
        (("甲", "乙"), ("甲", "乙")),
    ],
)
def test_what_is_not_moved_is_not_told_as_a_shift(
    left: tuple[str | None, ...], right: tuple[str | None, ...]
) -> None:
    assert compare_appearances(make_row(*left), make_row(*right)).shift == 0


def test_current_state_counts_as_a_column_that_may_be_moved() -> None:
    drift = compare_appearances(make_row("乙", None, state="甲"), make_row("甲", "乙", state=None))
    assert drift.shift == 1
    assert "現状" in drift.summary_ja


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("道路事業(再掲)", "道路事業"),
        ("道路事業【再掲】", "道路事業"),
        ("道路事業（各区）［再掲］", "道路事業（各区）"),
        ("道路事業 ※再掲", "道路事業"),
        ("道路事業（新規・再掲）", "道路事業"),
        ("道路事業(再掲", "道路事業"),
        ("再掲 道路事業", "道路事業"),
        ("再掲", "再掲"),
        ("再掲防止事業", "再掲防止事業"),
    ],
)
def test_a_name_is_compared_without_its_mark(printed: str, name: str) -> None:
    assert strip_mark(printed) == name


def read_diff(left: str, right: str) -> str:
    marks = {SegmentKind.EQUAL: "{}", SegmentKind.DELETED: "-{}-", SegmentKind.INSERTED: "+{}+"}
    return "".join(marks[one.kind].format(one.left or one.right) for one in diff_texts(left, right))


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("市民活動支援指針", "市民活動推進指針", "市民活動-支援-+推進+指針"),
        ("平成23年度に整備", "平成24年度に整備", "平成-23-+24+年度に整備"),
        ("1,200件", "1,300件", "-1,200-+1,300+件"),
        ("ガイドラインの作成", "ガイドブックの作成", "-ガイドライン-+ガイドブック+の作成"),
        ("道の整備を推進します", "川の清掃を支援します", "-道の整備を推進-+川の清掃を支援+します"),
        ("", "新しい", "+新しい+"),
        ("古い", "", "-古い-"),
        ("", "", ""),
    ],
)
def test_a_diff_reads_in_words_and_not_in_crumbs(left: str, right: str, told: str) -> None:
    assert read_diff(left, right) == told


TEXTS = st.text(st.sampled_from("道路事業を推進12３ｶﾞ㈱ \n(再)ab"), max_size=30)


@given(TEXTS, TEXTS)
def test_the_stretches_of_a_diff_are_the_two_texts(left: str, right: str) -> None:
    segments = diff_texts(left, right)
    assert "".join(one.left for one in segments) == left
    assert "".join(one.right for one in segments) == right
    for one in segments:
        assert one.left or one.kind is not SegmentKind.DELETED
        assert one.right or one.kind is not SegmentKind.INSERTED


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(one.kind is SegmentKind.EQUAL for one in diff_texts(text, text))


def test_long_texts_are_compared_in_time() -> None:
    left = "".join(chr(0x4E00 + number % 3000) for number in range(60_000))
    right = "".join(chr(0x4E00 + number * 7 % 3000) for number in range(60_000))
    assert "".join(one.right for one in diff_texts(left, right)) == right


def test_the_shifted_row_of_the_real_graph_is_told_and_all_others_are_not(
    real: EmbeddedStore,
) -> None:
    rows = find_reappearances(real)
    shifted = [row.drift for row in rows if row.drift and row.drift.shift]
    assert [one.shift for one in shifted] == [1]
    assert shifted[0].differing == ()
    assert shifted[0].summary_ja == (
        "説明は一致、目標の欄（2012年度から2014年度以降）が右へ1列ずれている"
    )
    kept = {choice: filter_reappearances(rows, choice) for choice in Choice}
    assert len(kept[Choice.SAME]) + len(kept[Choice.DRIFTED]) == len(kept[Choice.FOUND])
    assert len(kept[Choice.FOUND]) + len(kept[Choice.UNKNOWN]) + len(kept[Choice.SEVERAL]) == len(
        filter_reappearances(rows, None)
    )
    assert set(shifted) <= {row.drift for row in kept[Choice.DRIFTED]}


@pytest.mark.parametrize("header", ["番号", "No.", "事業番号", "整理番号"])
def test_the_number_of_a_row_in_its_table_is_no_difference(header: str) -> None:
    left, right = (make_row(notes=((header, number),)) for number in ("1", "6"))
    assert compare_appearances(left, right).state is DriftState.SAME
