"""The short answer about a project: who runs it, where, in which years, how often it is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.questions.describe import Fact
from kg.questions.document import DocumentFacts
from kg.questions.evidence import Evidence, narrow_to, sort_evidence
from kg.questions.project import ProjectAnswer
from kg.questions.reading import Named, make_short
from kg.questions.timeline import Column
from kg.questions.vocabulary import get_code
from kg.store.terms import Iri


@dataclass(frozen=True)
class Told:
    """A body or a ward, with what says so."""

    thing: Named
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Brief:
    """The short answer.

    `first` and `last` are the periods that rows plan for; where no row has any, `period` is that
    of the documents, None for those that state none.
    """

    bodies: tuple[Told, ...]
    wards: tuple[Told, ...]
    first: Column | None
    last: Column | None
    period: tuple[int, int | None] | None
    listings: int
    reappearances: int
    documents: tuple[Named, ...]


def make_brief(answer: ProjectAnswer, documents: Mapping[Iri, DocumentFacts]) -> Brief:
    """The short answer out of the whole one; `documents` tell the periods of plans."""
    homes = tuple(dict.fromkeys(one.document for one in answer.appearances))
    facts = [documents[one.iri] for one in homes if one.iri in documents]
    starts = [one.start for one in facts if one.start is not None]
    ends = [one.end for one in facts if one.end is not None]
    columns = answer.columns
    return Brief(
        bodies=_find_bodies(answer),
        wards=_find_wards(answer),
        first=columns[0] if columns else None,
        last=columns[-1] if columns else None,
        period=(min(starts), max(ends, default=None)) if starts else None,
        listings=len(answer.appearances),
        reappearances=answer.reappearances,
        documents=homes,
    )


def _find_bodies(answer: ProjectAnswer) -> tuple[Told, ...]:
    said = [(_name(fact), fact.evidence) for fact in answer.bodies]
    rows = [(one.body, one.evidence) for row in answer.appearances for one in row.bodies]
    return _gather([*said, *(pair for pair in rows if pair[0].iri not in {n.iri for n, _ in said})])


def _find_wards(answer: ProjectAnswer) -> tuple[Told, ...]:
    rows = [
        (ward, narrow_to(row.printed_name, row.evidence))
        for row in answer.appearances
        for ward in row.wards
    ]
    printed = {ward.iri for ward, _ in rows}
    said = [(_name(fact), fact.evidence) for fact in answer.wards if fact.value not in printed]
    return _gather([*rows, *said])


def _name(fact: Fact) -> Named:
    return Named(Iri(fact.value), fact.value_label or make_short(fact.value))


def _gather(pairs: Iterable[tuple[Named, tuple[Evidence, ...]]]) -> tuple[Told, ...]:
    labels: dict[Iri, str] = {}
    found: dict[Iri, list[Evidence]] = defaultdict(list)
    for thing, evidence in pairs:
        # A code has no label in the rows that print it.
        is_code = thing.iri.rpartition("#")[2] == thing.label
        labels.setdefault(thing.iri, get_code(thing.iri).ja if is_code else thing.label)
        found[thing.iri] += evidence
    return tuple(Told(Named(iri, labels[iri]), sort_evidence(own)) for iri, own in found.items())
