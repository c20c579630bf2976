"""Renamings and mergers that running text tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.named.fact_mood import Plans
from kg.named.fact_reading import Reading
from kg.named.fact_renamed import Renaming, find_renamed
from kg.named.fact_titles import Titles
from kg.records import Span, Thing, ThingFact


def find_renamings(readings: Sequence[Reading]) -> list[ThingFact]:
    """The old things as replaced by the new ones, `since` the fiscal year where one is printed.

    Each pair is told once: with the year if any place prints it, and with all its proof.
    """
    pairs: dict[tuple[Thing, Thing], ThingFact] = {}
    for told in find_renamed(readings, Plans(readings), Titles(readings)):
        if not isinstance(told, Renaming):
            continue
        before = pairs.get((told.old, told.new))
        spans: tuple[Span, ...] = told.spans
        since = told.since
        if before is not None:
            spans = tuple(dict.fromkeys(before.spans + spans))
            since = before.since if before.since is not None else since
        fact = ThingFact(told.old, "dct:isReplacedBy", told.new, "", spans, since)
        pairs[told.old, told.new] = (
            fact if before is None else replace(before, spans=spans, since=since)
        )
    return list(pairs.values())
