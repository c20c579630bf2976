"""What a sign before a line means: a heading, an item of a list, or a paragraph's ornament."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.layouts.proposal.candidate import Candidate
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.numbering import PLAIN
from kg.layouts.proposal.topics import stands_alone
from kg.layouts.proposal.words import load_words

_PLAIN = PLAIN + "-"
_SENTENCES = 0.34
_BODIED = 0.6
#: How many lines above an item its heading is looked for.
_LOOKED = 40
#: How a verb ends that ends a sentence.
_VERB = re.compile(r"[るうくぐすつぬぶむた]\Z")


@dataclass
class MarkUse:
    """What the signs of a document were taken for: `bullets` and items by what they make."""

    headings: list[Candidate] = field(default_factory=list)
    bullets: dict[str, list[TextLine]] = field(default_factory=dict)
    items: dict[str, tuple[str, list[TextLine]]] = field(default_factory=dict)


def find_marks(lines: Sequence[TextLine], taken: frozenset[int]) -> MarkUse:
    """What each sign before lines means. `taken` are the blocks that are headings already."""
    groups: dict[str, list[int]] = defaultdict(list)
    labels = {line.mark for line in lines if line.part is not None}
    for place, line in enumerate(lines):
        if line.mark and line.at not in taken and line.part is None and not line.in_row:
            groups[line.mark].append(place)
    use = MarkUse()
    told: dict[str, list[TextLine]] = {}
    for mark, places in sorted(groups.items()):
        members = [lines[place] for place in places]
        short = [line for line in members if line.is_short]
        told_in = sum(_tells(line) for line in members) / len(members)
        bodied = sum(_has_body(lines, place) for place in places) / len(members)
        kind = _find_kind(lines, places, taken)
        plain = mark in _PLAIN
        if kind == "opinion" and (told_in > _SENTENCES or plain):
            use.items[mark] = (kind, members)
        elif kind == "listing" and len(short) > 1 and _are_cases(short, told_in, plain):
            use.items[mark] = (kind, short)
        elif told_in > _SENTENCES or plain or bodied < _BODIED:
            told[mark] = _leave_out_notes(lines, places)
        elif mark not in labels and len(short) > 1:
            # A pattern of a sign of labels would take these for headings too.
            pattern = f"{mark} {{title}}"
            use.headings.append(Candidate("pattern", short, [()] * len(short), patterns=[pattern]))
    use.bullets = _find_bullets(told)
    return use


def _find_bullets(told: dict[str, list[TextLine]]) -> dict[str, list[TextLine]]:
    """The signs before paragraphs: those that come again, and with them those of plain lists.

    Entries of a Markdown list need no saying, but where they end no sentence.
    """
    bullets = {mark: lines for mark, lines in told.items() if len(lines) > 1 and mark != "-"}
    entries = told.get("-", [])
    if not bullets and sum(not line.ends for line in entries) > 1:
        bullets["-"] = entries
    single = {mark: lines for mark, lines in told.items() if lines and mark in PLAIN}
    return bullets | (single if bullets else {})


def _tells(line: TextLine) -> bool:
    """Whether a line tells something: a sentence, or one that only lacks its full stop."""
    return not line.is_short or ("、" in line.text and bool(_VERB.search(line.key)))


def _are_cases(lines: Sequence[TextLine], told_in: float, plain: bool) -> bool:
    """Whether lines below a heading of cases name them; plain entries must be called so."""
    if told_in > _SENTENCES or not plain:
        return told_in <= _SENTENCES
    ends = load_words().projects
    named = sum(re.sub(r"\([^()]*\)\Z", "", line.key).endswith(ends) for line in lines)
    return named * 2 >= len(lines) > 0


def _has_body(lines: Sequence[TextLine], place: int) -> bool:
    """Whether something else than a line with the same sign follows."""
    line = lines[place]
    following = lines[place + 1] if place + 1 < len(lines) else None
    if line.above_row:
        return True
    return following is not None and following.mark != line.mark


def _leave_out_notes(lines: Sequence[TextLine], places: Sequence[int]) -> list[TextLine]:
    """The lines without notes below a table: right below it, or below another note."""
    told: list[TextLine] = []
    note_at = -2
    for place in places:
        if lines[place].below_row or note_at == place - 1:
            note_at = place
        else:
            told.append(lines[place])
    return told


def _find_kind(
    lines: Sequence[TextLine], places: Sequence[int], taken: frozenset[int]
) -> str | None:
    """What the nearest headings above the items say that these are: cases or opinions."""
    words = load_words()
    votes: dict[str, int] = defaultdict(int)
    for place in places:
        mark = lines[place].mark
        for above in reversed(lines[max(0, place - _LOOKED) : place]):
            if above.mark == mark or not _looks_like_heading(above, taken):
                continue
            if any(word in above.bare for word in words.opinions):
                votes["opinion"] += 1
            elif any(word in above.bare for word in words.cases):
                votes["listing"] += 1
            break
    best = max(votes, key=lambda kind: votes[kind], default=None)
    return best if best is not None and votes[best] * 4 >= len(places) * 3 else None


def _looks_like_heading(line: TextLine, taken: frozenset[int]) -> bool:
    if not line.is_short or line.in_row:
        return False
    marked = line.mark != "" and line.mark not in _PLAIN
    known = line.part is not None or line.at in taken
    return marked or known or line.hashes > 0 or stands_alone(line)
