"""Running heads and page numbers: lines that stand at one height on page after page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from kg.documents.readers.pdf_lines import Line, group_rows
from kg.documents.readers.pdf_page import Box, join_boxes

#: How far from the upper and lower edge, as a share of the page, they stand.
_ZONE: Final = 0.12
_MARGIN: Final = 0.075
#: On how many pages a line must stand, and a number that counts with the pages.
_FEWEST: Final = 3
_FEWEST_NUMBERS: Final = 2
#: How many rows a running head takes, how far, in sizes, it stands from the text, how large it is
#: against it at most.
_MOST_ROWS: Final = 3
_APART: Final = 0.8
_LARGEST: Final = 1.06
#: Heights, in points, that count as one.
_STEP: Final = 6.0
_NUMBER: Final = re.compile(r"\d{1,4}|(?<![a-z])[ivxl]{1,7}(?![a-z])")
#: On how many pages, for each that has it, other text may stand at the height of a running head.
_FOREIGN: Final = 0.2
_BARE: Final = re.compile(r"(?:[\s\W]|p|page|ページ|頁|第)*#(?:[\s\W]|ページ|頁|page)*")
_Key = TypeVar("_Key", tuple[str, int], tuple[str, int, int, int])
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True)
class Sheet:
    """What of a page may be running: its number, its height, its lines, and those at its sides.

    Lines at the sides run in another direction than the text; `tables` are rectangles.
    """

    number: int
    height: float
    lines: Sequence[Line]
    sides: Sequence[Line] = ()
    tables: Sequence[Box] = ()


@dataclass(frozen=True)
class Running:
    """A running head or foot, or the page numbers: what is printed, and the pages that have it."""

    text: str
    pages: tuple[int, ...]
    number: bool
    lines: frozenset[int]


def find_running(sheets: Sequence[Sheet]) -> list[Running]:
    """The running heads of a document, each with the identities of its lines."""
    counted: dict[tuple[str, int, int, int], list[tuple[int, Line]]] = defaultdict(list)
    repeated: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    zone = _ZONE if len(sheets) >= _FEWEST else _MARGIN
    usual = _find_usual_size(sheets)
    for sheet in sheets:
        apart = {id(line) for line in _find_apart(sheet)} | {id(line) for line in sheet.sides}
        for line in _find_candidates(sheet, zone):
            text = unicodedata.normalize("NFKC", line.text).strip().lower()
            may_be_head = id(line) in apart and line.size <= _LARGEST * usual
            for step in _find_steps(line):
                if may_be_head:
                    repeated[text, step].append((sheet.number, line))
                for bare, value in _find_numbers(text):
                    if not may_be_head and not _BARE.fullmatch(bare):
                        continue
                    for slope in (1, 2):
                        key = bare, step, slope, value - slope * sheet.number
                        counted[key].append((sheet.number, line))
    taken: set[int] = set()
    found: list[Running] = []
    for (bare, *_), held in _rank(counted):
        fewest = _FEWEST_NUMBERS if _BARE.fullmatch(bare) else _FEWEST
        _take(found, taken, bare, held, fewest, number=True)
    # Of two pages both must have it, in their very margin.
    fewest = min(_FEWEST, max(len(sheets), 2))
    held_at: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for (_, step), held in _rank(repeated):
        if len({page for page, _ in held}) >= fewest:
            held_at[step] += held
    for (text, step), held in _rank(repeated):
        if _lies_outside(sheets, held_at[step], taken):
            _take(found, taken, text, held, fewest, number=False)
    return _merge(found)


def _lies_outside(
    sheets: Sequence[Sheet], held: Sequence[tuple[int, Line]], taken: set[int]
) -> bool:
    """Whether lines that come again stand where no page has its text."""
    known = taken | {id(line) for _, line in held}
    if not held:
        return False
    middle = sum(line.box.y0 + line.box.y1 for _, line in held) / len(held) / 2
    foreign = sum(
        any(line.box.y0 < middle < line.box.y1 and id(line) not in known for line in sheet.lines)
        for sheet in sheets
    )
    return foreign <= _FOREIGN * len({page for page, _ in held})


def _rank(groups: dict[_Key, list[tuple[int, Line]]]) -> list[tuple[_Key, list[tuple[int, Line]]]]:
    """Groups from the largest to the smallest."""
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))


def _take(
    found: list[Running],
    taken: set[int],
    text: str,
    held: Sequence[tuple[int, Line]],
    fewest: int,
    *,
    number: bool,
) -> None:
    free = [(page, line) for page, line in held if id(line) not in taken]
    pages = tuple(sorted({page for page, _ in free}))
    joins = any(running.text == text and running.number is number for running in found)
    if len(pages) < (1 if joins and number else fewest):
        return
    lines = frozenset(id(line) for _, line in free)
    taken |= lines
    printed = free[0][1].text if not number else text
    found.append(Running(printed, pages, number, lines))


def _merge(found: Sequence[Running]) -> list[Running]:
    """Running heads of the same words as one: those of left and right pages."""
    merged: dict[tuple[str, bool], Running] = {}
    for running in found:
        key = running.text, running.number
        other = merged.get(key)
        if other is not None:
            pages = tuple(sorted({*other.pages, *running.pages}))
            running = Running(running.text, pages, running.number, other.lines | running.lines)
        merged[key] = running
    return sorted(merged.values(), key=lambda running: (running.pages, running.text))


def _find_usual_size(sheets: Sequence[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_apart(sheet: Sheet) -> list[Line]:
    """The lines that a gap sets apart from all that stands further inside of the page."""
    found: list[Line] = []
    for up in (False, True):
        rows = group_rows(sheet.lines)
        rows = rows[::-1] if up else rows
        kept = 0
        for at in range(min(len(rows), _MOST_ROWS)):
            box = join_boxes([line.box for line in rows[at]])
            inner = [line.box for row in rows[at + 1 :] for line in row] + [*sheet.tables]
            gaps = [box.y0 - other.y1 if up else other.y0 - box.y1 for other in inner]
            if not gaps or min(gaps) >= _APART * rows[at][0].size:
                kept = at + 1
        found += [line for row in rows[:kept] for line in row]
    return found


def _find_candidates(sheet: Sheet, zone: float) -> Iterator[Line]:
    for line in sheet.lines:
        if line.box.y1 < zone * sheet.height or line.box.y0 > (1 - zone) * sheet.height:
            yield line
    yield from sheet.sides


def _find_steps(line: Line) -> tuple[int, int]:
    """The heights as which a line's own counts, so that one at a border is not parted."""
    middle = (line.box.y0 + line.box.y1) / 2
    return int(middle // _STEP), -1 - int((middle + _STEP / 2) // _STEP)


def _find_numbers(text: str) -> Iterator[tuple[str, int]]:
    """The text with one of its numbers left out, and that number; each in turn."""
    for match in _NUMBER.finditer(text):
        word = match.group()
        value = int(word) if word.isdecimal() else _parse_roman(word)
        yield text[: match.start()] + "#" + text[match.end() :], value


def _parse_roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    after = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, after, strict=True))
