"""Whether a document is a table that a layout of the package was made for, by its header alone."""

from __future__ import annotations

from typing import Final

from kg.documents.source import SourceText
from kg.layouts.layout import Layout, find_layouts, load_layout
from kg.layouts.review_table import ReviewTable

#: How far down the header row may stand, and what share of its words a layout must know.
_LINES: Final = 20
_SHARE: Final = 0.8


def find_known_layout(source: SourceText) -> Layout | None:
    """The layout of the package whose columns a table has, None for what is no such table."""
    end = source.lines[min(_LINES, len(source.lines)) - 1].end
    head = SourceText(source.text[:end], source.sha256)
    if "\t" not in head.text:
        return None
    for path in find_layouts().values():
        layout = load_layout(path)
        if layout.review is None:
            continue
        header = ReviewTable(head, layout.review, ()).header
        if header is None:
            continue
        words = layout.review
        bodies = {word for chain in words.bodies for word in (*chain.above, *dict(chain.levels))}
        names = {*words.columns, *words.flags, *words.ignored, *bodies}
        known = sum(word in names for word in header.places)
        if known >= _SHARE * len(header.places):
            return layout
    return None
