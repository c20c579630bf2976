"""Annexed tables, forms, figures and notes (別表, 様式, 別図, 別記) of a law or ordinance."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.layouts.legislation_lines import Line, find_cells, is_remark, parse_numbers
from kg.legislation_records import AnnexRecord, Path
from kg.records import Span, Value

_OTHERS = {"別記様式": ("様式", "form"), "別記": ("別記", "note"), "別図": ("別図", "fig")}


@dataclass
class _Annex:
    path: Path
    kind: str
    number: str | None
    label: Value
    related: Value | None
    start: int
    end: int
    texts: list[Value] = field(default_factory=list)
    rows: list[tuple[Value | None, ...]] = field(default_factory=list)
    remarks: list[Value] = field(default_factory=list)


class Annexes:
    """Reads them line by line. `say` gives a stretch as the graph says it."""

    def __init__(self, say: Callable[[Span], Value]) -> None:
        self._say = say
        self._annexes: list[_Annex] = []

    def open(self, line: Line, match: re.Match[str]) -> None:
        """Begin an annex under its heading."""
        kind, segment, number = _read_name(match)
        path: Path = (f"{segment}_{number}" if number else segment,)
        used = {one.path for one in self._annexes}
        count, first = 2, path
        while path in used:
            path, count = (f"{first[0]}-{count}",), count + 1
        related = match["related"]
        end = match.start("related") if related else len(line.text)
        label = self._say(line.part(0, len(line.text[:end].rstrip(" \u3000"))))
        self._annexes.append(
            _Annex(
                path,
                kind,
                number,
                label,
                self._say(line.part(*match.span("related"))) if related else None,
                line.span.start,
                line.span.end,
            )
        )

    def add(self, line: Line) -> None:
        """Take in a line of the annex that is open."""
        annex = self._annexes[-1]
        annex.end = line.span.end
        if line.is_row:
            cells = self.find_cells(line)
            annex.rows.append(tuple(self._say(cell) if cell else None for cell in cells))
        elif is_remark(line.text):
            annex.remarks.append(self._say(line.body))
        else:
            annex.texts.append(self._say(line.body))

    @staticmethod
    def find_cells(line: Line) -> list[Span | None]:
        """The cells of a row."""
        return find_cells(line)

    def make_records(self) -> tuple[AnnexRecord, ...]:
        """All annexes, in order."""
        return tuple(
            AnnexRecord(
                one.path,
                one.kind,
                one.number,
                one.label,
                one.related,
                tuple(one.texts),
                tuple(one.rows),
                (Span(one.start, one.end),),
                tuple(one.remarks),
            )
            for one in self._annexes
        )


def _read_name(match: re.Match[str]) -> tuple[str, str, str | None]:
    """The kind of an annex, its segment, and its number."""
    if match["table"]:
        kind, segment, number, branch = "別表", "tbl", match["number"], match["branch"]
    elif match["other"]:
        kind, segment = _OTHERS[match["other"]]
        number, branch = match["other_number"], match["other_branch"]
    else:
        kind, segment = "様式", "form"
        number = match["form"] or match["after"]
        branch = match["form_branch"] or match["after_branch"]
    return kind, segment, parse_numbers(number, branch) if number else None
