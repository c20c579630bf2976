"""The hierarchy of a document, with what stands under each node, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.questions.evidence import Evidence, Proofs
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import collect, get_iri, is_true, read_integer, read_iri, read_text
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class Node:
    """A node of a hierarchy; `notation` is its number as printed, `level` its kind."""

    iri: Iri
    label: str
    notation: str | None
    level: str | None
    position: int
    parent: Iri | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Count:
    """延べ `listings` (rows, of which `reappearances` carry a 再掲 mark) and 実 `projects`."""

    listings: int
    projects: int
    reappearances: int


@dataclass(frozen=True)
class PlacedRow:
    """A row of a document by what it lists and where it stands."""

    listing: Iri
    project: Iri
    node: Iri | None
    reappearance: bool


@dataclass(frozen=True)
class Branch:
    """A node, what stands under it at any depth, and the nodes below."""

    node: Node
    count: Count
    children: tuple[Branch, ...]


def count_rows(rows: Iterable[PlacedRow]) -> Count:
    """延べ and 実 of some rows."""
    kept = {row.listing: row for row in rows}.values()
    return Count(
        len(kept), len({row.project for row in kept}), sum(row.reappearance for row in kept)
    )


@dataclass(frozen=True)
class Tree:
    """All nodes and rows of one document."""

    document: Iri
    nodes: dict[Iri, Node]
    rows: tuple[PlacedRow, ...]

    @cached_property
    def _children(self) -> dict[Iri | None, list[Node]]:
        children: dict[Iri | None, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            children[node.parent if node.parent in self.nodes else None].append(node)
        return children

    @cached_property
    def _rows(self) -> dict[Iri | None, list[PlacedRow]]:
        rows: dict[Iri | None, list[PlacedRow]] = defaultdict(list)
        for row in self.rows:
            rows[row.node].append(row)
        return rows

    def find_path(self, node: Iri | None) -> tuple[Node, ...]:
        """The nodes from the root down to a node; empty for what is no node of this document."""
        path: list[Node] = []
        while node is not None and node in self.nodes and self.nodes[node] not in path:
            path.append(self.nodes[node])
            node = self.nodes[node].parent
        return tuple(reversed(path))

    def find_children(self, node: Iri | None) -> tuple[Node, ...]:
        """The nodes right below a node, of None the roots."""
        return tuple(self._children.get(node, ()))

    def find_rows(self, node: Iri) -> tuple[PlacedRow, ...]:
        """The rows under a node and under all nodes below it."""
        found: list[PlacedRow] = []
        waiting, seen = [node], {node}
        while waiting:
            here = waiting.pop()
            found += self._rows.get(here, ())
            below = [child.iri for child in self.find_children(here) if child.iri not in seen]
            waiting += below
            seen.update(below)
        return tuple(found)

    def grow(self, node: Iri | None = None) -> tuple[Branch, ...]:
        """The branches below a node, of None the whole hierarchy."""
        return tuple(
            Branch(child, count_rows(self.find_rows(child.iri)), self.grow(child.iri))
            for child in self.find_children(node)
        )


def get_tree(store: Store, document: Iri) -> Tree:
    """The hierarchy of a document; without nodes where it has none."""
    first: dict[Iri, Row] = {}
    proven: dict[Iri, list[Iri | None]] = defaultdict(list)
    told = store.select(get_query("document-nodes"), document=document).rows
    proofs = Proofs(store)
    proofs.prepare(told)
    for row in told:
        iri = get_iri(row, "node")
        first.setdefault(iri, row)
        proven[iri].append(read_iri(row, "proof"))
    nodes = {
        iri: Node(
            iri,
            read_text(row, "label") or "",
            read_text(row, "notation"),
            read_text(row, "level"),
            read_integer(row, "position") or 0,
            read_iri(row, "parent"),
            proofs.find(collect(proven[iri])),
        )
        for iri, row in first.items()
    }
    same = find_same_projects(store)
    found = store.select(get_query("document-rows"), document=document).rows
    rows = sorted((read_placed(row, same) for row in found), key=lambda row: row.listing)
    return Tree(document, nodes, tuple(rows))


def read_placed(row: Row, same: Mapping[Iri, Iri]) -> PlacedRow:
    """A row of a document; of projects that are the `same` the one that stands for all."""
    project = get_iri(row, "project")
    return PlacedRow(
        get_iri(row, "listing"),
        same.get(project, project),
        read_iri(row, "node"),
        is_true(row, "again"),
    )
