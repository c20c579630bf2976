"""The national review's four files, as they were published, and what the program makes of them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.documents.manifest import DocumentEntry
from kg.documents.readers.delimited import read_delimited
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.documents.source import SourceText
from kg.graph.document import make_document_graph
from kg.graph.ntriples import Term, Triples
from kg.layouts.layout import get_layout
from kg.layouts.recogniser import recognise
from kg.layouts.review_records import ReviewExtraction
from tests.workbench import ROOT

MATERIAL = ROOT / "tests" / "material" / "rs-system-2024"
ORGANISATIONS, SUMMARIES, POLICIES, RELATIONS = FILES = ("1-1", "1-2", "1-3", "1-5")


@dataclass(frozen=True)
class Made:
    """A file as the program reads it."""

    entry: DocumentEntry
    source: SourceText
    extraction: ReviewExtraction
    graph: Triples


def read_bytes(number: str) -> bytes:
    """The bytes of a file as published."""
    return gzip.decompress(next(MATERIAL.glob(f"{number}_*.csv.gz")).read_bytes())


@cache
def read_rows(number: str) -> tuple[dict[str, str], ...]:
    """The rows of a file by header word, read by the csv module alone."""
    text = read_bytes(number).decode("utf-8-sig")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def make_table(rows: tuple[dict[str, str], ...]) -> bytes:
    """A file of these rows."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def make_files(tables: dict[str, bytes]) -> dict[str, Made]:
    """What the program makes of files, each a document of the state."""
    labels: dict[Term, str] = {}
    layout = get_layout("review-sheets")
    made: dict[str, Made] = {}
    for number, data in tables.items():
        name = f"{number}.csv"
        kept = read_delimited(data, name, DEFAULT_LIMITS)
        digest = hashlib.sha256(data).hexdigest()
        source = SourceText(kept.text, digest, kept.sha256, kept.reader, kept.places)
        entry = DocumentEntry(
            f"rs-2024-{number}", "jp", Path(name), f"レビューシート {number}", layout.name, digest
        )
        extraction = recognise(source, layout)
        assert isinstance(extraction, ReviewExtraction)
        graph = make_document_graph(entry, source, extraction, labels=labels)
        made[number] = Made(entry, source, extraction, graph)
    return made


@cache
def make_all() -> dict[str, Made]:
    """What the program makes of the four files."""
    return make_files({number: read_bytes(number) for number in FILES})
