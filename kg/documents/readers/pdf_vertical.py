"""Which characters of a page are written from top to bottom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.documents.readers.pdf_page import Char, Frame

#: From this share of all neighbours on, a page is written from top to bottom.
_MOST: Final = 0.6
_FEWEST: Final = 8
#: The widest that figures set level in a column may be, in sizes of their characters.
_LEVEL_IN_COLUMN: Final = 1.6


def find_vertical(chars: Sequence[Char]) -> list[Char]:
    """The characters, those of a page in vertical writing with their frame.

    Fonts do not tell it: the writing is seen where most characters stand below the one before.
    What runs level on such a page for longer than figures in a column do stays level.
    """
    below = beside = 0
    for before, char in itertools.pairwise(chars):
        if before.frame is not Frame.LEVEL or char.frame is not Frame.LEVEL:
            continue
        below += _is_below(before, char)
        beside += _is_beside(before, char)
    if below < _FEWEST or below < _MOST * (below + beside):
        return list(chars)
    found: list[Char] = []
    run: list[Char] = []
    for char in chars:
        if run and not (_is_beside(run[-1], char) and char.frame is Frame.LEVEL):
            found += _turn_run(run)
            run = []
        run.append(char)
    return found + _turn_run(run)


def _turn_run(run: Sequence[Char]) -> list[Char]:
    if not run or run[0].frame is not Frame.LEVEL:
        return list(run)
    if run[-1].x1 - run[0].x0 > _LEVEL_IN_COLUMN * run[0].size:
        return list(run)
    middle = (run[0].x0 + run[-1].x1) / 2
    found: list[Char] = []
    for at, char in enumerate(run):
        if len(run) > 1:
            # Figures set level in a column are read as if they stood below each other.
            step = (char.y1 - char.y0) / len(run)
            top = char.y0 + at * step
            half = char.size / 2
            char = replace(char, x0=middle - half, x1=middle + half, y0=top, y1=top + step)
        found.append(replace(char, frame=Frame.DOWN))
    return found


def _is_below(before: Char, char: Char) -> bool:
    size = max(before.size, char.size, 1)
    x, y = before.middle
    return abs(char.middle[0] - x) < 0.35 * size and 0.3 * size < char.middle[1] - y < 1.7 * size


def _is_beside(before: Char, char: Char) -> bool:
    size = max(before.size, char.size, 1)
    x, y = before.middle
    return abs(char.middle[1] - y) < 0.35 * size and 0.1 * size < char.middle[0] - x < 1.7 * size
