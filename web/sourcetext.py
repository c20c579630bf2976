"""A document's text cut into pieces that know which passage they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.questions.passage import Mark
from kg.records import Span, Usage


@dataclass(frozen=True)
class Piece:
    """A stretch of a line. `mark` is the shortest passage around it, `ignored` why it was left."""

    text: str
    mark: Mark | None
    ignored: str | None
    highlighted: bool
    anchor: bool


@dataclass(frozen=True)
class PlainLine:
    """A line of the text in pieces."""

    number: int
    pieces: tuple[Piece, ...]


_Cover = tuple[int, int, Mark | None, str | None]


def make_lines(
    source: SourceText,
    marks: Sequence[Mark],
    highlight: Span | None = None,
    ignored: Iterable[Usage] = (),
) -> tuple[PlainLine, ...]:
    """All lines of a text. The first piece of the highlighted stretch is the anchor."""
    covers: list[_Cover] = [(mark.start, mark.end, mark, None) for mark in marks]
    covers += [(usage.span.start, usage.span.end, None, usage.kind) for usage in ignored]
    covers.sort(key=lambda cover: cover[:2])
    anchor = _find_anchor(source, highlight) if highlight is not None else -1
    edges = {edge for start, end, _, _ in covers for edge in (start, end)}
    edges |= {highlight.start, highlight.end} if highlight else set()
    for line in source.lines:
        edges |= {line.start, line.end}
    ordered = sorted(edges)
    lines: list[PlainLine] = []
    active: list[_Cover] = []
    next_cover = next_edge = 0
    for line in source.lines:
        pieces: list[Piece] = []
        while next_edge < len(ordered) and ordered[next_edge] < line.end:
            start = ordered[next_edge]
            end = ordered[next_edge + 1]
            next_edge += 1
            if start < line.start:
                continue
            while next_cover < len(covers) and covers[next_cover][0] <= start:
                active.append(covers[next_cover])
                next_cover += 1
            active = [cover for cover in active if cover[1] > start]
            shortest = min(active, key=lambda cover: cover[1] - cover[0], default=None)
            inside = highlight is not None and highlight.start <= start < highlight.end
            pieces.append(
                Piece(
                    source.text[start:end],
                    shortest[2] if shortest else None,
                    shortest[3] if shortest else None,
                    inside,
                    inside and start == anchor,
                )
            )
        lines.append(PlainLine(line.number, tuple(pieces)))
    return tuple(lines)


def find_around(
    lines: Sequence[PlainLine], first: int, last: int, around: int
) -> tuple[PlainLine, ...]:
    """The lines `first` to `last` with some more before and behind."""
    return tuple(lines[max(0, first - 1 - around) : last + around])


def _find_anchor(source: SourceText, highlight: Span) -> int:
    """Where the first piece of a stretch begins: an empty line has none to jump to."""
    for offset in range(highlight.start, min(highlight.end, len(source.text))):
        if source.text[offset] != "\n":
            return offset
    return highlight.start
