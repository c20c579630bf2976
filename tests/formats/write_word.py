"""A document as Word writes it: heading styles, paragraphs with line breaks, tables with merges."""

from __future__ import annotations

import io

import docx
from docx.document import Document

from tests.formats.parts import Heading, Paragraph, Table, find_parts


def write_word(text: str) -> bytes:
    """The bytes of the document."""
    document = docx.Document()
    for part in find_parts(text):
        match part:
            case Heading(level, words):
                document.add_heading(words, level)
            case Paragraph(lines, _):
                paragraph = document.add_paragraph()
                for number, line in enumerate(lines):
                    run = paragraph.add_run(line)
                    if number < len(lines) - 1:
                        run.add_break()
            case Table():
                _write_table(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_table(document: Document, table: Table) -> None:
    made = document.add_table(table.height, table.width, "Table Grid")
    for one in table.cells:
        cell = made.cell(one.row, one.column)
        if one.height > 1 or one.width > 1:
            last = made.cell(one.row + one.height - 1, one.column + one.width - 1)
            cell = cell.merge(last)
        cell.text = one.text
    # Word sets two tables apart by a paragraph, or joins them.
    document.add_paragraph()
