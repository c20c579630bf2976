"""Figures in running text: counts, amounts and shares that state a size, a result or a target.

Which thing a figure is about is found elsewhere. Captions and dates that stand in another statement
(a table's header, a heading) are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.named.figure_counts import Count, find_counts
from kg.named.figure_ground import Ground
from kg.named.figure_parts import find_wholes
from kg.named.figure_places import find_per, find_place
from kg.named.figure_times import find_times
from kg.named.indicator import find_indicators
from kg.named.name import Name
from kg.named.statements import Statement
from kg.records import Time


@dataclass(frozen=True)
class Figure:
    """A figure: `start` and `end` are offsets in the statement's text, of number and unit.

    `value` is a decimal number as text, money in 円, a fraction (三分の一) as a share of 1 in the
    unit 割合. `place` is a stretch of the text, `per` what the figure is said for each of (各区),
    `part_of` the index of another figure of the statement.
    """

    start: int
    end: int
    value: str
    unit: str
    printed: str
    indicator: str
    time: Time | None
    per: str | None
    place: tuple[int, int] | None
    part_of: int | None
    approximate: bool


def find_figures(
    statement: Statement, names: Sequence[Name] = (), era_context: str | None = None
) -> list[Figure]:
    """The figures of a statement, in order; numbers inside names are none.

    A year without its era (24年度) has the era of other dates of the statement, else that of
    `era_context`.
    """
    ground = Ground(statement.text, names, era_context)
    counts = find_counts(ground)
    if not counts:
        return []
    ground.set_figures([count.end for count in counts])
    indicators = find_indicators(ground, counts)
    times = find_times(ground, counts)
    wholes = find_wholes(ground, counts)
    found: list[Figure] = []
    for index, count in enumerate(counts):
        floor = counts[index - 1].end if index else 0
        start, end = ground.folded.origin(count.start, count.end)
        place, per = find_place(ground, count.start, floor), find_per(ground, count.start, floor)
        place_here = ground.folded.origin(place.start, place.end) if place else None
        if index and ground.text[floor : count.start].strip() == "~":
            # The upper bound of a range is said of what the lower one is.
            per, place_here = found[-1].per, found[-1].place
        found.append(
            Figure(
                start,
                end,
                make_value(count.value),
                _get_unit(ground, count),
                statement.text[start:end],
                indicators[index],
                times[index],
                per,
                place_here,
                wholes[index],
                count.approximate,
            )
        )
    return found


def make_value(value: Decimal) -> str:
    """A number as text, without exponent and without zeros at its end: 35.2, 50000000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _get_unit(ground: Ground, count: Count) -> str:
    """The unit as printed."""
    if count.unit_start < 0:
        return count.unit
    return ground.quote(count.unit_start, count.unit_start + len(count.unit))
