"""Lines of a text that promise projects of which none was read.

The words of the columns of projects (事業名, 担当課) above or before something, and the numbers
that count up below them, say that projects are told there. How much of the text was accounted for
says nothing of it: a table taken for a description is accounted for too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.documents.source import Line, SourceText
from kg.layouts.layout import Layout
from kg.records import Extraction
from kg.text.fold import fold

#: How many lines below a header are looked at for its rows, and below a label for its value.
_TABLE, _VALUE = 40, 2
#: From which share of its lines on what was promised and not read is worth a warning.
_SHARE: Final = 0.34
#: What names something in the middle of a line or stands before its value: 担当課：, 【担当】.
_LABEL: Final = re.compile(
    r"(?:\A|(?<=[\s。、・■□●○◎◆◇▶▼※*|]))(?P<plain>[^\W\d_][^\s:()\[\]【】〔〕|]{1,10}?)\s*:"
    r"|[\[【〔(<](?P<closed>[^\W\d_][^\s:()\[\]【】〔〕|<>]{1,10}?)[\]】〕)>]"
)
_CELLS: Final = re.compile(r"\s*[\t|│┃]\s*|\s+")
_NUMBER: Final = re.compile(r"[\s|│┃]*(?P<number>\d{1,3})[\s|│┃]+[^\W\d_][^\s|│┃]*[\s|│┃]+[^\W\d_]")


@dataclass(frozen=True)
class Promise:
    """What a document promises of one kind: the words that do, in how many lines, and those of
    them of which no row was made."""

    words: tuple[str, ...]
    count: int
    lines: tuple[int, ...]


@dataclass
class _Told:
    """The lines of one kind of promise, being gathered."""

    words: list[str] = field(default_factory=list)
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, word: str, line: int, kept: bool) -> None:
        self.count += 1
        if not kept:
            self.lines.append(line)
            self.words.append(word)


def find_promises(source: SourceText, extraction: Extraction, layout: Layout) -> list[Promise]:
    """The promises of a plan or report that its rows do not keep, for the most part or at all."""
    named = {source.line_at(span.start) for row in extraction.listings for span in row.name_spans}
    bodied = {source.line_at(body.span.start) for row in extraction.listings for body in row.bodies}
    headings = {source.line_at(span.start) for node in extraction.nodes for span in node.spans}
    labels, tables = _Told(), _Told()
    headed: list[tuple[int, str]] = []
    for number, line in enumerate(source.lines, start=1):
        text = fold(line.text).text
        if (header := _find_header(text, layout)) is not None:
            headed.append((number, header))
            continue
        for word, role in _find_labels(text, layout):
            near = range(number, number + 1 + _VALUE)
            lines = named if role == "name" else bodied
            labels.add(word, number, any(at in lines for at in near))
    ends = [*(number for number, _ in headed), len(source.lines) + 1][1:]
    for (number, header), end in zip(headed, ends, strict=True):
        stop = min(end, number + 1 + _TABLE)
        tables.add(header, number, any(at in named for at in range(number + 1, stop)))
        for at in _find_counted(source.lines, number, stop, headings):
            tables.add(header, at, at in named)
    return [
        Promise(tuple(dict.fromkeys(one.words)), one.count, tuple(dict.fromkeys(one.lines)))
        for one in (tables, labels)
        if _is_broken(one, bool(extraction.listings))
    ]


def _is_broken(told: _Told, some: bool) -> bool:
    """Whether no row was read at all, or far fewer than were promised."""
    least = max(2.0, _SHARE * told.count) if some else 1
    return len(told.lines) >= least


def _find_header(text: str, layout: Layout) -> str | None:
    """The words of a line that heads columns, one of them of projects; None for any other."""
    cells = [cell for cell in _CELLS.split(text.strip(" \t|│┃")) if cell]
    roles = [layout.find_column(cell) for cell in cells]
    known = [cell for cell, role in zip(cells, roles, strict=True) if role is not None]
    if len(known) < 2 or len(known) * 2 < len(cells) or "name" not in roles:
        return None
    if not any(left is not None and right is not None for left, right in pairwise(roles)):
        # A word before each value, as on a card.
        return None
    return "・".join(known[:3])


def _find_labels(text: str, layout: Layout) -> Iterator[tuple[str, str]]:
    pair = [cell.strip() for cell in re.split(r"[\t|│┃]", text.strip(" \t|│┃"))]
    if len(pair) == 2 and all(pair) and layout.find_column(pair[1]) is None:
        role = layout.find_column(pair[0])
        if role in ("name", "body"):
            yield pair[0], role
    for match in _LABEL.finditer(text):
        word = match["plain"] or match["closed"]
        role = layout.find_column(word)
        if role in ("name", "body"):
            yield word, role


def _find_counted(
    lines: Sequence[Line], header: int, stop: int, headings: Collection[int]
) -> Iterator[int]:
    """The lines below a header, up to `stop`, that begin with numbers which count up and go on in
    other cells; no `headings`.
    """
    last: int | None = None
    for at in range(header + 1, stop):
        match = _NUMBER.match(fold(lines[at - 1].text).text)
        if (
            match is None
            or at in headings
            or (last is not None and int(match["number"]) != last + 1)
        ):
            continue
        last = int(match["number"])
        yield at
