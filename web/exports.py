"""What a page lists, to take away: one thing a row, each with where it is written.

The same table is CSV, a workbook, or the data of its things as RDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Response
from flask_babel import gettext as _

from kg.questions.evidence import Evidence
from kg.sheets import Sheet, Value
from kg.store.convert import convert
from kg.store.terms import Iri
from web.differences import send_sheet
from web.linked import make_data
from web.links import FORMATS
from web.sheets import make_proof_cells, make_proof_header
from web.site import get_site

#: Things whose data are sent at once.
SIZE: Final = 100


@dataclass(frozen=True)
class Line:
    """A row: what it is about, what is said of it, what proves that."""

    thing: Iri
    cells: tuple[Value, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Export:
    """A table with a header for the cells of its rows. `name` is that of its file."""

    name: str
    title: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """All heads: its own, those of what proves a row, and the address of its thing."""
        return (*self.header, *make_proof_header(), _("固定リンク"))

    @property
    def rows(self) -> Iterable[tuple[Value, ...]]:
        """All cells of each row."""
        return (
            (*line.cells, *make_proof_cells(line.evidence), str(line.thing)) for line in self.lines
        )


def send_export(export: Export, suffix: str, page: int = 1) -> Response:
    """The table as a file: `csv` or `xlsx`, whole; the data of a page of its things as RDF."""
    if suffix not in FORMATS:
        sheet = Sheet(export.title, export.head, list(export.rows))
        return send_sheet(export.name, sheet, suffix=suffix)
    shown = export.lines[(page - 1) * SIZE : page * SIZE]
    return make_data(_describe((line.thing for line in shown), suffix), FORMATS[suffix][0])


def _describe(things: Iterable[Iri], form: str) -> str:
    """What the graph says of some things, as one graph."""
    store = get_site().store
    texts = (store.describe(thing, "nt") or "" for thing in dict.fromkeys(things))
    triples = sorted({line for text in texts for line in text.splitlines() if line.strip()})
    return convert("".join(f"{line}\n" for line in triples), form)
