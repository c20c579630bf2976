"""A document as a workbook: a line a row in the first column, tables with borders and merges."""

from __future__ import annotations

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.parts import Heading, Paragraph, Part, Table, find_parts

_LINE: Final = Side(style="thin")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY: Final = PatternFill("solid", fgColor="DDDDDD")
_SIZES: Final = (20, 16, 14, 12, 11, 11)


def write_excel(text: str) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    row = 1
    for part in find_parts(text):
        row = _write(sheet, part, row) + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, part: Part, row: int) -> int:
    """Write a part from a row on; gives back the row below it."""
    match part:
        case Heading(level, words):
            sheet.cell(row, 1, words).font = Font(bold=True, size=_SIZES[level - 1])
            return row + 1
        case Paragraph(lines, _):
            for number, line in enumerate(lines):
                sheet.cell(row + number, 1, line)
            return row + len(lines)
        case Table():
            return _write_table(sheet, part, row)


def _write_table(sheet: Worksheet, table: Table, row: int) -> int:
    for across in range(table.width):
        for down in range(table.height):
            sheet.cell(row + down, 1 + across).border = _BORDER
    for one in table.cells:
        top, left = row + one.row, 1 + one.column
        cell = sheet.cell(top, left, one.text or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if one.row < table.head:
            cell.fill = _GREY
        if one.height > 1 or one.width > 1:
            sheet.merge_cells(
                start_row=top,
                start_column=left,
                end_row=top + one.height - 1,
                end_column=left + one.width - 1,
            )
    return row + table.height
