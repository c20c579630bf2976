"""Two editions of a plan: what was added, removed, changed, renamed and moved between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from kg.errors import NotFoundError
from kg.links.edition_match import Bridge, Edition, Match, match_editions
from kg.questions.appearance import Appearance, find_appearances
from kg.questions.document import DocumentFacts, find_documents
from kg.questions.drift import Drift, Field, Sides, compare_appearances
from kg.questions.tree import Node, get_tree
from kg.store.store import Store
from kg.store.terms import Iri
from kg.text.fold import fold_key

#: The header of a column that holds a row's official code or number.
_CODE: Final = re.compile(
    r"(?:(?:事業|施策|管理|整理|取組|取組み|項目)?(?:番号|No\.?|コード|ID)|項番|連番|ID)\Z",
    re.IGNORECASE,
)


class Change(StrEnum):
    """What became of a row or heading between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True)
class RowChange:
    """A row of one edition or of both; `drift` is how the two differ, field by field."""

    old: Appearance | None
    new: Appearance | None
    changes: tuple[Change, ...]
    bridge: Bridge | None = None
    score: float | None = None
    drift: Drift | None = None

    @property
    def shown(self) -> Appearance:
        """The row of the new edition, else of the old."""
        row = self.new or self.old
        assert row is not None, "it is of one edition at least"
        return row


@dataclass(frozen=True)
class NodeChange:
    """A heading of one edition or of both."""

    old: Node | None
    new: Node | None
    changes: tuple[Change, ...]
    bridge: Bridge | None = None
    score: float | None = None

    @property
    def shown(self) -> Node:
        """The heading of the new edition, else of the old."""
        node = self.new or self.old
        assert node is not None, "it is of one edition at least"
        return node


@dataclass(frozen=True)
class EditionChanges:
    """All that differs between two editions, in the order of the new one, what went last."""

    old: DocumentFacts
    new: DocumentFacts
    rows: tuple[RowChange, ...]
    nodes: tuple[NodeChange, ...]

    @cached_property
    def row_counts(self) -> Mapping[Change, int]:
        """How many rows have each change; one that changed in several ways counts in each."""
        return Counter(change for row in self.rows for change in row.changes)

    @cached_property
    def node_counts(self) -> Mapping[Change, int]:
        """How many headings have each change."""
        return Counter(change for node in self.nodes for change in node.changes)


def compare_documents(store: Store, old: Iri, new: Iri) -> EditionChanges:
    """How a document differs from an earlier edition. Raises NotFoundError for what is none."""
    facts = {one.iri: one for one in find_documents(store)}
    for document in (old, new):
        if document not in facts:
            raise NotFoundError(f"文書ではありません / not a source document: {document}")
    trees = get_tree(store, old).nodes, get_tree(store, new).nodes
    matched = match_editions(_list_nodes(trees[0]), _list_nodes(trees[1]))
    nodes = _compare_nodes(*trees, matched)
    became = {match.new: match.old for match in matched}
    rows = _compare_rows(find_appearances(store, old), find_appearances(store, new), became)
    return EditionChanges(facts[old], facts[new], rows, nodes)


def find_before(store: Store, document: Iri) -> Iri | None:
    """The edition that a document replaces, None where it replaces none."""
    return {one.iri: one.replaces for one in find_documents(store)}.get(document)


def _list_nodes(nodes: Mapping[Iri, Node]) -> list[Edition]:
    """The headings as what is matched: by name below the heading of the same name above."""
    return [
        Edition(
            node.iri,
            node.label,
            f"{node.level} {node.notation}" if node.notation else None,
            "",
            fold_key(nodes[node.parent].label) if node.parent is not None else None,
        )
        for node in sorted(nodes.values(), key=lambda one: one.position)
    ]


def _compare_nodes(
    old: Mapping[Iri, Node], new: Mapping[Iri, Node], matched: Sequence[Match]
) -> tuple[NodeChange, ...]:
    by_new = {match.new: match for match in matched}
    became = {match.new: match.old for match in matched}
    found = []
    for node in sorted(new.values(), key=lambda one: one.position):
        match = by_new.get(node.iri)
        if match is None:
            found.append(NodeChange(None, node, (Change.ADDED,)))
            continue
        before = old[Iri(match.old)]
        changes = []
        if fold_key(before.label) != fold_key(node.label):
            changes.append(Change.RENAMED)
        above = None if node.parent is None else became.get(node.parent, "")
        if above != before.parent:
            changes.append(Change.MOVED)
        if fold_key(before.notation or "") != fold_key(node.notation or ""):
            changes.append(Change.CHANGED)
        found.append(
            NodeChange(before, node, tuple(changes) or (Change.SAME,), match.bridge, match.score)
        )
    kept = {match.old for match in matched}
    gone = [node for node in old.values() if node.iri not in kept]
    found += [
        NodeChange(node, None, (Change.REMOVED,))
        for node in sorted(gone, key=lambda one: one.position)
    ]
    return tuple(found)


def _list_rows(rows: Iterable[Appearance]) -> list[Edition]:
    return [
        Edition(
            row.iri,
            row.project.label,
            next((said.text for head, said in row.notes if _CODE.search(fold_key(head))), None),
            "".join(said.text for said in row.descriptions),
            row.path[-1].iri if row.path else None,
            row.reappearance,
        )
        for row in rows
    ]


def _compare_rows(
    old: Sequence[Appearance], new: Sequence[Appearance], became: Mapping[str, str]
) -> tuple[RowChange, ...]:
    matched = match_editions(_list_rows(old), _list_rows(new), became)
    before = {row.iri: row for row in old}
    by_new = {match.new: match for match in matched}
    found = []
    for row in new:
        match = by_new.get(row.iri)
        if match is None:
            found.append(RowChange(None, row, (Change.ADDED,)))
            continue
        one = before[Iri(match.old)]
        drift = compare_appearances(one, row, Sides.EDITIONS)
        changes = tuple(_find_changes(one, row, drift, became))
        found.append(
            RowChange(one, row, changes or (Change.SAME,), match.bridge, match.score, drift)
        )
    kept = {match.old for match in matched}
    found += [RowChange(row, None, (Change.REMOVED,)) for row in old if row.iri not in kept]
    return tuple(found)


def _find_changes(
    old: Appearance, new: Appearance, drift: Drift, became: Mapping[str, str]
) -> Iterable[Change]:
    if fold_key(old.project.label) != fold_key(new.project.label):
        yield Change.RENAMED
    here = became.get(new.path[-1].iri, "") if new.path else None
    if here != (old.path[-1].iri if old.path else None):
        yield Change.MOVED
    if drift.shift or any(field.field is not Field.NAME for field in drift.differing):
        yield Change.CHANGED
