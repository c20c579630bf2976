"""What parts of legislation cite and what cites them, each with the passage that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.graph.legislation_names import make_unit_label, split_address
from kg.legislation_records import Path
from kg.names import MPO, PREFIXES
from kg.questions.evidence import Evidence, Proofs
from kg.questions.kinds import find_label, prepare_labels
from kg.questions.label import make_heading_label
from kg.questions.reading import Named, make_short
from kg.questions.said import find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_RDF: Final = PREFIXES["rdf"]
_CITES: Final = PREFIXES["eli"] + "cites"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_SURE: Final = (MPO + "Stated", MPO + "Confirmed")
_DIVISIONS: Final = ("part", "chp", "sec", "subsec", "div")

_Proven = Mapping[Iri, set[Iri]]


@dataclass(frozen=True)
class Cited:
    """A part of legislation at one end of a citation, with the passages that cite."""

    unit: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class CitedAct:
    """Legislation with what is cited of it, or cites in it, in the order of its text.

    `evidence` proves that it is cited as a whole.
    """

    act: Named
    evidence: tuple[Evidence, ...]
    units: tuple[Cited, ...]

    @property
    def size(self) -> int:
        """How many things of it are named."""
        return len(self.units) + bool(self.evidence)


@dataclass(frozen=True)
class Citations:
    """What some parts of legislation cite, and what cites them, that of their own act first."""

    cites: tuple[CitedAct, ...] = ()
    cited: tuple[CitedAct, ...] = ()


def find_citations(store: Store, units: Iterable[Iri], whole: Iri) -> Citations:
    """The citations of some units that make up a `whole`; those inside it are left out."""
    asked = tuple(units)
    links = {
        link
        for end in ("subject", "object")
        for link, _, _ in store.find_users(asked, Iri(_RDF + end))
    }
    prepare_said(store, links)
    own = set(asked)
    cites: dict[Iri, set[Iri]] = defaultdict(set)
    cited: dict[Iri, set[Iri]] = defaultdict(set)
    for link in links:
        said = find_said(store, link)
        subject, target = said.get_iri(_RDF + "subject"), said.get_iri(_RDF + "object")
        told = _CITES in said.find(_RDF + "predicate") and said.get(MPO + "status") in _SURE
        if not told or subject is None or target is None:
            continue
        proofs = said.find_iris(_DERIVED)
        if subject in own and not _is_inside(target, whole):
            cites[target].update(proofs)
        if target in own and not _is_inside(subject, whole):
            cited[subject].update(proofs)
    _prepare(store, cites, cited)
    home = split_address(whole)[0]
    return Citations(_group(store, cites, home), _group(store, cited, home))


def say_unit(store: Store, unit: Iri) -> str:
    """A part of legislation without the name of the act: 第2条 定義, 第36条の3第1項, 第4章の2 …."""
    act, path = split_address(unit)
    label = find_label(store, unit)
    if not path:
        return label or make_short(unit)
    kind, _, number = path[-1].partition("_")
    printed = make_unit_label(path)
    if len(path) == 1 and kind == "art":
        return make_heading_label(number, label)
    if is_division(path):
        printed = make_unit_label(path[-1:])
        return printed if label in (None, printed) else f"{printed} {label}"
    if path[0].startswith("suppl") and len(path) > 1:
        # 附則第1項 does not tell which 附則.
        head = find_label(store, Iri(f"{act}/{path[0]}"))
        return f"{head or make_unit_label(path[:1])} {make_unit_label(path[1:])}"
    return label or printed


def is_division(path: Path) -> bool:
    """Whether a path leads to a 編, 章, 節, 款 or 目."""
    return bool(path) and path[-1].partition("_")[0] in _DIVISIONS


def _is_inside(unit: str, whole: str) -> bool:
    return unit == whole or unit.startswith(f"{whole}/")


def _prepare(store: Store, *found: _Proven) -> None:
    """Read in one go all that the labels and proofs need."""
    units = {unit for one in found for unit in one}
    prepare_said(store, {proof for one in found for own in one.values() for proof in own})
    named = set(units)
    for unit in units:
        act, path = split_address(unit)
        named |= {Iri(act), Iri("/".join((act, *path[:1])))}
    prepare_labels(store, named)


def _group(store: Store, found: _Proven, home: str) -> tuple[CitedAct, ...]:
    proofs = Proofs(store)
    grouped: dict[Iri, list[Iri]] = defaultdict(list)
    whole: dict[Iri, tuple[Evidence, ...]] = {}
    for unit, own in found.items():
        if _is_said_closer(unit, own, found):
            continue
        act, path = split_address(unit)
        units = grouped[Iri(act)]
        if path:
            units.append(unit)
        else:
            whole[unit] = proofs.find(own)
    acts = [
        CitedAct(
            Named(act, find_label(store, act) or make_short(act)),
            whole.get(act, ()),
            tuple(
                Cited(Named(unit, say_unit(store, unit)), proofs.find(found[unit]))
                for unit in sorted(units, key=_make_key)
            ),
        )
        for act, units in grouped.items()
    ]
    return tuple(sorted(acts, key=lambda one: (one.act.iri != home, one.act.label, one.act.iri)))


def _is_said_closer(unit: Iri, own: set[Iri], found: _Proven) -> bool:
    """Whether every passage that names a unit names a part of it: then that part says it."""
    below = (proofs for other, proofs in found.items() if other.startswith(f"{unit}/"))
    return own <= {proof for proofs in below for proof in proofs}


def _make_key(unit: Iri) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
    """A key in the order of a text: divisions, articles, then 附則 and the rest."""
    steps = []
    for segment in split_address(unit)[1]:
        kind, _, number = segment.partition("_")
        behind = 2 if kind in ("tbl", "form", "fig", "note") else int(kind == "suppl")
        steps.append((behind, kind, tuple(map(int, number.split("_"))) if number else ()))
    return tuple(steps)
