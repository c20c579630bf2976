"""Contents lists inside a document: runs of lines whose titles come again further on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.layouts.pattern import PAGE_REFERENCE
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.words import load_words
from kg.text.fold import fold

_PAGED: Final = re.compile(rf".*?{PAGE_REFERENCE}\s*")


@dataclass(frozen=True)
class Listed:
    """A run of lines that lists headings: their titles, and the words of the line above."""

    lines: tuple[TextLine, ...]
    titles: frozenset[str]
    heading: TextLine | None


def find_listed(lines: Sequence[TextLine]) -> list[Listed]:
    """The contents lists of a document."""
    last: dict[str, int] = {}
    for place, line in enumerate(lines):
        for key in _find_keys(line):
            last[key] = place
    runs: list[list[int]] = []
    for place, line in enumerate(lines):
        if not _may_list(line) or not _is_announced(line, place, last):
            continue
        if runs and runs[-1][-1] == place - 1 and line.gap == 0:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [_make(lines, run) for run in runs if len(run) > 1]


def _find_keys(line: TextLine) -> set[str]:
    keys = {line.key, line.bare}
    if line.numbered is not None:
        keys.add(line.numbered.key)
    return {key for key in keys if len(key) > 1}


def _may_list(line: TextLine) -> bool:
    return line.is_short and not line.in_row and not line.hashes and line.part is None


def _is_announced(line: TextLine, place: int, last: dict[str, int]) -> bool:
    if line.numbered is not None and line.numbered.page:
        return True
    # Two lines further at least: one line printed twice lists nothing.
    keys = {line.numbered.key} if line.numbered and line.numbered.title else {line.key, line.bare}
    return any(last.get(key, 0) > place + 1 for key in keys if len(key) > 1)


def _make(lines: Sequence[TextLine], run: Sequence[int]) -> Listed:
    entries = tuple(lines[place] for place in run)
    titles = {
        line.numbered.key if line.numbered and line.numbered.title else line.bare
        for line in entries
    }
    above = lines[run[0] - 1] if run[0] > 0 else None
    if above is not None and (not above.is_short or above.in_row or above.numbered is not None):
        above = None
    if above is not None and _has_page(above):
        # It is an entry without a number: はじめに …… 1.
        above = None
    return Listed(entries, frozenset(titles), above)


def _has_page(line: TextLine) -> bool:
    """Whether a line ends in the page that it is found on."""
    match = _PAGED.fullmatch(fold(line.text).text)
    return match is not None and match["page"] is not None


def find_level_word(listed: Listed) -> str | None:
    """What the line above a contents list calls the level of its entries."""
    if listed.heading is None or listed.heading.bare in load_words().contents:
        return None
    return listed.heading.text.strip()
