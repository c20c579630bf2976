"""Small charts of figures over the years: geometry for an SVG that the server writes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from flask import Flask

from kg.questions.statistic import Series, Statistic

_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 12, 34, 44
_PLOT: Final = 150
#: A bar's place: five of them fit a phone, and 約 and the digits of its value above it.
_STEP, _BAR, _DIGIT = 50, 30, 12
#: More years than this are a line: bars would be a fence.
_MOST_BARS: Final = 10
_LINE_STEP: Final = 52
_TICKS: Final = 4


@dataclass(frozen=True)
class Point:
    """A figure in the chart: its bar's corner and size, its middle `at`, and what it says."""

    statistic: Statistic
    year: int
    x: float
    y: float
    width: float
    height: float
    at: float
    label: str


@dataclass(frozen=True)
class Tick:
    """A line across the chart with the value that it stands for."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A series as bars, or as a line where it is long. `key` tells it from others on a page."""

    key: str
    width: float
    height: float
    left: float
    right: float
    base: float
    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    years: tuple[tuple[float, int], ...]
    line: str

    @property
    def approximate(self) -> bool:
        """Whether a document says of a figure that it is about so much."""
        return any(point.statistic.approximate for point in self.points)


def set_up_charts(app: Flask) -> None:
    """Let every template draw a series."""
    app.jinja_env.filters["chart"] = make_chart


def make_chart(series: Series) -> Chart | None:
    """The chart of a series, None where it has fewer than two years or a figure is no number."""
    years = series.years
    if len(years) < 2:
        return None
    figures = [(one, _read(one.number)) for one in series.statistics if one.year is not None]
    if any(value is None for _, value in figures):
        return None
    values = [(one, value) for one, value in figures if value is not None]
    low = min(Decimal(0), *(value for _, value in values))
    high = max(Decimal(0), *(value for _, value in values))
    step = _find_step(high - low)
    low, high = _round_down(low, step), -_round_down(-high, step)
    if high == low:
        high = low + step

    def place(value: Decimal) -> float:
        return round(_TOP + _PLOT * float((high - value) / (high - low)), 1)

    bars = len(years) <= _MOST_BARS
    told = max(len(_write(value)) for _, value in values)
    wide = max(_STEP, told * _DIGIT) if bars else _LINE_STEP
    # By the calendar, not by the columns: a year without a figure leaves a gap.
    slots = {year: _LEFT + wide * ((year - years[0]) + 0.5) for year in years}
    width = _LEFT + wide * (years[-1] - years[0] + 1) + _RIGHT
    if years[-1] - years[0] > 60:
        slots = {year: _LEFT + wide * (at + 0.5) for at, year in enumerate(years)}
        width = _LEFT + wide * len(years) + _RIGHT
    points: list[Point] = []
    for year, middle in slots.items():
        own = [(one, value) for one, value in values if one.year == year]
        thin = _BAR / len(own)
        for at, (one, value) in enumerate(own):
            x = middle - _BAR / 2 + at * thin
            top, bottom = place(max(value, Decimal(0))), place(min(value, Decimal(0)))
            points.append(
                Point(
                    one,
                    year,
                    round(x, 1),
                    top,
                    round(thin - 2, 1),
                    max(1.0, round(bottom - top, 1)),
                    round(x + thin / 2, 1),
                    _write(value),
                )
            )
    line = " ".join(f"{point.at},{point.y}" for point in points)
    return Chart(
        key=hashlib.sha256(series.statistics[0].iri.encode()).hexdigest()[:8],
        width=width,
        height=_TOP + _PLOT + _BOTTOM,
        left=_LEFT,
        right=width - _RIGHT,
        base=place(Decimal(0)),
        points=tuple(points),
        ticks=_make_ticks(low, high, step, place),
        years=tuple((round(middle, 1), year) for year, middle in slots.items()),
        line="" if bars else line,
    )


def _write(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _read(number: str) -> Decimal | None:
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 18 else None


def _find_step(span: Decimal) -> Decimal:
    """The distance of the ticks: 1, 2 or 5 times a power of ten."""
    if span <= 0:
        return Decimal(1)
    raw = span / _TICKS
    power = Decimal(10) ** raw.adjusted()
    return next(power * one for one in (1, 2, 5, 10) if power * one >= raw)


def _round_down(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(rounding="ROUND_FLOOR") * step


def _make_ticks(
    low: Decimal, high: Decimal, step: Decimal, place: Callable[[Decimal], float]
) -> tuple[Tick, ...]:
    count = int((high - low) / step)
    values = (low + step * at for at in range(count + 1))
    return tuple(Tick(place(value), _write(value)) for value in values)
