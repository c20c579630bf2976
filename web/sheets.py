"""Tables as CSV that a spreadsheet opens as it is: UTF-8 with a BOM, CRLF, no formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from flask import Response

from kg.questions.evidence import Evidence
from web.quotes import make_quotes
from web.render import say_place

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON: Final = "application/json"
MARKDOWN: Final = "text/markdown"
#: What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"); the
#: full-width forms too, which a Japanese one reads alike.
_FORMULA: Final = re.compile(
    r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠\t\r]"
)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def make_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, the header first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([make_plain(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def make_plain(value: str) -> str:
    """A value that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def make_sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A CSV file to be kept under a name."""
    response = Response(make_csv(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def join_values(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return " / ".join(values)


def make_proof_cells(evidence: Sequence[Evidence]) -> tuple[str, str, str]:
    """What proves a row: the documents, the lines in them, and the words that stand there."""
    return (
        join_values(dict.fromkeys(proof.title for proof in evidence)),
        join_values(say_place(proof) for proof in evidence if proof.first_line is not None),
        join_values(
            f"「{''.join(quote.pieces)}」" for quote in make_quotes(evidence) if quote.pieces
        ),
    )
