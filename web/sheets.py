"""Tables as CSV that a spreadsheet opens as it is: UTF-8 with a BOM, CRLF, no formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from flask import Response
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.questions.evidence import Evidence
from kg.questions.trace_sources import say_position
from web.language import get_language
from web.links import make_ascii
from web.origin import get_origin
from web.quotes import make_quotes
from web.render import get_links
from web.site import get_site
from web.table_links import SHEETS

XLSX: Final = SHEETS["xlsx"][0]
JSON: Final = "application/json"
MARKDOWN: Final = "text/markdown"
CSV: Final = SHEETS["csv"][0]
#: A cell that tells of more proofs than this would be read by nobody.
MOST_PROOFS: Final = 30
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


def make_proof_header() -> tuple[str, ...]:
    """The heads of the cells that say what proves a row."""
    return (
        pgettext("one", "文書"),
        pgettext("edition", "版"),
        _("行・ページ"),
        _("原文"),
        _("原文のアドレス"),
    )


def make_proof_cells(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """What proves a row: the documents, their editions, the lines, the words, where to read them.

    A cell tells of the first proofs only and says how many there are more.
    """
    shown, site, language = evidence[:MOST_PROOFS], get_site(), get_language()
    more = [str(_("ほか%(number)s件", number=len(evidence) - MOST_PROOFS))]
    if len(evidence) <= MOST_PROOFS:
        more = []
    places = (say_position(one, language) for one in shown)
    quotes = (f"「{''.join(quote.pieces)}」" for quote in make_quotes(shown) if quote.pieces)
    return (
        join_values(dict.fromkeys(one.title for one in evidence)),
        join_values(
            dict.fromkeys(filter(None, (site.sources.say_edition(one, language) for one in shown)))
        ),
        join_values([*dict.fromkeys(filter(None, places)), *more]),
        join_values([*quotes, *more]),
        join_values([*dict.fromkeys(map(find_proof_address, shown)), *more]),
    )


def find_proof_address(proof: Evidence) -> str:
    """Where a proof can be read: in the text as this site shows it, else at its source."""
    if proof.document is None:
        return proof.address or proof.iri
    return get_origin() + make_ascii(get_links().source(proof) or "")
