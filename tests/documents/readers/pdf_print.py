"""Texts of the project printed to PDF by Chromium, as plans are: columns, tables, running heads."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

STYLE = """
@page { size: A4; margin: 22mm 20mm }
html { font-family: 'Noto Serif CJK JP'; font-size: 10.5pt; line-height: 1.6 }
p { margin: 0 0 6pt 0; text-align: justify }
p.text { text-indent: 1em }
h1, h2, h3, h4 { margin: 10pt 0 5pt 0; line-height: 1.4; break-after: avoid }
h1 { font-size: 20pt } h2 { font-size: 16pt } h3 { font-size: 13.5pt } h4 { font-size: 12pt }
table { border-collapse: collapse; width: 100%%; margin: 6pt 0; font-size: 8pt; line-height: 1.35 }
td, th { border: 0.5pt solid black; padding: 2pt 3pt; vertical-align: top; font-weight: normal }
th { background: #ddd }
body { columns: %(columns)d; column-gap: 8mm }
"""


def print_pdf(html: str, folder: Path, name: str = "made") -> bytes:
    """The bytes of a page of HTML as Chromium prints it."""
    chromium = shutil.which("chromium")
    assert chromium, "apt-get install chromium fonts-noto-cjk (make test does it)"
    page, file = folder / f"{name}.html", folder / f"{name}.pdf"
    page.write_text(html, encoding="utf-8")
    subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={file}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return file.read_bytes()


def make_html(text: str, *, columns: int) -> str:
    """A kept text as HTML: headings by their #, rows as tables with merged headers."""
    body: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if "\t" in line:
            end = at
            while end < len(lines) and "\t" in lines[end]:
                end += 1
            body.append(make_table([row.split("\t") for row in lines[at:end]]))
            at = end
            continue
        at += 1
        if not line.strip():
            continue
        mark = re.match(r"\s*(#{1,6})\s+(.+)", line)
        if mark:
            level = min(max(len(mark[1]) - 1, 1), 4)
            body.append(f"<h{level}>{escape(mark[2].strip())}</h{level}>")
        else:
            group = [line]
            while at < len(lines) and lines[at].strip() and not re.search(r"\t|^\s*#", lines[at]):
                group.append(lines[at])
                at += 1
            kind = "text" if line.rstrip().endswith("。") and len(line) > 40 else "line"
            inner = "<br>".join(escape(one.strip()) for one in group)
            body.append(f'<p class="{kind}">{inner}</p>')
    style = STYLE % {"columns": columns}
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><style>{style}</style>'
        f"<body>{''.join(body)}</body></html>"
    )


def make_table(rows: list[list[str]]) -> str:
    """A table; a second header row of years below blanks becomes cells that span both."""
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    two = len(rows) > 2 and not rows[1][0].strip() and any("年度" in cell for cell in rows[1])
    head = _make_merged_head(rows[0], rows[1]) if two else _make_row(rows[0], "th")
    body = "".join(_make_row(row, "td") for row in rows[2 if two else 1 :])
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _make_merged_head(upper: list[str], lower: list[str]) -> str:
    first, at = "", 0
    while at < len(upper):
        if not lower[at].strip():
            first += f'<th rowspan="2">{escape(upper[at].strip())}</th>'
            at += 1
            continue
        end = at + 1
        while end < len(upper) and not upper[end].strip() and lower[end].strip():
            end += 1
        first += f'<th colspan="{end - at}">{escape(upper[at].strip())}</th>'
        at = end
    second = "".join(f"<th>{escape(cell.strip())}</th>" for cell in lower if cell.strip())
    return f"<tr>{first}</tr><tr>{second}</tr>"


def _make_row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell.strip())}</{tag}>" for cell in cells) + "</tr>"
