"""Facts that running text states of the things it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from kg.named.event_meetings import find_planned_meetings
from kg.named.fact_bodies import find_active, find_terms
from kg.named.fact_grounds import find_placed
from kg.named.fact_made import find_founding_plans, find_made
from kg.named.fact_members import find_members
from kg.named.fact_mood import Plans
from kg.named.fact_projects import find_introduced, find_periods
from kg.named.fact_reading import Reading
from kg.named.fact_titles import Titles
from kg.records import Span, Thing, ThingFact

_DATES: Final = ("dct:issued", "dct:created", "mpo:activityStart")


def find_facts(readings: Sequence[Reading], municipality: Thing | None = None) -> list[ThingFact]:
    """The facts that statements state, as read with that municipality, each once with all its
    proof. 市 and 本市 are the `municipality`, nobody without one.
    """
    plans, titles = Plans(readings), Titles(readings)
    found: list[ThingFact] = []
    coming: list[tuple[Thing, tuple[Span, ...]]] = []
    for reading in readings:
        found += find_made(reading, plans, titles)
        found += find_placed(reading)
        found += find_members(reading, titles)
        found += find_introduced(reading)
        coming += find_founding_plans(reading, plans, titles)
        for fact in find_active(reading, plans):
            if isinstance(fact, ThingFact):
                found.append(fact)
            else:
                coming.append(fact)
    coming += find_planned_meetings(readings, plans, titles)
    found += find_terms(readings, municipality, titles)
    found += find_periods(readings, plans, titles)
    found += _find_planned(readings, coming, found)
    return _join(_sharpen(found))


def _find_planned(
    readings: Sequence[Reading],
    coming: Iterable[tuple[Thing, tuple[Span, ...]]],
    found: Sequence[ThingFact],
) -> Iterator[ThingFact]:
    """The bodies of which nothing is said but that they are planned."""
    proofs: dict[Thing, set[Span]] = {}
    told: dict[Thing, set[int]] = {}
    for thing, proof in coming:
        proofs.setdefault(thing, set()).update(proof)
    for reading in readings:
        for at, token in reading.tokens.items():
            for thing in token.things:
                if thing in proofs:
                    told.setdefault(thing, set()).add(reading.get_offset(at))
    exists = {
        fact.thing
        for fact in found
        if fact.predicate in ("dct:created", "mpo:activityStart", "mpo:memberCount")
    }
    for thing, found_spans in proofs.items():
        spans = tuple(sorted(found_spans))
        if thing not in exists and _is_covered(told.get(thing, set()), spans):
            yield ThingFact(thing, "mpo:planned", "true", "xsd:boolean", spans)


def _is_covered(positions: Iterable[int], spans: Sequence[Span]) -> bool:
    """Whether every position lies in one of the spans, which are in order."""
    starts = [span.start for span in spans]
    reach = list(accumulate((span.end for span in spans), max))
    indexes = ((at, bisect_right(starts, at)) for at in positions)
    return all(index and at < reach[index - 1] for at, index in indexes)


def _sharpen(facts: Sequence[ThingFact]) -> Iterator[ThingFact]:
    """The facts without dates that another tells more sharply, or of a later version.

    平成20年 beside 平成20年2月 is no second date. An instrument was issued but once: the first
    of several dates is its own, the others are those of what came after it.
    """
    sharpest: dict[tuple[Thing, str], list[str]] = {}
    for fact in facts:
        if fact.predicate in _DATES and isinstance(fact.value, str):
            sharpest.setdefault((fact.thing, fact.predicate), []).append(fact.value)
    for key, values in sharpest.items():
        blunt = {value[:size] for value in values for size in (4, 7) if len(value) > size}
        sharp = sorted(set(values) - blunt)
        sharpest[key] = sharp[:1] if key[1] == "dct:issued" else sharp
    for fact in facts:
        kept = sharpest.get((fact.thing, fact.predicate))
        if kept is None or fact.value in kept:
            yield fact


def _join(facts: Iterable[ThingFact]) -> list[ThingFact]:
    """The facts in order, those that say the same made one with the proof of all."""
    joined: dict[ThingFact, dict[Span, None]] = {}
    for fact in facts:
        key = replace(fact, spans=())
        joined.setdefault(key, {}).update(dict.fromkeys(fact.spans))
    return [replace(key, spans=tuple(spans)) for key, spans in joined.items()]
