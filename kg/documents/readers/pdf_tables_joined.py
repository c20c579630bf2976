"""Tables that go on over page breaks as one: repeated headers dropped, broken rows rejoined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kg.documents.readers.pdf_lines import Line
from kg.documents.readers.pdf_paragraphs import is_broken
from kg.documents.readers.pdf_starts import begins_anew, ends_sentence
from kg.documents.readers.pdf_tables import Table, TableCell
from kg.text.fold import fold_key

if TYPE_CHECKING:
    from kg.documents.readers.pdf_paragraphs import Paragraph

#: How far, in points, the borders of columns may be apart on two pages.
_SAME: Final = 5.0
#: The least margin of a cell, and how exact it is, in points.
_PADDING: Final = 1.0
_MOST_HEADERS: Final = 4
#: How far, in points, both sides of a line in the middle of its cell may differ.
_CENTRED: Final = 1.0
#: So many signs of a name that come again at a line's beginning begin what is told about it.
_AGAIN: Final = 4
_ENDS_NAME: Final = re.compile(r"(?:事業|事務|業務|[)）])\Z")
_IN_SENTENCE: Final = re.compile(r"[。、をはが]")
_CANNOT_BEGIN: Final = re.compile(r"[をのがはにへ、。，．)）」』】］ーっッゃゅょャュョぁ々]")


@dataclass
class TableRun:
    """A table with what goes on of it on the pages after; `notes` are footnotes below it."""

    first: Table
    rows: list[list[TableCell]] = field(init=False)
    notes: list[Paragraph] = field(default_factory=list)
    repeated: int = 0
    rejoined: int = 0
    _last: Table = field(init=False)
    _padding: float = field(init=False)
    #: Where lines end, by their identity, that were rejoined with a row before.
    _limits: dict[int, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.rows = _make_rows(self.first)
        self._last = self.first
        self._padding = _find_padding(self.first)

    def goes_on_in(self, table: Table) -> bool:
        """Whether a table at the head of a page has the same columns."""
        if table.width != self._last.width or table.ruled is not self._last.ruled:
            return False
        if not table.ruled:
            return _read_row(_make_rows(table)[0]) == _read_row(self.rows[0])
        shift = table.xs[0] - self._last.xs[0]
        return all(
            abs(x - other - shift) <= _SAME
            for x, other in zip(table.xs, self._last.xs, strict=True)
        )

    def add(self, table: Table) -> None:
        """Take in what goes on of it."""
        rows = _make_rows(table)
        headers = self._count_repeated(rows)
        rows = rows[headers:]
        self.repeated += headers
        if rows and headers < table.height and self._is_broken_row(rows[0]):
            self._rejoin(rows[0])
            rows = rows[1:]
            self.rejoined += 1
        elif rows:
            rows[0] = self._extend(rows[0])
        self.rows += rows
        self._last = table

    def find_limits(self, cell: TableCell) -> list[float]:
        """Where each line of a cell ends at the right; its columns may lie elsewhere each time."""
        limit = cell.box.x1 - self._padding
        return [self._limits.get(id(line), limit) for line in cell.lines]

    def _count_repeated(self, rows: Sequence[Sequence[TableCell]]) -> int:
        count = 0
        for own, other in zip(self.rows[:_MOST_HEADERS], rows, strict=False):
            if _read_row(own) != _read_row(other) or not any(cell.lines for cell in own):
                break
            if any(cell.rows != before.rows for cell, before in zip(other, own, strict=True)):
                break
            count += 1
        # A header is dropped as a whole: no cell of it reaches into what is kept.
        while count and any(cell.row + cell.rows > count for row in rows[:count] for cell in row):
            count -= 1
        return count

    def _find_above(self, column: int) -> TableCell | None:
        """The cell of a column in the last row so far."""
        for row in reversed(self.rows):
            for cell in row:
                if cell.column <= column < cell.column + cell.columns:
                    return cell
        return None

    def _is_broken_row(self, row: Sequence[TableCell]) -> bool:
        """Whether a row goes on from the page before.

        So it does where a cell's words do and no other cell had come to its end before; where no
        line ends the table above, its first cell tells. Cells that span on tell nothing.
        """
        states: list[str] = []
        for cell in row:
            above = self._find_above(cell.column)
            if above is None or above.column != cell.column or above.columns != cell.columns:
                return False
            state = self._find_state(above, cell)
            if cell.rows < 2:
                states.append(state)
            elif state not in ("open", "cut") and not self._spans_on(above, cell):
                return False
        if not states or "new" in states:
            return False
        going_on, closed = states.count("open") + states.count("cut"), states.count("closed")
        if not self._last.closed:
            if states[0] in ("open", "cut"):
                return True
            return going_on > closed or (states[0] == "blank" and going_on == closed)
        if states[0] == "blank":
            return going_on > closed
        if closed or states[0] not in ("open", "cut"):
            return False
        return "cut" in states or going_on == len(states) - states.count("blank")

    def _spans_on(self, above: TableCell, cell: TableCell) -> bool:
        """Whether a blank cell is the rest of one that spans rows, or stands open, above it."""
        if cell.lines or not above.lines:
            return False
        return above.rows > 1 or (not self._last.closed and cell.rows > 1)

    def _find_state(self, above: TableCell, cell: TableCell) -> str:
        """Whether a cell's words go on over the break.

        "cut" where what follows can begin nothing, "open" where the line was full, "closed" where
        it was not, "ended" behind a sentence, "new" where nothing stands above, "blank" else.
        """
        if not cell.lines:
            return "blank"
        if not above.lines:
            return "new"
        last, first = above.lines[-1], cell.lines[0]
        if ends_sentence(last.text) or begins_anew(first.text):
            return "ended"
        if not is_broken(last, first, self._find_room(above, last)):
            return "closed"
        return "cut" if _CANNOT_BEGIN.match(first.text) else "open"

    def _find_room(self, cell: TableCell, line: Line) -> float:
        """Where the lines of a cell end; a line in its middle has room at both of its sides."""
        limit = self.find_limits(cell)[-1]
        left, right = line.box.x0 - cell.box.x0 - self._padding, limit - line.box.x1
        return limit + left if abs(left - right) < _CENTRED else limit

    def _rejoin(self, row: Sequence[TableCell]) -> None:
        for cell in row:
            above = self._find_above(cell.column)
            if above is not None:
                lines, rows = (*above.lines, *cell.lines), above.rows + cell.rows - 1
                limits = self.find_limits(cell)
                self._limits |= {id(line): at for line, at in zip(cell.lines, limits, strict=True)}
                self._replace(above, replace(above, lines=lines, rows=rows))

    def _extend(self, row: list[TableCell]) -> list[TableCell]:
        """A row whose first cells are blank where those above span on: they do so over the break.

        A cell goes on that spans several rows on its page or stands open at the page's end.
        """
        kept = list(row)
        for number, cell in enumerate(row):
            above = self._find_above(cell.column)
            if above is None or not self._spans_on(above, cell):
                break
            kept[number] = replace(cell, lines=above.lines, box=above.box)
        return kept

    def _replace(self, cell: TableCell, new: TableCell) -> None:
        for row in self.rows:
            for at, other in enumerate(row):
                if other is cell:
                    row[at] = new


def _make_rows(table: Table) -> list[list[TableCell]]:
    rows: list[list[TableCell]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _read_row(row: Sequence[TableCell]) -> list[tuple[int, int, str]]:
    return [(cell.column, cell.columns, fold_key(cell.words)) for cell in row]


def _find_padding(table: Table) -> float:
    """How far words stand from the right border of their cell where they fill it."""
    rooms: list[float] = []
    for cell in table.cells:
        if len(cell.lines) > 1:
            rooms.append(cell.box.x1 - max(line.box.x1 for line in cell.lines))
        rooms += [line.box.x0 - cell.box.x0 for line in cell.lines]
    return max(min(rooms, default=_PADDING), 0.0)


def split_items(lines: Sequence[Line], limits: Sequence[float]) -> list[tuple[Line, bool]]:
    """The lines of a cell, each with whether it follows the one before without a blank."""
    found: list[tuple[Line, bool]] = []
    told = bool(lines) and ends_sentence(lines[-1].text)
    named = True
    for number, line in enumerate(lines):
        joined = False
        if found:
            before, limit = found[-1][0], limits[number - 1]
            named &= _IN_SENTENCE.search(before.text) is None
            joined = is_broken(before, line, limit) and not begins_anew(line.text)
            joined &= abs(before.heavy - line.heavy) < 0.9 and before.font.size == line.font.size
            # A name that fills its line to the end, above the text that tells about it.
            ended = _ENDS_NAME.search(before.text) and not line.text.startswith(("(", "（"))
            first = all(held for _, held in found[1:]) and " " not in before.text
            again = first and line.text[:_AGAIN] == lines[0].text[:_AGAIN]
            joined &= not (told and named and (ended or again))
            joined |= _CANNOT_BEGIN.match(line.text) is not None
        found.append((line, joined))
    return found
