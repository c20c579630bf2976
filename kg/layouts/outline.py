"""The hierarchy of a document while it is read: nodes found by number and title, sections."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field

from kg.layouts.layout import NodeRule
from kg.names import make_path_segment
from kg.records import NodeRecord, SectionRecord, Span, TextPart, Value
from kg.text.fold import fold_key

#: How alike two titles under one number must be to be one heading printed twice.
_ALIKE = 0.5
#: How much of a title is compared, and with how many of its number.
_COMPARED = 100
_TRIED = 20
_Place = tuple[str, tuple[str, ...], str | None]


@dataclass
class NodeDraft:
    """A node being read."""

    rule: NodeRule
    path: tuple[str, ...]
    notation: str | None
    label: Value | None
    position: int
    spans: list[Span]
    parts: list[TextPart] = field(default_factory=list)
    doubts: list[NodeDraft] = field(default_factory=list)
    articles: tuple[str, ...] = ()

    def finish(self) -> NodeRecord:
        """The record; a node whose title never came is named by its number."""
        label = self.label or Value(self.notation or self.rule.level, (self.spans[0],))
        return NodeRecord(
            self.path,
            self.rule.level,
            self.notation,
            label,
            self.position,
            tuple(self.spans),
            tuple(self.parts),
            tuple(other.path for other in self.doubts),
            self.articles,
        )


@dataclass
class SectionDraft:
    """A section that is no policy, being read."""

    start: int
    label: Value | None
    position: int
    spans: list[Span]
    paragraphs: list[Value] = field(default_factory=list)
    incomplete: bool = False

    def finish(self) -> SectionRecord:
        """The record."""
        proof = [*self.spans, *(span for value in self.paragraphs for span in value.spans)]
        return SectionRecord(
            self.start,
            self.label,
            self.position,
            tuple(proof),
            tuple(self.paragraphs),
            self.incomplete,
        )


class Outline:
    """The nodes read so far, and the branch on which the reader stands."""

    def __init__(self) -> None:
        self.nodes: list[NodeDraft] = []
        self._branch: list[NodeDraft] = []
        self._places: dict[_Place, list[NodeDraft]] = defaultdict(list)
        self._taken: dict[tuple[str, ...], set[str]] = {}
        self._again: dict[tuple[tuple[str, ...], str], int] = {}

    @property
    def current(self) -> NodeDraft | None:
        """The deepest node of the branch."""
        return self._branch[-1] if self._branch else None

    @property
    def branch(self) -> tuple[NodeDraft, ...]:
        """The nodes from the root down to the current one."""
        return tuple(self._branch)

    def open(
        self, rule: NodeRule, notation: str | None, label: Value | None, span: Span, position: int
    ) -> NodeDraft:
        """The node of a heading: the one already read where it is printed again, else a new one."""
        while self._branch and self._branch[-1].rule.depth >= rule.depth:
            self._branch.pop()
        parent = self._branch[-1].path if self._branch else ()
        node = self._find(rule, parent, notation, label)
        if node is None:
            node = NodeDraft(
                rule,
                (*parent, self._make_segment(parent, notation)),
                notation,
                label,
                position,
                [span],
            )
            self.nodes.append(node)
            self._places[_make_place(rule, parent, notation)].append(node)
        elif span not in node.spans:
            node.spans.append(span)
        self._branch.append(node)
        return node

    def is_above(self, rule: NodeRule, notation: str | None, title: str | None) -> bool:
        """Whether a heading names a node above the current one: a page prints it as its head."""
        for node in self._branch[:-1]:
            if node.rule is rule and _make_place(rule, (), node.notation) == _make_place(
                rule, (), notation
            ):
                known = node.label.text if node.label else ""
                return title is None or fold_key(title) == fold_key(known)
        return False

    def stand_on(self, node: NodeDraft) -> None:
        """Go back to a node already read, so that what follows stands under it."""
        paths = [node.path[: size + 1] for size in range(len(node.path))]
        by_path = {draft.path: draft for draft in self.nodes}
        self._branch = [by_path[path] for path in paths if path in by_path]

    def add_leaf(self, rule: NodeRule, label: Value, span: Span, position: int) -> NodeDraft:
        """A node below the current one that nothing will stand under."""
        parent = self._branch[-1].path if self._branch else ()
        path = (*parent, self._make_segment(parent, None))
        node = NodeDraft(rule, path, None, label, position, [span])
        self.nodes.append(node)
        return node

    def _find(
        self, rule: NodeRule, parent: tuple[str, ...], notation: str | None, label: Value | None
    ) -> NodeDraft | None:
        if label is None or notation is None:
            return None
        for node in self._places[_make_place(rule, parent, notation)][:_TRIED]:
            if node.label is not None and _are_alike(node.label.text, label.text):
                return node
        return None

    def _make_segment(self, parent: tuple[str, ...], notation: str | None) -> str:
        taken = self._taken.setdefault(parent, set())
        number = str(len(taken) + 1) if notation is None else make_path_segment(notation)
        again = self._again.get((parent, number), 1)
        segment = number
        while segment in taken:
            again += 1
            segment = f"{number}~{again}"
        self._again[parent, number] = again
        taken.add(segment)
        return segment


def _make_place(rule: NodeRule, parent: tuple[str, ...], notation: str | None) -> _Place:
    """Where a heading may be printed again: its level, branch and number in any width."""
    return rule.level, parent, None if notation is None else fold_key(notation)


def _are_alike(left: str, right: str) -> bool:
    """Whether two titles under one number are one title, damaged in one place."""
    a, b = fold_key(left)[:_COMPARED], fold_key(right)[:_COMPARED]
    if a == b:
        return True
    matcher = difflib.SequenceMatcher(None, a, b)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
