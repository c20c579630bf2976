"""Stretches of a source out of the offsets of single characters."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Span


def join_offsets(offsets: Iterable[int]) -> tuple[Span, ...]:
    """One stretch for each unbroken run; an offset that comes again belongs to its run."""
    spans: list[Span] = []
    for offset in offsets:
        if spans and offset in (spans[-1].end, spans[-1].end - 1):
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, offset + 1))
        else:
            spans.append(Span(offset, offset + 1))
    return tuple(spans)
