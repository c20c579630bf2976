"""A long text in pages: which lines each holds, whole or only those with some kind of mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.source import SourceText
from kg.questions.passage import Mark, MarkGroup
from kg.records import Usage

#: What a page of a text holds at most; a single longer line is a page of its own.
LINES: Final = 500
CHARACTERS: Final = 40_000
IGNORED: Final = "ignored"


@dataclass(frozen=True)
class TextPages:
    """The pages of a text, each by the numbers of its lines in order."""

    pages: tuple[tuple[int, ...], ...]

    def find(self, line: int) -> int:
        """The page, from 1 on, that holds a line or else the nearest one behind it."""
        for number, lines in enumerate(self.pages, 1):
            if lines and line <= lines[-1]:
                return number
        return len(self.pages)


def make_text_pages(source: SourceText, numbers: Iterable[int] | None = None) -> TextPages:
    """The pages of a text, of the lines with these `numbers` alone where given; at least one."""
    pages: list[list[int]] = [[]]
    size = 0
    for number in range(1, len(source.lines) + 1) if numbers is None else numbers:
        line = source.lines[number - 1]
        length = line.end - line.start
        full = len(pages[-1]) >= LINES or size + length > CHARACTERS
        if pages[-1] and full:
            pages.append([])
            size = 0
        pages[-1].append(number)
        size += length
    return TextPages(tuple(map(tuple, pages)))


def find_marked(
    source: SourceText, marks: Iterable[Mark], ignored: Iterable[Usage], show: str
) -> tuple[int, ...]:
    """The lines that hold a mark of a kind, or what was ignored."""
    stretches = (
        [(usage.span.start, usage.span.end) for usage in ignored]
        if show == IGNORED
        else [(mark.start, mark.end) for mark in narrow_marks(marks, show)]
    )
    return tuple(
        sorted(
            {
                number
                for start, end in stretches
                for number in range(source.line_at(start), source.line_at(end - 1) + 1)
            }
        )
    )


def narrow_marks(marks: Iterable[Mark], show: str) -> tuple[Mark, ...]:
    """The marks of a kind, all where none is asked for, none where only what was ignored is."""
    if show == IGNORED:
        return ()
    return tuple(mark for mark in marks if not show or MarkGroup(show) in mark.groups)


def find_runs(numbers: Sequence[int]) -> tuple[range, ...]:
    """The numbers as ranges without a gap."""
    runs: list[range] = []
    for number in numbers:
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return tuple(runs)
