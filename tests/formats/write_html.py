"""A document as a web page: headings, paragraphs with line breaks, tables with spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import Final

from tests.formats.parts import Cell, Heading, Paragraph, Part, Table, find_parts

#: A table with a longer cell is wide, however few its columns.
_LONG: Final = 200
#: A blank behind a mark or a number is one; behind more words it is where a line ended.
_BLANK: Final = re.compile(r"(?<=[^\s■○]{4}) +")


def write_html(text: str, style: str = "") -> bytes:
    """The bytes of the page; with a style sheet, to be printed, where one is given.

    Print shows no blank at a line's end. The blanks in the cells of these texts are where the
    original's lines ended, so that they are line ends again in what is to be printed.
    """
    write_words = _break_lines if style else escape
    body = "\n".join(_write(part, write_words) for part in find_parts(text))
    sheet = f"<style>{style}</style>" if style else ""
    return (
        f'<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"><title>計画</title>{sheet}'
        f"</head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def _write(part: Part, write_words: Callable[[str], str]) -> str:
    match part:
        case Heading(level, words):
            return f"<h{level}>{escape(words)}</h{level}>"
        case Paragraph(lines, apart):
            kind = "text" if lines[0].endswith("。") else "line"
            kind += " apart" if apart else ""
            return f'<p class="{kind}">{"<br>".join(map(escape, lines))}</p>'
        case Table():
            head = "".join(_write_rows(part, 0, part.head, escape))
            head = f"<thead>{head}</thead>" if head else ""
            body = "".join(_write_rows(part, part.head, part.height, write_words))
            long = any(len(cell.text) > _LONG for cell in part.cells)
            wide = ' class="wide"' if part.width > 3 or long else ""
            return f"<table{wide}>{head}<tbody>{body}</tbody></table>"


def _break_lines(words: str) -> str:
    return _BLANK.sub("<br>", escape(words))


def _write_rows(
    table: Table, first: int, end: int, write_words: Callable[[str], str]
) -> Iterator[str]:
    for row, cells in groupby(sorted(table.cells, key=_get_place), key=lambda cell: cell.row):
        if first <= row < end:
            tag = "th" if row < table.head else "td"
            yield f"<tr>{''.join(_write_cell(one, tag, write_words) for one in cells)}</tr>\n"


def _get_place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _write_cell(cell: Cell, tag: str, write_words: Callable[[str], str]) -> str:
    down = f' rowspan="{cell.height}"' if cell.height > 1 else ""
    across = f' colspan="{cell.width}"' if cell.width > 1 else ""
    return f"<{tag}{down}{across}>{write_words(cell.text)}</{tag}>"
