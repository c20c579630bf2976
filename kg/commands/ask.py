"""`kg query` and `kg export`."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import BinaryIO

from kg.commands.dumps import write_dump
from kg.commands.output import write_records
from kg.commands.sparql_results import NAME, make_results
from kg.documents.folder import DataFolder
from kg.errors import KgError, QueryError, locate
from kg.store.choose import open_store
from kg.store.guard import run_guarded
from kg.store.terms import Result


def run_query(root: Path, options: Namespace) -> int:
    """Answer a SPARQL query from a file or standard input, within limits of time and memory."""
    text = _read_query(options.file)
    folder = DataFolder(root)

    def answer(stream: BinaryIO) -> None:
        found = open_store(folder).run(text)
        out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        if options.form == NAME:
            json.dump(make_results(found), out, ensure_ascii=False, indent=1)
            out.write("\n")
        elif isinstance(found, Result):
            write_records(found.variables, found.rows, options.form, out)
        elif isinstance(found, bool):
            out.write("true\n" if found else "false\n")
        else:
            out.write(found)
        out.flush()
        out.detach()

    sys.stdout.write(run_guarded(answer, options.timeout).decode("utf-8"))
    return 0


def _read_query(file: str) -> str:
    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise QueryError(
                "問い合わせのファイルを読めません / the query file cannot be read",
                where=locate(file),
                why=error.strerror or str(error),
                fix="ファイル名を確かめるか、- で標準入力から渡してください / "
                "check the name, or give - for standard input",
            ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise QueryError(
            "UTF-8 ではない文字があります / not UTF-8", where=locate(file, line)
        ) from error


def run_export(root: Path, options: Namespace) -> int:
    """Dump the graph in one of the standard formats, or its rows as CSV."""
    ttl = DataFolder(root).ttl
    if options.output is None:
        write_dump(ttl, options.form, sys.stdout.buffer)
        return 0
    output: Path = options.output
    try:
        if output.is_symlink() or (output.exists() and not output.is_file()):
            # A pipe, a device or a link is written to, never replaced.
            with output.open("wb") as file:
                write_dump(ttl, options.form, file)
            return 0
        draft = output.with_name(f".{output.name}.{os.getpid()}.new")
        try:
            with draft.open("wb") as file:
                write_dump(ttl, options.form, file)
            draft.replace(output)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise KgError(
            "書き出せません / the dump cannot be written",
            where=locate(output),
            why=getattr(error, "strerror", None) or str(error),
            fix="書き込めるファイル名を -o に渡してください / give -o a file that can be written",
        ) from error
    return 0
