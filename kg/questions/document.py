"""A source document: what it is, its hierarchy with counts, its other sections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.evidence import Evidence, Proofs
from kg.questions.identity import find_same_projects
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    is_true,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.shared import keep
from kg.questions.tree import Branch, Count, Tree, count_rows, get_tree, read_placed
from kg.questions.vocabulary import Word, get_word
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class DocumentFacts:
    """What a document is. `start` and `end` are the fiscal years of its period; `reader` is what
    read the text of a file that is none, `replaces` the edition before."""

    iri: Iri
    title: str
    municipality: Named | None
    publisher: Named | None
    plan: Named | None
    sha256: str | None
    characters: int | None
    issued: str | None
    source: Iri | None
    license: Iri | None
    start: int | None
    end: int | None
    reader: str | None = None
    replaces: Iri | None = None


@dataclass(frozen=True)
class Section:
    """A section that is no policy. `incomplete`: the layout mixed its text beyond repair."""

    iri: Iri
    label: str
    position: int
    incomplete: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class DocumentCounts:
    """How much a document holds: its rows, its nodes, and the things of each class it proves."""

    rows: Count
    nodes: int
    kinds: tuple[tuple[Word, int], ...] = ()


@dataclass(frozen=True)
class DocumentAnswer:
    """A document with its hierarchy. `unplaced` counts the rows that stand under no node."""

    facts: DocumentFacts
    tree: Tree
    branches: tuple[Branch, ...]
    count: Count
    unplaced: Count
    sections: tuple[Section, ...]


def find_documents(store: Store) -> tuple[DocumentFacts, ...]:
    """All source documents, in the order of their IRIs, found once."""
    return keep(store, _find_documents)


def _find_documents(store: Store) -> tuple[DocumentFacts, ...]:
    rows: dict[Iri, Row] = {}
    for row in store.select(get_query("documents")).rows:
        rows.setdefault(get_iri(row, "document"), row)
    return tuple(_read_facts(row) for row in rows.values())


def get_document(store: Store, document: Iri) -> DocumentAnswer:
    """One document. Raises NotFoundError for what is none."""
    rows = store.select(get_query("documents"), document=document).rows
    if not rows:
        raise NotFoundError(f"文書ではありません / not a source document: {document}")
    tree = get_tree(store, document)
    return DocumentAnswer(
        facts=_read_facts(rows[0]),
        tree=tree,
        branches=tree.grow(),
        count=count_rows(tree.rows),
        unplaced=count_rows(row for row in tree.rows if row.node not in tree.nodes),
        sections=_find_sections(store, document),
    )


def count_rows_of(store: Store, document: Iri) -> DocumentCounts:
    """The rows and nodes of a document: what a list of many shows of each."""
    same = find_same_projects(store)
    rows = store.select(get_query("document-rows"), document=document).rows
    nodes = store.select(get_query("document-nodes-count"), document=document).rows
    return DocumentCounts(
        count_rows(read_placed(row, same) for row in rows),
        (read_integer(nodes[0], "nodes") or 0) if nodes else 0,
    )


def count_kinds(store: Store, document: Iri) -> tuple[tuple[Word, int], ...]:
    """How many things of each class of ours a document proves something of, the most first."""
    found = [
        (get_word(kind), read_integer(row, "things") or 0)
        for row in store.select(get_query("document-kinds"), document=document).rows
        if (kind := get_iri(row, "kind")).startswith(MPO)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].iri)))


def find_document_bodies(store: Store, document: Iri) -> tuple[tuple[Named, int], ...]:
    """The bodies that run what a document lists, each with its rows, the most first."""
    found = [
        (named, read_integer(row, "rows") or 0)
        for row in store.select(get_query("document-bodies"), document=document).rows
        if (named := read_named(row, "body")) is not None
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri)))


def _read_facts(row: Row) -> DocumentFacts:
    return DocumentFacts(
        iri=get_iri(row, "document"),
        title=read_text(row, "title") or "",
        municipality=read_named(row, "municipality"),
        publisher=read_named(row, "publisher"),
        plan=read_named(row, "plan"),
        sha256=read_text(row, "sha256"),
        characters=read_integer(row, "characters"),
        issued=read_text(row, "issued"),
        source=read_iri(row, "source"),
        license=read_iri(row, "license"),
        start=read_integer(row, "start"),
        end=read_integer(row, "end"),
        reader=read_text(row, "reader"),
        replaces=read_iri(row, "replaces"),
    )


def _find_sections(store: Store, document: Iri) -> tuple[Section, ...]:
    rows = store.select(get_query("document-sections"), document=document).rows
    proofs = Proofs(store)
    proofs.prepare(rows)
    first: dict[Iri, Row] = {}
    derived: dict[Iri, list[Iri | None]] = defaultdict(list)
    for row in rows:
        section = get_iri(row, "section")
        first.setdefault(section, row)
        derived[section].append(read_iri(row, "proof"))
    return tuple(
        Section(
            section,
            read_text(row, "label") or "",
            read_integer(row, "position") or 0,
            is_true(row, "incomplete"),
            proofs.find(collect(derived[section])),
        )
        for section, row in first.items()
    )
