"""Flat tables as JSON, CSV for a spreadsheet, or an Excel workbook."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from collections.abc import Mapping

from kg.commands.output import write_delimited
from kg.errors import KgError
from kg.questions.pair_tables import Table
from kg.sheets import Sheet, make_workbook


def write_table(tables: Mapping[str, Table], options: Namespace) -> None:
    """Write tables in the form that a command line asks for, to `--output` or standard output.

    JSON and Excel take all of them, by name; CSV the first. Raises KgError for Excel that has
    nowhere to go.
    """
    if options.form == "xlsx":
        if options.output is None:
            raise KgError(
                "Excel の書き出し先がありません / an Excel file needs a place",
                fix="-o ファイル.xlsx をつけてください / say -o FILE.xlsx",
            )
        sheets = [
            Sheet(name, table.head(options.lang), table.list_rows())
            for name, table in tables.items()
        ]
        options.output.write_bytes(make_workbook(sheets))
    elif options.form == "json":
        told = {name: table.rows for name, table in tables.items()}
        _write(json.dumps(told, ensure_ascii=False, indent=1) + "\n", options, "utf-8")
    else:
        text = io.StringIO(newline="")
        first = next(iter(tables.values()))
        write_delimited(list(first.columns), first.rows, text, ",", "\r\n", spreadsheet=True)
        # A spreadsheet opens the file as UTF-8 only if it begins with the mark.
        _write(text.getvalue(), options, "utf-8-sig")
    if options.output is not None:
        print(f"書きました wrote {options.output}", file=sys.stderr)


def write_text(text: str, options: Namespace) -> None:
    """Write a text to `--output` or standard output."""
    _write(text, options, "utf-8")
    if options.output is not None:
        print(f"書きました wrote {options.output}", file=sys.stderr)


def _write(text: str, options: Namespace, encoding: str) -> None:
    if options.output is None:
        sys.stdout.write(text)
    else:
        options.output.write_bytes(text.encode(encoding))
