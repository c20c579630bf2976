"""A hierarchy cut to what a page can show, with the marks of what stands under each node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.questions.query import get_query
from kg.questions.reading import get_iri
from kg.questions.tree import Branch, Tree
from kg.questions.vocabulary import Word, get_code
from kg.store.store import Store
from kg.store.terms import Iri

Marks = Mapping[Iri, tuple[tuple[Word, int], ...]]


@dataclass(frozen=True)
class Twig:
    """A branch as far as a page shows it: `hidden` counts the nodes below that it leaves out."""

    branch: Branch
    depth: int
    children: tuple[Twig, ...]
    hidden: int
    marks: tuple[tuple[Word, int], ...]


def find_marks(store: Store, tree: Tree) -> Marks:
    """For each node how many rows under it, at any depth, bear each mark (新規, 充実)."""
    found: dict[Iri, dict[Iri, set[Iri]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(get_query("document-marks"), document=tree.document).rows:
        for node in tree.find_path(get_iri(row, "node")):
            found[node.iri][get_iri(row, "mark")].add(get_iri(row, "listing"))
    return {
        node: tuple((get_code(mark), len(rows)) for mark, rows in sorted(marks.items()))
        for node, marks in found.items()
    }


def measure(branches: Sequence[Branch]) -> tuple[int, ...]:
    """How many nodes a hierarchy has on each level, the highest first."""
    sizes: list[int] = []
    level = list(branches)
    while level:
        sizes.append(len(level))
        level = [child for one in level for child in one.children]
    return tuple(sizes)


def choose_depth(sizes: Sequence[int], most: int) -> int:
    """How many levels fit into `most` nodes; one at least, however many nodes it has."""
    total = 0
    for depth, size in enumerate(sizes):
        total += size
        if total > most:
            return max(1, depth)
    return max(1, len(sizes))


def cut(branches: Sequence[Branch], depth: int, marks: Marks, at: int = 1) -> tuple[Twig, ...]:
    """The branches down to a depth, the highest level being 1."""
    return tuple(
        Twig(
            one,
            at,
            cut(one.children, depth, marks, at + 1) if at < depth else (),
            0 if at < depth else sum(measure(one.children)),
            marks.get(one.node.iri, ()),
        )
        for one in branches
    )
