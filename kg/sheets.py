"""Tables as an Excel workbook that opens as it is: header, widths, filters, and no formula."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


class Mark(StrEnum):
    """What a comparison makes of a piece of text."""

    NONE = "none"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A piece of a text that tells how two texts differ."""

    text: str
    mark: Mark = Mark.NONE


#: A comparison is a row of pieces, coloured and also marked in words.
Value: TypeAlias = str | int | float | tuple[Piece, ...] | None


@dataclass(frozen=True)
class Sheet:
    """One table. `widths` are in characters, by content where None.

    `words` name what is deleted and inserted in the texts of pieces, for who sees no colours.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[float] | None = None
    words: tuple[str, str] = field(default=("削除", "追加"))


_MOST_CHARACTERS: Final = 32_767
_LONGEST_TITLE: Final = 31
_WIDEST, _NARROWEST = 60, 8
_CUT: Final = "…"
_NO_TITLE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: What XML 1.0 cannot hold, and what shows as nothing.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WIDE: Final = "WFA"
#: A workbook of the same tables is the same bytes.
_CREATED: Final = datetime(2000, 1, 1)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def make_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The tables as the bytes of an .xlsx file, each a sheet."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        formats = {
            Mark.NONE: book.add_format({"text_wrap": True, "valign": "top"}),
            Mark.DELETED: book.add_format({"font_strikeout": True, "font_color": "#B00020"}),
            Mark.INSERTED: book.add_format({"underline": 1, "font_color": "#0017C1"}),
        }
        bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8F1FE", "bottom": 1}
        )
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(make_title(sheet.title, taken))
            for column, text in enumerate(sheet.header):
                page.write_string(0, column, _clean(text), bold)
            for row, values in enumerate(sheet.rows, 1):
                for column, value in enumerate(values):
                    _write(page, row, column, value, sheet.words, formats)
            page.freeze_panes(1, 0)
            if sheet.header:
                page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
            for column, width in enumerate(sheet.widths or _find_widths(sheet)):
                page.set_column(column, column, width)
    return target.getvalue()


def make_title(title: str, taken: set[str]) -> str:
    """A sheet's title as Excel allows it, unlike those that are taken; it is then taken too."""
    plain = _NO_TITLE.sub(" ", title).strip(" '") or "Sheet"
    if plain.casefold() == "history":
        plain = f"{plain}_"
    number, legal = 1, _shorten(plain, _LONGEST_TITLE)
    while legal.casefold() in taken:
        number += 1
        tail = f" {number}"
        legal = _shorten(plain, _LONGEST_TITLE - len(tail)) + tail
    taken.add(legal.casefold())
    return legal


def _write(
    page: Worksheet,
    row: int,
    column: int,
    value: Value,
    words: tuple[str, str],
    formats: dict[Mark, Format],
) -> None:
    plain = formats[Mark.NONE]
    if value is None or value == "" or value == ():
        page.write_blank(row, column, None, plain)
    elif isinstance(value, tuple):
        pieces = _mark(value, words)
        text = "".join(piece.text for piece in pieces)
        if len(pieces) == 1 or _count(text) > _MOST_CHARACTERS:
            page.write_string(row, column, _shorten(text, _MOST_CHARACTERS), plain)
        else:
            fragments: list[str | Format] = []
            for piece in pieces:
                if piece.mark is not Mark.NONE:
                    fragments.append(formats[piece.mark])
                fragments.append(piece.text)
            page.write_rich_string(row, column, *fragments, plain)
    elif isinstance(value, str):
        page.write_string(row, column, _clean(value), plain)
    elif math.isfinite(value):
        page.write_number(row, column, value, plain)
    else:
        page.write_string(row, column, str(value), plain)


def _mark(pieces: Iterable[Piece], words: tuple[str, str]) -> list[Piece]:
    """The pieces with their marks in words; plain neighbours are one, and none is empty."""
    names = {Mark.DELETED: words[0], Mark.INSERTED: words[1]}
    marked: list[Piece] = []
    for one in pieces:
        text = _UNWRITABLE.sub("\ufffd", one.text)
        if one.mark in names:
            text = f"【{names[one.mark]}：{text}】" if text else ""
        elif marked and marked[-1].mark is Mark.NONE:
            text = marked.pop().text + text
        if text:
            marked.append(Piece(text, one.mark))
    return marked or [Piece("")]


def _clean(text: str) -> str:
    return _shorten(_UNWRITABLE.sub("\ufffd", text), _MOST_CHARACTERS)


def _count(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _shorten(text: str, most: int) -> str:
    if _count(text) <= most:
        return text
    cut = text[: most - 1]
    while _count(cut) > most - 1:
        cut = cut[: len(cut) - max(1, (_count(cut) - most + 1) // 2)]
    return cut + _CUT


def _find_widths(sheet: Sheet) -> list[float]:
    """As wide as the longest line of each column, within what a screen shows."""
    widths = []
    for column, head in enumerate(sheet.header):
        texts = [head, *(_read(row[column]) for row in sheet.rows if column < len(row))]
        lines = (line for text in texts for line in text[:1000].split("\n"))
        widest = max(map(_measure, lines), default=0)
        widths.append(float(min(max(widest + 2, _NARROWEST), _WIDEST)))
    return widths


def _read(value: Value) -> str:
    if isinstance(value, tuple):
        return "".join(piece.text for piece in value)
    return "" if value is None else str(value)


def _measure(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in line)
