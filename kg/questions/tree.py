"""The hierarchy of a document, with what stands under each node, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.questions.evidence import Evidence, Proofs
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import (
    get_iri,
    group_rows,
    is_true,
    read_integer,
    read_iri,
    read_text,
)
from kg.questions.shared import keep
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class Node:
    """A node of a hierarchy; `notation` is its number as printed, `level` its kind.

    `derived` are the passages that it was read from, looked up in `proofs` when they are shown.
    """

    iri: Iri
    label: str
    notation: str | None
    level: str | None
    position: int
    parent: Iri | None
    derived: tuple[Iri, ...]
    proofs: Proofs | None = field(default=None, compare=False, repr=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What proves it, in the order of the documents."""
        return () if self.proofs is None else self.proofs.find(self.derived)


@dataclass(frozen=True)
class Count:
    """延べ `listings` (rows, of which `reappearances` carry a 再掲 mark) and 実 `projects`."""

    listings: int
    projects: int
    reappearances: int


@dataclass(frozen=True, slots=True)
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
    proofs = Proofs(store)
    nodes = find_nodes_by_document(store).get(document, ())
    return Tree(
        document,
        {one.iri: replace(one, proofs=proofs) for one in nodes},
        find_rows_by_document(store).get(document, ()),
    )


def find_rows_by_document(store: Store) -> Mapping[Iri, tuple[PlacedRow, ...]]:
    """The rows of each document that has some, in the order of their IRIs, found once."""
    return keep(store, _find_rows)


def find_nodes_by_document(store: Store) -> Mapping[Iri, tuple[Node, ...]]:
    """The nodes of each document that has some, without their proofs, found once."""
    return keep(store, _find_nodes)


def _find_rows(store: Store) -> dict[Iri, tuple[PlacedRow, ...]]:
    same = find_same_projects(store)
    found = group_rows(store.select(get_query("document-rows")).rows, "document")
    return {
        document: tuple(
            sorted((read_placed(row, same) for row in own), key=lambda one: one.listing)
        )
        for document, own in found.items()
    }


def _find_nodes(store: Store) -> dict[Iri, tuple[Node, ...]]:
    """The nodes of each document that has some, by their positions."""
    found = group_rows(store.select(get_query("document-nodes")).rows, "document")
    return {
        document: tuple(_read_node(rows) for rows in group_rows(own, "node").values())
        for document, own in found.items()
    }


def _read_node(rows: Sequence[Row]) -> Node:
    row = rows[0]
    return Node(
        get_iri(row, "node"),
        read_text(row, "label") or "",
        read_text(row, "notation"),
        read_text(row, "level"),
        read_integer(row, "position") or 0,
        read_iri(row, "parent"),
        tuple(sorted({proof for one in rows if (proof := read_iri(one, "proof")) is not None})),
    )


def read_placed(row: Row, same: Mapping[Iri, Iri]) -> PlacedRow:
    """A row of a document; of projects that are the `same` the one that stands for all."""
    project = get_iri(row, "project")
    return PlacedRow(
        get_iri(row, "listing"),
        same.get(project, project),
        read_iri(row, "node"),
        is_true(row, "again"),
    )
