"""Tables of contents inside a document: what they announce, and the headings that come.

A contents list stands under the name of a level, or its entries carry page references, or the
same titles come again further on. Its entries are further proof of the headings, and where a
heading has lost its number or mark it is known by the title that was announced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.blocks import Block, BlockKind
from kg.layouts.layout import Layout, NodeRule
from kg.layouts.pattern import LONGEST, PAGE_REFERENCE
from kg.layouts.prose import ends_sentence
from kg.records import Span
from kg.text.fold import fold, fold_key

_ENTRY = re.compile(
    r"\s*(?:[-・●○•*]\s*)?(?P<notation>\d{1,3}|[IVX]{1,5}|\(\d{1,3}\))[.、:\s]\s*"
    rf"(?P<title>(?=.*[^\W\d_])\S.*?){PAGE_REFERENCE}\s*"
)


_NUMBER = re.compile(r"\s*(?:[-・●○•*]\s*)?(\d{1,3}|[IVX]{1,5}|\(\d{1,3}\))[.、:\s]\s*(?=\S)")


def split_number(text: str) -> tuple[str | None, str]:
    """The number that leads a line, None where there is none, and what stands behind it."""
    folded = fold(text)
    match = _NUMBER.match(folded.text)
    if match is None:
        return None, text
    start, end = folded.origin(match.start(1), match.end(1))
    return text[start:end], text[folded.starts[match.end()] :]


@dataclass(frozen=True)
class Entry:
    """An entry: `span` without the page, `leader` the dots between; all in the source."""

    rule: NodeRule
    notation: str
    title: str
    span: Span
    leader: Span | None
    page: Span | None


class Contents:
    """The entries announced so far and not yet met as headings."""

    def __init__(self, layout: Layout, blocks: Sequence[Block]) -> None:
        self._layout, self._blocks = layout, blocks
        self._entries: list[Entry] = []
        self._open: NodeRule | None = None
        self._last: dict[str, int] = {}
        for index, block in enumerate(blocks):
            if block.kind is not BlockKind.ROW and len(block.text) <= LONGEST:
                for key in self._find_titles(block):
                    self._last[key] = index

    def _find_titles(self, block: Block) -> list[str]:
        titles = [fold_key(block.text), fold_key(split_number(block.text)[1])]
        for rule in self._layout.nodes:
            for pattern in rule.patterns:
                if (match := pattern.match(block.text)) and match.title:
                    titles.append(fold_key(block.text[match.title.start : match.title.end]))
        return titles

    def begin(self, rule: NodeRule) -> None:
        """The name of a level was read: what follows directly lists its nodes."""
        self._open = rule

    def read(self, index: int) -> Entry | None:
        """The entry at a block, when the block is one."""
        block = self._blocks[index]
        rule, self._open = self._open, None
        if block.kind is BlockKind.ROW or len(block.text) > LONGEST or ends_sentence(block.text):
            return None
        if any(self.find(text) is not None for text in (block.text, *self._find_titles(block))):
            return None
        printed = self._read_repeated(index)
        if printed is not None and printed.page is not None:
            # A list of several levels: each entry is written as its headings are.
            rule = None
        entry = parse_entry(block, rule) if rule and block.kind is BlockKind.LINE else None
        if entry is not None and entry.page is None and not self._comes_again(entry.title, index):
            # The list itself prints the nodes.
            entry = None
        entry = entry or printed
        if entry is not None:
            self._open = entry.rule
            self._entries.append(entry)
        return entry

    def _comes_again(self, title: str, index: int) -> bool:
        return self._last.get(title, 0) > index

    def _read_repeated(self, index: int) -> Entry | None:
        """An entry by its page reference, or a title beside another whose heading comes again."""
        block = self._blocks[index]
        for rule in self._layout.nodes:
            for pattern in rule.patterns:
                match = pattern.match(block.text)
                if match is None or match.title is None:
                    continue
                title = fold_key(block.text[match.title.start : match.title.end])
                beside = self._stands_beside(index) and self._comes_again(title, index)
                if match.page is None and not beside:
                    continue
                base = block.span.start
                page = match.page and Span(base + match.page.start, base + match.page.end)
                leader = match.leader and Span(base + match.leader.start, base + match.leader.end)
                end = base + match.title.end
                if match.article is not None:
                    # Of the articles and what closes their brackets, all is of the entry.
                    stop = match.leader.start if match.leader else len(block.text)
                    end = base + len(block.text[:stop].rstrip())
                return Entry(
                    rule, match.notation or "", title, Span(base, end), leader or None, page
                )
        return None

    def _stands_beside(self, index: int) -> bool:
        """Whether the next or last line, with no blank one between, is a heading's title too."""
        near = [index + 1] if index + 1 < len(self._blocks) else []
        near = [at for at in near if self._blocks[at].gap == 0]
        if self._blocks[index].gap == 0 and index > 0:
            near.append(index - 1)
        return any(
            pattern.match(self._blocks[at].text)
            for at in near
            if self._blocks[at].kind is not BlockKind.ROW
            for rule in self._layout.nodes
            for pattern in rule.patterns
        )

    def find(self, text: str) -> Entry | None:
        """The entry that announced a heading: by its title, whatever number stands before it."""
        keys = {fold_key(text), fold_key(split_number(text)[1])}
        return next((entry for entry in self._entries if entry.title in keys), None)

    def take(self, rule: NodeRule, title: str) -> list[Span]:
        """The stretches that announced a heading now read; each is given once."""
        met = [e for e in self._entries if e.rule is rule and e.title == fold_key(title)]
        self._entries = [entry for entry in self._entries if entry not in met]
        return [entry.span for entry in met]

    def take_rest(self) -> list[Entry]:
        """The entries whose heading never came."""
        rest, self._entries = self._entries, []
        return rest


def parse_entry(block: Block, rule: NodeRule) -> Entry | None:
    """The entry of a level that a line reads as: a number, a title, perhaps a page."""
    folded = fold(block.text)
    match = _ENTRY.fullmatch(folded.text)
    if match is None:
        return None

    def origin(name: str) -> Span | None:
        if match[name] is None or not match[name].strip():
            return None
        start, end = folded.origin(match.start(name), match.end(name))
        piece = block.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        start += lead
        return Span(block.span.start + start, block.span.start + start + len(piece.strip()))

    title, number = origin("title"), origin("notation")
    assert title is not None, "an entry has a title"
    assert number is not None, "an entry has a number"
    base = block.span.start
    return Entry(
        rule,
        block.text[number.start - base : number.end - base],
        fold_key(match["title"]),
        Span(base, title.end),
        origin("leader"),
        origin("page"),
    )
