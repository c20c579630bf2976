"""What became of every stretch of a document's text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.layouts.ledger import USED
from kg.layouts.reading import ReadDocument
from kg.records import CorrectionRecord, Finding


@dataclass(frozen=True)
class IgnoredLine:
    """A stretch that became no fact."""

    kind: str
    line: int
    text: str


@dataclass(frozen=True)
class Coverage:
    """What became of a text: non-blank characters accounted for, by kind, stretch by stretch."""

    done: int
    total: int
    kinds: tuple[tuple[str, int, int], ...]
    ignored: tuple[IgnoredLine, ...]
    corrections: tuple[tuple[CorrectionRecord, int], ...]
    findings: tuple[Finding, ...]


def make_coverage(reading: ReadDocument) -> Coverage:
    """The account of a document that was read again."""
    source, usages = reading.source, reading.extraction.usages
    stretches = Counter(usage.kind for usage in usages)
    characters: Counter[str] = Counter()
    for usage in usages:
        characters[usage.kind] += sum(not char.isspace() for char in source.quote(usage.span))
    done, total = reading.coverage
    return Coverage(
        done=done,
        total=total,
        kinds=tuple(
            (kind, stretches[kind], characters[kind])
            for kind in sorted(stretches, key=lambda kind: (kind != USED, kind))
        ),
        ignored=tuple(
            IgnoredLine(usage.kind, source.line_at(usage.span.start), source.quote(usage.span))
            for usage in usages
            if usage.kind != USED
        ),
        corrections=tuple((one, source.line_at(one.span.start)) for one in reading.corrections),
        findings=reading.extraction.findings,
    )
