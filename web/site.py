"""What the pages share: the store, the documents behind it, and answers that many pages need."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from threading import Lock
from typing import Final, cast

from flask import current_app

from kg.documents.entry import read_entry
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.documents.source import SourceText
from kg.errors import KgError
from kg.layouts.reading import ReadDocument, read_document
from kg.names import parse_document
from kg.questions.article import (
    ArticleAnswer,
    OrdinanceAnswer,
    find_ordinances,
    get_article,
    get_ordinance,
)
from kg.questions.body import BodyEntry, find_bodies
from kg.questions.catalogue import CatalogueFigures, count_catalogue
from kg.questions.directory import Directory, is_own
from kg.questions.document import (
    DocumentAnswer,
    DocumentFacts,
    find_document_facts,
    find_documents,
    get_document,
)
from kg.questions.editions import EditionChanges, compare_documents
from kg.questions.event import Event, find_events
from kg.questions.evidence import Evidence, find_proofs
from kg.questions.figures import Figures, get_figures
from kg.questions.find import SearchIndex
from kg.questions.gaps import Gap, find_gaps
from kg.questions.instrument import InstrumentEntry, find_instruments
from kg.questions.named import NamedEntry, find_named
from kg.questions.passage import (
    Mark,
    PrintedCorrection,
    find_marks,
    find_printed_corrections,
)
from kg.questions.quality import Issue, find_issues
from kg.questions.reappearances import Reappearance, find_reappearances
from kg.questions.renaming import Renaming, find_renamings
from kg.questions.repeat_clusters import Cluster, find_clusters
from kg.questions.repeats import RepeatLink, find_repeat_links
from kg.questions.search.keep import open_index
from kg.questions.shared import keep
from kg.questions.statistic import Statistic, find_statistics
from kg.questions.status import StatusExample, find_status_examples
from kg.questions.trace import Trace, trace_article
from kg.questions.trace_sources import Sources
from kg.questions.tree import Tree, get_tree
from kg.questions.tree_view import Marks
from kg.questions.tree_view import find_marks as find_tree_marks
from kg.questions.ward import WardEntry, WardList, find_wards
from kg.questions.way import WayGraph
from kg.store.release import Release, prepare_release
from kg.store.store import Store
from kg.store.terms import Iri
from kg.store.version import DataVersion, read_version

#: Documents of which what is read is kept.
KEPT: Final = 64


class Site:
    """The graph as the pages see it. The store does not change while the site runs."""

    def __init__(self, folder: DataFolder, store: Store) -> None:
        self.folder = folder
        self.store = store
        self._lock = Lock()
        self.get_document: Callable[[Iri], DocumentAnswer] = lru_cache(KEPT)(
            lambda document: get_document(store, document)
        )
        self.get_marks: Callable[[Iri], tuple[Mark, ...]] = lru_cache(KEPT)(
            lambda document: find_marks(store, document)
        )
        self.get_source: Callable[[Iri], SourceText | None] = lru_cache(KEPT)(self._read_source)
        self.find_entry: Callable[[Iri], DocumentEntry | None] = lru_cache(KEPT)(self._find_entry)
        self.find_named: Callable[[Iri], tuple[NamedEntry, ...]] = lru_cache(KEPT)(
            lambda kind: find_named(store, kind)
        )
        self.find_proofs: Callable[[Iri], dict[Iri, tuple[Evidence, ...]]] = lru_cache(KEPT)(
            lambda kind: find_proofs(store, kind)
        )
        self.get_changes: Callable[[Iri, Iri], EditionChanges] = lru_cache(KEPT)(
            lambda old, new: compare_documents(store, old, new)
        )
        self.get_article: Callable[[Iri], ArticleAnswer] = lru_cache(KEPT)(
            lambda article: get_article(store, article)
        )
        self.get_trace: Callable[[Iri], Trace] = lru_cache(KEPT)(
            lambda article: trace_article(store, self.get_article(article))
        )
        self.get_corrections: Callable[[Iri], tuple[PrintedCorrection, ...]] = lru_cache(KEPT)(
            lambda document: find_printed_corrections(store, document)
        )
        self.get_tree: Callable[[Iri], Tree] = lru_cache(KEPT)(
            lambda document: get_tree(store, document)
        )
        self.get_tree_marks: Callable[[Iri], Marks] = lru_cache(KEPT)(
            lambda document: find_tree_marks(store, self.get_tree(document))
        )
        self.get_reading: Callable[[Iri], ReadDocument | None] = lru_cache(KEPT)(
            self._read_document
        )

    @property
    def index(self) -> SearchIndex:
        """The search index, opened or made when it is first asked for."""
        with self._lock:
            return self._index

    @cached_property
    def _index(self) -> SearchIndex:
        return open_index(self.store)

    @cached_property
    def figures(self) -> Figures:
        """The size of the graph."""
        return get_figures(self.store)

    @cached_property
    def bodies(self) -> Directory[BodyEntry]:
        """All bodies but the municipalities, in the order of the fifty sounds."""
        return Directory(one for one in find_bodies(self.store) if is_own(one.iri))

    @cached_property
    def ward_list(self) -> WardList:
        """All wards, and what is carried out in every ward."""
        return find_wards(self.store)

    @cached_property
    def wards(self) -> Directory[WardEntry]:
        """All wards, in the order of the fifty sounds."""
        return Directory(self.ward_list.entries)

    @cached_property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """All source documents."""
        return find_documents(self.store)

    @cached_property
    def document_facts(self) -> dict[Iri, DocumentFacts]:
        """The source documents by their IRIs."""
        return find_document_facts(self.store)

    @cached_property
    def sources(self) -> Sources:
        """Which edition of a document a proof stands in."""
        return Sources(self.store)

    @cached_property
    def reappearances(self) -> tuple[Reappearance, ...]:
        """All rows with a 再掲 mark."""
        return find_reappearances(self.store)

    @cached_property
    def repeat_links(self) -> tuple[RepeatLink, ...]:
        """All pairs of projects that look alike."""
        return find_repeat_links(self.store)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """What hangs together by such pairs."""
        return find_clusters(self.repeat_links)

    @cached_property
    def ordinances(self) -> tuple[OrdinanceAnswer, ...]:
        """All ordinances whose articles are known."""
        known = (one for one in keep(self.store, find_ordinances) if one.articles)
        return tuple(get_ordinance(self.store, one.iri) for one in known)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What leads nowhere."""
        return find_gaps(self.store)

    @cached_property
    def ways(self) -> WayGraph:
        """What leads from any thing to any other."""
        return WayGraph(self.store)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What a person should look at, by the graph itself."""
        return find_issues(self.store)

    @cached_property
    def status_examples(self) -> tuple[StatusExample, ...]:
        """A statement of each status."""
        return find_status_examples(self.store)

    @cached_property
    def instruments(self) -> tuple[InstrumentEntry, ...]:
        """All instruments."""
        return find_instruments(self.store)

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        """All figures."""
        return find_statistics(self.store)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events."""
        return find_events(self.store)

    @cached_property
    def renamings(self) -> tuple[Renaming, ...]:
        """All renamings."""
        return find_renamings(self.store)

    @cached_property
    def version(self) -> DataVersion:
        """Which data this is."""
        return read_version(self.folder.ttl)

    @cached_property
    def catalogue(self) -> CatalogueFigures:
        """The size of the graph and its parts."""
        return count_catalogue(self.store)

    @cached_property
    def release(self) -> Release:
        """The files of this version, made when they are first asked for."""
        return prepare_release(self.folder, self.version)

    def list_entries(self) -> tuple[DocumentEntry, ...]:
        """What the manifest says of every document; nothing where there is no manifest."""
        try:
            return load_manifest(self.folder.sources).documents
        except KgError:
            return ()

    def _find_entry(self, document: Iri) -> DocumentEntry | None:
        """What the manifest says of a document, None where there is no manifest or no entry."""
        name = parse_document(document)
        return next(
            (
                entry
                for entry in self.list_entries()
                if name and (entry.municipality, entry.slug) == (name.code, name.slug)
            ),
            None,
        )

    def _read_source(self, document: Iri) -> SourceText | None:
        """The text of a document; None where it is missing or not what the graph was made of."""
        entry = self.find_entry(document)
        if entry is None:
            return None
        try:
            source = read_entry(entry)
        except KgError:
            return None
        same = source.sha256 == self.get_document(document).facts.sha256
        return source if same else None

    def _read_document(self, document: Iri) -> ReadDocument | None:
        """A document read again under its layout, None where that cannot be done."""
        entry = self.find_entry(document)
        if entry is None or self.get_source(document) is None:
            return None
        try:
            return read_document(self.folder, load_manifest(self.folder.sources), entry)
        except KgError:
            return None


def get_site() -> Site:
    """The site of the running app."""
    return cast(Site, current_app.extensions["site"])
