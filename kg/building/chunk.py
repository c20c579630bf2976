"""The graphs of the documents of one municipality, before any rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.building.documents import ReadingJob, find_named, load_document
from kg.building.scopes import find_foreign, find_scope
from kg.building.store import Store
from kg.building.version import find_version, make_key
from kg.graph.acts import Told, find_acts, get_legislation
from kg.graph.curated import Curated
from kg.graph.document import make_document_graph, make_doubts
from kg.graph.ntriples import MPO, RDF, Term, Triples
from kg.graph.project_names import ProjectNames
from kg.layouts.reading import ReadDocument
from kg.named.shared import DocumentNames, find_shared_names
from kg.records import Named

CHUNK: Final = "chunk"
ABOUT: Final = "chunk-about"


@dataclass(frozen=True)
class ChunkJob:
    """The documents of a municipality, what people keep of it, and the names that documents of
    other municipalities have given to things that are not its own."""

    store: Store
    code: str
    documents: tuple[ReadingJob, ...]
    kept: tuple[Triples, ...]
    labels: Mapping[Term, str] = field(default_factory=dict)

    def make_key(self) -> str:
        """A digest of all that the graphs rest on."""
        parts: list[object] = [find_version(), self.code]
        for document in self.documents:
            parts += (document.key, document.known.make_key())
        for graph in self.kept:
            parts += ("kept", *graph)
        return make_key([*parts, "labels", *sorted(self.labels.items())])


@dataclass(frozen=True)
class Chunk:
    """The graph of each document in order, and what follows from documents and people together."""

    graphs: tuple[Triples, ...]
    inferred: Triples


@dataclass(frozen=True)
class ChunkAbout:
    """What others need to know of a chunk without reading it.

    `digest` is that of its triples; `asked` are the names of things that are not its own, as they
    were when it asked for them; `labels` those that it gave; `foreign` the scopes that it touches.
    """

    digest: str
    asked: Mapping[Term, str | None]
    labels: Mapping[Term, str]
    foreign: frozenset[str]
    projects: frozenset[Term]
    wards: frozenset[Term]


def run_chunk(job: ChunkJob) -> ChunkAbout:
    """Make the graphs, keep them in the store, and tell what they are."""
    documents = [load_document(one) for one in job.documents]
    curated = Curated(triple for graph in job.kept for triple in graph)
    told = [
        Told(document.entry, document.source, document.extraction, named)
        for document, named in zip(documents, _find_names(job, documents), strict=True)
    ]
    acts = find_acts(job.code, told, curated)
    labels = _Labels(job.code, {**acts.labels, **job.labels, **curated.labels})
    inferred, listed = Triples(), ProjectNames()
    made: dict[int, Triples] = {}
    # An act is first: what it calls itself and its articles, the others call them.
    for number in sorted(
        range(len(told)), key=lambda at: get_legislation(told[at].extraction) is None
    ):
        one = told[number]
        made[number] = make_document_graph(
            one.entry,
            one.source,
            one.extraction,
            documents[number].corrections,
            labels,
            one.named,
            curated,
            inferred,
            listed,
            acts,
        )
    graphs = [made[number] for number in range(len(told))]
    for document in documents:
        inferred.update(make_doubts(document.entry, document.extraction))
    every = [triple for graph in (*graphs, inferred) for triple in graph]
    about = ChunkAbout(
        make_key([part for graph in (*graphs, inferred) for part in ("graph", *sorted(graph))]),
        labels.asked,
        {term: name for term, name in labels.items() if term not in labels.before},
        find_foreign(every, job.code),
        _find(every, MPO.Project),
        _find(every, MPO.Ward),
    )
    key = job.make_key()
    job.store.put(CHUNK, key, Chunk(tuple(graphs), inferred))
    job.store.put(ABOUT, key, about)
    return about


def find_chunk(job: ChunkJob) -> ChunkAbout | None:
    """What is known of a chunk that an earlier build has made, None where none has."""
    found = job.store.get(ABOUT, job.make_key())
    return found if isinstance(found, ChunkAbout) else None


def load_chunk(job: ChunkJob) -> Chunk:
    """The graphs of a chunk; made again where the store does not hold them."""
    found = job.store.get(CHUNK, job.make_key())
    if not isinstance(found, Chunk):
        run_chunk(job)
        found = job.store.get(CHUNK, job.make_key())
    assert isinstance(found, Chunk), "what was just made is there"
    return found


def _find_names(job: ChunkJob, documents: list[ReadDocument]) -> list[Named]:
    """What each document names; one that another names too is read again with that name known."""
    first = [
        find_named(one, {}, document)
        for one, document in zip(job.documents, documents, strict=True)
    ]
    shared = find_shared_names(
        [
            DocumentNames(document.entry.municipality, document.source.text, named)
            for document, named in zip(documents, first, strict=True)
        ]
    )
    return [
        find_named(one, more, document) if more else named
        for one, document, named, more in zip(job.documents, documents, first, shared, strict=True)
    ]


def _find(triples: list[tuple[Term, Term, Term]], kind: Term) -> frozenset[Term]:
    return frozenset(s for s, p, o in triples if (p, o) == (RDF.type, kind))


class _Labels(dict[Term, str]):
    """Names of things, which remembers what was asked of those that are not its own."""

    def __init__(self, code: str, before: Mapping[Term, str]) -> None:
        super().__init__(before)
        self.before = dict(before)
        self.asked: dict[Term, str | None] = {}
        self._code = code

    def _ask(self, term: Term) -> None:
        if term not in self.asked and find_scope(term) != self._code:
            self.asked[term] = self.before.get(term)

    def __getitem__(self, term: Term) -> str:
        self._ask(term)
        return super().__getitem__(term)

    def __contains__(self, term: object) -> bool:
        self._ask(str(term))
        return super().__contains__(term)

    def get(self, term: Term, default: Any = None) -> Any:
        self._ask(term)
        return super().get(term, default)

    def setdefault(self, term: Term, default: str = "") -> str:
        self._ask(term)
        return super().setdefault(term, default)
