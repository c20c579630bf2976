"""Which municipalities must be built together: those that documents, people or decisions tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.building.chunk import ChunkAbout, ChunkJob
from kg.building.region import RegionJob
from kg.building.scopes import Groups, Shares, find_scope
from kg.building.store import Store
from kg.decisions.record import Decision
from kg.graph.ntriples import Triples


@dataclass(frozen=True)
class Region:
    """Municipalities that are built together; `bodies` are who runs their projects by the table of
    people, `codes` all codes that are theirs, of municipalities without documents too."""

    job: RegionJob
    bodies: Triples
    codes: frozenset[str]


def plan_regions(
    store: Store,
    jobs: Sequence[ChunkJob],
    abouts: Sequence[ChunkAbout],
    shares: Shares,
    decisions: Sequence[Decision],
) -> list[Region]:
    """The regions; what people keep of a municipality without documents is one too.

    `shares` are the graphs that people keep, and last the table of who runs what.
    """
    groups = Groups()
    for code in shares.codes:
        groups.join([code, shares.groups.find(code)])
    for job, about in zip(jobs, abouts, strict=True):
        groups.join([job.code, *about.foreign])
    scopes = {number: _find_scopes(one) for number, one in enumerate(decisions)}
    for found in scopes.values():
        groups.join(found)
    every = [*(job.code for job in jobs), *shares.codes]
    names = list(dict.fromkeys(groups.find(code) for code in every))
    own: dict[str, list[int]] = defaultdict(list)
    for number, job in enumerate(jobs):
        own[groups.find(job.code)].append(number)
    codes: dict[str, set[str]] = defaultdict(set)
    for code in every:
        codes[groups.find(code)].add(code)
    decided: dict[str, list[Decision]] = defaultdict(list)
    for number, decision in enumerate(decisions):
        # A decision on nothing that is anybody's is told once.
        name = groups.find(min(scopes[number])) if scopes[number] else names[0]
        decided[name if name in codes else names[0]].append(decision)
    regions = []
    for name in names:
        *kept, bodies = shares.get(shares.groups.find(code) for code in codes[name])
        regions.append(
            Region(
                RegionJob(
                    store,
                    tuple(jobs[number] for number in own[name]),
                    tuple(abouts[number].digest for number in own[name]),
                    tuple(kept),
                    tuple(decided[name]),
                ),
                bodies,
                frozenset(codes[name]),
            )
        )
    return regions


def _find_scopes(decision: Decision) -> set[str]:
    found = (find_scope(decision.subject), find_scope(decision.object))
    return {scope for scope in found if scope is not None}
