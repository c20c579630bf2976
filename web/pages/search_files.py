"""All hits of a search as CSV, Excel and JSON, each with where it is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, abort
from flask_babel import gettext as _
from flask_babel import pgettext

from kg.questions.evidence import Evidence
from kg.questions.find import Hit
from kg.sheets import Value
from kg.store.terms import Iri
from web.differences import tell_named
from web.exports import Export, Line, send_export
from web.language import get_language
from web.linked import make_data
from web.links import make_ascii
from web.origin import get_origin
from web.pages.search import LIMIT, Asked, read_asked
from web.render import get_links, say_word
from web.sheets import JSON, find_proof_address
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("search_files", __name__)


@blueprint.get("/search.<suffix>")
def show_search_file(suffix: str) -> Response:
    """The hits in their order, at most `LIMIT`; of more the last row says how many are left out."""
    if suffix not in ("csv", "xlsx", "json"):
        abort(404)
    asked = read_asked()
    answer = asked.find(limit=LIMIT)
    if suffix == "json":
        told = {
            "version": get_site().version.release,
            "digest": get_site().version.digest,
            "query": asked.query,
            "chosen": asked.chosen,
            "total": answer.total,
            "limit": LIMIT,
            "hits": [_tell(hit) for hit in answer.hits],
        }
        return make_data(json.dumps(told, ensure_ascii=False, indent=1), JSON)
    lines = tuple(Line(hit.iri, _make_cells(hit), hit.evidence) for hit in answer.hits)
    if (left := answer.total - len(lines)) > 0:
        note = _("ほかに%(number)s件あります。条件で絞ると、残りも保存できます。", number=left)
        lines += (Line(_get_address(asked), ("", note, "", "", "", ""), ()),)
    title = _("「%(query)s」の検索結果", query=asked.query) if asked.query else _("すべての項目")
    header = (
        _("種類"),
        _("名前"),
        pgettext("one", "自治体"),
        _("見つかった欄"),
        _("見つかった文"),
        _("このサイトのページ"),
    )
    return send_export(Export("search", title, header, lines), suffix)


def _make_cells(hit: Hit) -> tuple[Value, ...]:
    return (
        say_word(hit.kind),
        hit.label,
        hit.context[0].label if hit.context else "",
        say_word(hit.snippet.property) if hit.snippet else _("名前"),
        "".join(hit.snippet.pieces if hit.snippet else hit.pieces),
        _get_page(hit),
    )


def _get_page(hit: Hit) -> str:
    return get_origin() + make_ascii(get_links().page(hit.iri) or "")


def _get_address(asked: Asked) -> Iri:
    return Iri(get_origin() + get_links().hits(asked.query, asked.chosen, asked.sort))


def _tell(hit: Hit) -> dict[str, object]:
    return {
        "iri": hit.iri,
        "label": hit.label,
        "kind": hit.kind.iri,
        "rank": hit.rank.name.lower(),
        "context": [tell_named(one) for one in hit.context],
        "property": hit.snippet.property.iri if hit.snippet else None,
        "text": "".join(hit.snippet.pieces) if hit.snippet else None,
        "page": _get_page(hit),
        "evidence": [_tell_proof(one) for one in hit.evidence],
    }


def _tell_proof(one: Evidence) -> dict[str, object]:
    return {
        "iri": one.iri,
        "document": one.document,
        "title": one.title,
        "edition": get_site().sources.say_edition(one, get_language()) or None,
        "firstLine": one.first_line,
        "lastLine": one.last_line,
        "page": one.page,
        "quote": one.quote,
        "address": find_proof_address(one),
    }
