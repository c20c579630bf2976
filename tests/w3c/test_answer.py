"""The comparison of answers finds every difference that counts and none that does not."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.w3c.answer import Answer, Row, find_difference, is_same, read_values
from tests.w3c.manifest import EVALUATED, find_entries
from tests.w3c.results import read_answer

A, B, C = (ox.BlankNode(name) for name in "abc")
ONE, TWO = ox.Literal(1), ox.Literal(2)
KNOWS = ox.NamedNode("http://example.org/knows")
_DOUBLE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")
_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")


def rename(rows: list[Row], names: dict[object, ox.BlankNode]) -> list[Row]:
    return [tuple(names.get(term, term) for term in row) for row in rows]


@given(
    st.lists(st.tuples(*[st.sampled_from([A, B, C, ONE, TWO, None])] * 2), max_size=6),
    st.permutations([A, B, C]),
    st.randoms(use_true_random=False),
)
def test_rows_are_the_same_whatever_their_order_and_their_blank_nodes_names(
    rows: list[Row], names: list[ox.BlankNode], random: Random
) -> None:
    others = rename(rows, dict(zip((A, B, C), names, strict=True)))
    random.shuffle(others)
    assert is_same(rows, others)
    assert not is_same(rows, [*others, (ONE, ONE)])
    if rows:
        assert not is_same(rows, others[1:])


def test_blank_nodes_that_stand_apart_are_not_one() -> None:
    assert not is_same([(A, A)], [(A, B)])
    assert not is_same([(A, KNOWS, B), (B, KNOWS, A)], [(A, KNOWS, A), (B, KNOWS, B)])


def test_rings_of_blank_nodes_of_other_lengths_are_not_the_same() -> None:
    def ring(*nodes: str) -> list[Row]:
        names = [ox.BlankNode(node) for node in nodes]
        return [
            (one, KNOWS, other) for one, other in zip(names, names[1:] + names[:1], strict=True)
        ]

    two_of_three = ring(*"abc") + ring(*"def")
    assert is_same(two_of_three, ring(*"xyz") + ring(*"uvw"))
    assert not is_same(two_of_three, ring(*"abcdef"))
    assert not is_same(two_of_three, ring(*"abcd") + ring(*"ef"))


def test_solutions_are_counted_and_triples_are_not() -> None:
    once, twice = Answer(((ONE,),), ("x",)), Answer(((ONE,), (ONE,)), ("x",))
    assert find_difference(once, twice, ordered=False)
    assert not find_difference(once, twice, ordered=False, lax=True)
    assert find_difference(twice, once, ordered=False, lax=True)
    graphs = [Answer(((A, KNOWS, ONE),) * count) for count in (1, 2)]
    assert not find_difference(*graphs, ordered=False)


def test_columns_go_by_their_names_and_order_counts_where_it_is_asked_for() -> None:
    one, other = Answer(((ONE, TWO),), ("x", "y")), Answer(((TWO, ONE),), ("y", "x"))
    assert not find_difference(one, other, ordered=True)
    assert find_difference(one, Answer(((ONE, TWO),), ("y", "x")), ordered=False)
    assert find_difference(one, Answer(((ONE,),), ("x",)), ordered=False)
    up, down = Answer(((ONE,), (TWO,)), ("x",)), Answer(((TWO,), (ONE,)), ("x",))
    assert not find_difference(up, down, ordered=False)
    assert find_difference(up, down, ordered=True)


def test_an_answer_of_another_kind_is_another_answer() -> None:
    kinds = [Answer(boolean=True), Answer(boolean=False), Answer(), Answer((), ("x",))]
    for number, one in enumerate(kinds):
        for other_number, other in enumerate(kinds):
            assert bool(find_difference(one, other, ordered=False)) == (number != other_number)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ox.Literal("1.0E1", datatype=_DOUBLE), ox.Literal("10", datatype=_DOUBLE), True),
        (ox.Literal("NaN", datatype=_DOUBLE), ox.Literal("NaN", datatype=_DOUBLE), True),
        (ox.Literal("10", datatype=_DOUBLE), ox.Literal(10), False),
        (ox.Literal("10.0", datatype=_DOUBLE), ox.Literal("10.0"), False),
        (ox.Literal("x", datatype=_DOUBLE), ox.Literal("y", datatype=_DOUBLE), False),
        (
            ox.Literal("2006-08-23T09:00:00+00:00", datatype=_DATE),
            ox.Literal("2006-08-23T09:00:00Z", datatype=_DATE),
            True,
        ),
    ],
)
def test_numbers_and_times_have_a_value_and_keep_their_datatype(
    one: ox.Literal, other: ox.Literal, same: bool
) -> None:
    answers = [read_values(Answer(((term,),), ("x",))) for term in (one, other)]
    assert (not find_difference(*answers, ordered=False)) is same


def test_an_answer_with_a_row_less_or_a_row_more_passes_no_test_of_the_suites() -> None:
    for entry in find_entries(EVALUATED):
        wanted = read_answer(entry.result)
        if wanted.boolean is not None:
            others = [Answer(boolean=not wanted.boolean)]
        else:
            width = 3 if wanted.variables is None else len(wanted.variables)
            strange = (ox.NamedNode("urn:strange"),) * width
            others = [wanted._replace(rows=(*wanted.rows, strange))]
            lost = [row for row in wanted.rows if row != wanted.rows[0]]
            if wanted.rows:
                others.append(wanted._replace(rows=tuple(lost)))
        assert not find_difference(wanted, wanted, ordered=True, lax=entry.lax)
        for other in others:
            assert find_difference(other, wanted, ordered=False, lax=entry.lax), entry
