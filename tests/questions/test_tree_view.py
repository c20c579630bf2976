"""A hierarchy as far as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kg.questions.document import find_documents
from kg.questions.tree import Branch, Count, Node, get_tree
from kg.questions.tree_view import Twig, choose_depth, cut, find_marks, measure
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri


def make_branch(name: str, *children: Branch) -> Branch:
    return Branch(Node(Iri(f"urn:{name}"), name, None, None, 1, None, ()), Count(0, 0, 0), children)


TREE = (
    make_branch("a", make_branch("a1", make_branch("a11"), make_branch("a12")), make_branch("a2")),
    make_branch("b"),
)


def walk(twigs: tuple[Twig, ...]) -> Iterator[Twig]:
    for one in twigs:
        yield one
        yield from walk(one.children)


def test_the_levels_are_measured_from_the_top() -> None:
    assert measure(TREE) == (2, 2, 2)
    assert measure(()) == ()


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(1, 100))
def test_as_many_levels_are_chosen_as_fit_and_one_at_least(sizes: list[int], most: int) -> None:
    depth = choose_depth(sizes, most)
    assert 1 <= depth <= len(sizes)
    assert depth == 1 or sum(sizes[:depth]) <= most
    assert depth == len(sizes) or sum(sizes[: depth + 1]) > most


def test_what_is_cut_off_is_counted_where_it_hangs() -> None:
    whole = list(walk(cut(TREE, 3, {})))
    assert [one.branch.node.label for one in whole] == ["a", "a1", "a11", "a12", "a2", "b"]
    assert {one.hidden for one in whole} == {0}
    part = {one.branch.node.label: (one.depth, one.hidden) for one in walk(cut(TREE, 2, {}))}
    assert part == {"a": (1, 0), "a1": (2, 2), "a2": (2, 0), "b": (1, 0)}
    top = cut(TREE, 1, {})
    assert [(one.branch.node.label, one.hidden) for one in top] == [("a", 4), ("b", 0)]


def test_a_node_counts_the_marks_of_all_rows_under_it(real: EmbeddedStore) -> None:
    marked = 0
    for document in find_documents(real):
        tree = get_tree(real, document.iri)
        marks = find_marks(real, tree)
        for branch in tree.grow():
            own = dict(marks.get(branch.node.iri, ()))
            below = [dict(marks.get(one.node.iri, ())) for one in branch.children]
            for word, number in own.items():
                assert number <= branch.count.listings
                assert number >= sum(one.get(word, 0) for one in below)
            marked += len(own)
    assert marked
