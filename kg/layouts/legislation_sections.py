"""The sections of a text that are no part of the legislation in it: where it is from, its terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.layouts.legislation_lines import Line
from kg.records import SectionRecord, Span, Value


@dataclass
class _Section:
    heading: Line
    lines: list[Line] = field(default_factory=list)


class Sections:
    """Reads them line by line. `say` gives a stretch as the graph says it."""

    def __init__(self, say: Callable[[Span], Value]) -> None:
        self._say = say
        self._sections: list[_Section] = []

    def open(self, line: Line) -> None:
        """Begin a section under its heading."""
        self._sections.append(_Section(line))

    def add(self, line: Line) -> None:
        """Take in a line of the section that is open."""
        self._sections[-1].lines.append(line)

    def make_records(self) -> tuple[SectionRecord, ...]:
        """All sections, in order."""
        return tuple(
            SectionRecord(
                one.heading.start,
                self._say(one.heading.body),
                position,
                (one.heading.body, *(line.body for line in one.lines)),
                tuple(self._say(line.body) for line in one.lines),
            )
            for position, one in enumerate(self._sections, start=1)
        )
