"""Files for `bench.readers`: a plan of many pages as PDF, its tables in the other formats.

The same numbers give the same bytes of content in every run.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

import docx
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HEAD: Final = ("事業名", "事業概要", "担当課", "令和６年度", "令和７年度", "予算（千円）")
_THINGS: Final = ("図書館", "公園", "保育所", "橋りょう", "河川", "商店街", "防災倉庫", "学校")
_DOINGS: Final = ("整備", "改修", "運営支援", "利用促進", "長寿命化", "再編", "調査研究")
_OFFICES: Final = ("企画課", "公園緑地課", "こども未来課", "道路課", "危機管理室")
_SENTENCE: Final = (
    "市民と行政が役割を分かち合い、地域の課題を共に解決していくための取組を進めます。"
)
_FONT: Final = "HeiseiMin-W3"
_COLUMNS: Final = (60.0, 155.0, 315.0, 375.0, 425.0, 475.0, 535.0)
_STEP: Final = 16.0
#: Rows of the table on each page of the PDF.
PAGE_ROWS: Final = 8


def make_rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of a plan, each its own, one in ten marked 再掲."""
    for at in range(count):
        thing, doing = _THINGS[at % len(_THINGS)], _DOINGS[at // 3 % len(_DOINGS)]
        mark = "（再掲）" if at % 10 == 9 else ""
        name = f"{thing}{doing}事業{at + 1}{mark}"
        told = f"{thing}の{doing}を計画に沿って進めます。"
        office = _OFFICES[at % len(_OFFICES)]
        yield name, told, office, "実施", "実施" if at % 4 else "検証", f"{1000 + at % 977}"


def write_csv(path: Path, rows: int) -> None:
    """A table of rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEAD)
        table.writerows(make_rows(rows))


def write_xlsx(path: Path, rows: int) -> None:
    """A table of rows as a workbook."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("事業一覧")
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(make_rows(rows), start=1):
            sheet.write_row(number, 0, row[:-1])
            sheet.write_number(number, len(row) - 1, int(row[-1]))


def write_html(path: Path, rows: int) -> None:
    """A table of rows as a web page."""
    lines = ["<!doctype html>", '<html lang="ja"><meta charset="utf-8"><title>計画</title><table>']
    lines += [_write_html_row(HEAD, "th"), *(_write_html_row(one, "td") for one in make_rows(rows))]
    path.write_text("\n".join([*lines, "</table></html>"]), encoding="utf-8")


def _write_html_row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def write_docx(path: Path, rows: int) -> None:
    """A table of rows in a Word document; its parts are those that python-docx writes."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    table = "".join(_write_word_row(cells) for cells in (HEAD, *make_rows(rows)))
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                before, _, after = data.decode().partition("<w:body>")
                data = f"{before}<w:body><w:tbl>{table}</w:tbl>{after}".encode()
            new.writestr(name, data)


def _write_word_row(cells: Sequence[str]) -> str:
    told = (f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in cells)
    return f"<w:tr>{''.join(told)}</w:tr>"


def write_pdf(path: Path, pages: int) -> None:
    """A plan with a heading, two paragraphs, a ruled table, a running head and a number a page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    rows = make_rows(pages * PAGE_ROWS)
    for number in range(1, pages + 1):
        _write_page(canvas, number, [next(rows) for _ in range(PAGE_ROWS)])
        canvas.showPage()
    canvas.save()


def _write_page(canvas: Canvas, number: int, rows: Sequence[Sequence[str]]) -> None:
    def write(words: str, x: float, y: float, size: float) -> None:
        canvas.setFont(_FONT, size)
        canvas.drawString(x, A4[1] - y, words)

    write("みなと市総合計画", _COLUMNS[0], 40, 8)
    write(f"施策{number} 地域の課題{number}を共に解決する", _COLUMNS[0], 80, 14)
    at = 110.0
    for _ in range(2):
        words = "　" + _SENTENCE * 4
        for start in range(0, len(words), 47):
            write(words[start : start + 47], _COLUMNS[0], at, 10)
            at += _STEP
    top = at
    for row in (HEAD, *rows):
        for words, x in zip(row, _COLUMNS, strict=False):
            for line, start in enumerate(range(0, len(words), 10 if x == _COLUMNS[0] else 19)):
                width = 10 if x == _COLUMNS[0] else 19
                write(words[start : start + width], x + 2, at + 11 + 11 * line, 8)
        at += 2 * _STEP
    heights = [A4[1] - top - 2 * _STEP * line for line in range(len(rows) + 2)]
    canvas.grid(list(_COLUMNS), heights)
    write(f"- {number} -", A4[0] / 2, A4[1] - 40, 9)
