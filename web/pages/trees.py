"""Policy trees: the choice of a document, and its nodes as far as a page holds them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from kg.names import parse_document
from kg.questions.document import DocumentAnswer, count_rows_of
from kg.questions.page_query import make_page_query
from kg.questions.reading import Named, parse_code
from kg.questions.shared import share
from kg.questions.tree import Branch, count_rows
from kg.questions.tree_view import choose_depth, cut, measure
from kg.store.terms import Iri
from web.contexts import Crumb
from web.filters import read_filter
from web.pages.asked import check_page, read_iri, read_page
from web.pages.documents import make_document_trail
from web.render import get_links, make_data_links, make_pager, make_trail, render
from web.site import get_site
from web.tree_contexts import Opening, TreeEntry, TreePage, TreesPage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("trees", __name__)
#: So many documents stand on a page of the choice.
_SIZE: Final = 30
#: So many nodes a page holds; deeper ones stand on a page of their own.
MOST: Final = 300
#: So many nodes are open when a reader comes.
_OPEN: Final = 40


@blueprint.get("/tree")
def show_trees() -> Response:
    """The documents of a filter, each with the way into its policies."""
    site, links, chosen, page = get_site(), get_links(), read_filter(), read_page()
    found = [one for one in site.documents if chosen.meets(parse_code(one.iri), ())]
    check_page(page, len(found), _SIZE)
    entries: list[TreeEntry] = []
    for one in found[(page - 1) * _SIZE : page * _SIZE]:
        counts = share(site.store, count_rows_of)(one.iri)
        named = Named(one.iri, one.title)
        entries.append(TreeEntry(named, one.municipality, counts.nodes, counts.rows))
    address = partial(links.trees, chosen.municipality)
    return render(
        TreesPage(
            title=_("政策の体系"),
            trail=make_trail(Crumb(_("政策の体系"), "")),
            permalink=address(page),
            data=(),
            sparql=make_page_query("trees", **_bind_municipality(chosen.bindings)),
            entries=tuple(entries),
            total=len(found),
            municipality=chosen.municipality,
            municipalities=chosen.municipalities,
            pager=make_pager(page, len(found), _SIZE, address),
        )
    )


@blueprint.get("/tree/<path:_path>")
def show_tree(_path: str) -> Response:
    """The policies of a document, or of one node of it, from the top down."""
    iri = read_iri("/tree/")
    document = Iri(iri.partition("/node/")[0])
    if parse_document(document) is None:
        abort(404)
    site, links, page = get_site(), get_links(), read_page()
    answer = site.get_document(document)
    top = answer.tree.nodes.get(iri)
    if top is None and iri != document:
        abort(404)
    branches = answer.branches if top is None else _find_branch(answer, iri).children
    check_page(page, len(branches), MOST)
    shown = branches[(page - 1) * MOST : page * MOST]
    sizes = measure(shown)
    depth = choose_depth(sizes, MOST)
    level = _read_level(depth, sizes)
    above = answer.tree.find_path(top.iri if top else None)
    named = Named(document, answer.facts.title)
    steps = [
        Crumb(f"{one.notation or ''} {one.label}".strip(), links.tree(one.iri), original=True)
        for one in above
    ]
    return render(
        TreePage(
            # Apart from the title of the document's own page.
            title=_("%(name)s（政策の体系）", name=top.label if top else answer.facts.title),
            original=True,
            trail=(
                *make_document_trail(named),
                Crumb(_("政策の体系"), links.tree(document)),
                *steps,
            ),
            permalink=links.tree(iri, page=page),
            data=make_data_links(iri),
            sparql=make_page_query("node", top=(iri,))
            if top
            else make_page_query("document", document=(document,)),
            document=named,
            top=top,
            above=above[:-1],
            count=count_rows(answer.tree.find_rows(iri)) if top else answer.count,
            unplaced=answer.unplaced,
            twigs=cut(shown, depth, site.get_tree_marks(document)),
            openings=_list_openings(iri, shown, depth, level),
            level=level,
            nodes=sum(sizes[:depth]),
            hidden=sum(sizes[depth:]),
            pager=make_pager(page, len(branches), MOST, partial(links.tree, iri, None)),
        )
    )


def _find_branch(answer: DocumentAnswer, node: Iri) -> Branch:
    branches: Sequence[Branch] = answer.branches
    for step in answer.tree.find_path(node):
        branch = next(one for one in branches if one.node.iri == step.iri)
        branches = branch.children
    return branch


def _read_level(depth: int, sizes: Sequence[int]) -> int:
    """Down to which level the tree is open: as asked, else as much as a reader can look over."""
    asked = request.args.get("open", "")
    if not asked:
        return choose_depth(sizes, _OPEN) if sizes else 1
    if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked[:4]) <= 100):
        abort(400, _("開く段は1以上の数にしてください。"))
    return min(int(asked), depth)


def _list_openings(
    iri: Iri, branches: Sequence[Branch], depth: int, level: int
) -> tuple[Opening, ...]:
    """The ways to open the tree: one a level that the page holds, called as its nodes are."""
    found: list[Opening] = []
    here = list(branches)
    for number in range(1, depth + 1):
        names = dict.fromkeys(one.node.level for one in here if one.node.level)
        href = get_links().tree(iri, number) if number != level else ""
        found.append(Opening(number, "・".join(names) if len(names) < 3 else "", href))
        here = [child for one in here for child in one.children]
    return tuple(found)


def _bind_municipality(bindings: dict[str, tuple[Iri, ...]]) -> dict[str, tuple[Iri, ...]]:
    return {name: value for name, value in bindings.items() if name == "municipality"}
