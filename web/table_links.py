"""Which table holds what a page lists, and where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import request
from flask_babel import gettext as _

from kg.names import ID
from web.contexts import DataLink, Page
from web.links import FORMATS, LANGUAGES, Links

#: The tables by the templates of the pages, with the parameters that narrow both.
_LISTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "home.html": ("documents", ()),
    "documents.html": ("documents", ("municipality", "document")),
    "ordinances.html": ("articles", ()),
    "bodies.html": ("bodies", ("municipality", "kind")),
    "wards.html": ("wards", ("municipality",)),
    "instruments.html": ("instruments", ("municipality", "document")),
    "statistics.html": ("statistics", ("municipality", "document")),
    "events.html": ("events", ("municipality", "document")),
    "names.html": ("names", ("kind", "municipality", "document")),
}
_PARTS: Final = {
    "document.html": "rows",
    "node.html": "rows",
    "project.html": "rows",
    "body.html": "rows",
    "text.html": "passages",
    "coverage.html": "coverage",
}
_RDF: Final = ("ttl", "jsonld")
#: The formats of tables by suffix, as those of data.
SHEETS: Final = {
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
}


def find_sheets(data: Iterable[DataLink]) -> tuple[DataLink, ...]:
    """The spreadsheets of what a page lists, out of all data behind it."""
    types = {media_type for media_type, _label in SHEETS.values()}
    return tuple(
        one for one in data if one.media_type in types and not one.href.startswith("/data/")
    )


def make_table_links(page: Page, links: Links) -> tuple[DataLink, ...]:
    """The tables of what a page lists; none for a page that lists nothing."""
    if page.template in _PARTS:
        if not _has_rows(page):
            return ()
        table, thing = _PARTS[page.template], _find_thing(page.permalink)
        listed = {
            "rows": _("掲載の行"),
            "passages": _("根拠の箇所"),
            "coverage": _("読み取りの状況"),
        }[table]
        return tuple(
            DataLink(f"{listed} ({name})", media_type, links.part_table(table, thing, suffix))
            for suffix, (media_type, name) in SHEETS.items()
        )
    if page.template not in _LISTS:
        return ()
    listed = _("一覧")
    table, names = _LISTS[page.template]
    asked = {name: request.args[name] for name in names if request.args.get(name)}
    return (
        *(
            DataLink(f"{listed} ({name})", media_type, links.table(table, suffix, **asked))
            for suffix, (media_type, name) in SHEETS.items()
        ),
        *(
            DataLink(
                f"{listed} ({FORMATS[suffix][1]})",
                FORMATS[suffix][0],
                links.table(table, suffix, **asked),
            )
            for suffix in _RDF
        ),
    )


def _has_rows(page: Page) -> bool:
    """Whether what the page is about has rows of the table that its page offers.

    A node has those of the nodes below it too; a document that is not here has no account.
    """
    if getattr(page, "coverage", True) is None:
        return False
    answer = getattr(page, "answer", None)
    return bool(getattr(answer, "appearances", True) or getattr(answer, "branches", ()))


def _find_thing(permalink: str) -> str:
    """What a page is about, from its own address where that is its permalink."""
    if permalink.startswith(ID):
        return permalink
    path = permalink.partition("?")[0]
    for prefix in ("/text/", "/coverage/"):
        before, found, thing = path.partition(prefix)
        if found and before in ("", f"/{LANGUAGES[1]}"):
            return ID + thing
    return permalink
