"""Web pages, Word files and hostile files made for the tests, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.documents.kept import KeptText
from kg.documents.readers.html import read_html
from kg.documents.readers.limits import DEFAULT_LIMITS, Limits
from kg.documents.readers.word import read_word
from kg.documents.source import SourceText
from kg.layouts.layout import find_layouts, load_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction

W = nsdecls("w")

#: A plan's table as printed: two rows of header, cells over rows and over years.
HEADER = ("施策名", "事業名", "事業概要", "事業内容・目標", "担当課")
YEARS = ("令和4年度", "令和5年度", "令和6年度以降")


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def read_page(body: str, limits: Limits = DEFAULT_LIMITS) -> KeptText:
    return read_html(page(body), "計画.html", limits)


def lines_of(kept: KeptText) -> list[str]:
    return [line for line in kept.text.split("\n") if line]


def codes_of(kept: KeptText) -> set[str]:
    return {notice.code for notice in kept.notices}


def save(document: Doc) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_xml(document: Doc, *inner: str) -> None:
    """Add paragraphs, each by the XML within it."""
    for xml in inner:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f"<w:p {W}>{xml}</w:p>")
        )


def run(words: str, properties: str = "") -> str:
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{words}</w:t></w:r>'


def read_paragraphs(*inner: str) -> KeptText:
    """What is read of a Word file whose paragraphs hold this XML."""
    document = Document()
    add_xml(document, *inner)
    return read_word(save(document), "計画.docx", DEFAULT_LIMITS)


def read_document(build: Callable[[Doc], object]) -> KeptText:
    document = Document()
    build(document)
    return read_word(save(document), "計画.docx", DEFAULT_LIMITS)


def replace_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """A zip container with other contents for some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def keep_parts(data: bytes, *names: str) -> bytes:
    """A zip container with only some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in names:
            new.writestr(name, old.read(name))
    return out.getvalue()


def read_plan(kept: KeptText, layout: str = "action-plan") -> Extraction:
    """What the recogniser makes of a kept text under a layout of the project."""
    return recognise(SourceText(kept.text, ""), load_layout(find_layouts()[layout]))


def tell_rows(extraction: Extraction) -> Sequence[object]:
    """Each row: name, 再掲, group, description, cells by year with what goes on, bodies."""
    labels = {node.path: node.label.text if node.label else "" for node in extraction.nodes}
    return [
        (
            row.name,
            row.reappearance,
            labels[row.node] if row.node else "",
            " ".join(value.text for value in row.descriptions),
            tuple(
                (cell.period.year, cell.value.text if cell.value else cell.continues is not None)
                for cell in row.cells
            ),
            tuple(body.name for body in row.bodies),
        )
        for row in extraction.listings
    ]


#: What a person reads in the tables that both formats are given.
EXPECTED_ROWS = [
    (
        "ひかり事業",
        False,
        "つながる",
        "明るくします。",
        ((2022, "検討"), (2023, "実施"), (2024, True)),
        ("市民課", "福祉課"),
    ),
    (
        "あゆみ事業",
        True,
        "つながる",
        "のばします。",
        ((2022, "継続実施"), (2023, "継続実施"), (2024, "継続実施")),
        ("市民課", "福祉課"),
    ),
    (
        "みのり事業",
        False,
        "そだてる",
        "種をまきます。 水をやります。",
        ((2022, "種まき"), (2023, "収穫 水やり")),
        ("農政課", "水道局"),
    ),
    ("ひかり事業", True, "そだてる", "明るくします。", ((2022, "検討"),), ("市民課",)),
]
EXPECTED_NODES = ["支え合うまち", "地域のしくみづくり", "つながりの支援", "つながる", "そだてる"]
