"""Running text made ready for reading references: folded, its blanks and line ends taken out.

第 32 条 and a name cut over two lines read as if printed in one. What parts words stays: tabs
(table cells), blank lines, and a blank that a number would run over (第32条 例えば).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from kg.records import Span
from kg.text.fold import Folded
from kg.text.numerals import KANJI, fold_running

_BLANK: Final = re.compile(r"\s+")
_ASCII_END: Final = re.compile(r"[0-9A-Za-z]\Z")
_NUMBERED: Final = re.compile(rf"(?:[0-9]|{KANJI})[条項号]\Z")
_GOES_ON: Final = re.compile(r"[第の0-9及又並若かま、,~・(-]")
#: A name goes on behind these, whatever blank stands between: 京都市 自治基本条例.
_QUALIFIES: Final = re.compile(r"(?:[市区町村都道府県旧新同他次期版]|[前後]の?)\Z")
_STOP: Final = re.compile(r"[。!?](?![)」』])|[\t\n]")
#: A line as short as this is a heading or a cell; a longer one was cut by the page's width.
_SHORT_LINE: Final = 20
_HEADING: Final = 30


@dataclass(frozen=True)
class Running:
    """The text to read. `parts` are places where a word begins though no sign stands before.

    `stops` are the ends of sentences, `blocks` those of paragraphs, headings and cells, in order.
    """

    text: str
    parts: frozenset[int]
    stops: tuple[int, ...]
    blocks: tuple[int, ...]
    _folded: Folded
    _places: tuple[int, ...]
    _sorted_parts: tuple[int, ...]

    def origin(self, start: int, end: int) -> Span:
        """The stretch of the text as received."""
        return Span(*self._folded.origin(self._places[start], self._places[end - 1] + 1))

    def sentence_start(self, position: int, before: int = 0) -> int:
        """Where the sentence at a position begins, or the one so many sentences before."""
        index = bisect_right(self.stops, position) - 1 - before
        return self.stops[index] if index >= 0 else 0

    def block_start(self, position: int) -> int:
        """Where the paragraph, heading or cell at a position begins."""
        index = bisect_right(self.blocks, position) - 1
        return self.blocks[index] if index >= 0 else 0

    def last_part(self, position: int) -> int:
        """The last place up to a position where a word begins after a blank; 0 without one."""
        index = bisect_right(self._sorted_parts, position) - 1
        return self._sorted_parts[index] if index >= 0 else 0


def read_running(text: str) -> Running:
    """The text folded and without the blanks that part no words."""
    folded = fold_running(text)
    pieces: list[str] = []
    places: list[int] = []
    parts: set[int] = set()
    stops: set[int] = set()
    blocks: set[int] = set()
    position = line = 0
    for run in _BLANK.finditer(folded.text):
        start, end = run.span()
        pieces.append(folded.text[position:start])
        places.extend(range(position, start))
        before = folded.text[max(0, start - 2) : start]
        kept = _keep(run[0], before, folded.text[end : end + 1])
        broken = "\n" in run[0] or "\r" in run[0]
        short = broken and (start - line < _SHORT_LINE or _is_short(folded.text, end))
        if kept:
            pieces.append(kept)
            places.append(start)
        elif not _QUALIFIES.search(before) and (not broken or start - line < _SHORT_LINE):
            parts.add(len(places))
            if broken:
                stops.add(len(places))
        if short or kept in ("\t", "\n"):
            blocks.add(len(places))
        if broken:
            line = end
        position = end
    pieces.append(folded.text[position:])
    places.extend(range(position, len(folded.text)))
    squeezed = "".join(pieces)
    stops.update(stop.end() for stop in _STOP.finditer(squeezed))
    in_order = tuple(sorted(parts))
    return Running(
        squeezed,
        frozenset(parts),
        tuple(sorted(stops)),
        tuple(sorted(blocks)),
        folded,
        tuple(places),
        in_order,
    )


def _is_short(text: str, start: int) -> bool:
    """Whether the line that begins at a place is as short as a heading."""
    end = text.find("\n", start, start + _HEADING)
    return end >= 0 or len(text) - start < _HEADING


def _keep(blank: str, before: str, after: str) -> str:
    """What stays of a run of blanks: one sign where it parts, else nothing."""
    if "\t" in blank:
        return "\t"
    if blank.count("\n") > 1:
        return "\n"
    if _ASCII_END.search(before) and after.isascii() and after.isalnum():
        return " "
    if _NUMBERED.search(before) and not (_GOES_ON.match(after) or re.match(KANJI, after)):
        return " "
    return ""
