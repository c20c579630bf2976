"""The cells of a row, year by year: what each says, and which carry an earlier one on.

Most arrows of a printed plan are lost in its text. A blank cell that later cells follow means
"goes on", one that nothing follows means "ended" (graph contract, mpo:PlanCell); a dash always
means that there is nothing, unless it is the line of an arrow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.documents.source import SourceText
from kg.records import CellRecord, Period, Span, Value
from kg.text.ditto import Ditto, find_ditto
from kg.text.fold import fold_key
from kg.text.items import has_arrow, split_items, trim

#: Nothing at all; the line of an arrow; its head, perhaps with the line before it.
_DASH = re.compile(r"[-ー/]+")
_DRAWN = re.compile(r"[─━═]+")
_HEAD = re.compile(r"[-ー─━═]*[►▶▷▸➤>]+")
_COMPLETED = re.compile(r"(?:完了|終了|廃止|満了)(?:[((][^()()]*[))])?\Z")

Read = Callable[[Span], str]


@dataclass(frozen=True)
class _Line:
    """One physical line of one period's column.

    `shown` is the text that it shows: its own, or by 同上 that of the row above. `none` tells that
    it says that there is nothing, `drawn` that it is a line without a head.
    """

    cell: Span | None
    items: tuple[Span, ...]
    arrow: bool
    shown: tuple[Span, ...] = ()
    none: bool = False
    drawn: bool = False


def parse_cells(
    columns: Sequence[tuple[Period, Sequence[Span | None]]],
    source: SourceText,
    rows: Sequence[Span],
    read: Read,
    above: Mapping[Period, CellRecord] | None = None,
) -> tuple[CellRecord, ...]:
    """The cells of a row. `columns` holds each period's stretch in every physical line of the row,
    `rows` the stretches of those lines; `read` gives the published text of a stretch. `above` are
    the cells of the row above, which 同上 means; without rows, that means the year before.
    """
    periods = [period for period, _ in columns]
    lines = [
        [_parse_line(cell, source, None if above is None else above.get(period), above is None)
         for cell in cells]
        for period, cells in columns
    ]  # fmt: skip
    _settle_drawn(lines)
    cells: list[CellRecord] = []
    for index, period in enumerate(periods):
        items = [item for line in lines[index] for item in line.items]
        arrow = any(line.arrow for line in lines[index])
        held = tuple(line.cell for line in lines[index] if line.items and line.cell)
        source_index, partial = (
            _find_partly_continued(lines, index, arrow)
            if items
            else _find_continued(lines, index, arrow, read)
        )
        if not items and source_index is None:
            continue
        shown = tuple(span for line in lines[index] if line.items for span in line.shown)
        texts = [read(span) for span in shown]
        spans = tuple(dict.fromkeys([*(_trim(cell, source) for cell in held), *shown]))
        cells.append(
            CellRecord(
                period,
                Value(" ".join(texts), shown) if items else None,
                tuple(read(item) for item in items),
                None if source_index is None else periods[source_index],
                partial,
                spans or _find_proof(lines[index], rows),
            )
        )
    return tuple(cells)


def _parse_line(
    cell: Span | None, source: SourceText, above: CellRecord | None, alone: bool
) -> _Line:
    if cell is None:
        return _Line(None, (), False)
    text = source.quote(cell)
    ditto = find_ditto(text)
    if ditto is not None:
        if ditto is Ditto.ABOVE and above is not None and above.value is not None:
            shown = above.value.spans
            return _Line(cell, tuple(_find_items(shown, source)), False, shown)
        goes_on = ditto is Ditto.LEFT or alone or above is not None
        return _Line(cell, (), goes_on, none=not goes_on)
    if _HEAD.fullmatch(fold_key(text)):
        return _Line(cell, (), True)
    items = tuple(_find_items([cell], source))
    if items:
        return _Line(cell, items, has_arrow(text), (_trim(cell, source),))
    drawn = bool(_DRAWN.fullmatch(fold_key(text)))
    return _Line(cell, (), has_arrow(text), none=_is_dash(text), drawn=drawn)


def _find_items(spans: Iterable[Span], source: SourceText) -> list[Span]:
    """The items of some stretches, but for dashes that say that there is none."""
    items = [
        Span(span.start + piece.start, span.start + piece.end)
        for span in spans
        for piece in split_items(source.quote(span))
    ]
    return [item for item in items if not _is_dash(source.quote(item))]


def _is_dash(text: str) -> bool:
    key = fold_key(text)
    return bool(_DASH.fullmatch(key) or _DRAWN.fullmatch(key))


def _settle_drawn(lines: Sequence[list[_Line]]) -> None:
    """A line without a head goes on where the next column goes on with it; else it is a dash."""
    for index in range(len(lines) - 2, -1, -1):
        for number, line in enumerate(lines[index]):
            if line.drawn and lines[index + 1][number].arrow:
                lines[index][number] = replace(line, arrow=True, none=False)


def _trim(cell: Span, source: SourceText) -> Span:
    piece = trim(source.quote(cell))
    assert piece is not None, "a cell with items has content"
    return Span(cell.start + piece.start, cell.start + piece.end)


def _find_proof(lines: Sequence[_Line], rows: Sequence[Span]) -> tuple[Span, ...]:
    """An arrow proves itself; a blank is proved by the row in which it stands."""
    arrows = tuple(line.cell for line in lines if line.cell is not None)
    return arrows or tuple(rows[:1])


def _has_text(lines: Sequence[_Line]) -> bool:
    return any(line.items for line in lines)


def _find_continued(
    lines: Sequence[Sequence[_Line]], index: int, arrow: bool, read: Read
) -> tuple[int | None, bool]:
    """The earlier column that goes on in a column without text, and whether only partly so."""
    followed = any(
        _has_text(later) or any(line.arrow for line in later) for later in lines[index + 1 :]
    )
    if not arrow and (not followed or any(line.none for line in lines[index])):
        return None, False
    partial = False
    for earlier in range(index - 1, -1, -1):
        items = [item for line in lines[earlier] for item in line.items]
        running = [item for item in items if not _COMPLETED.search(read(item))]
        if running:
            return earlier, partial or len(running) < len(items)
        # What was completed does not go on: what does stands in a cell before it.
        partial = partial or bool(items)
    return None, False


def _find_partly_continued(
    lines: Sequence[Sequence[_Line]], index: int, arrow: bool
) -> tuple[int | None, bool]:
    """The earlier column of which part goes on beside the text of this one.

    Said by an arrow beside the text, or by a physical line of the row that is blank here but
    filled before and after.
    """
    if arrow:
        for earlier in range(index - 1, -1, -1):
            if _has_text(lines[earlier]):
                return earlier, True
    for number in range(len(lines[index])):
        if lines[index][number].cell is not None:
            continue
        before = [at for at in range(index) if lines[at][number].items]
        after = [at for at in range(index + 1, len(lines)) if lines[at][number].items]
        if before and after:
            return before[-1], True
    return None, False
