"""A project: every appearance of it, side by side, with years, marks, bodies and originals."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.names import MPO, PREFIXES, make_municipality, parse_thing
from kg.questions.appearance import Appearance, find_appearances, find_repeats
from kg.questions.describe import Description, Fact, describe
from kg.questions.evidence import Proofs
from kg.questions.kinds import find_label
from kg.questions.reading import Named, make_short
from kg.questions.timeline import Column, find_columns
from kg.store.store import Store
from kg.store.terms import Iri

_PROJECT = MPO + "Project"


@dataclass(frozen=True)
class ProjectAnswer:
    """A project. `bodies` are claims of who runs it; `relations` all other links of it."""

    iri: Iri
    label: str
    other_names: tuple[Fact, ...]
    name_facts: tuple[Fact, ...]
    municipality: Named | None
    bodies: tuple[Fact, ...]
    wards: tuple[Fact, ...]
    appearances: tuple[Appearance, ...]
    columns: tuple[Column, ...]
    repeats: dict[Iri, tuple[Iri, ...]]
    relations: tuple[Fact, ...]
    description: Description

    @property
    def reappearances(self) -> int:
        """How many of its appearances carry a 再掲 mark."""
        return sum(one.reappearance for one in self.appearances)


def get_project(store: Store, project: Iri) -> ProjectAnswer:
    """One project. Raises NotFoundError for what is none."""
    description = describe(store, project)
    if all(kind.iri != _PROJECT for kind in description.kinds):
        raise NotFoundError(f"事業ではありません / not a project: {project}")
    appearances = find_appearances(store, project, Proofs(store))
    bodies = description.find_facts(MPO + "responsibleBody")
    names = description.find_facts(PREFIXES["skos"] + "prefLabel")
    others = description.find_facts(PREFIXES["skos"] + "altLabel")
    wards = description.find_facts(MPO + "wardScope")
    shown = {*bodies, *names, *others, *wards}
    return ProjectAnswer(
        iri=project,
        label=description.label,
        other_names=others,
        name_facts=names,
        municipality=find_municipality(store, project),
        bodies=bodies,
        wards=wards,
        appearances=appearances,
        columns=find_columns(appearances),
        repeats={one.iri: find_repeats(store, one.iri) for one in appearances},
        relations=tuple(fact for fact in description.facts if fact not in shown),
        description=description,
    )


def find_municipality(store: Store, thing: Iri) -> Named | None:
    """The municipality under whose code a shared thing is named."""
    parts = parse_thing(thing)
    if parts is None:
        return None
    municipality = Iri(make_municipality(parts.code))
    return Named(municipality, find_label(store, municipality) or make_short(municipality))
