"""A document's text cut into pieces that know which passages they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.questions.passage import Mark, PrintedCorrection
from kg.records import Span, Usage


@dataclass(frozen=True)
class Piece:
    """A stretch of a line. `mark` is the shortest passage around it, `ignored` why it was left.

    `outer` is the longest passage around it where that is another, and `begins` says that the
    shortest one begins here: so nested and adjoining passages stay apart.
    """

    text: str
    mark: Mark | None
    ignored: str | None
    highlighted: bool
    anchor: bool
    outer: Mark | None = None
    begins: bool = False

    @property
    def reachable(self) -> bool:
        """Whether it is large enough to be clicked: blanks and single characters are not.

        What these show is reached by the number of their line.
        """
        return len(self.text.strip()) > 1


@dataclass(frozen=True)
class PlainLine:
    """A line of the text in pieces, with the printed page that begins in it."""

    number: int
    pieces: tuple[Piece, ...]
    page: str | None = None


@dataclass(frozen=True)
class RepairedLine:
    """A line of a text with what is read otherwise in it than printed."""

    line: PlainLine
    repairs: tuple[PrintedCorrection, ...]


_Cover = tuple[int, int, Mark | None, str | None]


def make_lines(
    source: SourceText,
    marks: Sequence[Mark],
    ignored: Iterable[Usage] = (),
    highlight: Span | None = None,
    numbers: range | None = None,
) -> tuple[PlainLine, ...]:
    """The lines of a text, of `numbers` alone where given.

    The first piece of the highlighted stretch is the anchor.
    """
    asked = range(1, len(source.lines) + 1) if numbers is None else numbers
    lines = source.lines[asked.start - 1 : asked.stop - 1]
    if not lines:
        return ()
    first, last = lines[0].start, lines[-1].end
    covers: list[_Cover] = [(mark.start, mark.end, mark, None) for mark in marks]
    covers += [(usage.span.start, usage.span.end, None, usage.kind) for usage in ignored]
    covers = sorted(
        (cover for cover in covers if cover[0] < last and cover[1] > first),
        key=lambda cover: cover[:2],
    )
    anchor = _find_anchor(source, highlight) if highlight is not None else -1
    edges = {edge for start, end, _, _ in covers for edge in (start, end)}
    edges |= {highlight.start, highlight.end} if highlight else set()
    edges |= {edge for line in lines for edge in (line.start, line.end)}
    ordered = sorted(edge for edge in edges if first <= edge <= last)
    pages = find_pages(source, marks)
    made: list[PlainLine] = []
    active: list[_Cover] = []
    next_cover = next_edge = 0
    for line in lines:
        pieces: list[Piece] = []
        while next_edge < len(ordered) and ordered[next_edge] < line.end:
            start, end = ordered[next_edge], ordered[next_edge + 1]
            next_edge += 1
            if start < line.start:
                continue
            while next_cover < len(covers) and covers[next_cover][0] <= start:
                active.append(covers[next_cover])
                next_cover += 1
            active = [cover for cover in active if cover[1] > start]
            inside = highlight is not None and highlight.start <= start < highlight.end
            pieces.append(
                _make_piece(
                    source.text[start:end], start, active, inside, inside and start == anchor
                )
            )
        made.append(PlainLine(line.number, tuple(pieces), pages.get(line.number)))
    return tuple(made)


def find_numbers(source: SourceText, stretch: Span, around: int = 0) -> range:
    """The numbers of the lines that hold a stretch, and of some more before and behind."""
    first, last = source.line_at(stretch.start), source.line_at(stretch.end - 1)
    return range(max(1, first - around), min(len(source.lines), last + around) + 1)


def find_pages(source: SourceText, marks: Iterable[Mark]) -> dict[int, str]:
    """The printed pages by the line in which the first passage of each stands."""
    found: dict[int, str] = {}
    current: str | None = None
    for mark in marks:
        if mark.page is not None and mark.page != current:
            current = mark.page
            found.setdefault(source.line_at(mark.start), mark.page)
    return found


def _make_piece(
    text: str, start: int, covers: Sequence[_Cover], highlighted: bool, anchor: bool
) -> Piece:
    def size(cover: _Cover) -> int:
        return cover[1] - cover[0]

    shortest = min(covers, key=size, default=None)
    longest = max(covers, key=size, default=None)
    if shortest is None or longest is None:
        return Piece(text, None, None, highlighted, anchor)
    return Piece(
        text,
        shortest[2],
        shortest[3],
        highlighted,
        anchor,
        longest[2] if size(longest) > size(shortest) else None,
        shortest[0] == start,
    )


def _find_anchor(source: SourceText, highlight: Span) -> int:
    """Where the first piece of a stretch begins: an empty line has none to jump to."""
    for offset in range(highlight.start, min(highlight.end, len(source.text))):
        if source.text[offset] != "\n":
            return offset
    return highlight.start
