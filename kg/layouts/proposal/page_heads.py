"""The lines that pages print on top or at the foot: the title again, beside the page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kg.layouts.proposal.lines import TextLine

#: The share of a line's prints that must stand beside what is no text.
_BESIDE = 0.5


def find_page_heads(lines: Sequence[TextLine]) -> frozenset[str]:
    """The keys of lines that come again and open nothing: the first line of the document, and
    those that mostly stand beside a page number or rule, which are no lines themselves.

    What has a sign or number before it, or stands in a table, is none.
    """
    counts = Counter(line.key for line in lines if _may_be(line))
    beside: Counter[str] = Counter()
    for before, line in pairwise([None, *lines]):
        if line is None or not _may_be(line):
            continue
        # A page number was left out between two lines whose blocks do not follow one another.
        beside[line.key] += before is not None and _is_parted(before, line)
    for line, after in pairwise(lines):
        if _may_be(line) and line.gap and _is_parted(line, after):
            beside[line.key] += 1
    found = {
        key for key, count in counts.items() if count > 1 and beside[key] >= max(2, _BESIDE * count)
    }
    first = next(iter(lines), None)
    if first is not None and _may_be(first) and counts[first.key] > 1:
        found.add(first.key)
    return frozenset(found)


def _may_be(line: TextLine) -> bool:
    plain = not line.mark and line.hashes == 0 and line.numbered is None and line.part is None
    return (
        plain and line.is_short and not line.in_row and line.text.strip()[0] not in "【［[〔《〈＜<"
    )


def _is_parted(before: TextLine, line: TextLine) -> bool:
    """Whether what is no text, and no table either, stands between two lines."""
    return line.at - before.at == 2 and not (before.above_row or line.below_row)
