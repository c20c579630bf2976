"""One document of a build: read under its layout, and read for what it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg.building.store import Store
from kg.building.version import find_version, make_key
from kg.documents.folder import DataFolder
from kg.documents.kept import find_kept
from kg.documents.manifest import DocumentEntry, Manifest
from kg.errors import CoverageError, KgError, locate
from kg.layouts.ledger import UNPLACED
from kg.layouts.reading import ReadDocument, read_document
from kg.named.reading import read_named
from kg.records import Named, Thing

DOCUMENT = "document"
NAMED = "named"
SUMMARY = "summary"


@dataclass(frozen=True)
class Known:
    """What people know of a municipality before its documents are read."""

    things: Mapping[str, Thing]
    name: str | None

    def make_key(self) -> str:
        """A digest of it."""
        return make_key([self.name, *map(repr, self.things.items())])


@dataclass(frozen=True)
class Summary:
    """What became of a document, in numbers; `usages` by kind."""

    accounted: int
    total: int
    nodes: int
    rows: int
    reappearances: int
    sections: int
    bodies: int
    usages: Mapping[str, int]
    findings: int


@dataclass(frozen=True)
class ReadingJob:
    """A document to be read; `manifest` is the path of the list for messages."""

    store: Store
    folder: DataFolder
    manifest: Path
    entry: DocumentEntry
    key: str
    corrected: bool
    known: Known


@dataclass(frozen=True)
class ReadingDone:
    """A document that was read, or why it could not be."""

    summary: Summary | None
    error: KgError | None = None


def make_document_key(folder: DataFolder, entry: DocumentEntry, *, corrected: bool) -> str:
    """A digest of all that reading a document rests on."""
    files = [entry.file, folder.layouts / f"{entry.layout}.toml"]
    if entry.reader is not None:
        files += find_kept(entry.file)
    if corrected:
        files.append(folder.corrections / entry.municipality / f"{entry.slug}.tsv")
    told = [f"{one.name}={getattr(entry, one.name)!r}" for one in fields(entry)
            if one.name != "file"]  # fmt: skip
    return make_key([find_version(), corrected, *told, *map(_read, files)])


def _read(path: Path) -> bytes:
    """The bytes of a file, behind a sign that it is there."""
    try:
        return b"+" + path.read_bytes()
    except OSError:
        return b"-"


def read_job(job: ReadingJob) -> ReadingDone:
    """Read a document, and a first time for its names; both are kept in the store."""
    try:
        document = load_document(job)
        _check_coverage(document)
    except KgError as error:
        return ReadingDone(None, error)
    find_named(job, {}, document)
    summary = make_summary(document)
    job.store.put(SUMMARY, job.key, summary)
    return ReadingDone(summary)


def find_summary(job: ReadingJob) -> Summary | None:
    """What became of a document that an earlier build has read, None where none has."""
    found = job.store.get(SUMMARY, job.key)
    return found if isinstance(found, Summary) else None


def load_document(job: ReadingJob) -> ReadDocument:
    """The document as it was read; read where the store does not hold it."""
    found = job.store.get(DOCUMENT, job.key)
    if isinstance(found, ReadDocument):
        return replace(found, entry=job.entry)
    document = read_document(
        job.folder, Manifest(job.manifest, ()), job.entry, corrected=job.corrected
    )
    job.store.put(DOCUMENT, job.key, document)
    return document


def find_named(
    job: ReadingJob, more: Mapping[str, Thing], document: ReadDocument | None = None
) -> Named:
    """What a document names, with the names `more` known besides those that people know."""
    known = Known({**more, **job.known.things}, job.known.name)
    key = make_key([job.key, known.make_key()])
    found = job.store.get(NAMED, key)
    if isinstance(found, Named):
        return found
    document = document or load_document(job)
    named = read_named(
        document.source, document.extraction, document.corrections, known.things, known.name
    )
    job.store.put(NAMED, key, named)
    return named


def make_summary(document: ReadDocument) -> Summary:
    """What became of a document."""
    done, total = document.coverage
    extraction = document.extraction
    return Summary(
        done,
        total,
        len(extraction.nodes),
        len(extraction.listings),
        sum(row.reappearance for row in extraction.listings),
        len(extraction.sections),
        len({body.name for row in extraction.listings for body in row.bodies}),
        dict(Counter(usage.kind for usage in extraction.usages)),
        sum(finding.code != UNPLACED for finding in extraction.findings),
    )


def _check_coverage(document: ReadDocument) -> None:
    done, total = document.coverage
    minimum = document.entry.minimum_coverage
    if total and done / total < minimum:
        unplaced = [f for f in document.extraction.findings if f.code == UNPLACED]
        raise CoverageError(
            f"読み取れた割合 {done / total:.2%} が、求められた {minimum:.2%} に足りません / "
            "less was accounted for than demanded",
            where=locate(document.entry.file, unplaced[0].line if unplaced else None),
            why="\n      ".join(f"{f.line}行目 line {f.line}: {f.text}" for f in unplaced[:10]),
            fix="レイアウトを直すか、minimum_coverage を見直してください / "
            "mend the layout, or lower minimum_coverage with a reason",
        )
