"""A document of a data folder read under its layout, with its corrections."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.corrections import load_corrections
from kg.documents.entry import read_entry
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry, Manifest
from kg.documents.source import SourceText
from kg.errors import locate
from kg.layouts.layout import get_layout
from kg.layouts.ledger import measure_coverage
from kg.layouts.recogniser import recognise
from kg.records import CorrectionRecord, Extraction


@dataclass(frozen=True)
class ReadDocument:
    """A document with all that was made of it."""

    entry: DocumentEntry
    source: SourceText
    extraction: Extraction
    corrections: tuple[CorrectionRecord, ...]

    @property
    def coverage(self) -> tuple[int, int]:
        """Non-blank characters accounted for, and all of them."""
        return measure_coverage(self.source, self.extraction.usages)


def read_document(
    folder: DataFolder, manifest: Manifest, entry: DocumentEntry, *, corrected: bool = True
) -> ReadDocument:
    """One document of the manifest, read under its layout.

    Raises SourceError, LayoutError or CorrectionError, each naming file and line.
    """
    source = read_entry(entry)
    layout = get_layout(
        entry.layout, folder.layouts, f"{locate(manifest.path)} [document.{entry.slug}]"
    )
    path = folder.corrections / entry.municipality / f"{entry.slug}.tsv"
    corrections = load_corrections(path, source) if corrected else ()
    return ReadDocument(entry, source, recognise(source, layout, corrections), corrections)
