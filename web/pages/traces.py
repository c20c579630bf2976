"""What implements an article, as Excel, CSV, Markdown and JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask import Response as FileResponse
from flask_babel import gettext as _

from kg.questions.trace_handout import make_handout
from kg.questions.trace_json import tell_trace
from kg.questions.trace_sources import Sources
from kg.questions.trace_tables import make_step_table, make_trace_table
from kg.sheets import Sheet
from web.differences import make_excel
from web.language import get_language
from web.linked import make_data
from web.pages.asked import read_iri
from web.sheets import JSON, MARKDOWN, make_sheet
from web.site import get_site
from web.traces import FORMS, narrow_by, read_status, read_year

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("traces", __name__)


@blueprint.get("/implementers/<path:_path>")
def show_implementers_file(_path: str) -> Response:
    """What implements an article as a file: who runs it, and the lines that say so."""
    iri, status, year = read_iri("/implementers/"), read_status(), read_year()
    form = request.args.get("format", "csv")
    if form not in FORMS:
        abort(400, _("「形式」の値が正しくありません。画面で選び直してください。"))
    site, language = get_site(), get_language()
    trace = narrow_by(site.get_trace(iri), status, year)
    name, sources = f"article-{trace.number}.{form}", Sources(site.store)
    if form == "md":
        return _make_file(name, make_handout(trace, sources, site.version, language), MARKDOWN)
    if form == "json":
        stamp = asdict(site.version)
        told = json.dumps({**stamp, **tell_trace(trace, sources)}, ensure_ascii=False, indent=1)
        return make_data(told, JSON)
    table = make_trace_table([trace], sources, language)
    if form == "csv":
        rows = ([str(cell or "") for cell in row] for row in table.list_rows())
        return make_sheet(name, table.head(language), rows)
    everything = (*trace.implementers, *trace.undated)
    steps = make_step_table(everything, sources, language)
    return make_excel(
        name,
        (
            Sheet(_("条文を実施するもの"), table.head(language), table.list_rows()),
            Sheet(_("段ごとの根拠"), steps.head(language), steps.list_rows()),
        ),
    )


def _make_file(name: str, text: str, media_type: str) -> Response:
    response = FileResponse(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
