"""A node of a document's hierarchy."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.names import MPO
from kg.questions.around import find_around
from kg.questions.node import get_node
from kg.questions.page_query import make_page_query
from kg.questions.tree_view import choose_depth, cut, measure
from kg.store.terms import Iri
from web.contexts import Crumb, NodePage
from web.pages.asked import check_page, read_page
from web.pages.documents import make_document_trail
from web.render import get_links, make_data_links, make_pager, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

#: So many rows, and so many nodes below, stand on the page of a node.
_ROWS: Final = 50
_NODES: Final = 100


def show_node(iri: Iri) -> Response:
    """A node with its texts, the nodes below it, and a page of its rows."""
    site, links, page = get_site(), get_links(), read_page()
    document = Iri(iri.partition("/node/")[0])
    known = document in site.document_facts
    answer = get_node(
        site.store,
        iri,
        site.get_tree(document) if known else None,
        (page - 1) * _ROWS,
        _ROWS,
    )
    check_page(page, answer.rows, _ROWS)
    steps = [
        Crumb(
            f"{node.notation or ''} {node.label}".strip(), links.page(node.iri) or "", original=True
        )
        for node in answer.path
    ]
    below = answer.branches[:_NODES]
    return render(
        NodePage(
            title=answer.node.label,
            original=True,
            trail=(*make_document_trail(answer.document), *steps),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("node", top=(iri,)),
            answer=answer,
            twigs=cut(
                below,
                choose_depth(measure(below), _NODES),
                site.get_tree_marks(document) if known else {},
            ),
            groups=tuple(
                (word, tuple(facts))
                for word, facts in groupby(answer.texts, key=lambda fact: fact.property)
            ),
            mentions=answer.description.find_facts(MPO + "mentions"),
            around=find_around(site.store, iri),
            pager=make_pager(page, answer.rows, _ROWS, partial(links.part, iri)),
        )
    )
