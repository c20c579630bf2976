"""The sheets of an .xls workbook (BIFF), read with xlrd."""

from __future__ import annotations

import io
import math
import struct
from typing import Any, Final

from kg.documents.readers.excel_formats import BUILT_IN, show_text, show_value
from kg.documents.readers.excel_found import Found, SheetDraft
from kg.documents.readers.excel_package import refuse_broken, refuse_encrypted
from kg.documents.readers.sheet import Range

#: Formats that the program's language gives to a number alone, in .xls as in .xlsx.
_LOCAL: Final = frozenset({14, *range(27, 37), *range(50, 59)})


def read_xls(data: bytes, found: Found) -> None:
    """Gather the sheets of a workbook that are shown."""
    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        for at in range(book.nsheets):
            sheet = book.sheet_by_index(at)
            if sheet.visibility:
                found.note_hidden_sheet(sheet.name)
            else:
                _read_sheet(book, sheet, found)
            book.unload_sheet(at)
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refuse_encrypted(found.name, str(error)) from error
        raise refuse_broken(found.name, str(error)) from error
    except (
        CompDocError,
        struct.error,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        TypeError,
        ValueError,
    ) as error:
        raise refuse_broken(found.name, f"{type(error).__name__}: {error}") from error


def _read_sheet(book: Any, sheet: Any, found: Found) -> None:
    import xlrd

    draft = SheetDraft(sheet.name)
    draft.hidden_rows = {
        row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
    }
    draft.hidden_columns = {
        column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0
    }
    for top, bottom, left, right in sheet.merged_cells:
        found.add_merge(draft, Range(top + 1, left + 1, bottom, right))
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            if cell.ctype == xlrd.XL_CELL_ERROR:
                word = xlrd.error_text_from_code.get(cell.value, "#?")
                draft.errors.append((row + 1, column + 1, word))
                continue
            code = _find_format(book, cell.xf_index)
            found.add_cell(draft, row + 1, column + 1, _show(book, cell, code))
    found.add_sheet(draft)


def _find_format(book: Any, style: int) -> str:
    key = book.xf_list[style].format_key
    if key in _LOCAL:
        return BUILT_IN[key]
    code = book.format_map[key].format_str if key in book.format_map else BUILT_IN.get(key, "")
    return "" if code == "General" else str(code)


def _show(book: Any, cell: Any, code: str) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(str(cell.value), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if not math.isfinite(cell.value):
        raise ValueError(f"number {cell.value}")
    return show_value(float(cell.value), code, bool(book.datemode))
