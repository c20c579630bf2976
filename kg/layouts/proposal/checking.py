"""Patterns tried on the whole document: none may take more of other lines than of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.layouts.pattern import parse_pattern
from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.lines import TextLine


def settle_patterns(
    ordered: Sequence[Candidate],
    lines: Sequence[TextLine],
    listed: frozenset[int],
    entries: Sequence[str] = (),
) -> tuple[list[Candidate], list[Candidate]]:
    """The levels with the patterns that hold, and those that keep none.

    A rule is tried before those below it, so an upper pattern may not take their headings either.
    `listed` are the blocks of contents lists, `entries` the patterns of lines that open projects.
    """
    kept: list[Candidate] = []
    dropped: list[Candidate] = []
    texts = [line for line in lines if line.is_short and not line.in_row and line.at not in listed]
    # As in a layout: where one level or entry has circled numbers, no other takes them.
    every = [*(template for one in ordered for template in one.patterns), *entries]
    plain = any("{circled" in template for template in every)
    above: set[int] = set()
    for candidate in ordered:
        own = {line.at for line in candidate.lines}
        if candidate.clue == "pattern":
            tried = [_settle(one, plain, own, above, texts) for one in candidate.patterns]
            candidate.patterns = [one for one in tried if one is not None]
        (dropped if candidate.clue == "pattern" and not candidate.patterns else kept).append(
            candidate
        )
        above |= own
    return kept, dropped


def _settle(
    template: str, plain: bool, own: set[int], above: set[int], texts: Sequence[TextLine]
) -> str | None:
    """The pattern, stricter where that costs no heading, None where it takes too much else.

    A known label is no heading for a pattern that has a number.
    """
    if "<" in template:
        texts = [line for line in texts if line.part is None]
    hits = _find_hits(template, plain, texts)
    strays = hits - own - above
    strict = template.replace("> {title}", ">{blank}{title}")
    if strays and strict != template:
        fewer = _find_hits(strict, plain, texts)
        if fewer & own == hits & own and len(fewer - own - above) < len(strays):
            template, hits, strays = strict, fewer, fewer - own - above
    return template if len(strays) <= len(hits & own) else None


def _find_hits(template: str, plain: bool, texts: Sequence[TextLine]) -> set[int]:
    pattern = replace(parse_pattern(template, ""), plain=plain)
    return {line.at for line in texts if pattern.match(line.text) is not None}
