"""The bodies that the columns of a row name, each chain from the ministry down."""

from __future__ import annotations

from kg.layouts.ledger import Ledger
from kg.layouts.review_records import Organisation, SheetBody
from kg.layouts.review_table import Cell, Header, Row
from kg.layouts.review_words import BodyColumns, ReviewWords, find_ending
from kg.records import Span


class BodyReader:
    """Reads the chains of bodies of one document's rows."""

    def __init__(self, words: ReviewWords, header: Header, ledger: Ledger) -> None:
        self.words, self.header, self.ledger = words, header, ledger

    def read(self, row: Row) -> list[Organisation]:
        """The organisations that a row names, the leading one first."""
        found = [self._read_chain(row, columns) for columns in self.words.bodies]
        return [one for one in found if one is not None]

    def _read_chain(self, row: Row, columns: BodyColumns) -> Organisation | None:
        levels = [
            (cell, kind)
            for header, kind in columns.levels
            if (cell := self._find_cell(row, header)) is not None
            and not self.words.is_nothing(cell.text)
        ]
        if not levels:
            return None
        top = self._find_cell(row, columns.levels[0][0])
        if top is None or levels[0][0] is not top:
            self.ledger.report(
                "body-without-ministry",
                levels[0][0].span,
                "どの府省庁の組織か書かれていないため、同じ名前の組織と見分けられません",
                "no ministry is given, so the body cannot be told from its namesakes",
            )
            return None
        chain: list[SheetBody] = []
        for header in columns.above:
            charge = self._find_cell(row, header)
            if charge is not None and charge.text != top.text:
                chain.append(self._make_body(charge, columns.levels[0][1], ()))
        above: list[str] = []
        for cell, kind in levels:
            # A ministry that has no bureaus stands in their column once more.
            if not above or above[-1] != cell.text:
                chain.append(self._make_body(cell, kind, tuple(above)))
                above.append(cell.text)
        spans = [body.span for body in chain]
        whole = Span(min(s.start for s in spans), max(s.end for s in spans))
        return Organisation(tuple(chain), whole, columns.note)

    def _make_body(self, cell: Cell, kind: str, above: tuple[str, ...]) -> SheetBody:
        told = find_ending(cell.text, self.words.body_kinds)
        return SheetBody(cell.text, told or kind, cell.span, above)

    def _find_cell(self, row: Row, header: str) -> Cell | None:
        column = self.header.places.get(header)
        return None if column is None else row.cells.get(column)
