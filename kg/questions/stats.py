"""延べ and 実: how often projects are listed, and how many, by document, node, ward and body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.names import MPO
from kg.questions.document import find_documents
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import Named, get_iri, read_iri, read_text
from kg.questions.tree import Branch, Count, PlacedRow, count_rows, get_tree, read_placed
from kg.questions.vocabulary import get_code
from kg.store.store import Store
from kg.store.terms import Iri, Row


class Scope(StrEnum):
    """What appearances are counted by."""

    DOCUMENT = "document"
    NODE = "node"
    WARD = "ward"
    BODY = "body"


@dataclass(frozen=True)
class Tally:
    """The count of one scope in one document. `depth` is 0 but for nodes below the roots."""

    scope: Scope
    thing: Named
    notation: str | None
    depth: int
    document: Named
    count: Count


def count_appearances(store: Store) -> tuple[Tally, ...]:
    """The counts of every document, each followed by its nodes, its wards and its bodies.

    A node counts what stands under it and under all nodes below it.
    """
    scoped: dict[Iri, dict[Scope, dict[Named, list[PlacedRow]]]] = defaultdict(
        lambda: {Scope.WARD: defaultdict(list), Scope.BODY: defaultdict(list)}
    )
    same = find_same_projects(store)
    for row in store.select(get_query("stats-scopes")).rows:
        placed = read_placed(row, same)
        for scope in (Scope.WARD, Scope.BODY):
            named = _read_named(row, scope.value)
            if named is not None:
                scoped[get_iri(row, "document")][scope][named].append(placed)
    tallies: list[Tally] = []
    for facts in find_documents(store):
        document = Named(facts.iri, facts.title)
        tree = get_tree(store, facts.iri)
        tallies.append(Tally(Scope.DOCUMENT, document, None, 0, document, count_rows(tree.rows)))
        tallies += _count_nodes(tree.grow(), document, 0)
        for scope, things in scoped[facts.iri].items():
            tallies += [
                Tally(scope, thing, None, 0, document, count_rows(rows))
                for thing, rows in sorted(things.items(), key=lambda item: item[0].label)
            ]
    return tuple(tallies)


def _count_nodes(branches: tuple[Branch, ...], document: Named, depth: int) -> Iterator[Tally]:
    for branch in branches:
        node = branch.node
        yield Tally(
            Scope.NODE, Named(node.iri, node.label), node.notation, depth, document, branch.count
        )
        yield from _count_nodes(branch.children, document, depth + 1)


def _read_named(row: Row, name: str) -> Named | None:
    iri = read_iri(row, name)
    if iri is None:
        return None
    label = read_text(row, f"{name}Label")
    if label is None:
        label = get_code(iri).ja if iri.startswith(MPO) else str(iri)
    return Named(iri, label)
