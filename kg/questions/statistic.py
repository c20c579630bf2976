"""Statistics: counts, amounts and shares, alone and as series over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.questions.evidence import Evidence, Proofs, sort_evidence
from kg.questions.label import Labels, make_statistic_label, make_value
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_named,
    get_iri,
    group_rows,
    is_true,
    parse_code,
    read_integer,
    read_iri,
    read_text,
)
from kg.store.store import Store
from kg.store.terms import Iri, Row
from kg.text.fold import fold_key


@dataclass(frozen=True)
class Statistic:
    """A figure. `shown` is the printed value with its unit, `number` the value without."""

    iri: Iri
    label: str
    indicator: str
    shown: str
    number: str
    unit: str
    year: int | None
    as_of: str | None
    per: str | None
    approximate: bool
    about: tuple[Named, ...]
    places: tuple[Named, ...]
    whole: Named | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Series:
    """Figures that measure the same of the same thing, by their time."""

    indicator: str
    about: tuple[Named, ...]
    places: tuple[Named, ...]
    unit: str
    per: str | None
    statistics: tuple[Statistic, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years that it has figures for."""
        return tuple(sorted({one.year for one in self.statistics if one.year is not None}))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What proves its figures."""
        return sort_evidence(proof for one in self.statistics for proof in one.evidence)

    def find(self, year: int) -> tuple[Statistic, ...]:
        """The figures of a year: several where documents print different ones."""
        return tuple(one for one in self.statistics if one.year == year)


def find_statistics(store: Store, *things: Iri) -> tuple[Statistic, ...]:
    """The statistics about some things, without any all, by what they measure and their time."""
    if things:
        own = collect(
            get_iri(row, "statistic")
            for thing in things
            for row in store.select(get_query("statistics-about"), about=thing).rows
        )
        rows = [
            row
            for statistic in own
            for row in store.select(get_query("statistics"), statistic=statistic).rows
        ]
    else:
        rows = store.select(get_query("statistics")).rows
    proofs, labels = Proofs(store), Labels(store)
    proofs.prepare(rows)
    found = [
        _read(statistic, own, proofs, labels)
        for statistic, own in group_rows(rows, "statistic").items()
    ]
    return tuple(sorted(found, key=_order))


def group_statistics(statistics: Iterable[Statistic]) -> tuple[Series, ...]:
    """The statistics by what they measure, each group in the order of its time.

    Only what measures the same, of the same things, in the same unit, is one series.
    """
    grouped: dict[tuple[object, ...], list[Statistic]] = defaultdict(list)
    for one in statistics:
        grouped[
            parse_code(one.iri),
            fold_key(one.indicator),
            tuple(about.iri for about in one.about),
            tuple(place.iri for place in one.places),
            one.unit,
            one.per,
            None if one.whole is None else one.whole.iri,
            one.year is not None,
        ].append(one)
    return tuple(
        Series(
            own[0].indicator,
            own[0].about,
            own[0].places,
            own[0].unit,
            own[0].per,
            tuple(sorted(own, key=_order)),
        )
        for own in grouped.values()
    )


def part_series(
    groups: Iterable[Series],
) -> tuple[tuple[Series, ...], tuple[Statistic, ...]]:
    """The groups that run over several years, and the figures of all others."""
    kept = tuple(groups)
    return (
        tuple(group for group in kept if len(group.years) > 1),
        tuple(one for group in kept if len(group.years) < 2 for one in group.statistics),
    )


def _order(one: Statistic) -> tuple[object, ...]:
    about = tuple(thing.label for thing in one.about)
    return one.indicator, about, one.year or 0, one.as_of or "", one.iri


def _read(statistic: Iri, rows: list[Row], proofs: Proofs, labels: Labels) -> Statistic:
    row = rows[0]
    unit, year = read_text(row, "unit") or "", read_integer(row, "year")
    indicator = read_text(row, "indicatorLabel") or unit
    shown = make_value(read_text(row, "printed") or "", unit)
    as_of, per, approximate = (
        read_text(row, "asOf"),
        read_text(row, "per"),
        is_true(row, "approximate"),
    )
    whole = read_iri(row, "whole")
    return Statistic(
        iri=statistic,
        label=make_statistic_label(indicator, shown, year, as_of, per, approximate),
        indicator=indicator,
        shown=shown,
        number=read_text(row, "value") or "",
        unit=unit,
        year=year,
        as_of=as_of,
        per=per,
        approximate=approximate,
        about=collect_named(rows, "about"),
        places=collect_named(rows, "place"),
        whole=None if whole is None else Named(whole, labels.get(whole, None)),
        evidence=proofs.find(collect(read_iri(one, "proof") for one in rows)),
    )
