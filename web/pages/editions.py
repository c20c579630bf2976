"""Two editions of a document: what changed between them, as page, Excel, CSV and JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import make_document, make_document_graph, parse_document
from kg.questions.edition_tables import make_node_table, make_row_table
from kg.questions.editions import Change, EditionChanges, RowChange
from kg.questions.pair_tables import Table
from kg.questions.reading import Named
from kg.sheets import Sheet
from kg.store.terms import Iri
from web.contexts import Crumb
from web.differences import make_file_links, make_json, send_sheet
from web.edition_contexts import EditionsPage
from web.language import get_language
from web.page_queries import make_part_query
from web.pages.asked import check_page, read_document, read_page
from web.pages.documents import make_document_trail
from web.render import get_links, make_graph_links, make_pager, render
from web.repeat_contexts import Facet
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("editions", __name__)
_SIZE = 10
_SAME = (Change.SAME,)


@blueprint.get("/editions/<path:_path>")
def show_editions(_path: str) -> Response:
    """A document beside the edition `from`, by itself the one that it replaces."""
    site, links, page = get_site(), get_links(), read_page()
    iri = read_document("/editions/")
    facts = site.get_document(iri).facts
    before = _find_before(iri)
    changes = None if before is None else site.get_changes(before, iri)
    change = _read_change()
    rows = () if changes is None else _choose(changes, change)
    check_page(page, len(rows), _SIZE)
    name = parse_document(iri)
    assert name is not None, "read_document gives documents alone"
    slug = _get_slug(before) if before is not None else ""
    address = partial(links.editions, iri, slug, change.value if change else "")
    files = partial(links.editions_file, document=name.slug, code=name.code, before=slug)
    return render(
        EditionsPage(
            title=_("版の比較"),
            trail=(*make_document_trail(Named(iri, facts.title)), Crumb(_("版の比較"), "")),
            permalink=address(page),
            data=(
                *(make_file_links(files) if changes else ()),
                *make_graph_links(*map(_name_graph, [iri] if before is None else [before, iri])),
            ),
            sparql=make_part_query(
                "editions", {"document": [iri] if before is None else [before, iri]}
            ),
            document=facts,
            before=slug,
            others=tuple(
                (_get_slug(one.iri), one.title)
                for one in site.documents
                if one.iri != iri and one.municipality == facts.municipality
            ),
            changes=changes,
            change=change.value if change else "",
            facets=() if changes is None else _make_facets(changes, iri, slug),
            nodes=()
            if changes is None
            else tuple(node for node in changes.nodes if node.changes != _SAME),
            rows=rows[(page - 1) * _SIZE : page * _SIZE],
            pager=make_pager(page, len(rows), _SIZE, address),
        )
    )


@blueprint.get("/editions.<any(csv, xlsx):suffix>")
def show_editions_file(suffix: str) -> Response:
    """The rows that changed as CSV; in Excel there is a second sheet, of the headings."""
    changes = _read_asked()
    rows = _make_sheet(_("行の変更"), make_row_table(changes, get_language()))
    nodes = _make_sheet(_("見出しの変更"), make_node_table(changes, get_language()))
    return send_sheet("editions", rows, nodes, suffix=suffix)


@blueprint.get("/editions.json")
def show_editions_data() -> Response:
    """The rows that changed as JSON."""
    rows = make_row_table(_read_asked(), get_language()).rows
    return make_json("changes", (dict(row) for row in rows))


def _make_sheet(title: str, table: Table) -> Sheet:
    return Sheet(title, table.head(get_language()), table.list_rows())


def _read_asked() -> EditionChanges:
    """The comparison of `document` and `from` of a municipality; 404 where one is none."""
    code, slug = request.args.get("municipality", ""), request.args.get("document", "")
    known = {one.iri for one in get_site().documents}
    asked = [_make_iri(code, one) for one in (slug, request.args.get("from", ""))]
    new, old = (one if one in known else None for one in asked)
    if new is None or old is None:
        abort(404, _("その文書はこのグラフにありません。"))
    return get_site().get_changes(old, new)


def _find_before(document: Iri) -> Iri | None:
    """The edition to compare with; 404 for what is no document of the same municipality."""
    slug = request.args.get("from", "")
    facts = {one.iri: one for one in get_site().documents}
    if not slug:
        return facts[document].replaces
    name = parse_document(document)
    assert name is not None, "it is a document"
    before = _make_iri(name.code, slug)
    if before not in facts or before == document:
        abort(404, _("その文書はこのグラフにありません。"))
    return before


def _make_iri(code: str, slug: str) -> Iri | None:
    try:
        return Iri(make_document(code, slug))
    except ValueError:
        return None


def _name_graph(document: Iri) -> str:
    name = parse_document(document)
    assert name is not None, "it is a document"
    return make_document_graph(name.code, name.slug)


def _get_slug(document: Iri) -> str:
    name = parse_document(document)
    assert name is not None, "it is a document"
    return name.slug


def _read_change() -> Change | None:
    """The change that a request asks for; 400 for what is none."""
    value = request.args.get("change", "")
    if value and value not in set(Change):
        abort(400, _("「変わったこと」の値が正しくありません。画面で選び直してください。"))
    return Change(value) if value else None


def _choose(changes: EditionChanges, change: Change | None) -> tuple[RowChange, ...]:
    """The rows of one change, or all that are not the same."""
    return tuple(
        row
        for row in changes.rows
        if (row.changes != _SAME if change is None else change in row.changes)
    )


def _make_facets(changes: EditionChanges, document: Iri, before: str) -> tuple[Facet, ...]:
    links = get_links()
    return tuple(
        Facet(one.value, number, links.editions(document, before, one))
        for one in Change
        if (number := changes.row_counts.get(one, 0))
    )
