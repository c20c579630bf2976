"""Tables that are an outline: cells of headings, running text and marked items.

What a cell is follows from what stands in it, not from its column: a row that was shifted by a
cell, or has lost its label, is still read, and the doubt is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block
from kg.layouts.layout import ItemRule, Layout, NodeRule
from kg.layouts.opinions import Fragment, Rebuilt, measure_width, rebuild
from kg.layouts.pattern import Match
from kg.layouts.prose import ends_sentence
from kg.layouts.rows import RowReader
from kg.records import Span


@dataclass(frozen=True)
class Item:
    """A marked stretch of a cell; `span` is without the mark, `whole` with it."""

    rule: ItemRule
    span: Span
    whole: Span


@dataclass(frozen=True)
class Cell:
    """A cell taken apart: the stretch before its first mark, and its items."""

    span: Span
    lead: Span | None
    items: tuple[Item, ...]
    node: tuple[NodeRule, Match] | None
    leads: NodeRule | None

    def makes(self, what: str) -> bool:
        """Whether its items make such things."""
        return any(item.rule.makes == what for item in self.items)


def parse_cell(span: Span, rows: RowReader, layout: Layout, header: str = "") -> Cell:
    """The parts of one cell; `header` is the folded word above its column, "" for none."""
    text = rows.source.quote(span)
    starts = _find_marks(text, layout, header)
    first = starts[0][0] if starts else len(text)
    lead = rows.source.strip(span.start, span.start + first)
    items: list[Item] = []
    ends = [*(start for start, _ in starts[1:]), len(text)][: len(starts)]
    for (start, rule), end in zip(starts, ends, strict=True):
        whole = rows.source.strip(span.start + start, span.start + end)
        inner = rows.source.strip(span.start + start + len(rule.mark), span.start + end)
        if whole is not None and inner is not None:
            items.append(Item(rule, inner, whole))
    node = _match_node(rows.source.quote(lead), layout) if lead else None
    listed = any(item.rule.makes == "listing" for item in items)
    leads = next((rule for rule in layout.nodes if rule.leads_cell), None) if listed else None
    return Cell(span, lead, tuple(items), node, leads if lead and not node else None)


def _find_marks(text: str, layout: Layout, header: str) -> list[tuple[int, ItemRule]]:
    found: list[tuple[int, ItemRule]] = []
    here = [rule for rule in layout.items if rule.column and rule.column in header]
    kept = {rule.mark for rule in here}
    here += [rule for rule in layout.items if not rule.column and rule.mark not in kept]
    for rule in here:
        pattern = rf"(?:(?<=\s)|(?<=>)|\A){re.escape(rule.mark)}(?=\s*\S)"
        found += [(match.start(), rule) for match in re.finditer(pattern, text)]
    return sorted(found, key=lambda pair: pair[0])


def _match_node(text: str, layout: Layout) -> tuple[NodeRule, Match] | None:
    if ends_sentence(text):
        return None
    for rule in layout.nodes:
        for pattern in rule.cell_patterns:
            if (match := pattern.match(text)) is not None and match.title is not None:
                return rule, match
    return None


def is_header(block: Block, rows: RowReader, layout: Layout) -> bool:
    """Whether a row that begins a table only names its columns: no mark, number or sentence."""
    cells = [parse_cell(cell, rows, layout) for cell in block.cells if cell]
    return all(
        not cell.items and cell.node is None and not ends_sentence(rows.source.quote(cell.span))
        for cell in cells
    )


def find_fragments(span: Span, rows: RowReader) -> list[Fragment]:
    """The stretches of a half column between blanks."""
    text = rows.source.quote(span)
    return [
        Fragment(match.group(), Span(span.start + match.start(), span.start + match.end()))
        for match in re.finditer(r"\S+", text)
    ]


def rebuild_opinions(
    items: Sequence[Item], right: Span | None, rows: RowReader, width: int
) -> list[Rebuilt]:
    """The opinions of a cell, the halves in `right` joined to them where that is sure."""
    left = [find_fragments(item.span, rows) for item in items]
    halves = find_fragments(right, rows) if right else []
    shares = [_count_halves(pieces, width) for pieces in left]
    if len(left) == 1:
        shares = [len(halves)]
    elif sum(shares) != len(halves):
        even = len(halves) == len(left)
        shares = [1] * len(left) if even else _share_unsurely(left, halves)
    opinions: list[Rebuilt] = []
    at = 0
    for pieces, share in zip(left, shares, strict=True):
        opinions.append(rebuild(pieces, halves[at : at + share], width))
        at += share
    if at < len(halves) and opinions:
        # What is left over belongs to the last opinion that did not end.
        open_at = next((i for i, one in enumerate(opinions) if one.incomplete), len(opinions) - 1)
        last = opinions[open_at]
        spans = (*last.spans, *(half.span for half in halves[at:]))
        opinions[open_at] = Rebuilt(last.text, True, spans)
    return opinions


def _count_halves(pieces: Sequence[Fragment], width: int) -> int:
    """How many right halves an opinion has: one a line, none behind a last line that ends."""
    lines = len(pieces)
    if lines == 1 and width:
        lines = max(1, round(len(pieces[0].text) / width))
    return lines - 1 if lines > 1 and ends_sentence(pieces[-1].text) else lines


def _share_unsurely(left: Sequence[Sequence[Fragment]], halves: Sequence[Fragment]) -> list[int]:
    """One half each as long as the halves end sentences; behind one that does not, none is sure."""
    shares: list[int] = []
    used = 0
    sure = True
    for _ in left:
        give = int(sure and used < len(halves))
        if give:
            sure = ends_sentence(halves[used].text)
        used += give
        shares.append(give)
    return shares


def measure_half(blocks: Sequence[Block], rows: RowReader, layout: Layout) -> int:
    """How many characters a line of the left half holds, over all tables of a document."""
    texts = [
        fragment.text
        for block in blocks
        for cell in block.cells
        if cell
        for item in parse_cell(cell, rows, layout).items
        if item.rule.makes == "opinion"
        for fragment in find_fragments(item.span, rows)
    ]
    return measure_width(texts)
