"""The plan cells of a row of a table, which may point at those of the row above it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.source import SourceText
from kg.layouts.cells import Read, parse_cells
from kg.layouts.ledger import Ledger
from kg.layouts.tables import FIGURES, TableRow
from kg.records import CellRecord, Period, Span
from kg.text.ditto import find_ditto


class RowCells:
    """Reads the columns of years, row by row."""

    def __init__(self, source: SourceText, ledger: Ledger, read: Read) -> None:
        self.source, self.ledger, self._read = source, ledger, read
        self._above: dict[Period, CellRecord] = {}
        #: Cells of the row that repeat nothing, and are reported.
        self.refused: set[Span] = set()

    def read(self, row: TableRow, spans: Sequence[Span], *, below: bool) -> tuple[CellRecord, ...]:
        """The cells of a row; `below` tells that it stands right below the one read before."""
        columns = [
            (column.period, row.find_cells(index))
            for index, column in enumerate(row.columns)
            if column.period is not None and column.role not in FIGURES
        ]
        above = self._above if below else {}
        cells = parse_cells(columns, self.source, spans, self._read, above)
        self._above = {cell.period: cell for cell in cells}
        self.refused.clear()
        for period, lines in columns:
            for line in lines:
                if line is not None and period not in self._above:
                    self._check_ditto(line)
        return cells

    def _check_ditto(self, line: Span) -> None:
        if find_ditto(self.source.quote(line)) is not None:
            self.refused.add(line)
            self.ledger.report(
                "nothing-to-repeat",
                line,
                "「同上」「同左」などの指す升目に何もありません。原本で確かめてください",
                "says that it repeats another cell, which holds nothing: compare the original",
            )
