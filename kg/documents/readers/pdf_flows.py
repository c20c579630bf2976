"""The columns of all pages, read on from one to the next, as paragraphs and tables."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.documents.readers.pdf_columns import Part
from kg.documents.readers.pdf_contents import find_contents, is_contents_head, make_entries
from kg.documents.readers.pdf_lines import Line, group_rows, join_stretches
from kg.documents.readers.pdf_notes import find_sign, make_note
from kg.documents.readers.pdf_paragraphs import Paragraph, goes_on_in
from kg.documents.readers.pdf_tables import Table, find_aligned
from kg.documents.readers.pdf_tables_joined import TableRun

Block = Paragraph | TableRun

#: How wide, in sizes of its print, a column is whose lines show where it ends.
_WIDE: Final = 18.0


@dataclass
class Flow:
    """A column of a page: its parts from the top down, and its margins."""

    page: int
    parts: list[Part]
    left: float = 0.0
    right: float = 0.0
    notes: list[Line] = field(default_factory=list)


def set_margins(flows: Sequence[Flow]) -> None:
    """Find where the lines of each column end; a column of few lines takes it from others."""
    shown: Counter[tuple[int, int]] = Counter()
    evident: list[bool] = []
    for flow in flows:
        lines = [part for part in flow.parts if isinstance(part, Line)]
        if not lines:
            evident.append(True)
            continue
        size = lines[0].size
        flow.left = min(line.box.x0 for line in lines)
        flow.right = max(_find_end(line) for line in lines)
        full = sum(_find_end(line) > flow.right - size for line in lines)
        evident.append(full >= 2 and flow.right - flow.left > _WIDE * size)
        if evident[-1]:
            shown[round(flow.left / 6), round(flow.right)] += full
    for flow, is_evident in zip(flows, evident, strict=True):
        if is_evident:
            continue
        near = [
            (count, right)
            for (left, right), count in shown.items()
            if abs(left - flow.left / 6) <= 3 and right >= flow.right - 6
        ]
        if near:
            flow.right = float(max(near)[1])


def _find_end(line: Line) -> float:
    hanging = line.text[-1:] in "。、，．,."
    return line.box.x1 - (line.size if hanging else 0)


class Flows:
    """Reads the columns of a document on from one to the next."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._in_contents = False
        self._last_note: Paragraph | None = None

    def add(self, flow: Flow) -> None:
        """Take in the next column."""
        rows: list[list[Line]] = []
        crossing = True
        for part in flow.parts:
            if isinstance(part, Line):
                rows.append([part])
                continue
            crossing = self._add_rows(rows, flow, crossing)
            rows = []
            self._add_table(part, crossing)
            crossing = False
        self._add_rows(rows, flow, crossing)
        if flow.notes and self.blocks:
            # They stand behind the block that their page ends in, which may go on after it.
            self.blocks[-1].notes += self._make_notes(flow)
        elif flow.notes:
            self.blocks += self._make_notes(flow)

    def _add_rows(self, stretches: Sequence[Sequence[Line]], flow: Flow, crossing: bool) -> bool:
        """Take in lines between tables; gives back whether the next thing still begins the page."""
        rows = group_rows(line for row in stretches for line in row)
        if not rows:
            return crossing
        lines = [join_stretches(row) for row in rows]
        usual = _find_usual_gap(lines)
        headed = any(is_contents_head(line.text) for line in lines)
        led_only = not (headed or self._in_contents)
        contents = find_contents(lines, led_only)
        self._in_contents = contents is not None and (headed or self._in_contents)
        at = 0
        while at < len(lines):
            if contents is not None and at == contents[0]:
                for entry in make_entries(lines[at : contents[1]], led_only):
                    self.blocks.append(Paragraph(entry, flow.right, entry=True))
                at = contents[1]
                continue
            if len(rows[at]) > 1 and (found := find_aligned(rows, at)) is not None:
                self._add_table(found[0], crossing and at == 0)
                at = found[1]
                continue
            gap = None if at == 0 else _find_gap(lines[at - 1], lines[at], usual)
            self._add_line(lines[at], flow, gap, crossing and at == 0)
            at += 1
        return False

    def _add_line(self, line: Line, flow: Flow, gap: float | None, crossing: bool) -> None:
        last = self.blocks[-1] if self.blocks else None
        if (
            isinstance(last, Paragraph)
            and not last.entry
            and (gap is not None or crossing)
            and goes_on_in(last, line, gap)
        ):
            last.turned = last.turned if gap is not None else len(last.lines)
            last.lines.append(line)
            last.right = flow.right
            return
        distance = 1.0 if gap is None else gap
        self.blocks.append(Paragraph([line], flow.right, distance, left=flow.left))

    def _add_table(self, table: Table, crossing: bool) -> None:
        last = self.blocks[-1] if self.blocks else None
        if crossing and isinstance(last, TableRun) and last.goes_on_in(table):
            last.add(table)
        else:
            self.blocks.append(TableRun(table))

    def _make_notes(self, flow: Flow) -> list[Paragraph]:
        """The footnotes of a page as paragraphs; what goes on from the page before joins those."""
        notes: list[Paragraph] = []
        for row in group_rows(flow.notes):
            line = join_stretches(row)
            last = notes[-1] if notes else self._last_note
            if last is not None and not find_sign(line):
                # A footnote is one line, also where it has paragraphs of its own.
                if not goes_on_in(last, line, 0.0 if notes else None):
                    last.breaks.append(len(last.lines))
                last.lines.append(line)
                continue
            notes.append(Paragraph([make_note(line)], flow.right, note=True))
        self._last_note = notes[-1] if notes else self._last_note
        return notes


def _find_usual_gap(lines: Sequence[Line]) -> float:
    """The distance, in sizes, that most lines have from the one above."""
    gaps = sorted(
        (after.box.y0 - before.box.y1) / max(after.size, 1)
        for before, after in itertools.pairwise(lines)
    )
    return max(gaps[len(gaps) * 3 // 10], 0.0) if gaps else 0.0


def _find_gap(before: Line, after: Line, usual: float) -> float:
    return (after.box.y0 - before.box.y1) / max(after.size, before.size, 1) - usual
