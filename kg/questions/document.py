"""A source document: what it is, its hierarchy with counts, its other sections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO
from kg.questions.evidence import Evidence, Proofs
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    get_iri,
    group_rows,
    is_true,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.questions.shared import keep
from kg.questions.tree import (
    Branch,
    Count,
    Tree,
    count_rows,
    find_nodes_by_document,
    find_rows_by_document,
    get_tree,
)
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


def find_document_facts(store: Store) -> dict[Iri, DocumentFacts]:
    """The source documents by their IRIs."""
    return keep(store, _find_document_facts)


def _find_document_facts(store: Store) -> dict[Iri, DocumentFacts]:
    return {one.iri: one for one in find_documents(store)}


def prepare_documents(store: Store) -> None:
    """Read at once what is told of each document when it is asked for."""
    for read in (_count_kinds, _find_document_bodies, _find_section_rows):
        keep(store, read)
    find_rows_by_document(store)
    find_nodes_by_document(store)


def _find_documents(store: Store) -> tuple[DocumentFacts, ...]:
    rows: dict[Iri, Row] = {}
    for row in store.select(get_query("documents")).rows:
        rows.setdefault(get_iri(row, "document"), row)
    return tuple(_read_facts(row) for row in rows.values())


def get_document(store: Store, document: Iri) -> DocumentAnswer:
    """One document. Raises NotFoundError for what is none."""
    facts = find_document_facts(store).get(document)
    if facts is None:
        raise NotFoundError(f"文書ではありません / not a source document: {document}")
    tree = get_tree(store, document)
    return DocumentAnswer(
        facts=facts,
        tree=tree,
        branches=tree.grow(),
        count=count_rows(tree.rows),
        unplaced=count_rows(row for row in tree.rows if row.node not in tree.nodes),
        sections=_find_sections(store, document),
    )


def count_rows_of(store: Store, document: Iri) -> DocumentCounts:
    """The rows and nodes of a document: what a list of many shows of each."""
    rows, nodes = find_rows_by_document(store), find_nodes_by_document(store)
    return DocumentCounts(count_rows(rows.get(document, ())), len(nodes.get(document, ())))


def count_kinds(store: Store, document: Iri) -> tuple[tuple[Word, int], ...]:
    """How many things of each class of ours a document proves something of, the most first."""
    return keep(store, _count_kinds).get(document, ())


def _count_kinds(store: Store) -> dict[Iri, tuple[tuple[Word, int], ...]]:
    found: dict[Iri, list[tuple[Word, int]]] = defaultdict(list)
    for row in store.select(get_query("document-kinds")).rows:
        if (kind := get_iri(row, "kind")).startswith(MPO):
            things = read_integer(row, "things") or 0
            found[get_iri(row, "document")].append((get_word(kind), things))
    return {
        document: tuple(sorted(own, key=lambda pair: (-pair[1], pair[0].iri)))
        for document, own in found.items()
    }


def find_document_bodies(store: Store, document: Iri) -> tuple[tuple[Named, int], ...]:
    """The bodies that run what a document lists, each with its rows, the most first."""
    return keep(store, _find_document_bodies).get(document, ())


def _find_document_bodies(store: Store) -> dict[Iri, tuple[tuple[Named, int], ...]]:
    found: dict[Iri, list[tuple[Named, int]]] = defaultdict(list)
    for row in store.select(get_query("document-bodies")).rows:
        if (named := read_named(row, "body")) is not None:
            found[get_iri(row, "document")].append((named, read_integer(row, "rows") or 0))
    return {
        document: tuple(sorted(own, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri)))
        for document, own in found.items()
    }


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
    rows = keep(store, _find_section_rows).get(document, {})
    proofs = Proofs(store)
    proofs.prepare(row for own in rows.values() for row in own)
    return tuple(
        Section(
            section,
            read_text(own[0], "label") or "",
            read_integer(own[0], "position") or 0,
            is_true(own[0], "incomplete"),
            proofs.find(collect(read_iri(row, "proof") for row in own)),
        )
        for section, own in rows.items()
    )


def _find_section_rows(store: Store) -> dict[Iri, dict[Iri, list[Row]]]:
    """The rows of each section of each document, the sections by their positions."""
    found = group_rows(store.select(get_query("document-sections")).rows, "document")
    return {document: group_rows(own, "section") for document, own in found.items()}
