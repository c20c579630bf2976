"""Workbooks made for the tests, and what is read from them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kg.documents.kept import KeptText
from kg.documents.place import find_places
from kg.documents.readers.excel import read_excel
from kg.documents.readers.limits import DEFAULT_LIMITS
from kg.records import Span

HEAD = ("事業名", "事業概要", "担当課")


def read(fill: Callable[[Worksheet], None], title: str = "施策 一覧") -> KeptText:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    sheet.title = title
    fill(sheet)
    return read_book(book)


def read_book(book: openpyxl.Workbook) -> KeptText:
    out = io.BytesIO()
    book.save(out)
    return read_excel(out.getvalue(), "計画.xlsx", DEFAULT_LIMITS)


def read_lines(fill: Callable[[Worksheet], None]) -> list[str]:
    return read(fill).text.strip("\n").split("\n")


def fill_rows(*rows: tuple[Any, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return fill


def find_fragments(kept: KeptText, words: str) -> list[str]:
    return [
        place.fragment
        for found in re.finditer(re.escape(words), kept.text)
        for place in find_places(kept.places, Span(*found.span()))
    ]


def replace_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            content = given.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            made.writestr(info.filename, content)
    return out.getvalue()
