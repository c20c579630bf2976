"""The stretches of a source as the graph says them, and as passages can hold them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from kg.documents.source import SourceText
from kg.layouts.legislation_lines import Line
from kg.records import CorrectionRecord, Span, Value


class Spoken:
    """A source with the readings that repair its damage, and its lines in order."""

    def __init__(
        self,
        source: SourceText,
        lines: Sequence[Line],
        corrections: Sequence[CorrectionRecord] = (),
    ) -> None:
        self.source, self.lines = source, lines
        self._starts = [line.span.start for line in lines]
        self._corrections = sorted(corrections, key=lambda one: one.span)
        self._corrected = [one.span.start for one in self._corrections]

    def say(self, span: Span) -> Value:
        """A stretch with the readings applied, its blanks folded to one."""
        text = self.source.quote(span)
        first = bisect_left(self._corrected, span.start)
        last = bisect_left(self._corrected, span.end)
        for one in reversed(self._corrections[first:last]):
            start, end = one.span.start - span.start, one.span.end - span.start
            if end <= len(text) and text[start:end] == one.as_printed:
                text = text[:start] + one.reading + text[end:]
        return Value(" ".join(text.split()), (span,))

    def split(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The stretches; where lines end in CR one a line, since a passage holds none."""
        found: list[Span] = []
        for span in spans:
            if "\r" not in self.source.quote(span):
                found.append(span)
                continue
            first = bisect_left(self._starts, span.start)
            last = bisect_right(self._starts, span.end)
            found += [line.span for line in self.lines[first:last] if line.span.end <= span.end]
        return tuple(found)
