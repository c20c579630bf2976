"""Columns whose cells group the rows beside and below them: 施策名 | 事業名 | …"""

from __future__ import annotations

from collections.abc import Callable

from kg.layouts.contents import split_number
from kg.layouts.layout import NodeRule
from kg.layouts.outline import NodeDraft, Outline
from kg.layouts.prose import join_lines
from kg.layouts.rows import RowReader
from kg.layouts.tables import TableRow
from kg.records import Span, Value
from kg.text.fold import fold_key

#: The role of such a column.
GROUP = "group"


class Groups:
    """Opens the nodes that the cells of such columns are, below the heading of their table."""

    def __init__(
        self,
        rows: RowReader,
        outline: Outline,
        take_position: Callable[[], int],
    ) -> None:
        self._rows, self._outline = rows, outline
        self._take_position = take_position
        self._made: list[NodeDraft] = []

    def read(self, row: TableRow) -> None:
        """Stand on the groups that a row begins."""
        columns = [at for at, column in enumerate(row.columns) if column.role == GROUP]
        for order, at in enumerate(columns):
            spans = [cell for cell in row.find_cells(at) if cell]
            if spans:
                self._open(row.columns[at].header, order, spans)

    def _open(self, level: str, order: int, spans: list[Span]) -> None:
        text = join_lines([self._rows.read(span) for span in spans])
        number, title = split_number(text)
        current = self._find(level)
        known = current.label.text if current is not None and current.label else ""
        if current is not None and fold_key(known) == fold_key(title):
            return
        base = self._find_base()
        depth = (base.rule.depth if base else -1) + 1 + order
        rule = NodeRule(level, depth, (), False, frozenset())
        label = Value(title, tuple(spans))
        node = self._outline.open(rule, number, label, spans[0], self._take_position())
        node.spans += [span for span in spans if span not in node.spans]
        self._made.append(node)

    def _find(self, level: str) -> NodeDraft | None:
        """The group of that level in which the reader stands."""
        return next(
            (n for n in self._outline.branch if n in self._made and n.rule.level == level), None
        )

    def _find_base(self) -> NodeDraft | None:
        """The heading under which the table stands."""
        above = [node for node in self._outline.branch if node not in self._made]
        return above[-1] if above else None
