"""The policies and measures under which rows stand, as nodes of the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.layouts.ledger import Ledger
from kg.layouts.review_table import Cell
from kg.layouts.review_words import ReviewWords
from kg.names import make_path_segment
from kg.records import NodeRecord, Span, Value
from kg.text.addresses import parse_address
from kg.text.fold import fold, fold_key

_NUMBER: Final = re.compile(r"(?P<number>[IVX]{1,5}|[0-9]{1,3})[\s.、:]+(?=\S)")

Path = tuple[str, ...]
Place = tuple[Path, Span]


class PolicyReader:
    """Reads the policies of rows; `levels` is what the document calls a policy and a measure."""

    def __init__(
        self,
        words: ReviewWords,
        ledger: Ledger,
        levels: tuple[str, str],
        take_position: Callable[[], int],
    ) -> None:
        self.words, self.ledger, self.levels = words, ledger, levels
        self._take_position = take_position
        self._nodes: dict[Path, NodeRecord] = {}
        self._pages: dict[tuple[Path, str], None] = {}

    @property
    def nodes(self) -> tuple[NodeRecord, ...]:
        """The nodes, in the order in which rows name them first."""
        return tuple(self._nodes.values())

    @property
    def pages(self) -> tuple[tuple[Path, str], ...]:
        """The addresses that rows give for nodes."""
        return tuple(self._pages)

    def is_none(self, policy: Cell | None) -> bool:
        """Whether a policy's cell says that the project serves none."""
        ends = self.words.no_policy
        return policy is not None and bool(ends) and fold_key(policy.text).endswith(ends)

    def read(
        self, owner: Cell | None, policy: Cell | None, measure: Cell | None, page: Cell | None
    ) -> list[Place]:
        """The node under which a row stands, as a list of one; empty where it names none.

        Policies of one name under two ministries are two: the root's segment says whose it is.
        """
        named = [] if self.is_none(policy) else [cell for cell in (policy, measure) if cell]
        path: Path = ()
        for cell in named:
            head = f"{owner.text}~" if owner is not None and not path else ""
            path = (*path, make_path_segment(head + cell.text))
            if path not in self._nodes:
                level = self.levels[0] if cell is policy else self.levels[1]
                self._nodes[path] = self._make(cell, path, level)
        if path and page is not None and (address := parse_address(page.text)) is not None:
            self._pages[path, address] = None
        return [(path, named[-1].span)] if named else []

    def _make(self, cell: Cell, path: Path, level: str) -> NodeRecord:
        folded = fold(cell.text)
        match = _NUMBER.match(folded.text)
        notation = None
        start = 0
        if match:
            low, high = folded.origin(*match.span("number"))
            notation, start = cell.text[low:high], folded.starts[match.end()]
        span = Span(cell.span.start + start, cell.span.end)
        label = Value(cell.text[start:], (span,))
        return NodeRecord(path, level, notation, label, self._take_position(), (cell.span,), ())
