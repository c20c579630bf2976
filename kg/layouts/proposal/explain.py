"""Block by block, what was made of a document's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.records import Extraction


@dataclass(frozen=True)
class Told:
    """What became of a stretch of a line: `kind` is used, unplaced or why it was ignored."""

    line: int
    kind: str
    what: str
    text: str


def explain(source: SourceText, extraction: Extraction) -> Iterator[Told]:
    """What became of every stretch, in the order of the document."""
    for usage in extraction.usages:
        line = source.line_at(usage.span.start)
        yield Told(line, usage.kind, usage.what, source.quote(usage.span))
