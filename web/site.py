"""What the pages share: the store, the documents behind it, and answers that many pages need."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import cast

from flask import current_app
from markupsafe import Markup

from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.documents.source import SourceText, read_source
from kg.errors import KgError
from kg.layouts.reading import ReadDocument, read_document
from kg.names import parse_document
from kg.questions.document import DocumentAnswer, DocumentFacts, find_documents, get_document
from kg.questions.event import Event, find_events
from kg.questions.figures import Figures, get_figures
from kg.questions.find import SearchIndex
from kg.questions.instrument import InstrumentEntry, find_instruments
from kg.questions.named import NamedEntry, find_named
from kg.questions.passage import Mark, find_marks
from kg.questions.reappearances import Reappearance, find_reappearances
from kg.questions.renaming import Renaming, find_renamings
from kg.questions.repeat_clusters import Cluster, find_clusters
from kg.questions.repeats import RepeatLink, find_repeat_links
from kg.questions.statistic import Statistic, find_statistics
from kg.store.store import Store
from kg.store.terms import Iri

_KEPT = 64


@dataclass(frozen=True)
class DataVersion:
    """Which data is shown: the release, the first digits of its hash, the day of its files."""

    release: str
    digest: str
    date: str


class Site:
    """The graph as the pages see it. The store does not change while the site runs."""

    def __init__(self, folder: DataFolder, store: Store) -> None:
        self.folder = folder
        self.store = store
        self._lock = Lock()
        self.get_document: Callable[[Iri], DocumentAnswer] = lru_cache(_KEPT)(
            lambda document: get_document(store, document)
        )
        self.get_marks: Callable[[Iri], tuple[Mark, ...]] = lru_cache(_KEPT)(
            lambda document: find_marks(store, document)
        )
        self.get_source: Callable[[Iri], SourceText | None] = lru_cache(_KEPT)(self._read_source)
        self.find_entry: Callable[[Iri], DocumentEntry | None] = lru_cache(_KEPT)(self._find_entry)
        self.find_named: Callable[[Iri], tuple[NamedEntry, ...]] = lru_cache(_KEPT)(
            lambda kind: find_named(store, kind)
        )
        self.rendered_lines: dict[tuple[Iri, str], tuple[Markup, ...]] = {}
        self.get_reading: Callable[[Iri], ReadDocument | None] = lru_cache(_KEPT)(
            self._read_document
        )

    @property
    def index(self) -> SearchIndex:
        """The search index, made when it is first asked for."""
        with self._lock:
            return self._index

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self.store)

    @cached_property
    def figures(self) -> Figures:
        """The size of the graph."""
        return get_figures(self.store)

    @cached_property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """All source documents."""
        return find_documents(self.store)

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
        digest, newest = hashlib.sha256(), 0.0
        for path in sorted(self.folder.ttl.rglob("*.ttl")):
            digest.update(path.relative_to(self.folder.ttl).as_posix().encode())
            digest.update(path.read_bytes())
            newest = max(newest, path.stat().st_mtime)
        try:
            release = version("seisaku-kg")
        except PackageNotFoundError:
            release = "0"
        date = datetime.fromtimestamp(newest, UTC).date().isoformat() if newest else ""
        return DataVersion(release, digest.hexdigest()[:12], date)

    def _find_entry(self, document: Iri) -> DocumentEntry | None:
        """What the manifest says of a document, None where there is no manifest or no entry."""
        name = parse_document(document)
        try:
            manifest = load_manifest(self.folder.sources)
        except KgError:
            return None
        return next(
            (
                entry
                for entry in manifest.documents
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
            source = read_source(entry.file)
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
