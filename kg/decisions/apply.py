"""Decisions put into force: what people confirmed holds, what they rejected does not come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.decisions.anchor import Doubt
from kg.decisions.contradiction import find_contradictions
from kg.decisions.evidence import find_lost
from kg.decisions.record import SINGLE, Decision, Outcome
from kg.decisions.say import Namer
from kg.decisions.statements import Statements
from kg.decisions.trouble import TOLD, Trouble
from kg.graph.ntriples import MPO, Term, Triples, truth


@dataclass(frozen=True)
class Outdated:
    """A decision that is not wholly in force, and why; `lost` are the words that are gone, `thing`
    is the link in words, with the first digits of its IRI."""

    decision: Decision
    trouble: Trouble
    lost: tuple[str, ...] = ()
    thing: str = ""

    @property
    def code(self) -> str:
        """The name of the finding."""
        return self.trouble.value

    @property
    def ja(self) -> str:
        """What is wrong, in Japanese."""
        return TOLD[self.trouble].ja

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return TOLD[self.trouble].en

    @property
    def fix_ja(self) -> str:
        """How to mend it, in Japanese."""
        return TOLD[self.trouble].fix_ja

    @property
    def fix_en(self) -> str:
        """How to mend it, in English."""
        return TOLD[self.trouble].fix_en


def put_into_force(
    decisions: Iterable[Decision],
    doubts: Sequence[Doubt],
    graphs: Sequence[Triples],
    inferred: Triples,
    kept: Sequence[Triples] = (),
    *,
    restores: bool = True,
) -> list[Outdated]:
    """Change the graphs to what people decided; the decisions that are not in force.

    A decision whose words have changed is not applied: what a rule says now of what was decided on
    is held as a candidate, and what no rule says is not written.
    """
    decided = list(decisions)
    if not decided and not doubts:
        return []
    changed = list({id(one): one for one in (*graphs, inferred)}.values())
    statements = Statements(decided, doubts, changed, inferred, kept)
    found: list[tuple[Decision, Trouble, tuple[str, ...]]] = []
    for decision in decided:
        found += (
            (decision, trouble, lost) for trouble, lost in _put(statements, decision, restores)
        )
    in_force = {one.key for one in decided} - {one.key for one, *_ in found}
    rows = {one.subject for one in decided if one.predicate == MPO.reappearanceOf}
    keys = {one.key for one in decided}
    for doubt in doubts:
        held = statements.hold_doubtful(doubt, keys)
        rows |= held if doubt.decision.predicate == MPO.reappearanceOf else set()
        found.append((doubt.decision, doubt.trouble, doubt.lost))
    _mend_originals(statements, rows, inferred)
    sure = [one for one in decided if one.key in in_force]
    found += ((one, trouble, ()) for one, trouble in find_contradictions(sure, [*changed, *kept]))
    if not found:
        return []
    namer = Namer([*changed, *kept], [one for one, *_ in found])
    return [Outdated(one, trouble, lost, namer.say(one)) for one, trouble, lost in found]


def _put(
    statements: Statements, decision: Decision, restores: bool
) -> list[tuple[Trouble, tuple[str, ...]]]:
    """Put one decision into force; why it is not, or not wholly."""
    found: list[tuple[Trouble, tuple[str, ...]]] = []
    is_rejected = decision.outcome is Outcome.REJECTED
    if statements.is_kept(decision):
        if is_rejected:
            found.append((Trouble.KEPT, ()))
        if not statements.is_generated(decision):
            return found
    lost = find_lost(decision.quotes, statements.find_quotes(decision))
    if not statements.is_generated(decision) and not restores:
        return found
    if not statements.restore(decision, is_lost=bool(lost)):
        trouble = Trouble.CHANGED if statements.has_ends(decision) else Trouble.GONE
        return [*found, (trouble, lost)]
    if lost:
        (statements.hold if is_rejected else statements.leave)(decision)
        return [*found, (Trouble.CHANGED, lost)]
    if is_rejected:
        statements.reject(decision)
    else:
        statements.confirm(decision)
        if decision.predicate in SINGLE:
            statements.set_back_others(decision)
    return found


def _mend_originals(statements: Statements, rows: Collection[Term], inferred: Triples) -> None:
    """A decided row says that its original is unknown exactly when no original holds."""
    for row in sorted(rows):
        if statements.has_direct(row, MPO.reappearanceOf):
            statements.discard(row, MPO.originalUnknown, truth(True))
        elif statements.is_there(row):
            inferred.add(row, MPO.originalUnknown, truth(True))
