"""Which level stands above which: nesting, numbers that begin anew, words, signs, and order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.words import load_words
from kg.text.fold import fold_key

#: How forms of numbers rank where nothing else tells, the highest first.
_FORMS = ("R", "D", "D.", "D)", "K", "D-D", "(D)", "C", "L", "(L)")


def sort_candidates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates from the top down."""
    wins = {
        id(one): sum(measure_above(one, other) > 0 for other in candidates if other is not one)
        for one in candidates
    }
    return sorted(candidates, key=lambda one: (-wins[id(one)], one.first))


def measure_above(upper: Candidate, lower: Candidate) -> float:
    """How much speaks for `upper` being above `lower`; below 0 the other way round."""
    return _measure_half(upper, lower) - _measure_half(lower, upper)


def _measure_half(upper: Candidate, lower: Candidate) -> float:
    above = [line.at for line in upper.lines]
    below = [line.at for line in lower.lines]
    # A heading without a number of its own seldom begins a new count.
    score = (4.0 if upper.numbers[0] else 1.5) * _measure_anew(above, lower)
    score += 5.0 * _measure_extension(upper, lower)
    score += 2.0 * _leads_directly(above, below)
    if above[0] < below[0]:
        score += 1.5
    if len(above) * 1.3 < len(below):
        score += 1.0
    ranks = load_words().ranks
    ranked = [
        ranks.get(fold_key(one.word.rpartition("…")[2] or one.word)) for one in (upper, lower)
    ]
    if ranked[0] is not None and ranked[1] is not None and ranked[0] < ranked[1]:
        score += 2.0
    if not upper.word and not lower.word and _rank_form(upper) < _rank_form(lower):
        score += 1.5
    hashes = [_find_hashes(one) for one in (upper, lower)]
    if hashes[0] and hashes[1] and hashes[0] < hashes[1]:
        score += 1.5
    if upper.clue == "upper" and lower.clue == "lone":
        score += 10.0
    return score


def _measure_anew(above: Sequence[int], lower: Candidate) -> float:
    """The share of restarts of the lower numbers that follow a heading above, 0 without any."""
    restarts = good = steps = crossed = 0
    for (first, before), (second, after) in pairwise(zip(lower.lines, lower.numbers, strict=True)):
        if not before or not after:
            continue
        between = bisect_right(above, first.at) < bisect_left(above, second.at)
        if after[-1] <= before[-1] and after != before:
            restarts += 1
            good += between
        else:
            steps += 1
            crossed += between
    if not restarts:
        return 0.0
    return good / restarts - (crossed / steps if steps else 0.0)


def _measure_extension(upper: Candidate, lower: Candidate) -> float:
    """The share of lower numbers that begin with the number of the heading above them."""
    if not upper.numbers[0] or len(lower.numbers[0]) <= len(upper.numbers[0]):
        return 0.0
    places = [line.at for line in upper.lines]
    fitting = 0
    for line, numbers in zip(lower.lines, lower.numbers, strict=True):
        at = bisect_right(places, line.at) - 1
        size = len(upper.numbers[at]) if at >= 0 else 0
        fitting += at >= 0 and numbers[:size] == upper.numbers[at]
    return fitting / len(lower.lines)


def _leads_directly(above: Sequence[int], below: Sequence[int]) -> float:
    """Whether headings stand right above lower ones, more often than the other way round."""
    down, up = set(below), set(above)
    leads = sum(at + 1 in down for at in above)
    led = sum(at + 1 in up for at in below)
    return float(leads > led)


def _rank_form(candidate: Candidate) -> int:
    form = candidate.structure.removeprefix("-")
    return _FORMS.index(form) if form in _FORMS else len(_FORMS) // 2


def _find_hashes(candidate: Candidate) -> int:
    """The commonest number of # before the headings, 0 where most have none."""
    counts = sorted(line.hashes for line in candidate.lines)
    return counts[len(counts) // 2] if counts[0] else 0


def set_parents(ordered: Sequence[Candidate]) -> None:
    """Say of each level under which it stands where that is not the one before it."""
    for at, candidate in enumerate(ordered):
        if at == 0:
            continue
        parent = next(
            (other for other in reversed(ordered[:at]) if _contains(other, candidate)), None
        )
        if parent is not ordered[at - 1]:
            candidate.under = parent.level if parent is not None else ""


def _contains(upper: Candidate, lower: Candidate) -> bool:
    """Whether lower headings stand between upper ones, or below the only one."""
    above = [line.at for line in upper.lines]
    inside = {bisect_right(above, line.at) for line in lower.lines} - {0}
    if not inside:
        return False
    listed = all(after - before == 1 for before, after in pairwise(above))
    return len(above) == 1 or inside != {len(above)} or not listed
