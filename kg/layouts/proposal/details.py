"""Smaller habits of a document: signs before terms, blanks at line ends, leading words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kg.documents.source import SourceText
from kg.layouts.proposal.lines import TextLine
from kg.layouts.proposal.words import load_words
from kg.text.fold import fold_key
from kg.text.items import goes_on

_BETWEEN = re.compile(r"(?<=[^\x00-\x7f\s])[ \u3000](?=[^\x00-\x7f\s])")
_TERM = "*※†"
#: How far a line is looked at.
_LOOKED = 2000


def find_line_end_blanks(lines: Sequence[TextLine]) -> list[TextLine]:
    """Sentences with a blank in their middle that can only be the end of a printed line."""
    return [line for line in lines if not line.in_row and line.ends and _has_line_end(line.text)]


def _has_line_end(text: str) -> bool:
    for match in _BETWEEN.finditer(text[:_LOOKED]):
        left = text[max(0, match.start() - 16) : match.start()]
        if len(left) < 2:
            continue
        opened = sum(left.count(char) for char in "(（「『【[") > sum(
            left.count(char) for char in ")）」』】]"
        )
        if not opened and goes_on(left):
            return True
    return False


def find_term_mark(
    lines: Sequence[TextLine], source: SourceText
) -> tuple[str, list[TextLine]] | None:
    """The sign before terms that a line of their own explains further on, with those lines."""
    found: dict[str, list[TextLine]] = {}
    folded = fold_key(source.text) if any(mark in source.text for mark in "*＊※†") else ""
    terms: Counter[str] = Counter()
    marked = {
        mark: set(
            re.findall(rf"{re.escape(mark)}[「『]?([^\W_][^\s{re.escape(mark)}]{{1,30}})", folded)
        )
        for mark in _TERM
        if mark in folded
    }
    for mark, tails in marked.items():
        heads = {tail[:size] for tail in tails for size in range(2, len(tail) + 1)}
        for before, line in pairwise(lines):
            key = before.key
            if before.is_short and not before.in_row and key in heads and line.ends:
                found.setdefault(mark, []).append(before)
                terms[mark] += 1
    if not terms:
        return None
    mark = terms.most_common(1)[0][0]
    return mark, found[mark]


def find_leads(lines: Sequence[TextLine]) -> list[str]:
    """Words that head paragraphs and belong to their print alone: ポイント …。"""
    words = load_words().leads
    counts: Counter[str] = Counter()
    for line in lines:
        match = re.match(r"([^\W\d_]{2,8})[\s:：]+(?=\S)", line.text[:40])
        if match and line.ends and not line.in_row and fold_key(match[1]) in words:
            counts[match[1]] += 1
    return [word for word, count in sorted(counts.items()) if count > 1]


def find_section_marks(lines: Sequence[TextLine], item_marks: Sequence[str]) -> list[str]:
    """The signs of items in cells that head sections in running text."""
    return sorted(
        {
            line.mark
            for line in lines
            if line.mark in item_marks and line.is_short and not line.in_row and not line.last
        }
        - {""}
    )
