"""The kept text of a workbook: its shown sheets in order, with the sheet and cells of each word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.documents.kept import KeptText, KeptWriter, Piece
from kg.documents.readers.excel_found import Found, quote_sheet
from kg.documents.readers.excel_ods import read_ods
from kg.documents.readers.excel_package import Package, refuse_broken, refuse_encrypted
from kg.documents.readers.excel_xls import read_xls
from kg.documents.readers.excel_xlsx import read_xlsx
from kg.documents.readers.limits import Limits
from kg.documents.readers.sheet import Range, make_reference, refuse_size
from kg.documents.readers.sheet_writer import SheetWriter
from kg.errors import SourceError

READER: Final = "excel 1"

_ZIP: Final = b"PK"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
#: Names that a program gave: they say nothing of the sheet.
_UNNAMED: Final = re.compile(r"(?:Sheet|シート|Table|表)\s?\d*", re.IGNORECASE)


def read_excel(data: bytes, name: str, limits: Limits) -> KeptText:
    """The kept text of an .xlsx, .xlsm, .xls or .ods workbook.

    Raises SourceError for what is none, broken, encrypted, or past the limits.
    """
    if len(data) > limits.file_bytes:
        raise refuse_size(name, f"{len(data)} bytes > {limits.file_bytes}")
    out = KeptWriter()
    found = Found(name, limits, out)
    _gather(data, found)
    writer = SheetWriter(out, name, limits)
    shown = [sheet for sheet in found.sheets if sheet.rows]
    if not shown:
        raise SourceError(
            "表示されている升目に文字がありません / no cell that is shown has any words",
            where=name,
            why="; ".join(notice.en for notice in out.finish(READER).notices),
            fix="シートの表示と中身を確かめてください / see that its sheets are shown and filled",
        )
    for sheet in shown:
        prefix = quote_sheet(sheet.name) + "!"
        if len(shown) > 1 and not _UNNAMED.fullmatch(sheet.name):
            out.add_blank()
            out.add_line([Piece(sheet.name, f"{prefix}A1")], heading=1)
        writer.write(sheet, _name_cells(prefix))
    return out.finish(READER)


def _name_cells(prefix: str) -> Callable[[Range], str]:
    return lambda cells: prefix + make_reference(cells)


def _gather(data: bytes, found: Found) -> None:
    if data.startswith(_ZIP):
        package = Package(data, found.name, found.limits)
        if package.has("mimetype") and package.read("mimetype", 200).startswith(_ODS):
            read_ods(package, found)
        elif package.has("xl/workbook.bin"):
            raise _refuse_kind(found.name, ".xlsb")
        elif package.has("_rels/.rels"):
            read_xlsx(package, found)
        else:
            raise _refuse_kind(found.name, "zip")
    elif data.startswith(_COMPOUND) and _ENCRYPTED in data:
        raise refuse_encrypted(found.name, "EncryptedPackage")
    elif data.startswith((_COMPOUND, *_BIFF)):
        read_xls(data, found)
    elif not data:
        raise refuse_broken(found.name, "0 bytes")
    else:
        head = data[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        page = head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta"))
        raise _refuse_kind(found.name, "HTML / XML" if page else f"0x{data[:8].hex()}")


def _refuse_kind(name: str, why: str) -> SourceError:
    return SourceError(
        "読めるブックではありません / no workbook that can be read",
        where=name,
        why=why,
        fix="表計算ソフトで開いて .xlsx で保存し直してください / "
        "open it in a spreadsheet program and save it as .xlsx",
    )
