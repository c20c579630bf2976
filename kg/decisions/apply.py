"""Decisions put into force: what people confirmed holds, what they rejected does not come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.decisions.evidence import find_lost
from kg.decisions.record import SINGLE, Decision, Outcome
from kg.decisions.statements import Statements
from kg.graph.ntriples import MPO, Triples, get_iri, truth


class Trouble(StrEnum):
    """Why a decision is not, or not wholly, in force."""

    CHANGED = "decision-outdated"
    GONE = "decision-without-link"
    KEPT = "decision-against-curated"


_TOLD: Final = {
    Trouble.CHANGED: (
        "根拠の箇所が決定の後で変わったため、決定を当てはめていません。",
        "The passages have changed since it was decided, so the decision is not applied.",
        "`kg review` でもう一度決めてください。",
        "Decide again with `kg review`.",
    ),
    Trouble.GONE: (
        "決定した関連の両端か根拠の箇所がグラフにないため、何も書いていません。",
        "An end or every passage of the decided link is not in the graph, so nothing is said.",
        "文書を取り込み直すか、そのままにしてください。決定は残ります。",
        "Take the document in again, or leave it: the decision is kept.",
    ),
    Trouble.KEPT: (
        "退けた関係が curated.ttl に書かれているため、グラフに残っています。",
        "A relation that was rejected is written in curated.ttl, so it stays in the graph.",
        "curated.ttl から除くか、決定を改めてください。",
        "Take it out of curated.ttl, or decide otherwise.",
    ),
}


@dataclass(frozen=True)
class Outdated:
    """A decision that is not in force, and why; `lost` are the words that are gone."""

    decision: Decision
    trouble: Trouble
    lost: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The name of the finding."""
        return self.trouble.value

    @property
    def thing(self) -> str:
        """The IRI of the link."""
        return get_iri(self.decision.link) or ""

    @property
    def ja(self) -> str:
        """What is wrong, in Japanese."""
        return _TOLD[self.trouble][0]

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return _TOLD[self.trouble][1]

    @property
    def fix_ja(self) -> str:
        """How to mend it, in Japanese."""
        return _TOLD[self.trouble][2]

    @property
    def fix_en(self) -> str:
        """How to mend it, in English."""
        return _TOLD[self.trouble][3]


def put_into_force(
    decisions: Iterable[Decision],
    graphs: Sequence[Triples],
    inferred: Triples,
    kept: Sequence[Triples] = (),
    *,
    restores: bool = True,
) -> list[Outdated]:
    """Change the graphs to what people decided; the decisions that are not in force.

    A decision whose words have changed is not applied: what was rejected is held as a candidate,
    what was confirmed is what the rules say.
    """
    decided = list(decisions)
    if not decided:
        return []
    changed = list({id(one): one for one in (*graphs, inferred)}.values())
    statements = Statements(decided, changed, inferred, kept)
    found: list[Outdated] = []
    for decision in decided:
        if statements.is_kept(decision):
            if decision.outcome is Outcome.REJECTED:
                found.append(Outdated(decision, Trouble.KEPT))
            if not statements.is_generated(decision):
                continue
        lost = find_lost(decision.quotes, statements.find_quotes(decision))
        if not statements.is_generated(decision) and not restores:
            continue
        if not statements.restore(decision):
            found.append(Outdated(decision, Trouble.GONE, lost))
            continue
        if lost:
            found.append(Outdated(decision, Trouble.CHANGED, lost))
        _put(statements, decision, is_held=bool(lost))
    _mend_originals(statements, decided, inferred)
    return found


def _put(statements: Statements, decision: Decision, *, is_held: bool) -> None:
    if decision.outcome is Outcome.REJECTED:
        (statements.hold if is_held else statements.reject)(decision)
    elif is_held:
        statements.leave(decision)
    else:
        statements.confirm(decision)
        if decision.predicate in SINGLE:
            statements.set_back_others(decision)


def _mend_originals(statements: Statements, decided: Iterable[Decision], inferred: Triples) -> None:
    """A decided row says that its original is unknown exactly when no original holds."""
    for row in {one.subject for one in decided if one.predicate == MPO.reappearanceOf}:
        if statements.has_direct(row, MPO.reappearanceOf):
            statements.discard(row, MPO.originalUnknown, truth(True))
        elif statements.is_there(row):
            inferred.add(row, MPO.originalUnknown, truth(True))
