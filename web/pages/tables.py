"""The tables of lists and of things, as CSV, Excel and RDF: see `web.exports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort

from web.exports import SIZE, Export, send_export
from web.list_tables import LISTS
from web.pages.asked import check_page, read_iri, read_page
from web.row_tables import PARTS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("tables", __name__)


@blueprint.get("/statistics.csv")
def show_statistics_file() -> Response:
    """The figures as CSV, at the address that they had before there were other tables."""
    return _send(LISTS["statistics"](), "csv")


@blueprint.get("/tables/<name>.<any(csv, xlsx, ttl, jsonld):suffix>")
def show_list(name: str, suffix: str) -> Response:
    """What a list page lists, narrowed as the page is."""
    if name not in LISTS:
        abort(404)
    return _send(LISTS[name](), suffix)


@blueprint.get("/tables/<name>/<path:_path>.<any(csv, xlsx, ttl, jsonld):suffix>")
def show_part(name: str, _path: str, suffix: str) -> Response:
    """What the page of one thing lists: its rows, its passages, what became of its text."""
    if name not in PARTS:
        abort(404)
    return _send(PARTS[name](read_iri(f"/tables/{name}/", f".{suffix}")), suffix)


def _send(export: Export, suffix: str) -> Response:
    if suffix in ("csv", "xlsx"):
        return send_export(export, suffix)
    page = read_page()
    check_page(page, len(export.lines), SIZE)
    return send_export(export, suffix, page)
