"""`kg query` and `kg export`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.commands.dumps import write_dump
from kg.commands.output import write_records
from kg.documents.folder import DataFolder
from kg.errors import KgError, QueryError, locate
from kg.store.embedded import load_store
from kg.store.terms import Result


def run_query(root: Path, options: Namespace) -> int:
    """Answer a SPARQL query from a file or standard input."""
    text = _read_query(options.file)
    answer = load_store(DataFolder(root).ttl).run(text)
    if isinstance(answer, Result):
        write_records(answer.variables, answer.rows, options.form)
    elif isinstance(answer, bool):
        print("true" if answer else "false")
    else:
        print(answer, end="")
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
        return data.decode("utf-8")
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
    draft = options.output.with_name(f".{options.output.name}.new")
    try:
        with draft.open("wb") as file:
            write_dump(ttl, options.form, file)
        draft.replace(options.output)
    except OSError as error:
        raise KgError(
            "書き出せません / the dump cannot be written",
            where=locate(options.output),
            why=error.strerror or str(error),
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return 0
