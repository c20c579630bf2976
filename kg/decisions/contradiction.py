"""Decisions on rows and on projects that do not fit each other, for a person to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.decisions.record import Decision, Outcome
from kg.decisions.trouble import Trouble
from kg.graph.ntriples import MPO, Term, Triples


def find_contradictions(
    decisions: Sequence[Decision], graphs: Sequence[Triples]
) -> Iterator[tuple[Decision, Trouble]]:
    """The rejections that the graph does not bear out: two rows that were told apart and list one
    project, and two projects that were while a row of one repeats a row of the other."""
    rejected = [
        one
        for one in decisions
        if one.outcome is Outcome.REJECTED
        and one.predicate in (MPO.reappearanceOf, MPO.sameThingAs)
    ]
    if not rejected:
        return
    lists: dict[Term, Term] = {}
    originals: dict[Term, list[Term]] = defaultdict(list)
    for graph in graphs:
        for subject, predicate, object_ in graph:
            if predicate == MPO.lists:
                lists[subject] = object_
            elif predicate == MPO.reappearanceOf:
                originals[subject].append(object_)
    repeats = {
        frozenset(pair)
        for row, found in originals.items()
        for one in found
        if (pair := (lists.get(row), lists.get(one))) and pair[0] != pair[1]
    }
    for decision in rejected:
        ends = decision.subject, decision.object
        if decision.predicate == MPO.sameThingAs:
            if frozenset(ends) in repeats:
                yield decision, Trouble.STILL_REPEATED
        elif lists.get(ends[0], ends[0]) == lists.get(ends[1], ends[1]):
            yield decision, Trouble.ONE_PROJECT
