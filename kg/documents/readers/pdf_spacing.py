"""How a file sets blanks: as characters, or as gaps only; and whether it sets Latin words apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.documents.readers.pdf_page import Char

LATIN: Final = re.compile(r"[\u0021-\u007e\u00a1-\u024f\u0370-\u03ff\u2010-\u2015\u2018-\u201f]")
#: The widest gap, in sizes of the print, that is looked at; and how many are.
_REACH: Final = 0.6
_MOST: Final = 2_000
#: The least share of blanks among characters of a file that draws them.
_DRAWN: Final = 0.0003


@dataclass(frozen=True)
class Spacing:
    """What gaps mean: `drawn`, that blanks are characters; `border`, how far, in sizes, Latin
    words are set apart from Japanese ones without a blank.
    """

    drawn: bool = True
    border: float = 0.0

    def find_blank(self, before: Char, char: Char, blank: str, usual: float) -> str:
        """The blank between two characters; `blank` is what is drawn there.

        `usual` is the gap, in sizes, that most characters of the line have.
        """
        size = max(before.size, char.size, 0.1)
        gap = (char.x0 - before.x1) / size
        latin = bool(LATIN.match(before.text)) + bool(LATIN.match(char.text))
        if latin == 2:
            return " " if gap > 0.17 or (blank and gap > 0.08) else ""
        if blank:
            # Some word processors draw a blank, too, where they only set Latin words apart.
            return blank[0] if gap > (self.border + 0.12 if latin else 0.08) else ""
        if self.drawn:
            # Word processors set a quarter of a size between Japanese and Latin.
            return " " if gap > (1.0 if latin else 0.9) else ""
        over = gap - max(usual, 0.0) - (self.border if latin else 0.0)
        return " " if over > (0.07 if latin else 0.15) else ""


class Spacings:
    """Learns how a file sets blanks from its pages so far."""

    def __init__(self) -> None:
        self._glyphs = self._blanks = 0
        self._borders: list[float] = []

    def learn(self, chars: Sequence[Char]) -> None:
        """Take in a page."""
        last: Char | None = None
        for char in chars:
            if char.text.isspace():
                self._blanks += 1
                last = None
                continue
            self._glyphs += 1
            if last is not None and abs(last.y1 - char.y1) < 0.2 * char.size:
                self._learn_pair(last, char)
            last = char

    @property
    def spacing(self) -> Spacing:
        """What gaps mean by the pages so far."""
        drawn = self._blanks > _DRAWN * self._glyphs
        gaps = sorted(self._borders)
        return Spacing(drawn, max(gaps[len(gaps) // 2], 0.0) if gaps else Spacing.border)

    def _learn_pair(self, before: Char, char: Char) -> None:
        words = before.text.isalnum() and char.text.isalnum()
        if not words or before.text.isascii() is char.text.isascii():
            return
        gap = (char.x0 - before.x1) / max(char.size, 0.1)
        if gap < _REACH and len(self._borders) < _MOST:
            self._borders.append(gap)


def find_usual_gap(glyphs: Sequence[Char]) -> float:
    """The gap, in sizes, that most neighbours of a line have: what justifying it added."""
    gaps = sorted(
        (after.x0 - before.x1) / max(after.size, 0.1)
        for before, after in itertools.pairwise(glyphs)
    )
    return gaps[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
