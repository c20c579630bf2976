"""What a row says of itself in marks: 新規, 拡充, ○ under 再掲, and where it stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.documents.source import SourceText
from kg.layouts.again import says_again
from kg.layouts.layout import Layout
from kg.layouts.layout_words import Words
from kg.layouts.ledger import Ledger
from kg.layouts.naming import ParsedName
from kg.layouts.tables import TableRow
from kg.records import Mark, Pointer, Span
from kg.text.fold import fold_key
from kg.text.pointers import find_bare_pointer, find_pointer

#: Columns in which a row may say that it comes again, and where it came first.
_POINTING: Final = ("remark", "state", "number", "description")
#: The column that says nothing else, and what stands there in rows that do not come again.
_AGAIN: Final = "reappearance"
_NOT: Final = re.compile(r"[-ー─━/×✕xX・]*|なし|無し?|新規掲載|初出")


def read_marks(
    row: TableRow, source: SourceText, layout: Layout, ledger: Ledger
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """新規 / 充実 by the columns that hold a glyph, and the glyphs.

    What is no known glyph is reported, and said to be unreadable.
    """
    read: list[Mark] = []
    glyphs: list[str] = []
    for index, column in enumerate(row.columns):
        cells = [cell for cell in row.find_cells(index) if cell is not None]
        if column.role == "state":
            _read_states([source.quote(cell) for cell in cells], read, glyphs)
        if column.role not in ("new", "expanded", _AGAIN):
            continue
        for cell in cells:
            glyph = source.quote(cell)
            if column.role == _AGAIN:
                known = _NOT.fullmatch(fold_key(glyph)) or _is_again(cell, source, layout.words)
            else:
                known = fold_key(glyph) in layout.words.present
                glyphs.append(glyph)
                mark = Mark.NEW if column.role == "new" else Mark.EXPANDED
                read.append(mark if known else Mark.UNREADABLE)
            if not known:
                ledger.report(
                    "unreadable-mark",
                    cell,
                    f"「{column.header}」欄の印「{glyph}」は読み取れません。原本で確かめてください",
                    f"the mark {glyph!r} in column {column.header} cannot be read: "
                    "compare the original",
                )
    return tuple(dict.fromkeys(read)), tuple(glyphs)


def find_told(
    row: TableRow, source: SourceText, layout: Layout
) -> tuple[Pointer | None, bool, Span | None]:
    """The pointer in a cell beside the name, whether one says 再掲, with or without it, and the
    cell that says so of a part."""
    words = layout.words
    again, partly = False, None
    for index, column in enumerate(row.columns):
        if column.role not in (*_POINTING, _AGAIN):
            continue
        for cell in (one for one in row.find_cells(index) if one):
            text = source.quote(cell)
            found = find_pointer(text, cell.start, words.reappearance)
            if found is None and column.role == _AGAIN:
                found = find_bare_pointer(text, cell.start)
            if found is not None:
                return found.pointer, True, partly
            if column.role == _AGAIN:
                again = again or _is_again(cell, source, words)
                partly = cell if "一部" in fold_key(text) else partly
            else:
                again = again or says_again(text, words.reappearance)
    return None, again, partly


def report_name(
    parsed: ParsedName, span: Span, ledger: Ledger, words: Words, partly: Span | None = None
) -> None:
    """Report a word for 再掲 that is left in a name, and a row of which only a part comes again."""
    if any(mark in fold_key(parsed.name) for mark in words.reappearance):
        ledger.report(
            "mark-not-understood",
            span,
            "名前に再掲の語が残っています。印の形が知られていません",
            "the word 再掲 is left in the name: its form as a mark is not known",
        )
    if parsed.partly or partly is not None:
        ledger.report(
            "reappears-in-part",
            partly or span,
            "一部だけの再掲です。再掲の行として取り込みましたが、残りは初めて載るものかも"
            "しれません。元の行と比べてください",
            "only a part is marked as a repeat: taken in as a 再掲 row, though the rest may be "
            "new. Compare the original row",
        )


def find_states(text: str) -> tuple[list[Mark], list[str]]:
    """新規 or 拡充 in a text, with the print of each; 継続 is no mark."""
    known = ((Mark.NEW, ("新規",)), (Mark.EXPANDED, ("拡充", "充実")))
    marks = [mark for mark, words in known if any(word in fold_key(text) for word in words)]
    return marks, [text for _ in marks]


def _read_states(texts: Sequence[str], read: list[Mark], glyphs: list[str]) -> None:
    """Add 新規 or 拡充 in words; 継続 is no mark."""
    for text in texts:
        marks, words = find_states(text)
        read += marks
        glyphs += words


def _is_again(cell: Span, source: SourceText, words: Words) -> bool:
    """Whether a cell of a column 再掲 says yes."""
    text = source.quote(cell)
    return (
        fold_key(text).strip("()[]【】") in (*words.present, "一部", "一部再掲")
        or says_again(text, words.reappearance)
        or find_pointer(text, cell.start, words.reappearance) is not None
        or find_bare_pointer(text, cell.start) is not None
    )
