"""A node of a document's hierarchy."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.names import MPO
from kg.questions.around import find_around
from kg.questions.node import get_node
from kg.questions.page_query import make_page_query
from kg.store.terms import Iri
from web.contexts import Crumb, NodePage
from web.pages.documents import make_document_trail
from web.render import get_links, make_data_links, render
from web.site import get_site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def show_node(iri: Iri) -> Response:
    """A node with its texts, the nodes below it, and its rows."""
    site = get_site()
    document = Iri(iri.partition("/node/")[0])
    known = any(one.iri == document for one in site.documents)
    answer = get_node(site.store, iri, site.get_document(document).tree if known else None)
    links = get_links()
    steps = [
        Crumb(
            f"{node.notation or ''} {node.label}".strip(), links.page(node.iri) or "", original=True
        )
        for node in answer.path
    ]
    return render(
        NodePage(
            title=answer.node.label,
            original=True,
            trail=(*make_document_trail(answer.document), *steps),
            permalink=iri,
            data=make_data_links(iri),
            sparql=make_page_query("node", top=(iri,)),
            answer=answer,
            groups=tuple(
                (word, tuple(facts))
                for word, facts in groupby(answer.texts, key=lambda fact: fact.property)
            ),
            mentions=answer.description.find_facts(MPO + "mentions"),
            around=find_around(site.store, iri),
        )
    )
