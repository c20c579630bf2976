"""Boxes that tell more about a row: their titles, and which row their text belongs to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from kg.records import ListingRecord, Value
from kg.text.fold import fold_key

#: How alike a damaged title and a row's name must be.
_ALIKE = 0.85


class Boxes:
    """The boxes of a document. `names` are the folded names of its rows."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._texts: list[tuple[str, Value]] = []

    def find_name(self, title: str, *, alike: bool) -> str | None:
        """The row name that a title is; with `alike` also the one name that it nearly is."""
        key = fold_key(title)
        if key in self._names:
            return key
        if not alike:
            return None
        near = [
            name
            for name in sorted(self._names)
            if abs(len(name) - len(key)) <= 2
            and difflib.SequenceMatcher(None, name, key).ratio() >= _ALIKE
        ]
        return near[0] if len(near) == 1 else None

    def add(self, name: str, paragraph: Value) -> None:
        """Keep a paragraph of a box."""
        self._texts.append((name, paragraph))

    def place(self, listings: list[ListingRecord]) -> list[ListingRecord]:
        """The listings with the text of their boxes: an unmarked row goes before a 再掲 one."""
        placed = list(listings)
        for name, paragraph in self._texts:
            rows = [
                index
                for index, listing in enumerate(placed)
                if name in (fold_key(listing.name), fold_key(listing.printed_name))
            ]
            if rows:
                at = min(rows, key=lambda index: (placed[index].reappearance, index))
                told = (*placed[at].descriptions, paragraph)
                placed[at] = replace(placed[at], descriptions=told)
        return placed
