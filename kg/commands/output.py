"""How the commands print tables: aligned text, JSON, CSV, TSV."""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from kg.errors import KgError, locate


def write_records(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    form: str,
    stream: TextIO | None = None,
) -> None:
    """Print rows as `table` or `text`, `json`, `csv` or `tsv`; a missing value is blank."""
    stream = stream or sys.stdout
    if form == "json":
        json.dump([dict(row) for row in rows], stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    elif form in ("csv", "tsv"):
        delimiter = "," if form == "csv" else "\t"
        write_delimited(columns, rows, stream, delimiter, "\n", spreadsheet=False)
    else:
        _write_table(columns, rows, stream)


def write_delimited(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    stream: TextIO,
    delimiter: str,
    line_end: str,
    *,
    spreadsheet: bool,
) -> None:
    """Write rows as delimited text with a header; for a spreadsheet no cell is a formula."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(columns)
    guard = _plain if spreadsheet else _text
    writer.writerows([guard(row.get(column, "")) for column in columns] for row in rows)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _plain(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and len(text) > 1 else text


def measure_width(text: str) -> int:
    """The columns of a terminal that a text takes: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _write_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, object]], stream: TextIO
) -> None:
    cells = [[" ".join(str(row.get(column, "")).split()) for column in columns] for row in rows]
    widths = [
        max([measure_width(column), *(measure_width(row[index]) for row in cells)])
        for index, column in enumerate(columns)
    ]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        padded = [
            text + " " * (width - measure_width(text))
            for text, width in zip(line, widths, strict=True)
        ]
        stream.write("  ".join(padded).rstrip() + "\n")


def write_between(path: Path, name: str, text: str) -> None:
    """Put a text between the markers of that name in a file. Raises KgError when it has none."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    head, opened, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not opened or not closed:
        raise KgError(f"{begin} … {end} がありません / markers missing", where=locate(path))
    path.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")
