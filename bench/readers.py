"""Pages and rows a second by format, and peak memory, beside a bare library that only takes text.

    python -m bench.readers [ROUNDS] [PAGES] [ROWS]

Ours is all that `kg ingest` does until it has a kept text: the child process, tables with their
heads, order, paragraphs, places in the original, and the answer. The peer only hands out the words
of the same file. Each runs in a process of its own, interleaved, with its import left out of the
time; what travels is the ratio. Times are those of the processor, the child's included, so that
what else the machine does does not count. Memory is the most that one of the processes held.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import readers_data

ROUNDS: Final = 3
PAGES: Final = 500
ROWS: Final = 100_000
#: Tables in web pages and documents are smaller than sheets.
MARKUP_SHARE: Final = 10


@dataclass(frozen=True)
class Case:
    """A file to read: what makes it, how much of what it holds, and the peers by name."""

    name: str
    file: str
    size: int
    unit: str
    write: Callable[[Path, int], None]
    peers: tuple[str, ...]


@dataclass(frozen=True)
class Cost:
    """What one reading took: seconds of the processor, and bytes of memory at most."""

    seconds: float
    memory: int


def make_cases(pages: int, rows: int) -> tuple[Case, ...]:
    """What is read."""
    few = rows // MARKUP_SHARE
    return (
        Case("PDF", "a.pdf", pages, "頁 pages", readers_data.write_pdf, ("pypdfium2",)),
        Case("Excel", "a.xlsx", rows, "行 rows", readers_data.write_xlsx, ("openpyxl",)),
        Case("CSV", "a.csv", rows, "行 rows", readers_data.write_csv, ("csv",)),
        Case("HTML", "a.html", few, "行 rows", readers_data.write_html, ("lxml.html",)),
        Case("Word", "a.docx", few, "行 rows", readers_data.write_docx, ("lxml.etree",)),
    )


def read_ours(file: Path) -> Callable[[], int]:
    """Our reading of a file; gives back the characters of its text."""
    from kg.documents.receive import receive_file

    return lambda: len(receive_file(file).source.text)


def read_pypdfium2(file: Path) -> Callable[[], int]:
    """The text of each page as PDFium orders it."""
    import pypdfium2

    def read() -> int:
        with pypdfium2.PdfDocument(file) as document:
            return sum(len(page.get_textpage().get_text_range()) for page in document)

    return read


def read_openpyxl(file: Path) -> Callable[[], int]:
    """The values of all cells, row by row."""
    import openpyxl

    def read() -> int:
        book = openpyxl.load_workbook(file, read_only=True)
        rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        return sum(len(str(cell)) for row in rows for cell in row if cell is not None)

    return read


def read_csv(file: Path) -> Callable[[], int]:
    """All fields, row by row."""
    import csv

    def read() -> int:
        with file.open(encoding="utf-8", newline="") as stream:
            return sum(len(cell) for row in csv.reader(stream) for cell in row)

    return read


def read_html(file: Path) -> Callable[[], int]:
    """All text of the parsed page."""
    import lxml.html

    return lambda: sum(map(len, lxml.html.parse(str(file)).getroot().itertext()))


def read_word(file: Path) -> Callable[[], int]:
    """All text of the parsed body."""
    import zipfile

    from lxml import etree

    def read() -> int:
        with zipfile.ZipFile(file) as package:
            return sum(map(len, etree.fromstring(package.read("word/document.xml")).itertext()))

    return read


READERS: Final[Mapping[str, Callable[[Path], Callable[[], int]]]] = {
    "ours": read_ours,
    "pypdfium2": read_pypdfium2,
    "openpyxl": read_openpyxl,
    "csv": read_csv,
    "lxml.html": read_html,
    "lxml.etree": read_word,
}


def measure_here(reader: str, file: Path) -> Cost:
    """What a reading takes in this process, which must have read nothing before."""
    read = READERS[reader](file)
    begin = sum(os.times()[:4])
    characters = read()
    seconds = sum(os.times()[:4]) - begin
    assert characters, file
    held = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return Cost(seconds, max(resource.getrusage(who).ru_maxrss for who in held) * 1024)


def measure(reader: str, file: Path) -> Cost:
    """What a reading takes in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.readers", reader, str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = run.stdout.split()
    return Cost(float(seconds), int(memory))


def compare(case: Case, file: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of our reading and of each peer, all taking turns."""
    names = ("ours", *case.peers)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            costs[name].append(measure(name, file))
    return {
        name: Cost(statistics.median(one.seconds for one in all_), max(one.memory for one in all_))
        for name, all_ in costs.items()
    }


def main() -> int:
    """Print the table; with a reader's name and a file, the cost of that one reading."""
    if len(sys.argv) == 3 and sys.argv[1] in READERS:
        cost = measure_here(sys.argv[1], Path(sys.argv[2]))
        print(cost.seconds, cost.memory)
        return 0
    numbers = [int(one) for one in sys.argv[1:4]]
    rounds, pages, rows = [*numbers, *(ROUNDS, PAGES, ROWS)[len(numbers) :]]
    print("| format | size | MB | s | a second | peak MB | peer | s | peak MB | time | memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as place:
        for case in make_cases(pages, rows):
            file = Path(place) / case.file
            case.write(file, case.size)
            costs = compare(case, file, rounds)
            ours = costs["ours"]
            for peer in case.peers:
                print(render_row(case, file.stat().st_size, ours, peer, costs[peer]), flush=True)
    return 0


def render_row(case: Case, size: int, ours: Cost, name: str, peer: Cost) -> str:
    """A row of the table."""
    cells = (
        case.name,
        f"{case.size:,} {case.unit}",
        f"{size / 1e6:.1f}",
        f"{ours.seconds:.2f}",
        f"{case.size / ours.seconds:,.0f}",
        f"{ours.memory / 1e6:.0f}",
        name,
        f"{peer.seconds:.2f}",
        f"{peer.memory / 1e6:.0f}",
        f"{ours.seconds / peer.seconds:.1f}x",
        f"{ours.memory / peer.memory:.1f}x",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
