"""A document printed to PDF by Chromium in three writings, as plans are laid out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.documents.readers.pdf_print import print_pdf
from tests.formats.write_html import write_html

#: What the running heads say.
HEAD: Final = "みなと市総合計画 第２部"
_BASE: Final = """
html { font-family: 'Noto Serif CJK JP'; font-size: 10.5pt; line-height: 1.6 }
body { margin: 0 }
p { margin: 0 0 6pt 0; text-align: justify }
p.text { text-indent: 1em }
p.apart { margin-top: 24pt }
h1, h2, h3, h4, h5, h6 { margin: 10pt 0 5pt 0; line-height: 1.4; break-after: avoid }
h1 { font-size: 22pt } h2 { font-size: 18pt } h3 { font-size: 15pt } h4 { font-size: 13pt }
h5, h6 { font-size: 12pt }
table { border-collapse: collapse; width: 100%; margin: 6pt 0; font-size: 8pt; line-height: 1.35 }
td, th { border: 0.5pt solid black; padding: 2pt 3pt; vertical-align: top; font-weight: normal }
th { background: #ddd; text-align: center }
"""
#: Text in two columns; wide tables go over both, as they do in print.
_COLUMNS: Final = """
@page { size: A4; margin: 20mm }
body { columns: 2; column-gap: 8mm }
table.wide { column-span: all }
"""
#: Tables begin low on a page, so that they go on over its end, where their head comes again.
_BREAK: Final = """
@page { size: A4 landscape; margin: 20mm }
p, h1, h2, h3, h4, h5, h6 { break-inside: avoid }
table.wide { margin-top: 30mm; break-inside: auto; font-size: 9pt }
thead { display: table-header-group }
"""
_HEADS: Final = f"""
@page {{
  size: A4; margin: 25mm 20mm;
  @top-left {{ content: '{HEAD}'; font-size: 8pt }}
  @top-right {{ content: '第２章の取組'; font-size: 8pt }}
  @bottom-center {{ content: '- ' counter(page) ' -'; font-size: 9pt }}
}}
"""


def write_columns(text: str, folder: Path) -> bytes:
    """The bytes of a PDF whose text runs in two columns."""
    return _print(text, _COLUMNS, folder)


def write_breaks(text: str, folder: Path) -> bytes:
    """The bytes of a PDF whose tables, merged heads and all, go over the ends of pages."""
    return _print(text, _BREAK, folder)


def write_heads(text: str, folder: Path) -> bytes:
    """The bytes of a PDF with running heads and numbered pages."""
    return _print(text, _HEADS, folder)


def _print(text: str, style: str, folder: Path) -> bytes:
    return print_pdf(write_html(text, _BASE + style).decode(), folder)
