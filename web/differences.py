"""What differs between two rows, for templates, for JSON and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from flask import Flask, Response
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.names import ID
from kg.questions.appearance import Appearance
from kg.questions.drift import Drift, FieldDrift, FieldState, SegmentKind
from kg.questions.drift_words import say_field, say_sides
from kg.questions.edition_tables import BRIDGES, CHANGES
from kg.questions.evidence import Evidence
from kg.questions.reading import Named, parse_code
from kg.questions.timeline import Column
from kg.sheets import Mark, Piece, Sheet, Value, make_workbook
from web.contexts import DataLink
from web.language import get_language
from web.linked import make_data
from web.render import say_place
from web.sheets import CSV, JSON, XLSX, join_values, make_proof_cells, make_proof_header, make_sheet
from web.site import get_site

_MARKS: Final = {
    SegmentKind.EQUAL: Mark.NONE,
    SegmentKind.DELETED: Mark.DELETED,
    SegmentKind.INSERTED: Mark.INSERTED,
}


def set_up_differences(app: Flask) -> None:
    """Give every template the filters that name what is compared."""
    app.jinja_env.filters["field_name"] = _name_field
    app.jinja_env.filters["side_names"] = name_sides
    app.jinja_env.filters["field_state"] = say_field_state
    app.jinja_env.filters["summary"] = lambda drift: drift.summary(get_language())
    app.jinja_env.filters["edition_change"] = lambda one: CHANGES[one][get_language() == "en"]
    app.jinja_env.filters["edition_bridge"] = lambda one: BRIDGES[one][get_language() == "en"]
    app.jinja_env.filters["short"] = lambda iri: iri.removeprefix(ID)
    app.jinja_env.filters["municipality"] = _say_municipality
    app.jinja_env.filters["reason"] = lambda link: link.reason(get_language())


def name_sides(drift: Drift) -> tuple[str, str]:
    """What the two rows are called at the head of a column."""
    left, right = say_sides(drift, get_language())
    return _raise(left), _raise(right)


def _name_field(one: FieldDrift) -> str:
    return _raise(say_field(one, get_language()))


def _raise(text: str) -> str:
    return text[:1].upper() + text[1:]


def say_field_state(one: FieldDrift, drift: Drift) -> str:
    """How a field compares, in words."""
    left, right = name_sides(drift)
    words = {
        FieldState.SAME: _("一致"),
        FieldState.WIDTH: _("空白・字の幅だけ違う"),
        FieldState.CHANGED: _("異なる"),
        FieldState.ONLY_LEFT: _("%(side)sだけ", side=left),
        FieldState.ONLY_RIGHT: _("%(side)sだけ", side=right),
        FieldState.SHIFTED: _("列のずれ"),
    }
    return str(words[one.state])


def _say_municipality(iri: str) -> str:
    """The municipality under whose code a thing is named, empty for none that has documents."""
    code = parse_code(iri)
    labels = (
        one.municipality.label
        for one in get_site().documents
        if one.municipality is not None and parse_code(one.iri) == code
    )
    return next(labels, "")


def make_file_links(address: Callable[[str], str]) -> tuple[DataLink, ...]:
    """The files of a list, as a page offers them; `address` gives that of a suffix."""
    return (
        DataLink("Excel", XLSX, address("xlsx")),
        DataLink("CSV", CSV, address("csv")),
        DataLink("JSON", JSON, address("json")),
    )


def send_sheet(name: str, sheet: Sheet, *more: Sheet, suffix: str) -> Response:
    """Tables as a workbook, or the first of them as CSV."""
    if suffix == "csv":
        return make_csv_file(f"{name}.csv", sheet.header, sheet.rows)
    return make_excel(f"{name}.xlsx", (sheet, *more))


def make_csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Response:
    """Rows as CSV; what is no text is written as one writes it."""
    return make_sheet(name, head, ([_write(cell) for cell in row] for row in rows))


def _write(cell: Value) -> str:
    if isinstance(cell, tuple):
        return "".join(piece.text for piece in cell)
    return "" if cell is None else str(cell)


def make_excel(name: str, sheets: Iterable[Sheet]) -> Response:
    """A workbook to be kept under a name."""
    response = Response(make_workbook(sheets), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def make_json(name: str, rows: Iterable[dict[str, object]]) -> Response:
    """Rows as JSON, with the version of the data that they come from."""
    version = get_site().version
    told = {
        "version": version.release,
        "digest": version.digest,
        "date": version.date,
        name: list(rows),
    }
    return make_data(json.dumps(told, ensure_ascii=False, indent=1), JSON)


# What JSON says of a row and of a comparison.


def tell_row(row: Appearance) -> dict[str, object]:
    """A row: what it is called, where it stands, what proves it."""
    return {
        "iri": row.iri,
        "name": row.printed_name,
        "pointer": row.pointer,
        "project": tell_named(row.project),
        "document": {"iri": row.document.iri, "title": row.document.label},
        "path": [
            {"iri": step.iri, "notation": step.notation, "label": step.label} for step in row.path
        ],
        "bodies": [tell_named(one.body) for one in row.bodies],
        "descriptions": [said.text for said in row.descriptions],
        "evidence": tell_evidence(row.evidence),
    }


def tell_named(one: Named) -> dict[str, object]:
    """A thing by IRI and label."""
    return {"iri": one.iri, "label": one.label}


def tell_evidence(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    """Proofs: the document, the lines in it, and the address of the passage."""
    return [
        {
            "iri": one.iri,
            "document": one.document,
            "title": one.title,
            "firstLine": one.first_line,
            "lastLine": one.last_line,
            "start": one.start,
            "end": one.end,
        }
        for one in evidence
    ]


def tell_drift(drift: Drift) -> dict[str, object]:
    """A comparison field by field."""
    return {
        "state": drift.state.value,
        "shift": drift.shift,
        "left": drift.left,
        "right": drift.right,
        "summary": {"ja": drift.summary_ja, "en": drift.summary_en},
        "fields": [_tell_field(one) for one in drift.fields],
    }


def _tell_field(one: FieldDrift) -> dict[str, object]:
    return {
        "field": one.field.value,
        "header": one.header,
        "period": _tell_period(one.period),
        "state": one.state.value,
        "left": one.left,
        "right": one.right,
        "leftGoesOnFrom": _tell_period(one.left_from),
        "rightGoesOnFrom": _tell_period(one.right_from),
        "segments": [
            {"kind": piece.kind.value, "left": piece.left, "right": piece.right}
            for piece in one.segments
        ],
        "leftEvidence": tell_evidence(one.left_evidence),
        "rightEvidence": tell_evidence(one.right_evidence),
    }


def _tell_period(period: Column | None) -> dict[str, object] | None:
    return None if period is None else {"year": period.year, "openEnded": period.open_ended}


# What a spreadsheet says of a row and of a comparison.


def make_row_header(side: str) -> tuple[str, ...]:
    """The heads of a row's cells in a spreadsheet."""
    heads = (
        pgettext("one", "名称"),
        _("体系の中の位置"),
        *make_proof_header(),
        _("固定リンク"),
    )
    return tuple(f"{side} {head}" for head in heads)


def make_row_cells(row: Appearance | None) -> tuple[Value, ...]:
    """A row's name and place, what proves it, and its address."""
    if row is None:
        return (None,) * len(make_row_header(""))
    return (
        row.printed_name,
        " › ".join(f"{step.notation or ''} {step.label}".strip() for step in row.path),
        *make_proof_cells(row.evidence),
        row.iri,
    )


def make_lines(evidence: Sequence[Evidence]) -> str:
    """The lines that prove something, each once."""
    return join_values(dict.fromkeys(say_place(one) for one in evidence if one.first_line))


def make_field_header(left: str, right: str) -> tuple[str, ...]:
    """The heads of a field's cells in a spreadsheet."""
    lines = _("行")
    return (
        _("欄"),
        _("比較"),
        left,
        right,
        _("差分"),
        f"{left} {lines}",
        f"{right} {lines}",
    )


def make_field_cells(drift: Drift, one: FieldDrift) -> tuple[Value, ...]:
    """A field of a comparison: its name, how it compares, both texts, the difference, the lines."""
    return (
        _name_field(one),
        say_field_state(one, drift),
        one.left,
        one.right,
        None if one.state.agrees else make_pieces(one),
        make_lines(one.left_evidence),
        make_lines(one.right_evidence),
    )


def make_pieces(one: FieldDrift) -> tuple[Piece, ...]:
    """The difference of a field as one text."""
    return tuple(Piece(piece.left or piece.right, _MARKS[piece.kind]) for piece in one.segments)


def get_mark_words() -> tuple[str, str]:
    """What the spreadsheets call what is deleted and inserted."""
    return _("削除"), _("追加")
