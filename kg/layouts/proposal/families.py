"""Numbered headings by families, and how far the evidence bears each family out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.numbering import CLOSE, Family, Numbered
from kg.layouts.proposal.words import load_words
from kg.text.fold import fold_key

#: The share of steps that must count up, and of headings that something else must follow.
_COUNTING = 0.6
_BODIED = 0.5
#: The same for numbers without a blank behind them, which any line may begin with.
_SURE = 0.8
#: The share of lines of a family that may end a sentence.
_SENTENCES = 0.34
#: How many patterns a level may have.
_PATTERNS = 4


@dataclass(frozen=True)
class Evidence:
    """What speaks for a family: shares of steps that count up, of bodies below, of sentences."""

    count: int
    counting: float
    bodied: float
    sentences: float
    known: bool


def find_families(
    lines: Sequence[TextLine],
    listed: frozenset[int],
    announced: frozenset[str],
) -> tuple[list[Candidate], list[tuple[Candidate, Evidence]]]:
    """The families that are levels, and those that are not with the evidence against them.

    `listed` are the blocks of contents lists; `announced` the titles that a contents list or a
    table names too.
    """
    next_lines = {line.at: after for line, after in pairwise(lines)}
    groups: dict[Family, list[TextLine]] = defaultdict(list)
    for line in lines:
        if line.numbered is not None and line.part is None and line.at not in listed:
            groups[line.numbered.family].append(line)
    accepted: list[Candidate] = []
    refused: list[tuple[Candidate, Evidence]] = []
    for family, members in _merge(groups).items():
        candidate = make_candidate(family, members)
        if not candidate.lines:
            continue
        evidence = weigh(candidate, members, next_lines)
        named = len(candidate.titles & announced)
        if _holds(family, candidate, evidence) or (
            named > 1 and named * 2 >= len(candidate.titles) and evidence.sentences <= _SENTENCES
        ):
            accepted.append(candidate)
        else:
            refused.append((candidate, evidence))
    longer = [pair for pair in refused if _extends(pair[0], accepted) and pair[1].bodied > 0]
    accepted += [candidate for candidate, _ in longer]
    return accepted, [pair for pair in refused if pair not in longer]


def _extends(candidate: Candidate, accepted: Sequence[Candidate]) -> bool:
    """Whether each number goes on from that of the heading above it: 1-1 above 1-1-1."""
    for upper in accepted:
        places = [line.at for line in upper.lines]
        if upper.word != candidate.word or len(upper.numbers[0]) + 1 != len(candidate.numbers[0]):
            continue
        at = [bisect_right(places, line.at) - 1 for line in candidate.lines]
        if all(
            place >= 0 and numbers[:-1] == upper.numbers[place]
            for place, numbers in zip(at, candidate.numbers, strict=True)
        ):
            return True
    return False


def _merge(groups: dict[Family, list[TextLine]]) -> dict[Family, list[TextLine]]:
    """Families in order, those joined whose numbers differ only in a first one that was lost."""
    merged: dict[Family, list[TextLine]] = {}
    for family in sorted(groups):
        members = groups[family]
        whole = next(
            (
                Family(family.word, lead + family.structure, family.place)
                for lead in "RDK"
                if Family(family.word, lead + family.structure, family.place) in groups
            ),
            None,
        )
        loose = Family(family.word, family.structure.removesuffix(CLOSE), family.place)
        if family != loose and len(groups.get(loose, ())) >= len(members):
            # A blank that was lost in one heading or another.
            merged.setdefault(loose, []).extend(members)
        elif family.structure.startswith("-") and whole is not None:
            merged.setdefault(whole, []).extend(members)
        else:
            merged.setdefault(family, []).extend(members)
    return {family: sorted(members, key=lambda line: line.at) for family, members in merged.items()}


def make_candidate(family: Family, members: Iterable[TextLine]) -> Candidate:
    """The candidate of a family: its short lines, its patterns the commonest first."""
    short = [line for line in members if line.is_short]
    prints = [line.numbered for line in short if line.numbered is not None]
    titled = [one for one in prints if one.title]
    untitled = len(prints) - len(titled)
    candidate = Candidate("pattern", short, [one.numbers for one in prints])
    candidate.word, candidate.structure = family.word, family.structure
    candidate.title_next = untitled > 0
    candidate.patterns = find_patterns(family, prints)
    return candidate


def find_patterns(family: Family, prints: Sequence[Numbered]) -> list[str]:
    """The patterns that headings of a family are printed as, the commonest first."""
    lost = {one.family.structure for one in prints} != {family.structure}
    counts: Counter[str] = Counter()
    for one in prints:
        template = one.template
        if lost:
            template = _open_lead(template)
        counts[template] += 1
    kept = dict(counts)
    for template, count in counts.items():
        # A blank that is there in one and missing in another is optional.
        loose = template.replace("{blank}{title}", " {title}")
        if template != loose and loose in counts:
            kept[loose] = kept.get(loose, 0) + count
            kept.pop(template, None)
        marked = template.replace("{bullet} ", "")
        if template != marked and marked in counts:
            kept.pop(marked, None)
            kept.pop(template, None)
            kept[template.replace("{bullet}", "{bullet?}")] = count + counts[marked]
    ranked = sorted(kept, key=lambda template: (-kept[template], template))
    return ranked[:_PATTERNS]


def _open_lead(template: str) -> str:
    """The template with its first number optional."""
    head, opened, rest = template.partition("<")
    if rest.startswith("- "):
        return f"{head}{opened}{{roman?}} {rest}"
    for name in ("roman", "number", "letter"):
        if rest.startswith("{" + name + "}"):
            return f"{head}{opened}{{{name}?}}{rest.removeprefix('{' + name + '}')}"
    return template


def weigh(
    candidate: Candidate, members: Sequence[TextLine], next_lines: dict[int, TextLine]
) -> Evidence:
    """The evidence for a candidate; `members` are its lines with those that end sentences."""
    words = load_words()
    own = {line.at for line in candidate.lines}
    bodied = sum(
        1
        for line in candidate.lines
        if line.above_row
        or ((after := next_lines.get(line.at)) is not None and after.at not in own)
    )
    word = fold_key(candidate.word.rpartition("…")[2] or candidate.word)
    return Evidence(
        len(
            {
                (numbers, line.key)
                for numbers, line in zip(candidate.numbers, candidate.lines, strict=True)
            }
        ),
        measure_counting(candidate.numbers),
        bodied / len(candidate.lines),
        1 - len(candidate.lines) / len(members),
        word in words.ranks or word.removesuffix("番号") in words.ranks,
    )


def measure_counting(numbers: Sequence[tuple[int, ...]]) -> float:
    """The share of steps from one heading to the next that count up, begin anew, or repeat."""
    steps = list(pairwise(numbers))
    if not steps:
        return 1.0
    return sum(_measure_step(before, after) for before, after in steps) / len(steps)


def _measure_step(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    if before == after or not after or not before:
        return 1.0
    if after[-1] == 1 or after[-1] == before[-1] + 1:
        return 1.0
    if after[:-1] != before[:-1]:
        return 0.5
    return 0.5 if 0 < after[-1] - before[-1] <= 3 else 0.0


def _holds(family: Family, candidate: Candidate, evidence: Evidence) -> bool:
    titled = any(line.numbered is not None and line.numbered.title for line in candidate.lines)
    if evidence.sentences > _SENTENCES or not (titled or evidence.known):
        return False
    if family.place == "article":
        return evidence.bodied > 0
    if candidate.title_next and not evidence.known:
        return False
    if evidence.count == 1:
        chapter = evidence.known or "…" in family.word
        marked = candidate.lines[0].hashes > 0
        return evidence.bodied > 0 and (chapter or (marked and candidate.numbers[0][-1:] == (1,)))
    if _come_again(candidate):
        return False
    enough = evidence.counting >= _COUNTING and evidence.bodied >= _BODIED
    if family.structure.endswith(CLOSE):
        enough = evidence.counting >= _SURE and evidence.bodied >= _SURE
    if family.place == "behind" and not evidence.known:
        return enough and evidence.count > 2
    return enough


def _come_again(candidate: Candidate) -> bool:
    """Whether a few titles come again at every new count: labels like 1 現状 2 方針 3 施策."""
    told = [
        (line.key, numbers)
        for line, numbers in zip(candidate.lines, candidate.numbers, strict=True)
        if not line.in_row
    ]
    restarts = sum(
        before != after and after[-1:] <= before[-1:] for (_, before), (_, after) in pairwise(told)
    )
    return restarts > 0 and len({key for key, _ in told}) * 2 <= len(told)
