"""The bodies that a row's cells name: over line ends, by 同上, never by a sentence or a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.documents.source import SourceText
from kg.layouts.layout import Layout
from kg.layouts.layout_words import Words
from kg.layouts.ledger import Ledger
from kg.layouts.naming import is_owner, parse_bodies
from kg.layouts.prose import ends_sentence
from kg.layouts.tables import Column, TableRow
from kg.records import BodyMention, Span
from kg.text.ditto import Ditto, find_ditto
from kg.text.fold import fold, fold_key
from kg.text.items import clean, goes_on, split_items
from kg.text.spans import join_offsets

#: No body is called so: a sentence without its full stop, or no letter at all.
_TOLD: Final = re.compile(r".*(?:ます|ました|である|する|行う|図る)\Z")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: A cell that says that there is none.
_NONE: Final = re.compile(r"(?:[-ー─━/\s]|なし|無し?|未定)*")
#: What a line begins with that goes on with the one above.
_GOES_ON: Final = re.compile(r"[・、,()）)\]】〕]|及び|並びに|ほか|他")
#: The most further lines that a body's name takes.
_MOST_LINES: Final = 3
_LATIN: Final = re.compile(r"[A-Za-z0-9]")


class RowBodies:
    """Reads the columns of bodies, row by row; each row may point at the one above it."""

    def __init__(self, source: SourceText, layout: Layout, ledger: Ledger) -> None:
        self.source, self.layout, self.ledger = source, layout, ledger
        #: The bodies of the row above by their columns.
        self._above: dict[int, tuple[BodyMention, ...]] = {}
        self._place: tuple[tuple[Column, ...], tuple[str, ...] | None] | None = None
        #: Whether the row stands right below the one read before it.
        self.below = False
        #: Cells of the row that name no body, and are reported.
        self.refused: set[Span] = set()

    def read(self, row: TableRow, node: tuple[str, ...] | None) -> tuple[BodyMention, ...]:
        """The bodies of a row, which stands under that node of the hierarchy."""
        grouped = any(column.role == "group" for column in row.columns)
        # Another node in a table without groups is one whose heading stands between the rows.
        place = (row.columns, None if grouped else node)
        self.below, self._place = self._place == place, place
        if not self.below:
            self._above = {}
        self.refused.clear()
        found: dict[int, tuple[BodyMention, ...]] = {}
        for index, column in enumerate(row.columns):
            if column.role == "body":
                cells = [cell for cell in row.find_cells(index) if cell]
                beside = next(reversed(found.values()), ())
                above = self._above.get(index, ())
                found[index] = tuple(self.read_cells(cells, column.header, above, beside))
        self._above = found
        return tuple(body for bodies in found.values() for body in bodies)

    def forget(self) -> None:
        """A row comes that is not understood: no row below can mean its cells."""
        self._place = None

    def read_cells(
        self,
        cells: Sequence[Span],
        header: str,
        above: Sequence[BodyMention],
        beside: Sequence[BodyMention] = (),
    ) -> Iterator[BodyMention]:
        """The bodies that the lines of one cell name. `above` and `beside` are those of the row
        above and of the column on the left, which 同上 and 同左 mean.
        """
        ditto = find_ditto(self.source.quote(cells[0])) if len(cells) == 1 else None
        if ditto is not None:
            meant = (beside if ditto is Ditto.LEFT else ()) or above
            if not meant:
                self._refuse(cells[0])
            for body in meant:
                yield replace(body, told=(cells[0],))
            return
        for lines in _join_wrapped(self._find_lines(cells), self.layout.words):
            named = parse_lines(lines, header, self.layout)
            bodies = [body for body in named if not is_no_body(body.name)]
            bodies = [body for body in bodies if not _is_none(body.name)]
            yield from bodies
            if not bodies:
                for cell, text in lines:
                    if not _is_none(text):
                        self._refuse(cell)
                continue
            for body in named:
                if is_no_body(body.name):
                    self._report(body.span)

    def _find_lines(self, cells: Sequence[Span]) -> list[tuple[Span, str]]:
        """The lines of a column; a cell is parted at its blanks where a name runs over one."""
        lines: list[tuple[Span, str]] = []
        for cell in cells:
            text = self.source.quote(cell)
            items = [
                (Span(cell.start + item.start, cell.start + item.end), text[item.start : item.end])
                for item in split_items(text)
            ]
            joined = sum(1 for _ in _join_wrapped(items, self.layout.words)) < len(items)
            lines += items if joined else [(cell, text)]
        return lines

    def _refuse(self, cell: Span) -> None:
        self.refused.add(cell)
        self._report(cell)

    def _report(self, cell: Span) -> None:
        self.ledger.report(
            "no-body",
            cell,
            "担当の欄にありますが組織の名前ではありません。欄がずれていないか確かめてください",
            "stands in a column of bodies but names none: see whether the cells are shifted",
        )


def _is_none(text: str) -> bool:
    """Whether a text says that there is no body."""
    return bool(_NONE.fullmatch(fold(clean(text)).text))


def is_no_body(name: str) -> bool:
    """Whether a text cannot be the name of a body: a sentence, a figure, a sign."""
    key = fold_key(name)
    told = ends_sentence(name) or "。" in name or bool(_TOLD.fullmatch(key))
    return told or not _LETTER.search(key)


def parse_lines(
    lines: Sequence[tuple[Span, str]], header: str, layout: Layout
) -> list[BodyMention]:
    """The bodies that the lines of one cell name together, each where it is printed."""
    if len(lines) == 1:
        return list(parse_bodies(lines[0][1], lines[0][0].start, header, layout))
    joined = ""
    offsets: list[int] = []
    for span, text in lines:
        if _LATIN.fullmatch(joined[-1:]) and _LATIN.match(text):
            joined, offsets = f"{joined} ", [*offsets, offsets[-1]]
        joined += text
        offsets += range(span.start, span.end)
    bodies: list[BodyMention] = []
    for body in parse_bodies(joined, 0, header, layout):
        first, *rest = join_offsets(offsets[body.span.start : body.span.end])
        bodies.append(replace(body, span=first, rest=tuple(rest)))
    return bodies


def _join_wrapped(
    lines: Sequence[tuple[Span, str]], words: Words
) -> Iterator[list[tuple[Span, str]]]:
    """The lines of a cell, those together that a body's name runs through."""
    group: list[tuple[Span, str]] = []
    joined = 0
    for number, line in enumerate(lines):
        if joined > 0:
            joined -= 1
        elif group:
            below = [text for _, text in lines[number : number + _MOST_LINES]]
            joined = _count_wrapped(group[-_MOST_LINES:], below, words)
            if joined == 0:
                yield group
                group = []
            else:
                joined -= 1
        group.append(line)
    if group:
        yield group


def _count_wrapped(above: Sequence[tuple[Span, str]], lines: Sequence[str], words: Words) -> int:
    """How many lines go on with those above: where only together they name a body.

    What ends a printed line in the middle of a name fills it, so that it is no shorter than the
    rest of the name, but for a rest that alone is no name (センター).
    """
    upper = "".join(text for _, text in above)
    if goes_on(upper) or _GOES_ON.match(fold(lines[0].strip()).text):
        return 1
    last, first = _find_names(upper)[-1], _find_names(lines[0])[0]
    if len(first) < 2:
        return 1
    rest = _is_ending(first, words) or not is_owner(first, words)
    if is_owner(last, words) or not (rest or len(above[-1][1].strip()) + 1 >= len(first)):
        return 0
    for number in range(1, len(lines) + 1):
        if is_owner(last + _find_names("".join(lines[:number]))[0], words):
            return number
    return 0


def is_wrapped(above: str, below: str, words: Words) -> bool:
    """Whether a line of a cell of bodies goes on in the line below it."""
    return _count_wrapped([(Span(0, len(above)), above)], [below], words) > 0


def _find_names(text: str) -> list[str]:
    """The folded names between the signs that part them."""
    return re.split(r"[、,/]|(?<=[局課部室所係会館])・", fold_key(text))


def _is_ending(key: str, words: Words) -> bool:
    """Whether a text is no more than what the names of bodies end with."""
    return key in words.owners or any(key == end for end, _ in words.bodies)
