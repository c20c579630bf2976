"""Fragment identifiers of places in an original: several as few, and each in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_PDF: Final = re.compile(r"page=(\d+)&viewrect=([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
_CSV: Final = re.compile(r"cell=(\d+),(\d+)(?:-(\d+),(\d+))?")
_SHEET: Final = re.compile(
    r"(?P<sheet>'(?:[^']|'')*'|[^'!]+)!(?P<first>[A-Z]{1,3}\d+)(?::(?P<last>[A-Z]{1,3}\d+))?"
)
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")

#: More elements than this are told by the one around them, which stands so deep at least.
_MOST: Final = 3
_DEPTH: Final = 4

_Box = tuple[float, float, float, float]


def unite_fragments(fragments: Iterable[str]) -> tuple[str, ...]:
    """The fragments in order, those of one page or table row as one box or range around them."""
    united: list[tuple[tuple[str, ...], list[_Box]]] = []
    for fragment in fragments:
        home, box = _parse(fragment)
        if united and united[-1][0] == home and box is not None:
            united[-1][1].append(box)
        elif not any(home == known and box is None for known, _ in united):
            united.append((home, [] if box is None else [box]))
    return _unite_elements(tuple(dict.fromkeys(_write(home, boxes) for home, boxes in united)))


def _unite_elements(fragments: tuple[str, ...]) -> tuple[str, ...]:
    """Many elements as the one that holds them all, where that is no page as a whole."""
    if len(fragments) <= _MOST or not all(one.startswith("/") for one in fragments):
        return fragments
    common: list[str] = []
    for steps in zip(*(one.split("/") for one in fragments), strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return ("/".join(common),) if len(common) > _DEPTH else fragments


def say_fragment(fragment: str, language: str = "ja") -> str:
    """Where it is, in words; the page of a PDF alone, since a box is for programs."""
    english = language == "en"
    if match := _PDF.fullmatch(fragment):
        return f"p. {match[1]}" if english else f"{match[1]}ページ"
    if match := _CSV.fullmatch(fragment):
        columns = match[2] if match[4] in (None, match[2]) else f"{match[2]}–{match[4]}"
        if english:
            return f"row {match[1]}, column{'s' if '–' in columns else ''} {columns}"
        return f"{match[1]}行{columns}列"
    if match := _SHEET.fullmatch(fragment):
        cells = match["first"] + (f":{match['last']}" if match["last"] else "")
        sheet = match["sheet"].strip("'").replace("''", "'")
        return f"sheet {sheet}, {cells}" if english else f"シート「{sheet}」{cells}"
    return f"element {fragment}" if english else f"要素 {fragment}"


def _parse(fragment: str) -> tuple[tuple[str, ...], _Box | None]:
    """What a fragment must share with the one before it to be united with it, and its box."""
    if match := _PDF.fullmatch(fragment):
        left, top, width, height = (float(number) for number in match.groups()[1:])
        return ("pdf", match[1]), (left, top, left + width, top + height)
    if match := _CSV.fullmatch(fragment):
        row, column = int(match[1]), int(match[2])
        return ("csv", match[1]), (column, row, int(match[4] or column), int(match[3] or row))
    if match := _SHEET.fullmatch(fragment):
        left, top = _place(match["first"])
        right, bottom = _place(match["last"] or match["first"])
        return ("sheet", match["sheet"], str(bottom)), (left, top, right, bottom)
    return ("other", fragment), None


def _write(home: tuple[str, ...], boxes: Sequence[_Box]) -> str:
    if not boxes:
        return home[1]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if home[0] == "pdf":
        numbers = (left, top, right - left, bottom - top)
        return f"page={home[1]}&viewrect=" + ",".join(f"{round(one, 1):g}" for one in numbers)
    if home[0] == "csv":
        first, last = f"{top:.0f},{left:.0f}", f"{bottom:.0f},{right:.0f}"
        return f"cell={first}" if first == last else f"cell={first}-{last}"
    first, last = f"{_name(left)}{top:.0f}", f"{_name(right)}{bottom:.0f}"
    return f"{home[1]}!{first}" if first == last else f"{home[1]}!{first}:{last}"


def _place(cell: str) -> tuple[int, int]:
    """The column, from 1, and the row of a cell's name."""
    match = _CELL.fullmatch(cell)
    assert match is not None, "the pattern of a range holds cells"
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(match[2])


def _name(column: float) -> str:
    """The letters of a column."""
    name, left = "", int(column)
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
