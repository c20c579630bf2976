"""What became of every stretch of a document: used, ignored under a closed kind, or unplaced."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.source import SourceText
from kg.records import Finding, Ignored, Span, Usage

USED = "used"
UNPLACED = "unplaced"


class Ledger:
    """The account of one document. Each stretch is entered once; what is left over is unplaced.

    `bars` are what is drawn between cells: ignored where it is part of nothing that is used.
    """

    def __init__(self, source: SourceText, bars: Sequence[Span] = ()) -> None:
        self.source, self.bars = source, bars
        self._usages: list[Usage] = []
        self.findings: list[Finding] = []
        self._reported: list[Span] = []

    def use(self, span: Span, what: str) -> None:
        """Enter a stretch whose content went into the records."""
        self._usages.append(Usage(span, USED, what))

    def ignore(self, span: Span, kind: Ignored) -> None:
        """Enter a stretch that says nothing about policy."""
        self._usages.append(Usage(span, kind.value, ""))

    def report(self, code: str, span: Span, ja: str, en: str) -> None:
        """Enter a finding at a stretch."""
        line = self.source.line_at(span.start)
        self._reported.append(span)
        self.findings.append(Finding(code, line, self.source.quote(span)[:120], ja, en))

    def _is_reported(self, span: Span) -> bool:
        """Whether a finding has told already why a stretch was left out."""
        return any(told.start <= span.start and span.end <= told.end for told in self._reported)

    def close(self) -> tuple[Usage, ...]:
        """All usages in order, with every non-blank stretch that nothing claimed as unplaced."""
        claimed = bytearray(len(self.source.text))
        for usage in self._usages:
            claimed[usage.span.start : usage.span.end] = b"\1" * (usage.span.end - usage.span.start)
        for bar in self.bars:
            if not any(claimed[bar.start : bar.end]):
                self.ignore(bar, Ignored.RULE)
                claimed[bar.start : bar.end] = b"\1" * (bar.end - bar.start)
        usages = list(self._usages)
        for line in self.source.lines:
            position = line.start
            while position < line.end:
                if claimed[position]:
                    position += 1
                    continue
                end = position
                while end < line.end and not claimed[end]:
                    end += 1
                if (span := self.source.strip(position, end)) is not None:
                    usages.append(Usage(span, UNPLACED, ""))
                    if not self._is_reported(span):
                        self.report(
                            "unplaced",
                            span,
                            "どの項目にも当てはまりません。レイアウトの見出しや列を確かめてください",
                            "fits nothing: see whether the layout lacks a heading or a column",
                        )
                position = end
        return tuple(sorted(usages, key=lambda usage: (usage.span, usage.kind)))


def measure_coverage(source: SourceText, usages: tuple[Usage, ...]) -> tuple[int, int]:
    """The non-blank characters accounted for, and all of them."""
    total = sum(1 for char in source.text if not char.isspace() and char != "\ufeff")
    unplaced = sum(
        1
        for usage in usages
        if usage.kind == UNPLACED
        for char in source.quote(usage.span)
        if not char.isspace() and char != "\ufeff"
    )
    return total - unplaced, total
