"""How much of a document comes back from each format: recall and precision.

    python -m tests.formats.measure [docs/formats.md]

Each of the project's own documents is written in each format, read back as `kg ingest` reads a
file, recognised under the document's own layout, and compared with the reading of its text.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.commands.output import write_between
from kg.documents.manifest import DocumentEntry, load_manifest
from kg.documents.receive import Received, receive_file
from kg.documents.source import SourceText
from kg.layouts.layout import get_layout
from kg.layouts.recogniser import recognise
from kg.records import Extraction, ListingRecord
from kg.text.fold import fold_key
from tests.formats.write_excel import write_excel
from tests.formats.write_html import write_html
from tests.formats.write_pdf import write_breaks, write_columns, write_heads
from tests.formats.write_word import write_word
from tests.workbench import DATA, ROOT

Items = Iterator[Hashable]
DOCUMENT: Final = ROOT / "docs" / "formats.md"


@dataclass(frozen=True)
class Writing:
    """A way to write a document: its name, its file's ending, and what makes the bytes."""

    name: str
    ending: str
    write: Callable[[str, Path], bytes]

    def __str__(self) -> str:
        return self.name.rpartition(" ")[2]


#: Every writing by the name that the table gives it.
WRITINGS: Final = (
    Writing("Excel", ".xlsx", lambda text, _: write_excel(text)),
    Writing("HTML", ".html", lambda text, _: write_html(text)),
    Writing("Word", ".docx", lambda text, _: write_word(text)),
    Writing("PDF 二段組 columns", ".pdf", write_columns),
    Writing("PDF 頁をまたぐ表 breaks", ".pdf", write_breaks),
    Writing("PDF 柱とノンブル heads", ".pdf", write_heads),
)


@dataclass(frozen=True)
class Share:
    """How many there are, how many were found again, and how many were found at all."""

    expected: int
    right: int
    found: int

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is there; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0


@dataclass(frozen=True)
class Measured:
    """What one document gives in one writing."""

    writing: Writing
    slug: str
    received: Received
    shares: dict[str, Share]
    lost: dict[str, list[Hashable]]
    more: dict[str, list[Hashable]]


def find_rows(found: Extraction) -> Items:
    """Every row: its name, its wards, and the node that it stands under."""
    for row in found.listings:
        wards = tuple(fold_key(one.ward or "") for one in row.ward_scopes)
        yield fold_key(row.label), wards, _find_labels(found).get(row.node or ())


def find_reappearances(found: Extraction) -> Items:
    """The rows marked 再掲."""
    return (fold_key(row.label) for row in found.listings if row.reappearance)


def find_bodies(found: Extraction) -> Items:
    """Each body with the row that it runs."""
    return ((fold_key(row.label), fold_key(b.name)) for row in found.listings for b in row.bodies)


def find_cells(found: Extraction) -> Items:
    """What each row says for each year, and which year before a cell carries on."""
    for row in found.listings:
        for cell in row.cells:
            words = fold_key(cell.value.text) if cell.value else ""
            yield fold_key(row.label), cell.period, words, cell.continues


def find_texts(found: Extraction) -> Items:
    """What else a row says: description, current state, effort, marks."""
    for row in found.listings:
        values = (*row.descriptions, row.current_state, row.effort)
        for value in filter(None, values):
            yield _name(row), fold_key(value.text)
        for mark in row.marks:
            yield _name(row), mark


def find_nodes(found: Extraction) -> Items:
    """Every node: its level, its number, and its name below those above it."""
    labels = _find_labels(found)
    return ((node.level, node.notation, labels[node.path]) for node in found.nodes)


def find_parts(found: Extraction) -> Items:
    """The paragraphs of nodes, and the opinions."""
    labels = _find_labels(found)
    for node in found.nodes:
        for part in node.parts:
            yield labels[node.path], part.role, fold_key(part.value.text)
    for one in found.opinions:
        yield labels.get(one.node or ()), "opinion", fold_key(one.text)


def _name(row: ListingRecord) -> str:
    return fold_key(row.label)


def _find_labels(found: Extraction) -> dict[tuple[str, ...], tuple[str, ...]]:
    names = {node.path: fold_key(node.label.text) for node in found.nodes}
    return {
        path: tuple(names.get(path[:end], "") for end in range(1, len(path) + 1)) for path in names
    }


#: What is counted, by the name that the table gives it.
COUNTED: Final[dict[str, Callable[[Extraction], Items]]] = {
    "行 rows": find_rows,
    "再掲": find_reappearances,
    "担当 bodies": find_bodies,
    "年度の升目 cells": find_cells,
    "行の文 texts": find_texts,
    "節点 nodes": find_nodes,
    "節点の文 parts": find_parts,
}


def find_documents() -> tuple[DocumentEntry, ...]:
    """The project's own documents."""
    return load_manifest(DATA / "sources").documents


def measure(writing: Writing, entry: DocumentEntry, folder: Path) -> Measured:
    """Write a document into a folder, read it back, and compare."""
    text = entry.file.read_text(encoding="utf-8")
    file = folder / f"{entry.slug}{writing.ending}"
    file.write_bytes(writing.write(text, folder))
    received = receive_file(file)
    layout = get_layout(entry.layout)
    told = recognise(SourceText(text, ""), layout)
    found = recognise(received.source, layout)
    shares, lost, more = {}, {}, {}
    for name, find in COUNTED.items():
        there, got = Counter(find(told)), Counter(find(found))
        shares[name] = Share(there.total(), (there & got).total(), got.total())
        lost[name], more[name] = list((there - got).elements()), list((got - there).elements())
    return Measured(writing, entry.slug, received, shares, lost, more)


def render_row(one: Measured) -> str:
    """A row of the table: how many of each, recall and precision."""
    cells = (
        f"{share.expected}: {share.recall:.3f} / {share.precision:.3f}" if share.expected else "–"
        for share in one.shares.values()
    )
    return f"| {one.writing.name} | {one.slug} | {' | '.join(cells)} |"


def render_head() -> str:
    """The head of the table."""
    names = ("書き方 writing", "文書 document", *COUNTED)
    return f"| {' | '.join(names)} |\n| --- | --- |{' ---: |' * len(COUNTED)}"


def main() -> int:
    """Print the table, and write it between the markers of a file where one is named."""
    lines = [render_head()]
    print(lines[0])
    for writing in WRITINGS:
        for entry in find_documents():
            with tempfile.TemporaryDirectory() as place:
                one = measure(writing, entry, Path(place))
            lines.append(render_row(one))
            print(lines[-1], flush=True)
            for name in COUNTED:
                for sign, items in (("-", one.lost[name]), ("+", one.more[name])):
                    for item in items:
                        print(f"{sign}\t{writing}\t{one.slug}\t{name}\t{item}", file=sys.stderr)
    if len(sys.argv) > 1:
        write_between(Path(sys.argv[1]), "formats", "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
