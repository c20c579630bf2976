"""The kept text of a PDF that has a text layer."""

from __future__ import annotations

from typing import Final

from kg.documents.kept import KeptText
from kg.documents.readers.limits import Limits
from kg.documents.readers.lines import Lines
from kg.documents.readers.pdf_columns import Part
from kg.documents.readers.pdf_flows import Flow, Flows, set_margins
from kg.documents.readers.pdf_notes import find_sign, fold_sign, split_notes
from kg.documents.readers.pdf_notices import Seen, add_notices, check_readable
from kg.documents.readers.pdf_open import load_pages, open_pdf
from kg.documents.readers.pdf_order import find_gutters, order_parts
from kg.documents.readers.pdf_page import Page
from kg.documents.readers.pdf_running import Running, Sheet, find_running
from kg.documents.readers.pdf_sheets import PageText, Print, find_print, make_page_text
from kg.documents.readers.pdf_spacing import Spacings
from kg.documents.readers.pdf_write import Writer

READER: Final = "pdf 1"
#: How many pages tell how a file sets blanks.
_LEARNED: Final = 20


def read_pdf(data: bytes, name: str, limits: Limits) -> KeptText:
    """The text of a PDF in reading order, with the page and rectangle of every line.

    Running heads and page numbers are left out and told of in a notice each, and so is what is
    only a picture. Raises SourceError for a file that is encrypted, damaged, too long, or has no
    text at all.
    """
    pages, seen = load_texts(data, name, limits)
    check_readable(seen, name)
    running = find_running(
        [
            Sheet(
                page.number,
                page.height,
                page.lines,
                page.sides,
                [table.box for table in page.tables],
            )
            for page in pages
        ]
    )
    drop_running(pages, running)
    usual = find_print(pages)
    flows, signs = make_flows(pages, usual)
    reading = Flows()
    for flow in flows:
        reading.add(flow)
    out = Lines(name, limits)
    by_number = {page.number: page for page in pages}
    writer = Writer(out, by_number, usual, signs, name, limits)
    writer.write(reading.blocks)
    add_notices(out, name, seen, pages, running, reading.blocks, writer.left_out)
    return writer.place_lines(out.finish(READER))


def load_texts(data: bytes, name: str, limits: Limits) -> tuple[list[PageText], list[Seen]]:
    """The lines and tables of all pages, and what was seen on them.

    Characters of the first pages are held until it is known how the file sets blanks.
    """
    pages: list[PageText] = []
    seen: list[Seen] = []
    held: list[Page] = []
    spacings = Spacings()
    document = open_pdf(data, name, limits)
    try:
        for page in load_pages(document, name, limits):
            seen.append(Seen.of(page))
            spacings.learn(page.chars)
            held.append(page)
            if page.number >= _LEARNED:
                pages += [make_page_text(one, spacings.spacing) for one in held]
                held = []
    finally:
        document.close()
    return pages + [make_page_text(one, spacings.spacing) for one in held], seen


def drop_running(pages: list[PageText], running: list[Running]) -> None:
    """Take the running heads out of the pages."""
    taken = frozenset(line for head in running for line in head.lines)
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in taken]
        page.sides = [line for line in page.sides if id(line) not in taken]


def make_flows(pages: list[PageText], usual: Print) -> tuple[list[Flow], frozenset[str]]:
    """The columns of all pages in order, footnotes apart, and the signs of the footnotes.

    Lines that run in another direction than their page's text stand behind it.
    """
    flows: list[Flow] = []
    signs: set[str] = set()
    parted = [split_notes(page.lines, page.rules, page.height, usual.size) for page in pages]
    parts: list[list[Part]] = [
        [*lines, *page.tables] for page, (lines, _) in zip(pages, parted, strict=True)
    ]
    gutters = find_gutters(parts)
    for page, (_, notes), held in zip(pages, parted, parts, strict=True):
        signs |= {fold_sign(sign) for line in notes if (sign := find_sign(line))}
        columns = [Flow(page.number, column) for column in order_parts(held, gutters)]
        if notes:
            columns = columns or [Flow(page.number, [])]
            columns[-1].notes = notes
        if page.sides:
            columns.append(Flow(page.number, list(page.sides)))
        flows += columns
    set_margins(flows)
    for flow in flows:
        if flow.notes:
            flow.right = max(flow.right, *(line.box.x1 for line in flow.notes))
    return flows, frozenset(signs - {""})
