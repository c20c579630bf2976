"""Where a stretch of a kept text stands in the file it was read from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Span


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of a kept text and where it stands in the original.

    `fragment` is the fragment identifier of the medium: for PDF `page=12&viewrect=72,100,228,20`,
    in points from the top left (RFC 8118, 3); for CSV `cell=4,2`, row and column from 1 (RFC 7111,
    2.4); for a workbook `'施策 一覧'!B12:D14` (ECMA-376, 18.17.2.3); for HTML, Word and XML an
    absolute XPath. `page` counts the pages of the file from 1.
    """

    start: int
    end: int
    fragment: str
    page: int | None = None


def find_places(places: Sequence[Place], span: Span) -> Sequence[Place]:
    """The places that a stretch touches; they are in order and do not overlap."""
    first = bisect_right(places, span.start, key=lambda place: place.end)
    last = first
    while last < len(places) and places[last].start < span.end:
        last += 1
    return places[first:last]
