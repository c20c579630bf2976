"""What a workbook's reader gathers: its sheets, and what of them was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.documents.kept import KeptWriter
from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import (
    Range,
    Sheet,
    Shown,
    make_column,
    make_reference,
    make_sheet,
    refuse_size,
)
from kg.errors import SourceError

#: How many places a notice names.
_NAMED: Final = 5


def quote_sheet(name: str) -> str:
    """A sheet's name as references write it."""
    return "'" + name.replace("'", "''") + "'"


@dataclass
class SheetDraft:
    """A sheet being read; `errors` and `unvalued` are the cells that show none of their own."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    unvalued: list[tuple[int, int]] = field(default_factory=list)
    shapes: list[Shown] = field(default_factory=list)

    def find_taken(self, row: int) -> set[int]:
        """The columns that have words in a row or can have none, being inside merged ranges."""
        taken = set(self.rows.get(row, {}))
        for merge in self.merges:
            if merge.top <= row <= merge.bottom:
                filled = merge.left in self.rows.get(merge.top, {})
                own = merge.top == row and not filled
                taken.update(range(merge.left + own, merge.right + 1))
        return taken

    def find_row(self, drawn: Range) -> int | None:
        """The row along which something is drawn, None where it crosses several."""
        if drawn.top == drawn.bottom:
            merge = self._find_merge(drawn.top, drawn.left)
            return drawn.top if merge is None else merge.top
        tops = {
            merge.top if merge else None
            for row in (drawn.top, drawn.bottom)
            for merge in [self._find_merge(row, drawn.left)]
        }
        return tops.pop() if len(tops) == 1 else None

    def _find_merge(self, row: int, column: int) -> Range | None:
        return next(
            (
                merge
                for merge in self.merges
                if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right
            ),
            None,
        )


class Found:
    """The sheets of one workbook, counted against the limits."""

    def __init__(self, name: str, limits: Limits, out: KeptWriter) -> None:
        self.name, self.limits, self._out = name, limits, out
        self.sheets: list[Sheet] = []
        self._rows = self._cells = self._characters = 0

    def add_cell(self, draft: SheetDraft, row: int, column: int, words: str) -> None:
        """A cell with what it shows. Raises SourceError past the limits."""
        if not words or words.isspace():
            return
        if len(words) > self.limits.cell_characters:
            raise refuse_cell(self.locate(draft.name, row, column), self.limits)
        cells = draft.rows.get(row)
        if cells is None:
            cells = draft.rows[row] = {}
            self._rows += 1
            if self._rows > self.limits.rows:
                raise refuse_size(self.name, f"行 / rows > {self.limits.rows}")
        cells[column] = words
        self._cells += 1
        self._characters += len(words)
        if self._cells > self.limits.cells:
            raise refuse_size(self.name, f"升目 / cells > {self.limits.cells}")
        self.check_characters(0)

    def add_merge(self, draft: SheetDraft, cells: Range) -> None:
        """A merged range. Raises SourceError past the limits."""
        draft.merges.append(cells)
        if len(draft.merges) > self.limits.rows:
            raise refuse_size(self.name, f"結合 / merged ranges > {self.limits.rows}")

    def locate(self, sheet: str, row: int, column: int) -> str:
        """Where a cell stands, for messages."""
        cell = make_reference(Range(row, column, row, column))
        return f"{self.name} {quote_sheet(sheet)}!{cell}"

    def add_sheet(self, draft: SheetDraft) -> None:
        """A sheet that is shown, with notices of what is not."""
        where = f"{self.name} {quote_sheet(draft.name)}"
        self._note_cells(draft)
        sheet, left_out = make_sheet(
            draft.name,
            draft.rows,
            draft.merges,
            draft.hidden_rows,
            draft.hidden_columns,
            where,
            self.limits,
        )
        if left_out:
            rows = _name_runs(draft.hidden_rows, str)
            columns = _name_runs(draft.hidden_columns, make_column)
            self._out.add_notice(
                "hidden-cells",
                where,
                f"非表示の行・列にある {left_out} 升目は公開されていないものとして除きました"
                f"(行 {rows or 'なし'}、列 {columns or 'なし'})",
                f"{left_out} cells in hidden rows ({rows or 'none'}) and columns "
                f"({columns or 'none'}) were left out, as they are not published",
            )
        hidden_rows, hidden_columns = draft.hidden_rows, draft.hidden_columns
        sheet.shapes = [
            shown
            for shown in draft.shapes
            if shown.range.top not in hidden_rows and shown.range.left not in hidden_columns
        ]
        self.sheets.append(sheet)

    def note_hidden_sheet(self, name: str) -> None:
        """A sheet that is not shown."""
        self._out.add_notice(
            "hidden-sheet",
            f"{self.name} {quote_sheet(name)}",
            "非表示のシートなので除きました",
            "a hidden sheet: left out",
        )

    def note_other(self, where: str, ja: str, en: str) -> None:
        """Something on a sheet that no cell holds."""
        self._out.add_notice("not-in-cells", f"{self.name} {where}".strip(), ja, en)

    def check_characters(self, more: int) -> None:
        """Raises SourceError when that many more characters pass the limit."""
        if self._characters + more > self.limits.characters:
            raise refuse_size(self.name, f"文字 / characters > {self.limits.characters}")

    def _note_cells(self, draft: SheetDraft) -> None:
        if draft.errors:
            words = "、".join(sorted({word for _, _, word in draft.errors}))
            self._note_places(
                draft,
                "error-values",
                [(row, column) for row, column, _ in draft.errors],
                f"計算の誤り({words})なので空欄としました",
                f"an error value ({words}): taken as blank",
            )
        if draft.unvalued:
            self._note_places(
                draft,
                "formula-without-value",
                draft.unvalued,
                "式の計算結果が保存されていないので空欄としました。"
                "表計算ソフトで開いて保存し直してください",
                "no result is kept with the formula: taken as blank. "
                "Open the workbook in a spreadsheet program and save it",
            )

    def _note_places(
        self, draft: SheetDraft, code: str, cells: Sequence[tuple[int, int]], ja: str, en: str
    ) -> None:
        names = [make_reference(Range(row, at, row, at)) for row, at in cells[:_NAMED]]
        more = f" … ({len(cells)})" if len(cells) > _NAMED else ""
        where = f"{self.name} {quote_sheet(draft.name)}!{', '.join(names)}{more}"
        self._out.add_notice(code, where, ja, en)


def refuse_cell(where: str, limits: Limits) -> SourceError:
    """The error for one cell beyond the limits."""
    return SourceError(
        "一つの升目が大きすぎます / one cell is too large",
        where=where,
        why=f"> {limits.cell_characters} characters",
        fix="升目の中身を確かめてください / look at what the cell holds",
    )


def _name_runs(numbers: Iterable[int], show: Callable[[int], str]) -> str:
    """Numbers in order with runs drawn together: 3-5, 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][-1] = number
        else:
            runs.append([number, number])
    names = [
        show(first) if first == last else f"{show(first)}-{show(last)}"
        for first, last in runs[:_NAMED]
    ]
    return ", ".join(names) + (" …" if len(runs) > _NAMED else "")
