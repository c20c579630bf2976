"""Statistics: counts, amounts and shares, alone and as series over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs, sort_evidence
from kg.questions.label import Labels, make_statistic_label, make_value
from kg.questions.reading import Named, collect, make_short, parse_code
from kg.questions.said import Said, find_pointing, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri
from kg.text.fold import fold_key

_TYPE: Final = PREFIXES["rdf"] + "type"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_STATISTIC: Final = Iri(MPO + "Statistic")
_PRINTED: Final = MPO + "printedValue"
_INDICATOR: Final = MPO + "indicator"
_ABOUT: Final = MPO + "about"
_PLACE: Final = MPO + "place"
#: What a figure points at that is named with it.
_TOLD: Final = (_INDICATOR, _ABOUT, _PLACE)


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
            one for name in (_ABOUT, _PLACE) for one in find_pointing(store, name, *things)
        )
    else:
        own = find_pointing(store, _TYPE, _STATISTIC)
    prepare_said(store, own)
    said = {one: told for one in own if _STATISTIC in (told := find_said(store, one)).find(_TYPE)}
    prepare_said(store, (one for told in said.values() for one in told.find_iris(*_TOLD, _DERIVED)))
    proofs, labels = Proofs(store), Labels(store)
    found = [
        _read(statistic, store, told, proofs, labels)
        for statistic, told in said.items()
        if _PRINTED in told.values
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


def _read(statistic: Iri, store: Store, said: Said, proofs: Proofs, labels: Labels) -> Statistic:
    def name(property_: str) -> tuple[Named, ...]:
        named = (
            Named(one, _find_label(store, one) or make_short(one))
            for one in said.find_iris(property_)
        )
        return tuple(sorted(named, key=lambda one: (one.label, one.iri)))

    unit, year = said.get_text(MPO + "unit") or "", said.get_integer(MPO + "fiscalYear")
    measured = said.get_iri(_INDICATOR)
    indicator = (None if measured is None else _find_label(store, measured)) or unit
    shown = make_value(said.get_text(_PRINTED) or "", unit)
    as_of, per = said.get_text(MPO + "asOf"), said.get_text(MPO + "per")
    approximate, whole = said.is_true(MPO + "approximate"), said.get_iri(MPO + "partOf")
    return Statistic(
        iri=statistic,
        label=make_statistic_label(indicator, shown, year, as_of, per, approximate),
        indicator=indicator,
        shown=shown,
        number=said.get_text(PREFIXES["rdf"] + "value") or "",
        unit=unit,
        year=year,
        as_of=as_of,
        per=per,
        approximate=approximate,
        about=name(_ABOUT),
        places=name(_PLACE),
        whole=None if whole is None else Named(whole, labels.get(whole, None)),
        evidence=proofs.find(said.find_iris(_DERIVED)),
    )


def _find_label(store: Store, thing: Iri) -> str | None:
    return find_said(store, thing).get_text(PREFIXES["skos"] + "prefLabel")
