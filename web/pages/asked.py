"""Reading what a request asks for: its page number, the IRI that its path stands for."""

from __future__ import annotations

from flask import abort, request
from flask_babel import gettext as _

from kg.names import parse_document
from kg.store.terms import Iri
from web.language import get_language
from web.links import LANGUAGES, parse_path, read_path

_MAX_PAGE = 100_000


def read_page(name: str = "page") -> int:
    """The number of the page of a list; 400 for what is no number from 1 on."""
    value = request.args.get(name, "1")
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:7]) <= _MAX_PAGE):
        abort(400, _("ページの番号は1以上の数にしてください。"))
    return int(value)


def check_page(page: int, total: int, size: int) -> None:
    """Answer 404 for a page behind the last of a list of `total` things, `size` a page."""
    if page > 1 and (page - 1) * size >= total:
        abort(404, _("この番号のページはありません。1ページ目から見てください。"))


def read_iri(prefix: str, suffix: str = "") -> Iri:
    """The IRI that the path between `prefix` and `suffix` stands for; 404 for none."""
    path = read_path(request.environ).removesuffix(suffix)
    if get_language() != LANGUAGES[0]:
        path = path.removeprefix(f"/{get_language()}")
    iri = parse_path(path, prefix)
    if iri is None:
        abort(404)
    return Iri(iri)


def read_document(prefix: str) -> Iri:
    """The document whose IRI the path stands for; 404 for none."""
    iri = read_iri(prefix)
    if parse_document(iri) is None:
        abort(404)
    return iri
